"""The outbox as people look at it: mails, and the intents that wait or went into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, text

from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql
from jimflow.store.tables import Appointment, Intent, Mail, Unwritten
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class MailRow:
    """A composed mail without its bytes."""

    id: int
    key: str
    message_id: str
    mail_class: str
    round: int | None
    address: str
    language: str
    subject: str
    composed_at: datetime
    next_at: datetime
    status: str
    attempts: int
    last_code: int | None
    last_reply: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class IntentRow:
    """Something that is to be said, or was; `facts` is canonical JSON, `mail` the mail it went into."""

    id: int
    key: str
    mail_class: str
    template: str
    item: str
    participation: int | None
    assignment: int | None
    appointment: int | None
    function: str
    address: str
    language: str
    facts: str
    made_at: datetime
    send_at: datetime
    held: bool
    status: str
    mail: int | None


@dataclass(frozen=True, slots=True)
class UnwrittenRow:
    """Something whose time has come and that could not be written, and why, in both languages."""

    intent: int
    address: str
    template: str
    tries: int
    tried_at: datetime
    sv: str
    en: str


_M, _I, _U, _A = table(Mail), table(Intent), table(Unwritten), table(Appointment)

_unwritten = (
    select(*columns(UnwrittenRow, _U, _I))
    .join_from(_U, _I, _U.c.intent == _I.c.id)
    # What was withdrawn and meant again later has not been tried since.
    .where(WAITING, _U.c.tried_at >= _I.c.made_at)
    .order_by(_U.c.intent)
)
_UNWRITTEN = Sql(_unwritten)
_UNWRITTEN_OF = Sql(_unwritten.join(_A, _I.c.appointment == _A.c.id).where(_A.c.round == bindparam("round")))
_GIVEN_UP = Sql(
    select(func.count()).where(
        _M.c.round == bindparam("round"),
        _M.c.composed_at >= bindparam("since"),
        _M.c.status == text("'dead'"),
        or_(_M.c.last_code.is_(None), _M.c.last_code < text("500")),  # a refusal for good is told on its own
    )
)
"""Asked at every beat and every morning, hence made once."""


def mails(
    tx: Tx, *, round_id: int | None = None, statuses: Sequence[str] = (), address: str | None = None, limit: int = 500
) -> list[MailRow]:
    """The latest mails, newest first; of one round, in some states, to one address."""
    wanted = select(*columns(MailRow, _M)).order_by(_M.c.id.desc()).limit(limit)
    if round_id is not None:
        wanted = wanted.where(_M.c.round == round_id)
    if statuses:
        wanted = wanted.where(_M.c.status.in_(statuses))
    if address is not None:
        wanted = wanted.where(_M.c.address == address)
    return list(records(tx, MailRow, wanted))


def mail(tx: Tx, id_: int) -> MailRow | None:
    """The mail of that number, or None."""
    return next(records(tx, MailRow, select(*columns(MailRow, _M)).where(_M.c.id == id_)), None)


def raw(tx: Tx, id_: int) -> bytes | None:
    """The bytes as they were composed, with placeholders where token and code go; None when there is no such mail."""
    return tx.connection.execute(select(_M.c.raw).where(_M.c.id == id_)).scalar_one_or_none()


def intents_of(tx: Tx, mail_ids: Sequence[int]) -> list[IntentRow]:
    """What the mails say."""
    wanted = select(*columns(IntentRow, _I)).where(_I.c.mail.in_(mail_ids)).order_by(_I.c.id)
    return list(records(tx, IntentRow, wanted))


def intents(tx: Tx, ids: Sequence[int]) -> list[IntentRow]:
    """Those of the numbers, in order."""
    wanted = select(*columns(IntentRow, _I)).where(_I.c.id.in_(ids)).order_by(_I.c.id)
    return list(records(tx, IntentRow, wanted))


def waiting(tx: Tx, *, participation: int | None = None, held: bool | None = None) -> list[IntentRow]:
    """The intents not yet in a mail, by time of sending; of one participation, held for review or not."""
    wanted = select(*columns(IntentRow, _I)).where(WAITING).order_by(_I.c.send_at, _I.c.id)
    if participation is not None:
        wanted = wanted.where(_I.c.participation == participation)
    if held is not None:
        wanted = wanted.where(_I.c.held == held)
    return list(records(tx, IntentRow, wanted))


def unwritten(tx: Tx, round_id: int | None = None) -> list[UnwrittenRow]:
    """What waits because it could not be written, in the order it was meant; of one round."""
    rows = tx.rows(_UNWRITTEN) if round_id is None else tx.rows(_UNWRITTEN_OF, round=round_id)
    return [UnwrittenRow(*row) for row in rows]


def given_up(tx: Tx, round_id: int, since: datetime) -> int:
    """How many mails of the round, written since then, did not go although no address was refused for good."""
    return int(tx.rows(_GIVEN_UP, round=round_id, since=since)[0][0])


def counts(tx: Tx, round_id: int | None = None) -> Counter[str]:
    """How many mails stand in each state."""
    wanted = select(_M.c.status, func.count()).group_by(_M.c.status)
    if round_id is not None:
        wanted = wanted.where(_M.c.round == round_id)
    return Counter({row[0]: row[1] for row in tx.connection.execute(wanted)})
