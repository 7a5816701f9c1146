"""The audit as people look at it: entries with what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import AuditEntry, AuditErasure, AuditPayload
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `payload` is None when it was erased; `recorded` is the id of the entry that says why."""

    id: int
    chain: int
    seq: int
    leaf: bytes
    link: bytes
    salt: bytes | None
    payload: bytes | None
    recorded: int | None


_E, _D, _X = table(AuditEntry), table(AuditPayload), table(AuditErasure)


def entries(tx: Tx, chains: Sequence[int] = (), *, after: int = 0, limit: int = 500) -> list[EntryRow]:
    """Entries in the order they were written, of the chains or of all, whose id is greater than `after`."""
    wanted = _entries().where(_E.c.id > after).order_by(_E.c.id).limit(limit)
    if chains:
        wanted = wanted.where(_E.c.chain.in_(chains))
    return list(records(tx, EntryRow, wanted))


def latest(tx: Tx, chains: Sequence[int] = (), *, before: int | None = None, limit: int = 50) -> list[EntryRow]:
    """The last entries, of the chains or of all, the newest first; `before`: only those with a smaller id."""
    wanted = _entries().order_by(_E.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(_E.c.id < before)
    if chains:
        wanted = wanted.where(_E.c.chain.in_(chains))
    return list(records(tx, EntryRow, wanted))


def entry(tx: Tx, chain: int, seq: int) -> EntryRow | None:
    """The entry of that number in that chain, or None."""
    return next(records(tx, EntryRow, _entries().where(_E.c.chain == chain, _E.c.seq == seq)), None)


def _entries() -> Any:
    return (
        select(*columns(EntryRow, _E, _D, _X))
        .select_from(_E)
        .outerjoin(_D, _D.c.entry == _E.c.id)
        .outerjoin(_X, _X.c.entry == _E.c.id)
    )
