"""Who holds a function, and who is told when nobody does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.core.model import Appointment, Facts
from jimflow.core.workflow import Workflow


def holders(facts: Facts, function: str, day: date) -> tuple[Appointment, ...]:
    """Everyone who holds `function` on `day` and whose address works; several holders all get the task."""
    return tuple(a for a in facts.appointments if a.function == function and a.holds_on(day) and not a.undeliverable)


def coordinators(workflow: Workflow, facts: Facts, day: date) -> tuple[Appointment, ...]:
    """The agency's own coordinators; when there is none, the host's people."""
    own = _all(workflow, facts, day, "agency")
    return own or hosts(workflow, facts, day)


def hosts(workflow: Workflow, facts: Facts, day: date) -> tuple[Appointment, ...]:
    """Those who run the programme."""
    found: list[Appointment] = []
    for name in host_functions(workflow):
        found += holders(facts, name, day)
    return tuple(found)


def host_functions(workflow: Workflow) -> tuple[str, ...]:
    """The functions held at the coordinating organisation, in the order of the definition."""
    return tuple(f.name for f in workflow.functions.values() if f.belongs_to == "host")


def coordinating_functions(workflow: Workflow) -> tuple[str, ...]:
    """The agency functions that may submit everything and hear of vacancies."""
    return tuple(f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == "agency")


def attending_functions(workflow: Workflow, step: str) -> tuple[str, ...]:
    """The functions invited to the meeting of `step`, in the order of the definition."""
    at = workflow.steps[step]
    return tuple(
        f.name
        for f in workflow.functions.values()
        if f.attends == "every meeting"
        or (f.attends == "first and last" and (at.is_first or at.is_last))
        or (f.attends == "as guest" and f.name in at.guests)
    )


def _all(workflow: Workflow, facts: Facts, day: date, home: str) -> tuple[Appointment, ...]:
    names: Sequence[str] = [f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == home]
    return tuple(a for name in names for a in holders(facts, name, day))
