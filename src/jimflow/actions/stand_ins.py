"""Who comes in somebody's place to one meeting: a colleague, the substitute of that time, or somebody new for its days.

Somebody new holds the function as a deputy on the days of the meeting and at no other time: so the rules, the
attendance list and the mails know them as they know everyone else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from jimflow.actions.at_meeting import AtMeeting, Chair
from jimflow.actions.case import Case
from jimflow.actions.colleagues import checked
from jimflow.actions.departures import deputy_left
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.actions.handovers import follow, follow_shared
from jimflow.actions.outbox import write_messages
from jimflow.actions.person_rows import Someone, known_people, random_pseudonym
from jimflow.actions.staffing import Done, Place, Seat, staff
from jimflow.core.messages import calendar_entries
from jimflow.core.model import Appointment
from jimflow.core.people import attending_functions
from jimflow.core.staffing import Staffing
from jimflow.files.round_shape import AppointmentFile
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.standing_in import SubstituteRow, at_meetings
from jimflow.store.queries.work import AppointmentRow, appointments_in
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _R, _I = table(t.Appointment), table(t.Rsvp).c, table(t.Intent)
_DAY = timedelta(days=1)

MOST = 5
"""Somebody new whom one function may name for one meeting, one after the other."""


@dataclass(frozen=True, slots=True)
class Instead:
    """Who comes instead: a colleague by appointment, a substitute by number, or somebody by name and address."""

    appointment: int | None = None
    substitute: int | None = None
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class StandIns:
    """Whom one may choose among: colleagues who hold something that day, and the holder's substitutes at meetings."""

    colleagues: Sequence[AppointmentRow]
    substitutes: Sequence[SubstituteRow]


def stand_ins(runtime: Runtime, tx: Tx, at: AtMeeting, chair: Chair) -> StandIns:
    """For one chair. A colleague is somebody else of the same home: of the agency, its ministry, or the guest's own."""
    person, workflow = chair.person, at.workflow_of(runtime, tx, chair.person.participation)
    functions = workflow.functions
    home = functions[person.function].belongs_to
    found: dict[int, AppointmentRow] = {}
    for a in appointments_in(tx, at.row.round, at.row.cluster):
        near = (a.participation, a.organisation) == (person.participation, person.organisation)
        same_home = a.function in functions and functions[a.function].belongs_to == home
        if near and same_home and a.person != person.person and holds_on(a, at.row.day):
            found.setdefault(a.person, a)
    held = {a.address.casefold() for a in found.values()}
    others = [s for s in at_meetings(tx, [person.id], at.row.day) if s.mail.casefold() not in held]
    return StandIns(tuple(found.values()), others)


def holds_on(a: AppointmentRow, day: date) -> bool:
    """True when the person holds the function on that day."""
    return a.since <= day and (a.until is None or day <= a.until)


def for_the_day(at: AtMeeting, function: str, a: AppointmentRow) -> bool:
    """True of an appointment that was made for this meeting alone."""
    return a.deputy and (a.function, a.since, a.until) == (function, at.row.day, at.row.last_day)


def stand_in(
    runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, chair: Chair, wanted: Instead, now: datetime
) -> int:
    """The appointment of whoever comes instead, made where there is none. Raises NotFound, BadInput."""
    known = stand_ins(runtime, tx, at, chair)
    if wanted.appointment is not None:
        if wanted.appointment not in {a.id for a in known.colleagues}:
            raise no_such_thing()
        return wanted.appointment
    if wanted.substitute is not None:
        chosen = next((s for s in known.substitutes if s.id == wanted.substitute), None)
        if chosen is None:
            raise no_such_thing()
        name, address = chosen.name, chosen.mail
    else:
        name, address = checked(wanted.name, wanted.address)
    if address.casefold() == chair.person.address.casefold():
        raise BadInput(
            "Det är adressen till den som inte kan komma. Skriv ersättarens adress.",
            "That is the address of the one who cannot come. Write the deputy's.",
        )
    there = next((a for a in known.colleagues if a.address.casefold() == address.casefold()), None)
    return there.id if there is not None else _made(runtime, tx, guest, at, chair, name, address, now)


