"""Which assignment of a case is meant, and which functions may answer it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from jimflow.actions.case import Case
from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.laps import place
from jimflow.core.model import AssignmentFacts
from jimflow.core.workflow import Assignment, Workflow


class Made(Protocol):
    """An assignment that was made, as facts or as a row."""

    @property
    def step(self) -> str:
        """The step it belongs to."""

    @property
    def status(self) -> str:
        """How it stands."""


AnyMade = TypeVar("AnyMade", bound=Made)


def assignment_of(case: Case, name: str, step: str | None) -> AssignmentFacts:
    """The assignment of that name: in `step`, else the one `meant`. NotFound lists what there is."""
    found = [a for a in case.facts.assignments if a.name == name and step in (None, a.step)]
    if not found:
        known = ", ".join(sorted({a.name for a in case.facts.assignments})) or "–"
        raise NotFound(
            f"{case.facts.organisation_name} har ingen uppgift {name}. Uppgifterna är: {known}.",
            f"{case.facts.organisation_names[1]} has no assignment {name}. There are: {known}.",
        )
    return meant(case.programme.workflow, found)


def meant(workflow: Workflow, found: Iterable[AnyMade]) -> AnyMade:
    """Of one that recurs: what is open, the latest of it; then what comes next, never a later step's; then the last."""
    return min(
        found,
        key=lambda a: (
            a.status != "open",
            a.status != "planned",
            _when(workflow, a.step) if a.status == "planned" else tuple(-n for n in _when(workflow, a.step)),
        ),
    )


def _when(workflow: Workflow, step: str) -> tuple[int, int]:
    """Later laps come after earlier ones, whatever step they are of; then the order of the steps."""
    number, lap = place(workflow.steps, step)
    return lap, number


def coordinating(workflow: Workflow) -> str:
    """The agency's function that may answer everything."""
    return next(f.name for f in workflow.functions.values() if f.coordinates and f.belongs_to == "agency")


def entitled(workflow: Workflow, assignment: Assignment, function: str) -> None:
    """Raises NotFound for an unknown function, BadInput for one the assignment is not for."""
    known = workflow.functions.get(function)
    if known is None:
        raise NotFound(f"Funktionen {function} finns inte.", f"There is no function {function}.")
    if function not in assignment.to and not known.coordinates:
        to = ", ".join(assignment.to)
        raise BadInput(
            f"Uppgiften går till {to}, inte till {function}.", f"The assignment is for {to}, not {function}."
        )
