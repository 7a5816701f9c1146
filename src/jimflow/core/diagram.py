"""The states and transitions of a workflow as a Mermaid state diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jimflow.core.workflow import Transition, Workflow


def diagram(workflow: Workflow, lang: str, counts: Mapping[str, int] | None = None) -> str:
    """Text for Mermaid (`stateDiagram-v2`); the steps stand together as one state, so that no arrow is drawn twice.

    `counts` says how many stand in each state; it is written after the state's title.
    """
    return "\n".join(_lines(workflow, lang, counts or {})) + "\n"


def _lines(workflow: Workflow, lang: str, counts: Mapping[str, int]) -> Iterator[str]:
    ids = {state: f"s{number}" for number, state in enumerate(workflow.states)}
    yield "stateDiagram-v2"
    yield "    direction LR"
    for state in workflow.states:
        if state not in workflow.active:
            yield f'    state "{_plain(workflow, state, lang, counts)}" as {ids[state]}'
    yield '    state "' + ("Active" if lang == "en" else "Aktiv") + '" as active {'
    for step in workflow.steps:
        yield f'        state "{_plain(workflow, step, lang, counts)}" as {ids[step]}'
    for transition in workflow.transitions.values():
        inside = {(a, b) for a, b in transition.ways if {a, b} <= workflow.active}
        if transition.kind == "along":
            yield from (f"        {ids[a]} --> {ids[b]}" for a, b in transition.ways if (a, b) in inside)
    yield "    }"
    yield f"    [*] --> {ids[workflow.initial]}"
    for transition in workflow.transitions.values():
        yield from (f"    {arrow}" for arrow in _arrows(workflow, transition, ids, lang))
    for state in workflow.states:
        if state in workflow.finals:
            yield f"    {ids[state]} --> [*]"


def _arrows(workflow: Workflow, transition: Transition, ids: dict[str, str], lang: str) -> Iterator[str]:
    name = _safe(transition.title.in_(lang))
    sources = {source for source, _ in transition.ways}
    whole = workflow.active <= sources or transition.kind == "earlier"
    drawn: set[tuple[str, str]] = set()
    for source, destination in transition.ways:
        if transition.kind == "along" and {source, destination} <= workflow.active:
            continue
        start = "active" if whole and source in workflow.active and transition.kind != "along" else ids[source]
        end = "active" if transition.kind in ("remembered", "earlier") else ids[destination]
        if (start, end) not in drawn:
            drawn.add((start, end))
            yield f"{start} --> {end} : {name}"


def _plain(workflow: Workflow, state: str, lang: str, counts: Mapping[str, int]) -> str:
    title = _safe(workflow.state_title(state).in_(lang))
    return f"{title} ({counts[state]})" if counts.get(state) else title


def _safe(words: str) -> str:
    # Mermaid ends a name at a quotation mark and a line at a semicolon, and reads # as its own. No title has braces.
    return words.translate(str.maketrans('";#', "', "))