def tell(runtime: Runtime, tx: Tx, case: Case, at: AtMeeting, chair: Chair, deputy: int, now: datetime) -> None:
    """Sends whoever comes instead the meeting's calendar entry; those invited themselves have it already."""
    to = case.facts.appointment(deputy)
    meeting = case.facts.meetings[at.row.step]
    assert to is not None
    key = f"invite:{case.facts.id}:{at.row.step}"
    if not to.deputy:  # a colleague may be named more than once
        key += f":{now.isoformat()}"
    whom = {"instead_of": chair.person.name}
    said = calendar_entries("invite", case.facts, meeting, chair.person.function, to, key, more=whom)
    write_messages(runtime, tx, case, said, now)


def free_again(
    runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, chair: Chair, former: int | None, now: datetime
) -> None:
    """Whoever was named before, and is named by nobody now, does not come: the entry leaves the diary, and a function
    that was held for this meeting alone is held no more. Those invited themselves come all the same."""
    of_cluster = appointments_in(tx, at.row.round, at.row.cluster)
    a = next((a for a in of_cluster if a.id == former), None)
    naming = select(func.count()).where(_R.meeting == at.row.id, _R.deputy == former)
    if a is None or tx.connection.execute(naming).scalar_one():
        return
    alone_here = for_the_day(at, chair.person.function, a)
    if alone_here and a.since <= at.today:
        return
    if alone_here:
        _end(runtime, tx, guest, at, a, now)
    elif a.function in attending_functions(at.workflow_of(runtime, tx, a.participation), at.row.step):
        return
    _unsaid(tx, at, a)
    programme = runtime.programmes
    policy = select(table(t.Round).c.policy_digest).where(table(t.Round).c.id == at.row.round)
    digest = str(tx.connection.execute(policy).scalar_one())
    deputy_left(runtime, tx, programme.of(tx, at.row.definition, digest, at.row.round), a.id, at.row.id, now)


def _end(runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, a: AppointmentRow, now: datetime) -> None:
    tx.connection.execute(update(_A).where(_A.c.id == a.id).values(until=a.since - _DAY))
    held = Appointment(
        *(a.id, a.function, a.person, a.address, a.language, a.since, a.until, a.top_management, a.acting, a.deputy)
    )
    _followed(runtime, tx, guest, at, a, Done(Staffing(end=((held, a.since - _DAY),))), now)


def _unsaid(tx: Tx, at: AtMeeting, a: AppointmentRow) -> None:
    """What waits to be said to them of the meeting is not said."""
    of_this = _I.c.facts.contains(f'"meeting":{at.row.id},', autoescape=True)
    waiting = update(_I).where(_I.c.appointment == a.id, _I.c.status == "pending", _I.c.template.in_(ABOUT_A_DATE))
    tx.connection.execute(waiting.where(of_this).values(status="cancelled"))


def _made(
    runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, chair: Chair, name: str, address: str, now: datetime
) -> int:
    person = chair.person
    shared = person.participation is None
    _not_too_many(tx, at, person)
    someone = Someone(name, address, guest.language)
    known = known_people(tx, [someone]).get(someone.key)
    file = AppointmentFile(
        *(person.organisation, person.function, name, address, at.row.day, at.row.last_day),
        deputy=True,
        language=known.language if known is not None else guest.language,
    )
    place = Seat(at.row.round, person.participation, person.organisation, at.row.cluster if shared else None)
    (done,) = staff(tx, [Place(place, (), (file,))], at.today, random_pseudonym, replace=False)
    made = done.added[0]
    _followed(runtime, tx, guest, at, replace(person, cluster=place.cluster), done, now)
    return made


def _not_too_many(tx: Tx, at: AtMeeting, person: AppointmentRow) -> None:
    """Each one named gets a mail, so there is an end to it."""
    a = _A.c
    home = a.participation.is_(None) if person.participation is None else a.participation == person.participation
    same = (a.round == at.row.round, a.organisation == person.organisation, a.function == person.function)
    counted = select(func.count()).where(*same, home, a.deputy, a.since == at.row.day)
    if tx.connection.execute(counted).scalar_one() >= MOST:
        raise NotAllowed(
            f"{MOST} personer har redan namngetts som ersättare till träffen. Hör av dig till samordnaren.",
            f"{MOST} people have been named as deputies for the meeting already. Contact the coordinator.",
        )


def _followed(
    runtime: Runtime, tx: Tx, guest: Guest, at: AtMeeting, a: AppointmentRow, done: Done, now: datetime
) -> None:
    if a.participation is None:
        follow_shared(runtime, tx, Seat(at.row.round, None, a.organisation, a.cluster), done, guest.actor, now)
    else:
        follow(runtime, tx, {a.participation: done}, guest.actor, now)
