"""The accounts of those who work at the host, never with what is kept of their passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Account, WebSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _W = table(Account), table(WebSession)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account. `name` is empty once it has been removed; `seen_at` is when its person was last signed in."""

    id: int
    login: str
    name: str
    role: str
    language: str
    made_at: datetime
    disabled_at: datetime | None
    seen_at: datetime | None


def accounts(tx: Tx) -> list[AccountRow]:
    """Every account there is or has been, by login."""
    seen = select(_W.c.account, func.max(_W.c.seen_at).label("seen_at")).group_by(_W.c.account).subquery()
    wanted = select(*columns(AccountRow, _A, seen)).outerjoin_from(_A, seen, seen.c.account == _A.c.id)
    return list(records(tx, AccountRow, wanted.order_by(_A.c.login)))
