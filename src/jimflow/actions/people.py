"""Reads people for what concerns no single participation: the host's own appointments of a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from jimflow.store.tables import Appointment, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


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
    a, p = table(Appointment).c, table(Person).c
    wanted = (
        select(a.id, a.round, a.function, a.address, p.language)
        .join_from(table(Appointment), table(Person), a.person == p.id)
        .where(a.round.in_(rounds), a.participation.is_(None), a.function.in_(functions))
        .where(a.since <= day, or_(a.until.is_(None), a.until >= day), a.undeliverable_at.is_(None))
        .order_by(a.id)
    )
    return [Host(*row) for row in tx.connection.execute(wanted)]
