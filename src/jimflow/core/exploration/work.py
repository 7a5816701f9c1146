"""Assignments that nobody is ever given or that wait in vain, and letters that never go."""

from __future__ import annotations

from collections.abc import Iterator

from jimflow.core.exploration.findings import Finding
from jimflow.core.exploration.graph import Graph
from jimflow.core.exploration.words import quote, trace
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Assignment


def given(graph: Graph) -> frozenset[str]:
    """The assignments that some case is given, catch-ups among them where a meeting can be missed."""
    workflow = graph.workflow
    found = {name for _, name, _ in graph.given}
    reached = {n.case.state for n in graph.nodes}
    for step in workflow.steps.values():
        curable = any(workflow.rules[name].curable for name in step.attendance)
        if step.catch_up and step.name in reached and (curable or True in graph.stages):
            found.add(step.catch_up)
    return frozenset(found)


def idle_work(graph: Graph) -> Iterator[Finding]:
    """What the definition holds and no participation gets."""
    if not graph.whole:
        return
    found = given(graph)
    for assignment in graph.workflow.assignments.values():
        if assignment.name not in found:
            title = quote(assignment.title)
            yield Finding(
                "never_given",
                "mistake",
                ("assignments", assignment.name),
                Said(
                    f"uppgiften {title.sv} ges aldrig till någon",
                    f"the assignment {title.en} is never given to anybody",
                ),
                Said("se över opens och stegen där den står", "look over opens and the steps where it stands"),
            )
        else:
            yield from _waiting(graph, assignment)
    for letter in graph.workflow.letters:
        if letter.name not in graph.letters:
            yield Finding(
                "letter_never_sent",
                "warning",
                ("letters", letter.name),
                Said(f"brevet {letter.name} skickas aldrig", f"the letter {letter.name} is never sent"),
                Said("se över when", "look over when"),
            )


def _waiting(graph: Graph, assignment: Assignment) -> Iterator[Finding]:
    """Waiting for an assignment that no case with this one has."""
    waits = assignment.waits_for
    if waits is None or waits.assignment is None:
        return
    with_it = [n for n in graph.nodes if n.case.given(assignment.name)]
    if not with_it or any(n.case.given(waits.assignment) for n in with_it):
        return
    title, awaited = quote(assignment.title), quote(graph.workflow.assignments[waits.assignment].title)
    late = Said(", alltid till sista dagen", ", always until the last day") if waits.until else Said("", "")
    yield Finding(
        "waits_in_vain",
        "warning" if waits.until else "mistake",
        ("assignments", assignment.name, "waits_for"),
        Said(
            f"{title.sv} väntar på {awaited.sv} som aldrig kommer{late.sv}",
            f"{title.en} waits for {awaited.en} that never comes{late.en}",
        ),
        Said("vänta på något som ges på samma väg", "wait for something that is given on the same way"),
        trace(graph, with_it[0]),
    )
