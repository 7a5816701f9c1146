"""The one row about this database: its name, its own audit chain and, in a demo, its example clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import select

from jimflow.core.audit import GENESIS
from jimflow.store.tables import Installation
from jimflow.store.transaction import Tx


def create_installation(
    tx: Tx, name: str, now: datetime, *, demo: bool = False, offset: timedelta = timedelta(0)
) -> Installation:
    """Writes the row with an empty chain. Raises ValueError for a clock offset where it is no demo."""
    if offset and not demo:
        raise ValueError("only a demo has an example clock")
    row = Installation(
        id=1,
        name=name,
        created_at=now,
        demo=demo,
        clock_offset=round(offset.total_seconds()),
        audit_head=GENESIS,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def installation(tx: Tx) -> Installation | None:
    """The row, or None in a database that was never set up."""
    return tx.session.exec(select(Installation)).one_or_none()
