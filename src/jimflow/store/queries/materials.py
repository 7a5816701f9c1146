"""What there is to take in for a step, and who at an agency has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.core.laps import plain
from jimflow.store.queries.shape import columns, records
from jimflow.store.queries.work import MaterialRow
from jimflow.store.tables import Material, MaterialTick, Participation, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_M, _T, _P, _H = (table(kind) for kind in (Material, MaterialTick, Participation, Person))


@dataclass(frozen=True, slots=True)
class TickRow:
    """That a function has taken in the material at an address; `name` is who said so, "" where nobody knows."""

    participation: int
    function: str
    material: str
    ticked_at: datetime
    ticked_by: str
    name: str


def materials_of_step(tx: Tx, participation: int, step: str) -> list[MaterialRow]:
    """What the participation's round has for the step, in order; each address once."""
    wanted = (
        select(*columns(MaterialRow, _M))
        .join_from(_M, _P, _P.c.round == _M.c.round)
        .where(_P.c.id == participation, _M.c.step == plain(step))
        .order_by(_M.c.id)
    )
    return list({row.url: row for row in records(tx, MaterialRow, wanted)}.values())


def ticks(tx: Tx, participation: int, addresses: Collection[str]) -> list[TickRow]:
    """Who at the agency has taken them in, the first one first."""
    wanted = (
        select(_T.c.participation, _T.c.function, _T.c.material, _T.c.ticked_at, _T.c.ticked_by, _H.c.name)
        .join_from(_T, _H, _H.c.pseudonym == _T.c.ticked_by, isouter=True)
        .where(_T.c.participation == participation, _T.c.material.in_(addresses))
        .order_by(_T.c.ticked_at, _T.c.id)
    )
    return [TickRow(*row[:-1], row[-1] or "") for row in tx.connection.execute(wanted)]
