"""The outbox: intents (what is to be said to whom) and mails (bytes on their way)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import big_shared_key, key, long_text, maybe_moment, moment, octets, ref

WAITING = text("status = 'pending'")
IN_A_MAIL = text("mail IS NOT NULL")
ON_THE_WAY = ("pending", "claimed", "handing_over", "unknown")
"""The states of a mail that may still arrive; the others are final."""
MOVING = text(f"status IN {ON_THE_WAY}")
# A query that says these in other words misses the indexes that hold only such rows.


class Intent(SQLModel, table=True):
    """That something is to be said to one appointment. `facts` are frozen as canonical JSON; `key` is unique for ever.

    status: pending, composed (in `mail`), cancelled. `held`: it waits for somebody to release it; `reviewed`: somebody
    has, so that no review holds it again.
    """

    __table_args__ = (
        Index("ix_intent_due", "send_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_intent_whose", "participation", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_intent_mail", "mail", sqlite_where=IN_A_MAIL, postgresql_where=IN_A_MAIL),
    )
    id: int | None = key()
    key: str = Field(unique=True)
    mail_class: str
    template: str
    item: str
    participation: int | None = ref("participation.id", index=False, nullable=True)
    assignment: int | None = Field(default=None, nullable=True)
    appointment: int | None = Field(default=None, nullable=True)
    function: str
    address: str
    language: str
    facts: str = long_text()
    made_at: datetime = moment()
    send_at: datetime = moment()
    held: bool = False
    status: str = "pending"
    mail: int | None = Field(default=None, nullable=True)
    reviewed: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class Mail(SQLModel, table=True):
    """One composed mail. The stored bytes are the record; token and code stand in them as placeholders.

    status: pending, claimed, handing_over, sent, unknown, dead, cancelled. `fence` rises with every claim. `next_at` is
    when the row wants attention again: its time of sending, the end of its lease, or the next attempt.
    """

    __table_args__ = (Index("ix_mail_next", "next_at", sqlite_where=MOVING, postgresql_where=MOVING),)
    id: int | None = key()
    key: str = Field(unique=True)
    message_id: str = Field(unique=True)
    mail_class: str
    round: int | None = Field(default=None, nullable=True, index=True)
    address: str = Field(index=True)
    envelope_from: str
    language: str
    subject: str
    raw: bytes = octets()
    composed_at: datetime = moment()
    next_at: datetime = moment()
    status: str = "pending"
    fence: int = 0
    lease_until: datetime | None = maybe_moment()
    attempts: int = 0
    last_code: int | None = None
    last_reply: str = ""
    sent_at: datetime | None = maybe_moment()


class Unwritten(SQLModel, table=True):
    """Why a pending intent has not become a mail although its time had come, as last tried, in both languages.

    The row stays as a record when the mail has been written at last, or when nobody needs it any more.
    """

    intent: int = big_shared_key("intent.id")
    tries: int
    tried_at: datetime = moment()
    sv: str = long_text()
    en: str = long_text()


class MailReview(SQLModel, table=True):
    """What of a round's mail is looked at before it leaves: `all`, or the `first` of each batch; no row: nothing."""

    __tablename__ = "mail_review"
    round: int = Field(primary_key=True, foreign_key="round.id", sa_column_kwargs={"autoincrement": False})
    policy: str


class MailStop(SQLModel, table=True):
    """Mail that is stopped until somebody lets it go: a round's, or everybody's where `round` is 0."""

    __tablename__ = "mail_stop"
    round: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    since: datetime = moment()
    reason: str = long_text()
    stopped_by: str
