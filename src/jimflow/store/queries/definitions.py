"""Which stored definitions rounds and their cases run on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from jimflow.store.tables import Participation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_R, _P = table(Round), table(Participation)


@dataclass(frozen=True, slots=True)
class InUse:
    """A definition, by digest, and a round that follows it or has `cases` that do."""

    digest: str
    round: int
    cases: int


def in_use(tx: Tx) -> list[InUse]:
    """Every pair of a round and a definition that it, or any of its cases, follows; the latest round first."""
    own = tx.connection.execute(select(_R.c.definition, _R.c.id).order_by(_R.c.starts_on.desc(), _R.c.id)).all()
    counted = select(_P.c.definition, _P.c.round, func.count()).group_by(_P.c.definition, _P.c.round)
    cases = {(digest, of): number for digest, of, number in tx.connection.execute(counted)}
    places = {of: n for n, (_, of) in enumerate(own)}
    pairs = dict.fromkeys([*((digest, of) for digest, of in own), *cases])
    found = [InUse(digest, of, cases.get((digest, of), 0)) for digest, of in pairs]
    return sorted(found, key=lambda use: places[use.round])
