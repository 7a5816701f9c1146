"""The states of a programme as a picture, with who stands where when a round is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jimflow.core.diagram_graph import ANY_STEP, graph
from jimflow.core.diagram_layout import layout
from jimflow.core.diagram_measures import Words
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.texts.names import meeting_number, state_title, title_within
from jimflow.texts.picture import svg

STEPS = Said("Stegen", "The steps")


def states_svg(
    workflow: Workflow,
    lang: str,
    *,
    standing: Mapping[str, Sequence[str]] | None = None,
    note: str = "",
    down: bool = False,
    key: str = "jf",
    styled: bool = True,
) -> str:
    """The picture as SVG; `standing` are the names of those in each state, counted in its box; `note` says of when."""
    drawn = graph(workflow)
    words = Words(
        {state: workflow.state_title(state).in_(lang) for state in workflow.states} | {ANY_STEP: _any(lang)},
        {s.name: meeting_note(workflow, s.name, lang) for s in workflow.steps.values() if s.has_meeting},
        {t.name: t.title.in_(lang) for t in workflow.transitions.values()},
        STEPS.in_(lang),
    )
    here = {state: str(len(names)) for state, names in (standing or {}).items() if names}
    kinds = {s: " ".join(filter(None, ("end" * (s in workflow.finals), "here" * (s in here)))) for s in workflow.states}
    return svg(
        layout(drawn, words, down=down),
        Said(f"Tillstånden i {workflow.title.sv}", f"The states of {workflow.title.en}").in_(lang),
        " ".join(filter(None, (described(workflow, lang, standing), f"{note}." if note else ""))),
        lang,
        kinds=kinds | {ANY_STEP: "faint"},
        badges=here,
        note=note,
        key=key,
        styled=styled,
    )


def described(workflow: Workflow, lang: str, standing: Mapping[str, Sequence[str]] | None = None) -> str:
    """The picture in words: the main path, the other states, and how many stand in each."""
    drawn = graph(workflow)
    main = " → ".join(workflow.state_title(state).in_(lang) for state in drawn.main)
    said = [Said(f"Huvudvägen: {main}.", f"The main path: {main}.").in_(lang)]
    if beside := ", ".join(workflow.state_title(state).in_(lang) for state in drawn.beside):
        said.append(Said(f"Vid sidan av den: {beside}.", f"Beside it: {beside}.").in_(lang))
    counts = [
        f"{workflow.state_title(state).in_(lang)} {len(standing[state])}"
        for state in workflow.states
        if standing and standing.get(state)
    ]
    if counts:
        said.append(
            Said(f"Så många står där nu: {', '.join(counts)}.", f"So many are there now: {', '.join(counts)}.").in_(
                lang
            )
        )
    return " ".join(said)


def meeting_note(workflow: Workflow, step: str, lang: str) -> str:
    """Which meeting it is; of one that recurs nobody knows the number."""
    if step in workflow.steps.repeating:
        return Said("träff, kan återkomma", "meeting, may recur").in_(lang)
    number = meeting_number(workflow, step, lang)
    return Said("träff", "meeting").in_(lang) if number == title_within(state_title(workflow, step, lang)) else number


def _any(lang: str) -> str:
    return Said("Vilket steg som helst", "Any step").in_(lang)
