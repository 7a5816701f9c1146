"""Somebody stands in for the holder of a function for a time: for signatures, or at meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import insert, select, update

from jimflow.actions.case import Case, alone, open_case, open_cases, record
from jimflow.actions.colleagues import acting_for, checked, colleague, not_too_many
from jimflow.actions.departures import substitute_left
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, no_such_thing, seats_of
from jimflow.actions.outbox import copies, copy_mark, intents
from jimflow.actions.person_rows import Known, Pseudonyms, random_pseudonym
from jimflow.core.calendar import Calendar, CalendarError
from jimflow.core.canonical import canonical
from jimflow.core.handover import takes_over
from jimflow.core.messages import about_assignment
from jimflow.core.model import Appointment, Message
from jimflow.core.seats import Seat, coordinates, of_agency
from jimflow.core.workflow import Function, Workflow
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents
from jimflow.store.queries.seats import person_of
from jimflow.store.queries.standing_in import StandIn, SubstituteRow, holding, substitute, substitutes_of
from jimflow.store.tables import Appointment as AppointmentTable
from jimflow.store.tables import Intent, Participation, Person, Substitute
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

Right = Literal["signature", "meeting"]
RIGHTS: tuple[Right, ...] = ("signature", "meeting")

LONGEST = 366
"""Days of a period, both ends included: a year."""

_S, _A, _P, _H, _I = (table(kind) for kind in (Substitute, AppointmentTable, Participation, Person, Intent))


@dataclass(frozen=True, slots=True)
class Named:
    """What was done: the number of the substitute, the name as it was typed, and the period."""

    substitute: int
    name: str
    holder_name: str
    right: Right
    since: date
    until: date


def name_substitute(
    runtime: Runtime,
    guest: Guest,
    appointment: int,
    name: str,
    address: str,
    right: str,
    since: date,
    until: date,
    *,
    pseudonyms: Pseudonyms = random_pseudonym,
) -> Named:
    """A colleague stands in for the holder of the appointment from `since` to `until` (local days, both included).

    By the holder, or by the agency's coordinator, signed in. The substitute is written to at once, and gets what
    matters of what the holder has got: open work, or the meetings of those days. Raises NotFound, BadInput for a name,
    an address or a period that will not do, NotAllowed where somebody has the right already in those days.
    """
    (name, to), wanted = checked(name, address), _a_right(right)
    with write(runtime.engine) as tx:
        now = runtime.clock()
        seat, case = _at(runtime, tx, guest, appointment)
        holder = _holder(case, appointment)
        _suits(case.programme.workflow.functions[holder.function], wanted, case.programme.workflow)
        _fits(since, until, case.programme.today(now), case.programme.calendar)
        _free(tx, appointment, wanted, since, until)
        not_too_many(tx, guest, appointment, now)
        held = holding(tx, case.facts.id, case.programme.today(now))
        person = colleague(tx, held, name, to, guest.language, pseudonyms)
        if person.id == holder.person:
            raise BadInput("Ingen är sin egen ersättare.", "Nobody stands in for themselves.")
        row = {"appointment": appointment, "person": person.id, "right": wanted, "since": since, "until": until}
        by = {"made_at": now, "made_by": guest.actor.name, "ended_by": ""}
        number = int(tx.connection.execute(insert(_S).values(**row, **by).returning(_S.c.id)).scalar_one())
        said = {"function": holder.function, "right": wanted, "since": since.isoformat(), "until": until.isoformat()}
        extra = {**said, "person": person.pseudonym, **_whose(tx, guest, seat, holder)}
        record(tx, [case], "substitute_named", guest.actor, now, extra=extra, decides=False)
        of = person_of(tx, holder.person)
        named = Named(number, name, of.name if of is not None else "", wanted, since, until)
        stand_in = StandIn(number, appointment, wanted, since, until, person.id, to, person.language, named.holder_name)
        letter = _letter(case, holder, guest, named, person, to, now)
        insert_intents(tx, [letter, *_caught_up(runtime, case, holder, stand_in, now)])
        return named


def end_substitute(runtime: Runtime, guest: Guest, number: int) -> SubstituteRow:
    """The substitute stands in no more; the meetings ahead leave the diary. By the holder or the agency's coordinator.

    Raises NotFound, also for a guest who may not.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        found = substitute(tx, number)
        if found is None:
            raise no_such_thing()
        seat, case = _at(runtime, tx, guest, found.appointment)
        found = substitute(tx, number) or found
        if found.ended_at is None:
            ended = update(_S).where(_S.c.id == number).values(ended_at=now, ended_by=guest.actor.name)
            tx.connection.execute(ended)
            unsaid = update(_I).where(_I.c.appointment == found.appointment, _I.c.status == "pending")
            tx.connection.execute(unsaid.where(_I.c.key.endswith(copy_mark(number))).values(status="cancelled"))
            tx.connection.execute(unsaid.where(_I.c.key == key_of(number)).values(status="cancelled"))
            if found.right == "meeting":
                substitute_left(runtime, tx, case.programme, found.appointment, copy_mark(number), now)
            person = person_of(tx, found.person)
            said = {"function": found.function, "right": found.right, "person": person.pseudonym if person else ""}
            extra = {**said, **_whose(tx, guest, seat, _holder(case, found.appointment))}
            record(tx, [case], "substitute_ended", guest.actor, now, extra=extra, decides=False)
        return found


