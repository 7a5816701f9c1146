"""The links of mails, as those see them who look after the installation: never the link itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.store.queries.seats import mails_to
from jimflow.store.tables import Mail, MailLink
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_L, _M = (table(t).c for t in (MailLink, Mail))


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A mail that carries a link: which, to whom, from when until when; `revoked_at` None where nobody revoked it."""

    mail: int
    address: str
    subject: str
    key_id: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None


def links(tx: Tx, person: int | None = None, *, after: datetime | None = None) -> list[LinkRow]:
    """The links written to a person, or to anybody, the latest first; `after`: those that end later than that."""
    of = (_M.id, _M.address, _M.subject, _L.key_id, _L.made_at, _L.ends_at, _L.revoked_at)
    wanted = select(*of).join_from(table(MailLink), table(Mail), _L.mail == _M.id).order_by(_M.id.desc())
    if person is not None:
        wanted = wanted.where(_M.id.in_(mails_to(tx, person)))
    if after is not None:
        wanted = wanted.where(_L.ends_at > after)
    return [LinkRow(*row) for row in tx.connection.execute(wanted)]
