"""What a round's figures are counted from, in as few statements for many who take part as for few."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from jimflow.core.calendar import Calendar
from jimflow.core.figures.facts import Answered, Came, Group, Heads, Held, Holding, Member, Reached, RoundFacts, Task
from jimflow.core.figures.times import MOVES
from jimflow.core.mistakes import Said
from jimflow.store.queries.migrating import histories
from jimflow.store.queries.rounds import ParticipationRow, board
from jimflow.store.queries.shape import columns, records
from jimflow.store.queries.work import appointments, assignments, meetings, results
from jimflow.store.tables import Answer, Assignment, Attendance, HeadCount, Meeting, Membership
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _S, _C, _H, _M, _B = (table(kind) for kind in (Answer, Assignment, Attendance, HeadCount, Meeting, Membership))


def round_facts(tx: Tx, round_id: int, calendar: Calendar, fields: Collection[str]) -> RoundFacts:
    """Everything about the round; of the answers those to `fields`, submitted and not only saved."""
    clusters = board(tx, round_id)
    rows = [p for c in clusters for p in c.participations]
    ids, groups = [p.id for p in rows], [c.cluster.id for c in clusters]
    belonged = _belonged(tx, ids)
    told = histories(tx, ids, MOVES)
    return RoundFacts(
        tuple(Group(c.cluster.id, c.cluster.code, Said(c.cluster.name_sv, c.cluster.name_en)) for c in clusters),
        tuple(_member(p, calendar, tuple(belonged[p.id])) for p in rows),
        tuple((id_, tuple(told[id_])) for id_ in ids),
        tuple(
            Task(a.participation, a.step, a.name, a.status, a.due_at, a.submitted_at, a.late)
            for a in assignments(tx, ids)
        ),
        tuple(Held(m.id, m.cluster, m.step, m.day, m.status) for m in meetings(tx, groups)),
        tuple(
            Holding(a.id, a.participation, a.function, a.since, a.until)
            for a in appointments(tx, round_id)
            if a.participation is not None
        ),
        _came(tx, groups),
        heads(tx, groups),
        _answered(tx, ids, fields),
        tuple(Reached(r.participation, r.step, r.goal) for r in results(tx, ids)),
    )


def heads(tx: Tx, clusters: Collection[int]) -> tuple[Heads, ...]:
    """The heads that have been noted of the clusters' meetings."""
    wanted = select(*columns(Heads, _H)).join_from(_H, _M, _M.c.id == _H.c.meeting)
    return tuple(records(tx, Heads, wanted.where(_M.c.cluster.in_(clusters)).order_by(_H.c.meeting)))


def _member(row: ParticipationRow, calendar: Calendar, belonged: tuple[tuple[int, date, date | None], ...]) -> Member:
    joined = calendar.local_date(row.joined_at) if row.joined_at is not None else None
    return Member(row.id, row.cluster, row.organisation, Said(row.name_sv, row.name_en), row.state, joined, belonged)


def _belonged(tx: Tx, ids: Collection[int]) -> dict[int, list[tuple[int, date, date | None]]]:
    found: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
    wanted = select(_B.c.participation, _B.c.cluster, _B.c.since, _B.c.until).where(_B.c.participation.in_(ids))
    for of, cluster, since, until in tx.connection.execute(wanted.order_by(_B.c.id)):
        found[of].append((cluster, since, until))
    return found


def _came(tx: Tx, clusters: Collection[int]) -> tuple[Came, ...]:
    """The attendance of those who take part; that of guests is nobody's."""
    c = _C.c
    wanted = (
        select(c.meeting, c.participation, c.appointment, c.present, c.mode, c.deputised_for)
        .join_from(_C, _M, _M.c.id == c.meeting)
        .where(_M.c.cluster.in_(clusters), c.participation.is_not(None))
        .order_by(c.id)
    )
    return tuple(records(tx, Came, wanted))


def _answered(tx: Tx, ids: Collection[int], fields: Collection[str]) -> tuple[Answered, ...]:
    wanted = (
        select(_S.c.participation, _S.c.step, _S.c.name, _A.c.field, _A.c.value, _S.c.submitted_at)
        .join_from(_A, _S, _S.c.id == _A.c.assignment)
        .where(_S.c.participation.in_(ids), _A.c.field.in_(fields), _S.c.submitted_at.is_not(None))
        .order_by(_A.c.id)
    )
    return tuple(
        Answered(of, step, name, field, json.loads(value), at)
        for of, step, name, field, value, at in tx.connection.execute(wanted)
    )
