"""Ways in which a person stands in a round, and what each of them opens: the rights of those who take part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from jimflow.core import people
from jimflow.core.workflow import Workflow

How = Literal["holds", "signature", "meeting", "forward"]
"""Holds the function; is the holder's substitute for signatures or at meetings; was sent one task by the holder."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One way in which a person stands in a round. `holder` is whose function it is: the person, or another.

    `participation` is None for guests and the host's own people. `task` is the one assignment of a forward.
    """

    how: How
    person: int
    holder: int
    appointment: int
    function: str
    round: int
    participation: int | None
    cluster: int | None
    organisation: str
    task: int | None = None
    hands_in: bool = True

    @property
    def on_behalf(self) -> bool:
        """True where the person acts for somebody else."""
        return self.person != self.holder


class Task(Protocol):
    """An assignment that was made."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def participation(self) -> int:
        """Whose it is."""

    @property
    def name(self) -> str:
        """What the definition calls it."""


class Gathering(Protocol):
    """A cluster's meeting."""

    @property
    def cluster(self) -> int:
        """Whose it is."""

    @property
    def step(self) -> str:
        """The step it belongs to."""


def opens(workflow: Workflow, seat: Seat, task: Task) -> bool:
    """True where the seat gives a right to read and write the agency's answer to the task.

    It goes to the functions that the task is addressed to, to the agency's coordinating one, and to those who stand in
    for them; a substitute at meetings has no part in it. Decision 19.
    """
    function, known = workflow.functions.get(seat.function), workflow.assignments.get(task.name)
    if function is None or known is None:  # the definition has been changed since
        return False
    if seat.how == "forward":
        return seat.task == task.id
    if seat.how == "meeting" or seat.participation != task.participation:
        return False
    return seat.function in known.to or (function.coordinates and function.belongs_to == "agency")


def hands_in(workflow: Workflow, seat: Seat, task: Task) -> bool:
    """True where the seat may submit the function's part of the task as well."""
    return seat.hands_in and opens(workflow, seat, task)


def coordinates(workflow: Workflow, seat: Seat) -> bool:
    """True for the agency's own coordinator, who sees the whole year and says who holds what."""
    function = workflow.functions.get(seat.function)
    held = seat.how in ("holds", "signature") and seat.participation is not None
    return held and function is not None and function.coordinates and function.belongs_to == "agency"


def attends(workflow: Workflow, seat: Seat, meeting: Gathering) -> bool:
    """True where the seat is one at the meeting: the holder's, or that of a substitute at meetings.

    Like invitations: every meeting, the first and the last, or as a guest of that step.
    """
    function, step = workflow.functions.get(seat.function), workflow.steps.get(meeting.step)
    if function is None or step is None or seat.how not in ("holds", "meeting"):
        return False
    return seat.cluster in (None, meeting.cluster) and people.attends(function, step)


def of_agency(workflow: Workflow, seat: Seat) -> bool:
    """True for people of the agency itself, not its ministry, guests or the host: what its own room is open to."""
    function = workflow.functions.get(seat.function)
    return seat.participation is not None and function is not None and function.belongs_to == "agency"
