"""Answers to an invitation by those who are invited, and whom they send instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jimflow.actions.at_meeting import AtMeeting, Chair, at_meeting, chairs
from jimflow.actions.attendance import Replied, keep_reply
from jimflow.actions.case import alone, alone_in_round, open_case
from jimflow.actions.colleagues import acting_for
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.stand_ins import Instead, free_again, stand_in, tell
from jimflow.actions.whole_meeting import reply_code
from jimflow.core.people import attending_functions
from jimflow.runtime import Runtime
from jimflow.store.queries.gatherings import members_in
from jimflow.store.queries.work import ReplyRow, appointments_in, replies
from jimflow.store.transaction import Tx, write


@dataclass(frozen=True, slots=True)
class Answered:
    """What was kept. `deputy` is the name of whoever comes instead, "" for nobody."""

    answer: str
    whose: str
    name: str
    deputy: str = ""


def reply(
    runtime: Runtime,
    guest: Guest,
    meeting: int,
    appointment: int,
    answer: str,
    *,
    deputy: Instead | None = None,
    seen: str | None = None,
) -> Answered:
    """Answers for one chair: the guest's own, one she stands in for, or as the agency's coordinator a colleague's.

    `answer` is yes, no or maybe; with no a `deputy` may come instead, who is told by a calendar entry of their own.
    `seen` is what stood there (`reply_code`). Raises NotFound for what is not the guest's to answer, NotAllowed after
    the meeting, where it is called off, and where somebody has answered meanwhile; BadInput.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = at_meeting(runtime, tx, guest, meeting)
        chair = next((c for c in chairs(runtime, tx, at) if c.person.id == appointment), None)
        if chair is None:
            raise no_such_thing()
        may_be_answered(at)
        if deputy is not None and answer != "no":
            raise BadInput("En ersättare behövs bara om du inte kommer.", "A deputy is for when you are not coming.")
        whose = _participation(tx, at, chair)
        alone_in_round(tx, at.row.round)
        alone(tx, [whose])
        before = next((r for r in replies(tx, meeting) if r.appointment == appointment), None)
        _as_seen(before, seen)
        instead = stand_in(runtime, tx, guest, at, chair, deputy, now) if deputy is not None else None
        said = Replied(appointment, answer, instead)
        keep_reply(runtime, tx, whose, at.row.step, said, guest.actor, now, acting_for(tx, guest, chair.seat))
        former = before.deputy if before is not None else None
        if instead is not None and instead != former:
            _tell(runtime, tx, at, chair, whose, instead, now)
        name = _name(tx, at, instead) if instead is not None else ""
        if former is not None and former != instead:
            free_again(runtime, tx, guest, at, chair, former, now)
        return Answered(answer, chair.whose, chair.person.name, name)


def may_be_answered(at: AtMeeting) -> None:
    """Raises NotAllowed once it has been, and while it is called off."""
    if at.over:
        raise NotAllowed("Träffen har varit.", "The meeting is over.")
    if at.row.status == "cancelled":
        raise NotAllowed(
            "Träffen är inställd. Du får en ny inbjudan när den har fått en ny dag.",
            "The meeting is called off. You get a new invitation once it has a new day.",
        )


def _tell(runtime: Runtime, tx: Tx, at: AtMeeting, chair: Chair, whose: int, instead: int, now: datetime) -> None:
    """Tells whoever comes instead, unless invited in another function already."""
    case = open_case(runtime, tx, whose)
    person = next(a for a in case.facts.appointments if a.id == instead)
    own = person.function in attending_functions(case.programme.workflow, at.row.step)
    if person.deputy or not own:
        tell(runtime, tx, case, at, chair, instead, now)


def _name(tx: Tx, at: AtMeeting, appointment: int) -> str:
    return next(a.name for a in appointments_in(tx, at.row.round, at.row.cluster) if a.id == appointment)


def _participation(tx: Tx, at: AtMeeting, chair: Chair) -> int:
    """Whose chain it stands in; a guest's answer goes for the whole cluster, and stands with one that takes part."""
    if chair.person.participation is not None:
        return chair.person.participation
    active = [m.id for m in members_in(tx, at.row.cluster) if m.state in at.workflow.active]
    if not active:
        raise NotAllowed("Ingen deltar i träffen just nu.", "Nobody takes part in the meeting at the moment.")
    return active[0]


def _as_seen(before: ReplyRow | None, seen: str | None) -> None:
    stands = reply_code(before.answer, before.deputy) if before is not None else ""
    if seen is not None and seen != stands:
        raise NotAllowed(
            "Någon annan har svarat sedan du öppnade sidan. Inget ändrades. Se vad som står nu.",
            "Somebody else has answered since you opened the page. Nothing was changed. See what it says now.",
        )
