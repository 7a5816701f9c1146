"""Writes to the audit of whatever a mail touched that it went, or that it could not be delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text

from jimflow.actions.case import entry, open_cases
from jimflow.actions.own_trail import own_entries
from jimflow.core.model import SYSTEM
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.runtime import Runtime
from jimflow.store.hot import append_many
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Intent, Mail, Person
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_I, _M, _A, _P = (table(t).c for t in (Intent, Mail, Appointment, Person))
_ITEMS = Sql(
    select(_I.mail, _I.participation, _I.item, _I.function, _P.pseudonym, _M.message_id, _M.round)
    .join_from(table(Intent), table(Mail), _I.mail == _M.id)
    .outerjoin(table(Appointment), _I.appointment == _A.id)
    .outerjoin(table(Person), _A.person == _P.id)
    .where(one_of(_I.mail, "ids"), _I.template != text(f"'{A_CODE}'"))  # hours of presence are no evidence
    .order_by(_I.id)
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing a mail said, to the holder of one function."""

    item: str
    function: str
    pseudonym: str | None
    message_id: str
    round: int | None


_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:]+@[^\s<>()\[\]\"',;:]+")


def record_mails(runtime: Runtime, tx: Tx, sent: Mapping[int, str], dead: Mapping[int, str], now: datetime) -> None:
    """`sent`: mail → SHA-256 of its bytes; `dead`: mail → the relay's words, of which the audit keeps no address.

    Each participation gets only its part; what concerns none stands in the installation's chain.
    """
    if not sent and not dead:
        return
    touched: dict[tuple[int, int | None], list[_Item]] = {}
    for mail, participation, *item in tx.rows(_ITEMS, ids=[*sent, *dead]):
        touched.setdefault((mail, participation), []).append(_Item(*item))
    cases = open_cases(runtime, tx, sorted({p for _, p in touched if p is not None}), frozenset())
    entries = []
    for kind, mails in (("mail", sent), ("mail_dead", dead)):
        own: dict[int, list[dict[str, object]]] = {}
        for (mail, participation), items in touched.items():
            if mail in mails:
                extra = _said(items) | ({"sha256": sent[mail]} if mail in sent else {"reply": _nameless(dead[mail])})
                if participation is not None:
                    entries.append(entry(cases[participation], kind, SYSTEM, now, extra=extra))
                elif items[0].round is not None:
                    own.setdefault(items[0].round, []).append(extra)
        entries += own_entries(runtime, tx, kind, SYSTEM, now, own)
    if entries:
        append_many(tx, entries)


def _said(items: Sequence[_Item]) -> dict[str, object]:
    return {
        "message_id": items[0].message_id,
        "items": sorted({i.item for i in items}),
        "functions": sorted({i.function for i in items}),
        "people": sorted({i.pseudonym for i in items if i.pseudonym}),
    }


def _nameless(reply: str) -> str:
    """A relay likes to repeat the address it refuses; the audit names people by pseudonym alone."""
    return _ADDRESS.sub("…", reply)
