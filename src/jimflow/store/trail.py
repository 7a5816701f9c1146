"""Streams the whole audit trail out of the database to be verified."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import and_, literal, select, union_all

from jimflow.core.audit import INSTALLATION, Head, Row, Verification, verify
from jimflow.store.sql import Sql
from jimflow.store.tables import AuditEntry, AuditErasure, AuditPayload, Installation, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

ROWS_AT_A_TIME = 2000

_E, _D, _X = table(AuditEntry), table(AuditPayload), table(AuditErasure)
_P, _I = table(Participation), table(Installation)
_WHY = _E.alias("why")

# In the order in which they were written, which is that of the numbers in each chain: three tables read end to end.
TRAIL = Sql(
    select(_E.c.chain, _E.c.seq, _E.c.leaf, _E.c.link, _D.c.salt, _D.c.payload, _WHY.c.seq)
    .select_from(_E)
    .outerjoin(_D, _D.c.entry == _E.c.id)
    .outerjoin(_X, _X.c.entry == _E.c.id)
    .outerjoin(_WHY, and_(_WHY.c.id == _X.c.recorded, _WHY.c.chain == INSTALLATION))
    .order_by(_E.c.id)
)
_HEADS = Sql(
    union_all(
        select(_P.c.id, _P.c.audit_seq, _P.c.audit_head),
        select(literal(INSTALLATION), _I.c.audit_seq, _I.c.audit_head),
    )
)


def verify_trail(tx: Tx) -> Verification:
    """Checks every chain against its entries, its payloads and the head kept in its row."""
    with streamed(tx) as rows:
        return verify(rows, heads(tx))


def heads(tx: Tx) -> dict[int, Head]:
    """Where every chain ends, as its row says."""
    return {chain: (seq, bytes(head)) for chain, seq, head in tx.rows(_HEADS)}


@contextmanager
def streamed(tx: Tx) -> Iterator[Iterator[Row]]:
    """Every entry in the order in which they were written, without holding them all in memory."""
    text = TRAIL.ready(tx.dialect).text
    if tx.dialect == "sqlite":
        with closing(tx.raw.execute(text, (INSTALLATION,))) as cursor:
            yield iter(cursor)
    else:
        with tx.raw.cursor(name="trail") as cursor:
            cursor.itersize = ROWS_AT_A_TIME
            cursor.execute(text, (INSTALLATION,), binary=True)
            yield iter(cursor)
