"""The meetings that somebody who takes part may have a seat at, and what is known of each besides its hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Appointment, Attendance, Cluster, Meeting, Participation, Round, Substitute
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _C, _M, _P, _R, _S, _T = (
    table(kind) for kind in (Appointment, Cluster, Meeting, Participation, Round, Substitute, Attendance)
)


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """A meeting with where it stands: its cluster's round, and the definition the round was loaded with."""

    id: int
    cluster: int
    step: str
    status: str
    day: date
    last_day: date
    sequence: int
    round: int
    definition: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One that takes part: where, by which definition, and how far it has come."""

    id: int
    cluster: int
    definition: str
    state: str
    subject: str


def gathering(tx: Tx, number: int) -> GatheringRow | None:
    """The meeting of that number."""
    return next(records(tx, GatheringRow, _gatherings().where(_M.c.id == number)), None)


def gatherings_of(tx: Tx, person: int) -> list[GatheringRow]:
    """Every meeting of the clusters that the person has, or has had, a function in or stood in for one; by day."""
    stands_in = select(_S.c.appointment).where(_S.c.person == person)
    held = (
        select(_A.c.round, _A.c.cluster, _P.c.cluster.label("own"))
        .join_from(_A, _P, _P.c.id == _A.c.participation, isouter=True)
        .where(or_(_A.c.person == person, _A.c.id.in_(stands_in)))
    )
    rows = list(tx.connection.execute(held))
    near = {row.own or row.cluster for row in rows} - {None}
    everywhere = {row.round for row in rows if row.own is None and row.cluster is None}
    wanted = _gatherings().where(or_(_C.c.id.in_(near), _C.c.round.in_(everywhere)))
    return list(records(tx, GatheringRow, wanted.order_by(_M.c.day, _M.c.id)))


def members(tx: Tx, numbers: Collection[int]) -> dict[int, MemberRow]:
    """Those participations, by number."""
    wanted = select(*columns(MemberRow, _P)).where(_P.c.id.in_(numbers))
    return {row.id: row for row in records(tx, MemberRow, wanted)} if numbers else {}


def members_in(tx: Tx, cluster: int) -> list[MemberRow]:
    """All who take part in the cluster today."""
    return list(
        records(tx, MemberRow, select(*columns(MemberRow, _P)).where(_P.c.cluster == cluster).order_by(_P.c.id))
    )


def was_there(tx: Tx, meetings: Collection[int], person: int) -> Mapping[int, Sequence[int | None]]:
    """By meeting, for each appointment by which the person took part in it, whose it was: a participation, None a
    guest's. Without those to which the person did not come, or where nobody has noted it."""
    wanted = (
        select(_T.c.meeting, _A.c.participation)
        .join_from(_T, _A, _A.c.id == _T.c.appointment)
        .where(_T.c.meeting.in_(meetings), _T.c.present, _A.c.person == person)
        .order_by(_T.c.id)
    )
    found: dict[int, list[int | None]] = {}
    for meeting, participation in tx.connection.execute(wanted) if meetings else ():
        found.setdefault(meeting, []).append(participation)
    return found


def _gatherings() -> Any:
    return (
        select(*columns(GatheringRow, _M, _C, _R))
        .join_from(_M, _C, _C.c.id == _M.c.cluster)
        .join(_R, _R.c.id == _C.c.round)
    )
