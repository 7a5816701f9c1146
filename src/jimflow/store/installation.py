"""The one row about this database: its name, its own audit chain and, in a demo, its example clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from jimflow.store.tables import Installation
from jimflow.store.transaction import Tx


def create_installation(
    tx: Tx, name: str, now: datetime, *, demo: bool = False, offset: timedelta = timedelta(0)
) -> Installation:
    """Writes the row with an empty chain. Raises ValueError for an offset where it is no demo."""
    raise NotImplementedError


def installation(tx: Tx) -> Installation | None:
    """The row, or None in a database that was never set up."""
    raise NotImplementedError
