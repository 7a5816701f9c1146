"""Whose an e-mail address is, among those who take part in a round today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from jimflow.store.queries.seats import PersonRow, people_of, person_of, seats
from jimflow.store.tables import Appointment, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _H = table(Appointment).c, table(Person).c


@dataclass(frozen=True, slots=True)
class AtAddress:
    """Somebody who has a seat today, the address as it was written down, and one appointment that gives a seat."""

    person: PersonRow
    address: str
    appointment: int
    function: str


def people_at(tx: Tx, address: str, today: date) -> list[AtAddress]:
    """Those with that address, of their own or in a function they hold; in the order they were written down.

    `address` in small letters. An assistant's address is nobody's own; and a mailbox that is only that of a function
    lets nobody in to what the holder does elsewhere: it counts where all that the person holds has that address.
    """
    own = select(_H.id, _H.mail).where(func.lower(_H.mail) == address)
    now = _A.since <= today, or_(_A.until.is_(None), _A.until >= today)
    elsewhere = select(_A.person).where(func.lower(_A.address) != address, *now)
    held = func.lower(_A.address) == address, _A.person.not_in(elsewhere), *now
    found: dict[int, str] = {}
    for number, written in tx.connection.execute(own.union_all(select(_A.person, _A.address).where(*held))):
        found.setdefault(number, written)
    people = (_at(tx, number, written, today) for number, written in sorted(found.items()))
    return [one for one in people if one is not None]


def addresses_of(tx: Tx, person: int) -> list[str]:
    """Every address of the person, their own and those of functions, in small letters."""
    wanted = select(func.lower(_H.mail)).where(_H.id == person)
    held = select(func.lower(_A.address)).where(_A.person == person)
    return list(tx.connection.execute(wanted.union(held)).scalars())


def people_known_as(tx: Tx, who: str) -> list[PersonRow]:
    """Those of that number, pseudonym or address, of their own or of a function, whether or not they have a seat."""
    if who.isdecimal() and len(who) < 10:
        found = person_of(tx, int(who))
        return [found] if found is not None else []
    held = select(_A.person).where(func.lower(_A.address) == who.lower())
    any_of = or_(_H.pseudonym == who, func.lower(_H.mail) == who.lower(), _H.id.in_(held))
    numbers = tx.connection.execute(select(_H.id).where(any_of).order_by(_H.id)).scalars().all() if who else []
    known = people_of(tx, numbers)
    return [known[number] for number in numbers]


def _at(tx: Tx, person: int, written: str, today: date) -> AtAddress | None:
    who, taken = person_of(tx, person), seats(tx, person, today)
    if who is None or not taken:
        return None
    return AtAddress(who, written, taken[0].appointment, taken[0].function)
