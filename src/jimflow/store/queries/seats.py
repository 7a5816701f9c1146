"""The seats of a person who takes part, what a mail is about, and who the person is."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, bindparam, cast, literal, null, or_, select, true, union_all

from jimflow.core.seats import Seat
from jimflow.store.sql import Sql
from jimflow.store.tables import Appointment, Assignment, Forward, Intent, Participation, Person, Substitute
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _P, _S, _F, _N = (table(t) for t in (Appointment, Participation, Substitute, Forward, Assignment))
_I, _H = table(Intent), table(Person)
_NO_TASK = cast(null(), Integer)  # PostgreSQL takes a bare NULL in a union for text


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who holds, or has held, a function."""

    id: int
    pseudonym: str
    name: str
    mail: str
    language: str


@dataclass(frozen=True, slots=True)
class AboutRow:
    """One thing that a mail says: to the holder of which appointment, about which task or meeting."""

    item: str
    template: str
    function: str
    appointment: int | None
    participation: int | None
    assignment: int | None
    facts: str


def _seat(how: Any, person: Any, task: Any, hands_in: Any, joined: Any, *held: Any) -> Any:
    today: Any = bindparam("today")
    return (
        select(
            *(
                how.label("how"),
                person.label("who"),
                _A.c.person.label("holder"),
                _A.c.id,
                _A.c.function,
                _A.c.round,
                _A.c.participation,
            ),
            *(
                _P.c.cluster.label("own"),
                _A.c.cluster,
                _A.c.organisation,
                task.label("task"),
                hands_in.label("hands_in"),
            ),
        )
        .select_from(joined.outerjoin(_P, _P.c.id == _A.c.participation))
        .where(
            person == bindparam("person"), _A.c.since <= today, or_(_A.c.until.is_(None), _A.c.until >= today), *held
        )
    )


_SEATS = union_all(
    _seat(literal("holds"), _A.c.person, _NO_TASK, true(), _A),
    _seat(
        *(_S.c.right, _S.c.person, _NO_TASK, true(), _S.join(_A, _A.c.id == _S.c.appointment)),
        *(_S.c.ended_at.is_(None), _S.c.since <= bindparam("today"), _S.c.until >= bindparam("today")),
    ),
    _seat(
        *(literal("forward"), _F.c.person, _F.c.assignment, _F.c.may_hand_in),
        *(_F.join(_A, _A.c.id == _F.c.appointment), _F.c.ended_at.is_(None)),
    ),
)
_ABOUT = Sql(
    select(*(_I.c[f] for f in ("item", "template", "function", "appointment", "participation", "assignment", "facts")))
    .where(_I.c.mail == bindparam("mail"))
    .order_by(_I.c.id)
)


def seats(tx: Tx, person: int, today: date) -> list[Seat]:
    """Every way in which the person stands in any round on that day; one statement."""
    found = tx.connection.execute(_SEATS, {"person": person, "today": today})
    return [
        Seat(r.how, r.who, r.holder, r.id, r.function, r.round, r.participation, r.own or r.cluster, *_rest(r))
        for r in found
    ]


def _rest(row: Any) -> tuple[str, int | None, bool]:
    return row.organisation, row.task, bool(row.hands_in)


def person_of(tx: Tx, person: int) -> PersonRow | None:
    """The person of that number."""
    wanted = select(_H.c.id, _H.c.pseudonym, _H.c.name, _H.c.mail, _H.c.language).where(_H.c.id == person)
    row = tx.connection.execute(wanted).first()
    return PersonRow(*row) if row is not None else None


def people_of(tx: Tx, people: Collection[int]) -> dict[int, PersonRow]:
    """Several of them, by number."""
    wanted = select(_H.c.id, _H.c.pseudonym, _H.c.name, _H.c.mail, _H.c.language).where(_H.c.id.in_(people))
    return {row.id: PersonRow(*row) for row in tx.connection.execute(wanted)} if people else {}


def people_called(tx: Tx, pseudonyms: Collection[str]) -> dict[str, PersonRow]:
    """Several of them, by pseudonym: for whoever may know who wrote."""
    wanted = select(_H.c.id, _H.c.pseudonym, _H.c.name, _H.c.mail, _H.c.language)
    rows = tx.connection.execute(wanted.where(_H.c.pseudonym.in_(pseudonyms))) if pseudonyms else ()
    return {row.pseudonym: PersonRow(*row) for row in rows}


def mails_to(tx: Tx, person: int) -> list[int]:
    """The numbers of the mails that were written to the person: by a function she holds or held, or as the one whom
    their facts name, as whoever stands in for the holder."""
    hers = _I.c.appointment.in_(select(_A.c.id).where(_A.c.person == person))
    named = _I.c.facts.contains(f'"person":{person}')
    wanted = select(_I.c.mail, _I.c.facts, hers).where(_I.c.mail.is_not(None), or_(hers, named))
    to = ((mail, json.loads(facts).get("person"), held) for mail, facts, held in tx.connection.execute(wanted))
    return sorted({mail for mail, who, held in to if who == person or (held and who is None)})


def about(tx: Tx, mail: int) -> list[AboutRow]:
    """What the mail of that number says, in its order."""
    return [AboutRow(*row) for row in tx.rows(_ABOUT, mail=mail)]
