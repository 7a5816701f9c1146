"""What host and agency say to each other inside a task: read, commented, asked for more, replied; never changed."""

from __future__ import annotations

from collections.abc import Mapping

from jimflow.actions.asked import assignment_of
from jimflow.actions.assignments import send_back
from jimflow.actions.case import Case, open_alone, record
from jimflow.actions.colleagues import acting_for
from jimflow.actions.errors import NotAllowed
from jimflow.actions.guests import Guest, no_such_thing, seated
from jimflow.actions.remarks import Turn, in_words, keep
from jimflow.core.model import Actor, AssignmentFacts
from jimflow.core.remarks import waiting
from jimflow.runtime import Runtime
from jimflow.store.queries.remarks import handed_in_at, remarks
from jimflow.store.transaction import Tx, write

NEEDS = frozenset({"assignments", "appointments", "meetings"})
"""The facts that a turn and its mails look at."""

NOBODY: Mapping[str, object] = {}


def mark_read(runtime: Runtime, participation: int, name: str, actor: Actor, *, step: str | None = None) -> int:
    """Says that the host has read what was handed in or replied last; no mail is sent. Its number.

    Raises NotFound, and NotAllowed where nothing waits to be read.
    """
    with write(runtime.engine) as tx:
        case = open_alone(runtime, tx, participation, NEEDS)
        made = assignment_of(case, name, step)
        if not waiting(remarks(tx, made.id), handed_in_at(tx, [made.id]).get(made.id)).anything:
            raise NotAllowed(
                "Allt är redan läst, eller så har inget kommit in än.",
                "Everything has been read already, or nothing has come in yet.",
            )
        return _turn(runtime, tx, case, made, Turn("read", "", actor))


def comment(
    runtime: Runtime, participation: int, name: str, text: str, actor: Actor, *, step: str | None = None
) -> int:
    """Says something about the task to those whose part it is; its number. Raises BadInput and NotFound."""
    words = in_words(text)
    with write(runtime.engine) as tx:
        case = open_alone(runtime, tx, participation, NEEDS)
        return _turn(runtime, tx, case, assignment_of(case, name, step), Turn("comment", words, actor))


def ask_for_completion(
    runtime: Runtime, participation: int, name: str, text: str, actor: Actor, *, step: str | None = None
) -> None:
    """Opens what was handed in again and says what is missing; the answers stay. Raises as `send_back`."""
    send_back(runtime, participation, name, actor, in_words(text), step=step)


def reply(runtime: Runtime, guest: Guest, task: int, text: str) -> int:
    """What somebody of the agency says to the host inside a task that is open to them; its number.

    Raises NotFound for a task that is not theirs, and for whoever has only followed a link; BadInput.
    """
    if not guest.may_change:
        raise no_such_thing()
    words = in_words(text)
    with write(runtime.engine) as tx:
        seats = seated(runtime, tx, guest, task)
        case = open_alone(runtime, tx, seats.participation, NEEDS)
        made = assignment_of(case, seats.name, seats.step)
        persons = (guest.id, guest.acting or guest.id)
        turn = Turn("reply", words, guest.actor, seats.seats[0].function, persons)
        return _turn(runtime, tx, case, made, turn, acting_for(tx, guest, seats.seats[0]))


def _turn(
    runtime: Runtime, tx: Tx, case: Case, made: AssignmentFacts, turn: Turn, behalf: Mapping[str, object] = NOBODY
) -> int:
    now = runtime.clock()
    number = keep(runtime, tx, case, made, turn, now)
    about: dict[str, object] = {"step": made.step, "assignment": made.name, "remark": number, "of": turn.kind}
    record(tx, [case], "remark", turn.actor, now, extra={**about, **behalf}, decides=False)
    return number
