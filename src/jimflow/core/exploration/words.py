"""A way through the programme in its own titles: each move with what was assumed, and why a rule cannot be met."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from jimflow.core.exploration.cases import Key
from jimflow.core.exploration.findings import Hop
from jimflow.core.exploration.graph import Graph, Node
from jimflow.core.exploration.passages import Passage
from jimflow.core.laps import plain
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow


def quote(said: Said) -> Said:
    """A title in quotation marks."""
    return Said(f"”{said.sv}”", f"“{said.en}”")


def listed(items: Sequence[Said]) -> Said:
    """Titles with commas between."""
    return Said(", ".join(i.sv for i in items), ", ".join(i.en for i in items))


def state_title(workflow: Workflow, state: str) -> Said:
    """A state in quotation marks."""
    return quote(workflow.state_title(state))


def trace(graph: Graph, node: Node) -> tuple[Hop, ...]:
    """The way from the start to the node."""
    return tuple(hop(graph.workflow, origin, passage) for origin, passage in graph.way_to(node))


def hop(workflow: Workflow, origin: Node, passage: Passage) -> Hop:
    """One move and what it rests on."""
    return Hop(
        workflow.state_title(origin.case.state),
        passage.transition.title,
        workflow.state_title(passage.destination),
        (*assumed(workflow, passage.assumed), *_passed(passage)),
    )


def _passed(passage: Passage) -> tuple[Said, ...]:
    if passage.grade == "waived":
        return (Said("avsteg är beslutade där det går", "waivers are decided where they may be"),)
    if passage.grade == "acknowledged":
        return (Said("varningarna tas på eget ansvar", "the warnings are passed knowingly"),)
    return ()


def assumed(workflow: Workflow, facts: Mapping[Key, object]) -> tuple[Said, ...]:
    """What is assumed, a sentence for each kind of thing; what has not happened is left out."""
    by_kind: dict[tuple[str, str], list[Said]] = {}
    for key, value in facts.items():
        if value and key[0] in _SAID:
            about = key[1] if key[0] == "came" else ""
            by_kind.setdefault((key[0], about), []).append(_subject(workflow, key, value))
    return tuple(_sentence(workflow, kind, items) for (kind, _), items in by_kind.items())


_SAID = ("held", "theme", "came", "top", "work", "answer", "result", "size", "parties", "contributed", "started")
"""A catch-up is left out: it only stands in for who did not come."""


def _subject(workflow: Workflow, key: Key, value: object) -> Said:
    match key:
        case ("came", _, function):
            return workflow.functions[function].title
        case ("work", _, assignment):
            return quote(workflow.assignments[assignment].title)
        case ("answer", assignment, field):
            return _answered(workflow, assignment, field, str(value))
        case ("parties", part):
            title = workflow.parties[part].title
            return Said(f"{value} {title.sv}", f"{value} {title.en}")
        case ("started", start):
            return _begun(quote(workflow.starts[start].title), value)
        case ("result", result):
            return workflow.choices[workflow.result_steps or ""][result]
        case ("held" | "theme", step):
            return quote(workflow.state_title(step) if plain(step) == step else workflow.steps[step].title)
        case _:
            return Said(str(value), str(value))


def _begun(title: Said, value: object) -> Said:
    assert isinstance(value, tuple)
    state = value[1]
    if state is None:
        return Said(f"{title.sv} pågår", f"{title.en} is going on")
    if state == "…":
        return Said(f"{title.sv} är avslutad", f"{title.en} has ended")
    return Said(f"{title.sv} slutade i {state}", f"{title.en} ended in {state}")


def _answered(workflow: Workflow, assignment: str, field: str, answer: str) -> Said:
    question = workflow.forms[workflow.assignments[assignment].form].question(field)
    assert question is not None
    said, kind = json.loads(answer), question.kind
    if kind == "yes_no":
        shown = Said("ja", "yes") if said else Said("nej", "no")
    elif question.choices:
        offered = workflow.choices[question.choices]
        shown = listed([offered[one] for one in (said if isinstance(said, list) else [said])])
    else:
        shown = Said(str(said), str(said))
    asked = quote(question.text)
    return Said(f"{asked.sv}: {shown.sv}", f"{asked.en}: {shown.en}")


def _sentence(workflow: Workflow, kind: str, items: list[Said]) -> Said:
    these = listed(items)
    match kind:
        case "held":
            return Said(f"träffen {these.sv} är genomförd", f"the meeting {these.en} is held")
        case "theme":
            return Said(f"tema är valt för {these.sv}", f"a theme is chosen for {these.en}")
        case "came":
            return Said(f"på träffen deltar {these.sv}", f"at the meeting are {these.en}")
        case "top":
            return Said("någon av dem är i högsta ledningen", "some of them are in top management")
        case "work":
            return Said(f"inlämnat: {these.sv}", f"submitted: {these.en}")
        case "answer":
            return Said(f"svarat: {these.sv}", f"answered: {these.en}")
        case "parties":
            return Said(f"med är {these.sv}", f"taking part are {these.en}")
        case "contributed":
            return Said("alla har sagt vad de bidrar med", "all have said what they contribute")
        case "started":
            return Said(f"startat härifrån: {these.sv}", f"started from here: {these.en}")
        case "result":
            return Said(f"resultat: {these.sv}", f"results: {these.en}")
        case _:
            the = workflow.group.the
            return Said(f"{these.sv} aktiva i {the.sv}", f"{these.en} active in {the.en}")
