"""Intents: what is to be said, when, and what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.model import Facts, MailClass, Message
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class NewIntent:
    """A row to be written. `step_name` names an assignment made in the same save, whose id is not known yet."""

    key: str
    mail_class: MailClass
    template: str
    item: str
    participation: int | None
    appointment: int | None
    function: str
    address: str
    language: str
    facts: str
    made_at: datetime
    send_at: datetime
    assignment: int | None = None
    step_name: tuple[str, str] | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class DueIntent:
    """A pending intent whose time of sending has come; `round` is that of its participation or appointment."""

    id: int
    key: str
    mail_class: MailClass
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


def intent_of(message: Message, facts: Facts, now: datetime, send_at: datetime, *, held: bool = False) -> NewIntent:
    """The row of a message about one participation."""
    raise NotImplementedError


def insert_intents(tx: Tx, intents: Sequence[NewIntent]) -> None:
    """Adds intents. A key is said once for ever: only one that was cancelled before it was composed comes back."""
    raise NotImplementedError


def due_intents(tx: Tx, now: datetime, limit: int) -> list[DueIntent]:
    """Every due intent of the first `limit` addresses that have one, so that no recipient's digest is cut in two."""
    raise NotImplementedError


def mark_composed(tx: Tx, ids: Sequence[int], mail_id: int) -> int:
    """Puts pending intents into a mail; how many were still pending."""
    raise NotImplementedError


def cancel_intents(
    tx: Tx, *, participations: Sequence[int] = (), assignments: Sequence[int] = (), ids: Sequence[int] = ()
) -> int:
    """Cancels pending intents by participation, by assignment or one by one; how many."""
    raise NotImplementedError
