"""The dialogue inside tasks: its turns, when something was handed in last, and what waits for the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select, union_all

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Assignment, HandedIn, Part, Participation, Remark
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx
from jimflow.store.types import UtcTime

_R, _A, _P, _H, _M = (table(t) for t in (Remark, Assignment, Part, HandedIn, Participation))


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """A turn. `written_by` is a login where it is the host's, else a pseudonym."""

    id: int
    assignment: int
    kind: str
    text: str
    written_at: datetime
    written_by: str
    by_host: bool


def remarks(tx: Tx, assignment: int) -> list[RemarkRow]:
    """The turns about the assignment, the first one first."""
    wanted = select(*columns(RemarkRow, _R)).where(_R.c.assignment == assignment).order_by(_R.c.id)
    return list(records(tx, RemarkRow, wanted))


def completions(tx: Tx, assignments: Sequence[int]) -> set[int]:
    """Those of the assignments that a completion has been asked for in."""
    wanted = select(_R.c.assignment).where(_R.c.assignment.in_(assignments), _R.c.kind == "completion")
    return set(tx.connection.execute(wanted).scalars())


def handed_in_at(tx: Tx, assignments: Sequence[int]) -> dict[int, datetime]:
    """By assignment, when a part of it was handed in last and has not been sent back since."""
    parts = select(_P.c.assignment, _P.c.submitted_at.label("moment")).where(_P.c.assignment.in_(assignments))
    again = (
        select(_H.c.assignment, _H.c.handed_in_at.label("moment"))
        .where(_H.c.assignment.in_(assignments))
        .where(select(_P.c.id).where(_P.c.assignment == _H.c.assignment).exists())
    )
    both = union_all(parts, again).subquery()
    wanted = select(both.c.assignment, func.max(both.c.moment, type_=UtcTime)).group_by(both.c.assignment)
    return {row[0]: row[1] for row in tx.connection.execute(wanted)}


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Something in a task that the host has not seen to: `kind` is reply, or unread for an answer not yet read."""

    kind: str
    organisation: str
    step: str
    name: str


def waiting_in(tx: Tx, round_id: int) -> list[WaitingRow]:
    """What waits for the host in the tasks of a round, the oldest first; answers that agencies handed in themselves."""
    latest = select(func.max(_R.c.id)).group_by(_R.c.assignment)
    replies = (
        select(literal("reply").label("kind"), _M.c.subject, _A.c.step, _A.c.name, _R.c.written_at.label("moment"))
        .join_from(_R, _A, _A.c.id == _R.c.assignment)
        .join(_M, _M.c.id == _A.c.participation)
        .where(_M.c.round == round_id, _R.c.id.in_(latest), _R.c.by_host.is_(False))
    )
    again = _H.alias("again")
    seen = select(_R.c.id).where(
        _R.c.assignment == _H.c.assignment, _R.c.by_host.is_(True), _R.c.written_at >= _H.c.handed_in_at
    )
    later = select(again.c.id).where(again.c.assignment == _H.c.assignment, again.c.number > _H.c.number)
    unread = (
        select(literal("unread").label("kind"), _M.c.subject, _A.c.step, _A.c.name, _H.c.handed_in_at.label("moment"))
        .join_from(_H, _A, _A.c.id == _H.c.assignment)
        .join(_M, _M.c.id == _A.c.participation)
        .where(_M.c.round == round_id, _A.c.status == "submitted", ~seen.exists(), ~later.exists())
    )
    both = union_all(replies, unread).subquery()
    wanted = select(both.c.kind, both.c.subject, both.c.step, both.c.name).order_by(both.c.moment)
    return [WaitingRow(*row) for row in tx.connection.execute(wanted)]
