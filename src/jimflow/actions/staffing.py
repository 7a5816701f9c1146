"""Writes who holds what: rows begun, ended and changed, people known by name and address, evidence for the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from jimflow.actions.no_mail import stay_stopped
from jimflow.actions.person_rows import Pseudonyms, Someone, written_people
from jimflow.actions.round_rows import APPOINTMENTS, appointment_row, as_evidence, wanted_of
from jimflow.core.model import Appointment
from jimflow.core.staffing import Staffing, Wanted, staffing
from jimflow.files.round_shape import AppointmentFile
from jimflow.store import tables as t
from jimflow.store.hot.reads import APPOINTMENT
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Seat:
    """Where functions are held: at a participation, or (host and guests) at an organisation of the round.

    `cluster` is the one that a guest belongs to, None where it is all of them.
    """

    round: int
    participation: int | None
    organisation: str
    cluster: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A seat, who holds functions there now, and what is wanted of it."""

    seat: Seat
    current: tuple[Appointment, ...]
    wanted: tuple[AppointmentFile, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What was done at one place: the difference, and the numbers of the appointments that were added."""

    staffing: Staffing
    added: tuple[int, ...] = ()

    @property
    def anything(self) -> bool:
        """False when all was as it should be."""
        return bool(self.staffing.add or self.staffing.end or self.staffing.change)

    def __add__(self, other: Done) -> Done:
        """What was done at two places of one participation."""
        one, two = self.staffing, other.staffing
        both = Staffing(one.add + two.add, one.end + two.end, one.change + two.change, one.unchanged + two.unchanged)
        return Done(both, self.added + other.added)


def shared_appointments(tx: Tx, seat: Seat) -> tuple[Appointment, ...]:
    """The host's or a guest's appointments at one organisation, for one cluster or for all."""
    a, p = table(t.Appointment).c, table(t.Person).c
    rows = (
        select(*APPOINTMENT)
        .join_from(table(t.Appointment), table(t.Person), a.person == p.id)
        .where(a.round == seat.round, a.participation.is_(None), a.organisation == seat.organisation)
        .where(a.cluster.is_(None) if seat.cluster is None else a.cluster == seat.cluster)
        .order_by(a.id)
    )
    return tuple(Appointment(*row) for row in tx.connection.execute(rows))


def staff(
    tx: Tx,
    places: Sequence[Place],
    today: date,
    pseudonyms: Pseudonyms,
    *,
    replace: bool = True,
    whole: bool = False,
    anew: bool = False,
) -> list[Done]:
    """Makes each place's holders what is wanted there (see `core.staffing`), in few statements; what was done."""
    _same_people(tx, places)
    every = [a for place in places for a in place.wanted]
    people = written_people(tx, [Someone(a.name, a.mail, a.language) for a in every], pseudonyms)
    found = [
        staffing(
            place.current,
            [wanted_of(a, people[Someone(a.name, a.mail, a.language).key].id) for a in place.wanted],
            today,
            replace=replace,
            whole=whole,
            anew=anew,
        )
        for place in places
    ]
    return _written(tx, places, found)


def evidence(tx: Tx, done: Sequence[Done]) -> list[dict[str, Any]]:
    """What the audit keeps of each: functions, days and pseudonyms, no names and no addresses."""
    every = [one.staffing for one in done]
    persons = {w.person for s in every for w in s.add} | {a.person for s in every for a, _ in (*s.end, *s.change)}
    p = table(t.Person).c
    rows = tx.connection.execute(select(p.id, p.pseudonym).where(p.id.in_(persons)))
    names: dict[int, str] = {row[0]: row[1] for row in rows}
    return [_evidence(s, names) for s in every]


def silence(tx: Tx, ended: Sequence[int]) -> None:
    """What waits to be said to holders who have left is not said to them."""
    i = table(t.Intent)
    waiting = update(i).where(i.c.appointment.in_(ended), i.c.status == "pending")
    tx.connection.execute(waiting.values(status="cancelled"))


def _same_people(tx: Tx, places: Sequence[Place]) -> None:
    """Someone of the same name who holds the function already is the same person: only the address is new."""
    a, p = table(t.Appointment).c, table(t.Person).c
    mails = {(w.name.casefold(), w.mail) for place in places for w in place.wanted}
    holding = [h.id for place in places for h in place.current]
    rows = select(a.id, p.id, p.name, p.mail).join_from(table(t.Appointment), table(t.Person), a.person == p.id)
    known = {row[0]: tuple(row[1:]) for row in tx.connection.execute(rows.where(a.id.in_(holding)))}
    moved: dict[int, str] = {}
    for place in places:
        for want in place.wanted:
            for holder in place.current:
                person, name, mail = known[holder.id]
                same = (holder.function, name.casefold()) == (want.function, want.name.casefold())
                if same and mail != want.mail and (name.casefold(), mail) not in mails:
                    moved[person] = want.mail
    if moved:
        row = table(t.Person)
        new = update(row).where(row.c.id == bindparam("row")).values(mail=bindparam("to"))
        tx.connection.execute(new, [{"row": person, "to": mail} for person, mail in moved.items()])


def _written(tx: Tx, places: Sequence[Place], done: Sequence[Staffing]) -> list[Done]:
    row = table(t.Appointment)
    one = update(row).where(row.c.id == bindparam("row"))
    if ended := [{"row": a.id, "day": last} for s in done for a, last in s.end]:
        tx.connection.execute(one.values(until=bindparam("day")), ended)
    if changed := [{"row": a.id, **_values(w)} for s in done for a, w in s.change]:
        names = [name for name in changed[0] if name != "row"]
        tx.connection.execute(one.values({name: bindparam(name) for name in names}), changed)
    added = [
        appointment_row(place.seat.round, place.seat.participation, place.seat.organisation, w, place.seat.cluster)
        for place, s in zip(places, done, strict=True)
        for w in s.add
    ]
    numbers = {tuple(key): i for i, *key in APPOINTMENTS.add(tx, added)}
    stay_stopped(tx, [w.person for s in done for w in (*s.add, *(to_be for _, to_be in s.change))])
    return [
        Done(
            s,
            tuple(numbers[at.participation, at.organisation, w.function, w.person, w.since, at.cluster] for w in s.add),
        )
        for at, s in zip((place.seat for place in places), done, strict=True)
    ]


def _values(w: Wanted) -> dict[str, object]:
    return {
        "address": w.address,
        "since": w.since,
        "until": w.until,
        "top_management": w.top_management,
        "acting": w.acting,
        "deputy": w.deputy,
        "assistant": w.assistant,
        "undeliverable_at": None,
    }


def _evidence(done: Staffing, names: Mapping[int, str]) -> dict[str, Any]:
    said = {
        "added": [{"since": w.since.isoformat(), **as_evidence(w, names[w.person])} for w in done.add],
        "ended": [
            {"function": a.function, "person": names[a.person], "until": last.isoformat()} for a, last in done.end
        ],
        "changed": [
            as_evidence(w, names[a.person]) | ({"new_address": True} if a.address != w.address else {})
            for a, w in done.change
        ],
    }
    return {key: rows for key, rows in said.items() if rows}