def appointments_to_name_for(runtime: Runtime, tx: Tx, guest: Guest) -> list[tuple[int, Appointment]]:
    """The appointments that the guest may name a substitute for, each with whose it is (a participation): her own, and
    all of an agency that she coordinates."""
    found: dict[int, tuple[int, Appointment]] = {}
    seats = seats_of(runtime, tx, guest)
    cases = open_cases(
        runtime, tx, sorted({s.participation for s in seats if s.participation}), frozenset({"appointments"})
    )
    for participation, case in cases.items():
        today = case.programme.today(runtime.clock())
        if case.facts.state in case.programme.workflow.finals:
            continue
        for a in case.facts.appointments:
            if a.own and a.holds_on(today) and _may(seats, case, a) is not None:
                found[a.id] = (participation, a)
    return list(found.values())


def rights_of(workflow: Workflow, function: str) -> tuple[Right, ...]:
    """What a substitute for the function may have a right to."""
    known = workflow.functions.get(function)
    if known is None:
        return ()
    signs = known.coordinates or any(function in a.to for a in workflow.assignments.values())
    comes = known.attends != "never"
    return tuple(right for right, has in zip(RIGHTS, (signs, comes), strict=True) if has)


def _at(runtime: Runtime, tx: Tx, guest: Guest, appointment: int) -> tuple[Seat, Case]:
    """The seat in which the guest may say who stands in for that holder, and the case. Raises NotFound."""
    wanted = select(_A.c.participation).where(_A.c.id == appointment)
    participation = tx.connection.execute(wanted).scalar_one_or_none()
    if participation is None or not guest.signed_in:
        raise no_such_thing()
    alone(tx, [participation])
    case = open_case(runtime, tx, participation)
    holder = case.facts.appointment(appointment)
    seat = _may(seats_of(runtime, tx, guest), case, holder) if holder is not None else None
    if seat is None:
        raise no_such_thing()
    return seat, case


def _may(seats: Sequence[Seat], case: Case, holder: Appointment) -> Seat | None:
    workflow = case.programme.workflow
    function = workflow.functions.get(holder.function)
    for seat in seats:
        if seat.how == "holds" and seat.appointment == holder.id:
            return seat
        ours = seat.participation == case.facts.id and function is not None and function.belongs_to == "agency"
        if ours and coordinates(workflow, seat) and of_agency(workflow, seat):
            return seat
    return None


def _holder(case: Case, appointment: int) -> Appointment:
    holder = case.facts.appointment(appointment)
    assert holder is not None, "the seat is of an appointment of the case"
    return holder


def _a_right(written: str) -> Right:
    for right in RIGHTS:
        if written == right:
            return right
    raise BadInput(
        "Välj om ersättaren får skicka in uppgifter eller komma till träffar.",
        "Choose whether the substitute may hand in assignments or come to meetings.",
    )


