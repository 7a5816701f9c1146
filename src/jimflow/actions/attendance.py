"""Answers to invitations before a meeting, and who came to it; what was missed gets its catch-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from jimflow.actions.bulk import Bulk
from jimflow.actions.case import Case, open_alone, record
from jimflow.actions.catch_ups import follow_absence
from jimflow.actions.errors import BadInput, NotFound
from jimflow.core.model import Actor, Meeting
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_CAME = ("meeting", "participation", "appointment", "present", "mode", "deputised_for")
_ATTENDANCE = Bulk(
    t.Attendance,
    *_CAME,
    conflict=lambda insert, _: insert.on_conflict_do_update(
        index_elements=["meeting", "appointment"], set_={name: insert.excluded[name] for name in _CAME}
    ),
)
_A = table(t.Appointment).c
_SHARED = Sql(select(_A.id).where(one_of(_A.id, "ids"), _A.participation.is_(None)))


@dataclass(frozen=True, slots=True)
class Came:
    """One line of an attendance list. `deputised_for`: the appointment the person stood in for."""

    appointment: int
    present: bool
    mode: str = "on_site"
    deputised_for: int | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer to an invitation: yes, no or maybe; `deputy` is the appointment that comes instead."""

    appointment: int
    answer: str
    deputy: int | None = None


def record_rsvp(
    runtime: Runtime,
    participation: int,
    step: str,
    appointment: int,
    answer: str,
    actor: Actor,
    *,
    deputy: int | None = None,
) -> None:
    """Keeps an answer to an invitation: yes, no or maybe, with the deputy's appointment when one comes instead."""
    with write(runtime.engine) as tx:
        keep_reply(runtime, tx, participation, step, Replied(appointment, answer, deputy), actor, runtime.clock())


def keep_reply(
    runtime: Runtime,
    tx: Tx,
    participation: int,
    step: str,
    reply: Replied,
    actor: Actor,
    now: datetime,
    more: Mapping[str, object] | None = None,
) -> None:
    """`record_rsvp` in the transaction at hand; `more` is for the audit."""
    if reply.answer not in ("yes", "no", "maybe"):
        raise BadInput("Svaret är yes, no eller maybe.", "The answer is yes, no or maybe.")
    if reply.deputy == reply.appointment:
        raise BadInput("Ingen kan vara sin egen ersättare.", "Nobody can be their own deputy.")
    case = _taking_part(runtime, tx, participation)
    meeting = meeting_of(case, step)
    if meeting.status == "held":
        raise BadInput(
            "Träffen är genomförd. Anteckna närvaron med: jimflow attendance record",
            "The meeting has been held. Record who came with: jimflow attendance record",
        )
    _known(case, [reply.appointment, *([reply.deputy] if reply.deputy is not None else [])])
    who = next(a for a in case.facts.appointments if a.id == reply.appointment)
    r = table(t.Rsvp)
    tx.connection.execute(delete(r).where(r.c.meeting == meeting.id, r.c.appointment == reply.appointment))
    row = t.Rsvp(
        meeting=meeting.id,
        participation=participation if who.own else None,  # a guest answers for the whole cluster
        appointment=reply.appointment,
        answer=reply.answer,
        deputy=reply.deputy,
        answered_at=now,
    )
    tx.session.add(row)
    seen: dict[str, object] = {
        "step": step,
        "function": who.function,
        "answer": reply.answer,
        "deputy": reply.deputy is not None,
    }
    seen |= more or {}
    record(tx, [case], "rsvp", actor, now, extra=seen)


def record_attendance(runtime: Runtime, participation: int, step: str, came: Sequence[Came], actor: Actor) -> list[str]:
    """Keeps who came, in any active state; the names of the catch-ups that absence called for.

    A line replaces what was recorded for the same appointment. Raises BadInput for someone who is not appointed.
    """
    with write(runtime.engine) as tx:
        return keep_attendance(runtime, tx, participation, step, came, actor, runtime.clock())


def keep_attendance(
    runtime: Runtime, tx: Tx, participation: int, step: str, came: Sequence[Came], actor: Actor, now: datetime
) -> list[str]:
    """`record_attendance` in the transaction at hand."""
    _once(came)
    case = _taking_part(runtime, tx, participation)
    meeting = meeting_of(case, step)
    if meeting.status == "cancelled":
        raise BadInput("Träffen är inställd.", "The meeting is called off.")
    if meeting.day > case.programme.today(now):
        raise BadInput(f"Träffen är först den {meeting.day}.", f"The meeting is not until {meeting.day}.")
    _known(case, [c.appointment for c in came] + [c.deputised_for for c in came if c.deputised_for is not None])
    _replace(tx, meeting, participation, came)
    asked, taken_back = follow_absence(runtime, tx, participation, step, now)
    seen = {
        "step": step,
        "present": _functions(case, came, present=True),
        "absent": _functions(case, came, present=False),
        "asked": asked,
        "taken_back": taken_back,
    }
    record(tx, [case], "attendance", actor, now, extra=seen)
    return asked


def meeting_of(case: Case, step: str) -> Meeting:
    """The meeting of a step; NotFound says which steps have one."""
    meeting = case.facts.meetings.get(step)
    if meeting is None:
        known = ", ".join(case.facts.meetings)
        raise NotFound(f"Ingen träff heter {step}. Träffarna är {known}.", f"No meeting {step}. There are {known}.")
    return meeting


def _taking_part(runtime: Runtime, tx: Tx, participation: int) -> Case:
    case = open_alone(runtime, tx, participation)
    if case.facts.state not in case.programme.workflow.active:
        raise BadInput(
            f"{case.facts.organisation_name} deltar inte i omgången just nu.",
            f"{case.facts.organisation_name} is not taking part at the moment.",
        )
    return case


def _once(came: Sequence[Came]) -> None:
    numbers = [c.appointment for c in came]
    twice = sorted({n for n in numbers if numbers.count(n) > 1})
    if twice:
        said = ", ".join(map(str, twice))
        raise BadInput(f"Nr {said} står två gånger i listan.", f"No. {said} stands twice in the list.")


def _known(case: Case, appointments: Sequence[int]) -> None:
    known = {a.id for a in case.facts.appointments}
    for number in appointments:
        if number not in known:
            raise NotFound(
                f"Ingen med nummer {number} innehar en funktion i {case.facts.organisation_name}.",
                f"Nobody with number {number} holds a function in {case.facts.organisation_name}.",
            )


def _replace(tx: Tx, meeting: Meeting, participation: int, came: Sequence[Came]) -> None:
    guests = {row[0] for row in tx.rows(_SHARED, ids=[c.appointment for c in came])}
    rows = [
        {
            "meeting": meeting.id,
            "participation": None if c.appointment in guests else participation,
            "appointment": c.appointment,
            "present": c.present,
            "mode": c.mode,
            "deputised_for": c.deputised_for,
        }
        for c in came
    ]
    _ATTENDANCE.add(tx, rows)


def _functions(case: Case, came: Sequence[Came], *, present: bool) -> list[str]:
    names = {a.id: a.function for a in case.facts.appointments}
    return sorted(names[c.appointment] for c in came if c.present is present)
