"""How people want their mail: in which language, together or apart, or not at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Preference
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P, _A = table(Preference), table(Appointment)


@dataclass(frozen=True, slots=True)
class PreferenceRow:
    """What a person has chosen. `stopped_at`: since when no mail is wanted, None where it is."""

    person: int
    language: str = ""
    separate: bool = False
    stopped_at: datetime | None = None
    stop_reason: str = ""


_OF_HOLDERS = Sql(
    select(_A.c.id, _A.c.assistant, _P.c.separate, _P.c.stopped_at)
    .join_from(_A, _P, _P.c.person == _A.c.person)
    .where(one_of(_A.c.id, "ids"))
)
_OF_PEOPLE = Sql(select(_P.c.person, _P.c.separate, _P.c.stopped_at).where(one_of(_P.c.person, "ids")))


def preference(tx: Tx, person: int) -> PreferenceRow:
    """What the person has chosen, or what holds until she does."""
    return preferences(tx, [person]).get(person, PreferenceRow(person))


def preferences(tx: Tx, people: Collection[int]) -> dict[int, PreferenceRow]:
    """What those among `people` have chosen who have chosen anything."""
    wanted = select(_P.c.person, _P.c.language, _P.c.separate, _P.c.stopped_at, _P.c.stop_reason)
    rows = tx.connection.execute(wanted.where(_P.c.person.in_(people))) if people else ()
    return {row.person: PreferenceRow(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants what is said to her. `assistant`: the address of whoever keeps her diary, None for nobody."""

    assistant: str | None
    separate: bool
    stopped: bool


def of_holders(tx: Tx, appointments: Collection[int]) -> dict[int, Wish]:
    """By appointment, the wishes of those holders who have any."""
    rows = tx.rows(_OF_HOLDERS, ids=sorted(appointments)) if appointments else ()
    return {row[0]: Wish(row[1], bool(row[2]), row[3] is not None) for row in rows}


def of_people(tx: Tx, people: Collection[int]) -> dict[int, Wish]:
    """By person, the same."""
    rows = tx.rows(_OF_PEOPLE, ids=sorted(people)) if people else ()
    return {row[0]: Wish(None, bool(row[1]), row[2] is not None) for row in rows}
