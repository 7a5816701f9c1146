"""Mails on their way: claimed for a time under a rising fence, handed over, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jimflow.core.model import MailClass
from jimflow.store.transaction import Tx

Outcome = Literal["sent", "pending", "unknown", "dead", "cancelled"]
"""How an attempt ended: `pending` is to be tried again, `unknown` may have arrived, the others are final."""


@dataclass(frozen=True, slots=True)
class NewMail:
    """A composed mail to be stored."""

    key: str
    message_id: str
    mail_class: MailClass
    round: int | None
    address: str
    envelope_from: str
    language: str
    subject: str
    raw: bytes
    composed_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that is ours to send until the lease ends; `fence` proves it, `was` tells what it was before."""

    id: int
    fence: int
    attempts: int
    address: str
    envelope_from: str
    message_id: str
    raw: bytes
    composed_at: datetime


def insert_mails(tx: Tx, mails: Sequence[NewMail]) -> dict[str, int]:
    """Adds mails; the ids by key. A key that is there already is left out and its mail untouched."""
    raise NotImplementedError


def claim(tx: Tx, now: datetime, lease_until: datetime, limit: int) -> list[ClaimedMail]:
    """Takes up to `limit` mails whose next moment has come: pending ones, and others whose lease has run out."""
    raise NotImplementedError


def handing_over(tx: Tx, id: int, fence: int) -> bool:  # noqa: A002 - the row's own name
    """Marks that the data is about to be sent; False when the mail is no longer ours."""
    raise NotImplementedError


def finish_mail(
    tx: Tx,
    id: int,  # noqa: A002 - the row's own name
    fence: int,
    outcome: Outcome,
    now: datetime,
    *,
    next_at: datetime | None = None,
    code: int | None = None,
    reply: str = "",
) -> bool:
    """Records how an attempt ended; False, and nothing written, when the mail is no longer ours."""
    raise NotImplementedError
