"""Writes to the audit of every participation a mail touched that it went, or that it could not be delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from jimflow.actions.case import entry, open_cases
from jimflow.core.model import SYSTEM
from jimflow.runtime import Runtime
from jimflow.store.hot import append_many
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Intent, Mail, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_I, _M, _A, _P = (table(t).c for t in (Intent, Mail, Appointment, Person))
_ITEMS = Sql(
    select(_I.mail, _I.participation, _I.item, _I.function, _P.pseudonym, _M.message_id)
    .join_from(table(Intent), table(Mail), _I.mail == _M.id)
    .outerjoin(table(Appointment), _I.appointment == _A.id)
    .outerjoin(table(Person), _A.person == _P.id)
    .where(one_of(_I.mail, "ids"), _I.participation.is_not(None))
    .order_by(_I.id)
)


def record_mails(runtime: Runtime, tx: Tx, sent: Mapping[int, str], dead: Mapping[int, str], now: datetime) -> None:
    """`sent`: mail → SHA-256 of its bytes; `dead`: mail → the relay's words. Each participation gets only its part."""
    if not sent and not dead:
        return
    touched: dict[tuple[int, int], list[tuple[str, str, str, str]]] = {}
    for mail, participation, item, function, pseudonym, name in tx.rows(_ITEMS, ids=[*sent, *dead]):
        touched.setdefault((mail, participation), []).append((item, function, pseudonym or "", name))
    cases = open_cases(runtime, tx, sorted({p for _, p in touched}), frozenset())
    entries = []
    for (mail, participation), items in touched.items():
        extra: dict[str, object] = {
            "message_id": items[0][3],
            "items": sorted({item for item, *_ in items}),
            "functions": sorted({function for _, function, *_ in items}),
            "people": sorted({pseudonym for *_, pseudonym, _ in items if pseudonym}),
        }
        extra |= {"sha256": sent[mail]} if mail in sent else {"reply": dead[mail]}
        kind = "mail" if mail in sent else "mail_dead"
        entries.append(entry(cases[participation], kind, SYSTEM, now, extra=extra))
    if entries:
        append_many(tx, entries)
