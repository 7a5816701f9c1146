"""Who holds a function, and who is told when nobody does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jimflow.core.model import Appointment, Facts
from jimflow.core.workflow import Function, Step, Workflow


def holders(facts: Facts, function: str, day: date) -> tuple[Appointment, ...]:
    """Everyone who holds `function` on `day` and whose address works; several holders all get the task."""
    return tuple(a for a in facts.appointments if a.function == function and a.holds_on(day) and not a.undeliverable)


def coordinators(workflow: Workflow, facts: Facts, day: date) -> tuple[Appointment, ...]:
    """The agency's own coordinators; when there is none, the host's people."""
    return _holding(coordinating_functions(workflow), facts, day) or hosts(workflow, facts, day)


def hosts(workflow: Workflow, facts: Facts, day: date) -> tuple[Appointment, ...]:
    """Those who run the programme."""
    return _holding(host_functions(workflow), facts, day)


def host_functions(workflow: Workflow) -> tuple[str, ...]:
    """The functions held at the coordinating organisation, in the order of the definition."""
    return tuple(f.name for f in workflow.functions.values() if f.belongs_to == "host")


def coordinating_functions(workflow: Workflow) -> tuple[str, ...]:
    """The agency functions that may submit everything and hear of vacancies."""
    return tuple(f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == "agency")


def attends(function: Function, step: Step) -> bool:
    """True when the function is asked to the meeting of `step`."""
    match function.attends:
        case "every meeting":
            return step.has_meeting
        case "first and last":
            return step.is_first or step.is_last
        case "as guest":
            return function.name in step.guests
        case _:
            return False


def attending_functions(workflow: Workflow, step: str) -> tuple[str, ...]:
    """The functions invited to the meeting of `step`, in the order of the definition."""
    at = workflow.steps[step]
    return tuple(f.name for f in workflow.functions.values() if attends(f, at))


def deputies(facts: Facts, step: str) -> tuple[tuple[str, Appointment], ...]:
    """Those who come to the meeting of `step` in somebody's place, each once, with the function they come in."""
    found: dict[int, tuple[str, Appointment]] = {}
    for reply in facts.replies:
        if reply.step == step and reply.deputy is not None:
            invited, to = facts.appointment(reply.appointment), facts.appointment(reply.deputy)
            if invited is not None and to is not None and not to.undeliverable:
                found[to.id] = (invited.function, to)
    return tuple(found[number] for number in sorted(found))


def _holding(functions: Iterable[str], facts: Facts, day: date) -> tuple[Appointment, ...]:
    return tuple(a for function in functions for a in holders(facts, function, day))
