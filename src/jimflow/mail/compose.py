"""Composing: items and their frozen facts become the bytes of one mail. No database, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.address import Mailbox
from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.mail.mime import MailParts, build_mail
from jimflow.mail.templates import Templates


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a round's mails. `sender` is the function that signs and reads replies at `mailbox`.

    `organiser`: answers to invitations are read at the mailbox too. `example`: the round is invented in part.
    """

    round_code: str
    title: Said
    host: Said
    sender: Said
    mailbox: str
    organiser: bool
    case_number: str
    example: bool
    example_note: Said


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to say: which template, its code (`open:start:describe_start`), for which function, frozen facts."""

    template: str
    code: str
    function: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Recipient:
    """The one address a mail goes to and the language read there ("sv" or "en")."""

    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail ready to be stored: its bytes are the record of what was said."""

    subject: str
    raw: bytes
    message_id: str


def message_id(key: str, domain: str) -> str:
    """The Message-ID that belongs to a mail's unique key: the same for ever, and it tells nothing of the key."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def compose_digest(
    workflow: Workflow,
    calendar: Calendar,
    voice: Voice,
    recipient: Recipient,
    items: Sequence[Item],
    at: datetime,
    message_id: str,
    templates: Templates,
) -> Composed:
    """One mail that names each of its items once. `at` is aware; the same input gives the same bytes."""
    lang = recipient.language
    subject = f"{workflow.title.in_(lang)}: {', '.join(item.code for item in items)}"[:78]
    return _built(voice, recipient, subject, at, message_id)


def compose_calendar(
    workflow: Workflow,
    calendar: Calendar,
    voice: Voice,
    recipient: Recipient,
    item: Item,
    at: datetime,
    message_id: str,
    templates: Templates,
) -> Composed:
    """One mail with one calendar entry: `item.template` is hold, invite, moved or cancelled."""
    return _built(voice, recipient, item.code, at, message_id)


def _built(voice: Voice, recipient: Recipient, subject: str, at: datetime, message_id: str) -> Composed:
    home = Mailbox(voice.sender.in_(recipient.language), voice.mailbox)
    parts = MailParts(
        sender=home, to=Mailbox("", recipient.address), reply_to=home, subject=subject, sent=at,
        message_id=message_id, language=recipient.language, text=subject, html=f"<p>{subject}</p>",
    )  # fmt: skip
    return Composed(subject, build_mail(parts), message_id)
