"""Which cluster a participation stands in, over time: ended when it leaves the round, opened again never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update

from jimflow.actions.case import Case
from jimflow.core.model import Change
from jimflow.store.tables import Membership
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def end_memberships(tx: Tx, moves: Sequence[tuple[Case, Change]], now: datetime) -> None:
    """Ends the membership of those that have left before the goal, with the reason they gave; the row stays."""
    left: dict[tuple[date, str], list[int]] = defaultdict(list)
    for case, change in moves:
        workflow = case.programme.workflow
        if change.destination in workflow.finals and change.destination != workflow.goal:
            left[case.programme.today(now), change.reason].append(case.facts.id)
    m = table(Membership)
    for (today, reason), ids in left.items():
        rows = update(m).where(m.c.participation.in_(ids), m.c.until.is_(None))
        tx.connection.execute(rows.values(until=today, why=reason))
