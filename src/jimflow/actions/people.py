"""Reads people for what concerns no single participation: the host's own appointments of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, or_, select

from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _P = table(Appointment).c, table(Person).c
_DAY = bindparam("day", type_=Date())
_HOSTS = Sql(
    select(_A.id, _A.round, _A.function, _A.address, _P.language)
    .join_from(table(Appointment), table(Person), _A.person == _P.id)
    .where(one_of(_A.round, "rounds"), _A.participation.is_(None), one_of(_A.function, "functions"))
    .where(_A.since <= _DAY, or_(_A.until.is_(None), _A.until >= _DAY), _A.undeliverable_at.is_(None))
    .order_by(_A.id)
)


@dataclass(frozen=True, slots=True)
class Host:
    """Someone of the coordinating organisation who holds one of its functions."""

    appointment: int
    round: int
    function: str
    address: str
    language: str


def hosts(tx: Tx, rounds: Sequence[int], functions: Sequence[str], day: date) -> list[Host]:
    """The host's people of those rounds who hold one of `functions` on `day`, in the order they were named."""
    return [Host(*row) for row in tx.rows(_HOSTS, rounds=rounds, functions=functions, day=day)]
