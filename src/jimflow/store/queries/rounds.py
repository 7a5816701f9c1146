"""Rounds, their clusters, and who takes part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from jimflow.core.called import folded
from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql
from jimflow.store.tables import Cluster, Organisation, Participation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round; `facts` is canonical JSON with titles, host and labels."""

    id: int
    code: str
    definition: str
    policy: str
    policy_digest: str
    facts: str
    invite_on: date
    starts_on: date
    ends_on: date
    example: bool
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster; `model` is the participation of its model agency, if it has one."""

    id: int
    round: int
    code: str
    name_sv: str
    name_en: str
    model: int | None


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """One organisation's way through a round, with the names people know it by."""

    id: int
    round: int
    round_code: str
    cluster: int
    cluster_code: str
    organisation: str
    name_sv: str
    name_en: str
    short: str
    definition: str
    state: str
    came_from: str | None
    paused_until: date | None
    version: int
    late_joiner: bool
    entered_at: datetime
    joined_at: datetime | None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a person may call it."""
        return (self.organisation, self.name_sv, self.name_en, *([self.short] if self.short else []))


@dataclass(frozen=True, slots=True)
class BoardCluster:
    """A cluster with its participations, by name."""

    cluster: ClusterRow
    participations: tuple[ParticipationRow, ...]


_R, _C, _P, _O = table(Round), table(Cluster), table(Participation), table(Organisation)


def rounds(tx: Tx) -> list[RoundRow]:
    """Every round, the latest first."""
    return [RoundRow(*row) for row in tx.rows(_ROUNDS)]


def clusters(tx: Tx, round_id: int) -> list[ClusterRow]:
    """The clusters of a round, in the order they were loaded."""
    wanted = select(*columns(ClusterRow, _C)).where(_C.c.round == round_id).order_by(_C.c.id)
    return list(records(tx, ClusterRow, wanted))


def board(tx: Tx, round_id: int) -> list[BoardCluster]:
    """Every cluster of a round with its participations; two statements, however many there are."""
    members: dict[int, list[ParticipationRow]] = defaultdict(list)
    for row in records(tx, ParticipationRow, _participations().where(_P.c.round == round_id)):
        members[row.cluster].append(row)
    return [
        BoardCluster(cluster, tuple(sorted(members[cluster.id], key=lambda p: folded(p.name_sv))))
        for cluster in clusters(tx, round_id)
    ]


def participation(tx: Tx, id_: int) -> ParticipationRow | None:
    """The participation of that number, or None."""
    return next(records(tx, ParticipationRow, _participations().where(_P.c.id == id_)), None)


def participations(tx: Tx, round_code: str | None = None) -> list[ParticipationRow]:
    """Every participation, of one round or of all."""
    wanted = _participations().order_by(_P.c.id)
    if round_code is not None:
        wanted = wanted.where(_R.c.code == round_code)
    return list(records(tx, ParticipationRow, wanted))


def pauses_over(tx: Tx, round_id: int, today: date) -> list[ParticipationRow]:
    """Those that still pause although the day until which they were to has come, the longest first."""
    return [ParticipationRow(*row) for row in tx.rows(_PAUSES_OVER, round=round_id, today=today)]


def _participations() -> Any:
    chosen = columns(
        *(ParticipationRow, _P, _O),
        round_code=_R.c.code,
        cluster_code=_C.c.code,
        organisation=_O.c.code,
    )
    return (
        select(*chosen)
        .select_from(_P)
        .join(_R, _R.c.id == _P.c.round)
        .join(_C, _C.c.id == _P.c.cluster)
        .join(_O, _O.c.code == _P.c.subject)
    )


_ROUNDS = Sql(select(*columns(RoundRow, _R)).order_by(_R.c.starts_on.desc(), _R.c.id))
"""Asked for every page."""

_PAUSES_OVER = Sql(
    _participations()
    .where(_P.c.round == bindparam("round"), _P.c.paused_until <= bindparam("today"))
    .order_by(_P.c.paused_until, _P.c.id)
)
"""Asked every morning, hence made once."""
