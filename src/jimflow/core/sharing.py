"""Who may read whose answers: submitted ones, which the definition shares with people of the same cluster."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.model import AssignmentStatus
from jimflow.core.seats import Seat
from jimflow.core.workflow import READERS, Workflow

SUBMITTED: frozenset[AssignmentStatus] = frozenset({"submitted", "accepted"})
"""What was sent back for completion is open again, and not read by others until it comes anew."""


@dataclass(frozen=True, slots=True)
class Given:
    """What one that takes part has answered to an assignment. `cluster` is where it takes part today."""

    name: str
    status: AssignmentStatus
    participation: int
    cluster: int
    round: int


def readable(workflow: Workflow, seat: Seat, given: Given, *, left: bool = False) -> bool:
    """True where whoever sits in `seat` may read the answer; `left`: the seat's own participation has left the round.

    `share_with` names the homes whose people read: those of the same cluster (a guest of the whole round belongs to
    each), holders and their substitutes; nobody to whom one task was sent on. One's own answer need not be in: who is
    late learns from the others too. What an organisation submitted before it left stays with the cluster that worked
    with it; whoever has left reads no more. `workflow` is the one that the answer was given in.
    """
    function, assignment = workflow.functions.get(seat.function), workflow.assignments.get(given.name)
    if function is None or assignment is None or seat.how == "forward" or left:
        return False
    near = seat.round == given.round and seat.cluster in (given.cluster, *_everywhere(seat))
    return near and given.status in SUBMITTED and function.belongs_to in {READERS[r] for r in assignment.share_with}


def _everywhere(seat: Seat) -> tuple[None, ...]:
    return (None,) if seat.participation is None else ()
