"""Where else people are expected: the meetings of other clusters, and the functions that given people hold there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Appointment, Cluster, Meeting, Participation, Round, Session
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class SittingRow:
    """A session of some cluster's meeting, with the round and the definition it belongs to; UTC."""

    meeting: int
    step: str
    starts_at: datetime
    cluster: int
    name_sv: str
    name_en: str
    round: int
    definition: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A function somebody holds: in a cluster, or (`cluster` None) in every cluster of the round."""

    person: int
    function: str
    since: date
    until: date | None
    round: int
    cluster: int | None


_M, _S, _C, _R, _A, _P = (table(kind) for kind in (Meeting, Session, Cluster, Round, Appointment, Participation))


def sittings_between(tx: Tx, since: datetime, until: datetime, but: int) -> list[SittingRow]:
    """The sessions of every cluster but one that begin from `since` and before `until`, in any round."""
    wanted = (
        select(*columns(SittingRow, _M, _C, _R, meeting=_M.c.id, starts_at=_S.c.starts_at))
        .join_from(_S, _M, _S.c.meeting == _M.c.id)
        .join(_C, _C.c.id == _M.c.cluster)
        .join(_R, _R.c.id == _C.c.round)
        .where(_S.c.starts_at >= since, _S.c.starts_at < until, _M.c.status != "cancelled", _C.c.id != but)
        .order_by(_S.c.starts_at, _S.c.id)
    )
    return list(records(tx, SittingRow, wanted))


def seats(tx: Tx, persons: Sequence[int]) -> list[SeatRow]:
    """Every function that these people hold, have held or will hold."""
    in_cluster = _P.c.cluster.label("cluster")
    wanted = (
        select(_A.c.person, _A.c.function, _A.c.since, _A.c.until, _A.c.round, in_cluster, _A.c.cluster)
        .join_from(_A, _P, _P.c.id == _A.c.participation, isouter=True)
        .where(_A.c.person.in_(persons))
        .order_by(_A.c.id)
    )
    return [SeatRow(*row[:5], row[5] or row[6]) for row in tx.connection.execute(wanted)]