def _suits(function: Function, right: Right, workflow: Workflow) -> None:
    if right in rights_of(workflow, function.name):
        return
    if right == "signature":
        raise NotAllowed("Funktionen har inga uppgifter att skicka in.", "The function has nothing to hand in.")
    raise NotAllowed("Funktionen är inte bjuden till några träffar.", "The function is not invited to any meeting.")


def _fits(since: date, until: date, today: date, calendar: Calendar) -> None:
    if until < since:
        raise BadInput("Sista dagen ligger före den första.", "The last day lies before the first.")
    if since < today:
        raise BadInput("Den första dagen har redan varit.", "The first day has been already.")
    try:
        calendar.later(since)  # the day on which open work is told
    except CalendarError:
        raise BadInput(
            f"Den första dagen ligger för långt fram: kalendern gäller {calendar.covers}.",
            f"The first day lies too far ahead: the calendar covers {calendar.covers}.",
        ) from None
    if (until - since).days >= LONGEST:
        raise BadInput("Perioden får vara högst ett år.", "The period may be a year at most.")


def _free(tx: Tx, appointment: int, right: Right, since: date, until: date) -> None:
    for other in substitutes_of(tx, [appointment]):
        if other.right == right and other.ended_at is None and other.since <= until and since <= other.until:
            days = f"{other.since.isoformat()}–{other.until.isoformat()}"
            raise NotAllowed(
                f"{other.name} är redan ersättare {days}. Avsluta det först, eller välj andra dagar.",
                f"{other.name} stands in already, {days}. End that first, or choose other days.",
            )


def _whose(tx: Tx, guest: Guest, seat: Seat, holder: Appointment) -> dict[str, object]:
    """For the audit: whose place it is, by pseudonym, and for whom the act was done."""
    of = person_of(tx, holder.person)
    return {"holder": of.pseudonym if of is not None else "", **acting_for(tx, guest, seat)}


def _letter(
    case: Case, holder: Appointment, guest: Guest, named: Named, person: Known, to: str, now: datetime
) -> NewIntent:
    """Goes at once where mail may go at this hour; it waits for no review."""
    facts = case.facts
    seen: dict[str, object] = {
        "organisation": list(facts.organisation_names),
        **({"short": facts.organisation_short} if facts.organisation_short else {}),
        "cluster": list(facts.cluster_name),
        "function": holder.function,
        "person": person.id,
        "by": guest.acting_name or guest.name,
        "holder": named.holder_name,
        "right": named.right,
        "since": named.since.isoformat(),
        "until": named.until.isoformat(),
    }
    return NewIntent(
        key=key_of(named.substitute),
        mail_class="immediate",
        template="substitute",
        item=f"substitute:{named.right}",
        participation=facts.id,
        appointment=holder.id,
        function=holder.function,
        address=to,
        language=person.language,
        facts=canonical(seen).decode(),
        made_at=now,
        send_at=case.programme.calendar.next_send(now),
    )


def _caught_up(
    runtime: Runtime, case: Case, holder: Appointment, stand_in: StandIn, now: datetime
) -> Sequence[NewIntent]:
    """What the holder has got already and the substitute needs: the work that is open when the period begins, or the
    meetings of those days that have been announced."""
    if stand_in.right == "meeting":
        messages = [m for m in takes_over(case.programme, case.facts, holder, now) if m.template in ABOUT_A_DATE]
    else:
        messages = list(_open_work(case, holder))
    rows = {row.key: row for row in intents(runtime, case, messages, now)}
    return [copy for m in messages for copy in copies(case, rows[m.key], m, [stand_in])]


def _open_work(case: Case, holder: Appointment) -> Iterator[Message]:
    asked, facts = case.programme.workflow.assignments, case.facts
    for made in facts.assignments:
        assignment, function = asked[made.name], holder.function
        if made.status == "open" and function in assignment.to and function not in made.parts_done:
            key = f"open:{facts.id}:{made.step}:{made.name}"
            yield about_assignment("open", facts, assignment, made.step, function, holder, made.due_at, key)


def key_of(number: int) -> str:
    """Of the intent that tells the substitute."""
    return f"substitute:{number}"
