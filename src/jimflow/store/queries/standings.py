"""What tells whether anything a board shows has changed: read on every request, so in two small statements."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from jimflow.store.sql import Sql
from jimflow.store.tables import Installation, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P, _I = table(Participation), table(Installation)
_MARK = Sql(
    select(func.count(_P.c.id), func.sum(_P.c.audit_seq), func.sum(_P.c.version)).where(
        _P.c.round == bindparam("round")
    )
)
_OWN = Sql(select(_I.c.audit_seq))


@dataclass(frozen=True, slots=True)
class Mark:
    """Counters that only grow: every act writes an audit entry to each participation it touches, or to the
    installation's chain."""

    members: int
    entries: int
    versions: int
    own: int


def mark(tx: Tx, round_id: int) -> Mark:
    """The counters of a round now."""
    ((members, entries, versions),), ((own,),) = tx.several([(_MARK, {"round": round_id}), (_OWN, {})])
    return Mark(members, int(entries or 0), int(versions or 0), own)
