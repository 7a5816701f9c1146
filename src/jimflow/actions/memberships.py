"""Which cluster a participation stands in, over time: ended when it leaves the round, opened again never."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from jimflow.actions.case import Case
from jimflow.core.model import Change
from jimflow.store.tables import Membership
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def end_memberships(tx: Tx, moves: Sequence[tuple[Case, Change]], now: datetime) -> None:
    """Ends the membership of those that have left before the goal, with the reason they gave; the row stays."""
    m = table(Membership)
    for case, change in moves:
        workflow = case.programme.workflow
        if change.destination in workflow.finals and change.destination != workflow.goal:
            row = update(m).where(m.c.participation == case.facts.id, m.c.until.is_(None))
            tx.connection.execute(row.values(until=case.programme.today(now), why=change.reason))
