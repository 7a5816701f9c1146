"""The dialogue inside tasks: its turns, when something was handed in last, and what waits for the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union_all

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
