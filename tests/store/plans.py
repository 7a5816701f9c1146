"""Which way the database would take to answer."""

from __future__ import annotations

from collections.abc import Callable

from jimflow.store.transaction import Tx
from tests.store.statements import recorded


def plan_of(tx: Tx, act: Callable[[], object]) -> str:
    """The plan of the one statement that `act` runs, on tables that look too large to be read through."""
    with recorded(tx) as sent:
        act()
    ((statement, params),) = sent
    if tx.dialect == "sqlite":
        rows = tx.raw.execute(f"EXPLAIN QUERY PLAN {statement}", params).fetchall()
        return "\n".join(row[3] for row in rows)
    tx.raw.execute("SET LOCAL enable_seqscan = off")
    tx.raw.execute("SET LOCAL enable_bitmapscan = off")
    return "\n".join(row[0] for row in tx.raw.execute(f"EXPLAIN {statement}", params).fetchall())
