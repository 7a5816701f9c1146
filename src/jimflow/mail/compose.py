"""Composing: items and their frozen facts become the bytes of one mail. No database, no clock."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from jimflow.core.address import Mailbox
from jimflow.core.calendar import Calendar
from jimflow.core.workflow import Workflow
from jimflow.mail.ics import to_ics
from jimflow.mail.layout import Letterhead, Written, digest, own_piece, single
from jimflow.mail.meetings import event_of
from jimflow.mail.mime import Invitation, MailParts, build_mail
from jimflow.mail.reader import Reader
from jimflow.mail.sections import Section, arranged
from jimflow.mail.templates import Templates
from jimflow.mail.voice import Composed, Item, Recipient, Voice

__all__ = ["Composed", "Item", "Recipient", "Voice", "compose_calendar", "compose_digest", "message_id", "own_text"]


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
    """One mail that names each of its items once. `at` is aware; the same input gives the same bytes.

    Raises ValueError when there is no item, KeyError for an assignment the definition does not have.
    """
    if not items:
        raise ValueError("a digest needs at least one item")
    reader = _reader(workflow, calendar, voice, recipient, at, items)
    written = digest(Letterhead(reader, templates), arranged(workflow, items))
    return _built(reader, recipient, written, at, message_id)


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
    """One mail with one calendar entry: `item.template` is hold, invite, moved or cancelled.

    A REQUEST where the round has an organiser's mailbox, else a PUBLISH; a cancellation is a CANCEL in both.
    """
    reader = _reader(workflow, calendar, voice, recipient, at, (item,))
    section = Section(item.template, (item,), "")
    values = section.values(reader)
    written = single(Letterhead(reader, templates), section, values)
    event = event_of(reader, item, recipient, values, at)
    return _built(reader, recipient, written, at, message_id, Invitation(to_ics(event), event.method))


def own_text(
    workflow: Workflow,
    calendar: Calendar,
    voice: Voice,
    recipient: Recipient,
    item: Item,
    at: datetime,
    templates: Templates,
) -> tuple[str, str]:
    """The subject and the text of what one item says, without what all mails share: what somebody may write anew."""
    reader = _reader(workflow, calendar, voice, recipient, at, (item,))
    (section,) = arranged(workflow, (item,))
    return own_piece(Letterhead(reader, templates), section, section.values(reader))


def _reader(
    workflow: Workflow, calendar: Calendar, voice: Voice, recipient: Recipient, at: datetime, items: Sequence[Item]
) -> Reader:
    """The whole mail is in one language: in Swedish for everyone when something in it has no English."""
    spoken = recipient.language
    for said in (workflow, *(item.workflow for item in items if item.workflow is not None)):
        spoken = said.language(spoken)
    return Reader(workflow, calendar, voice, spoken, calendar.local_date(at))


def _built(
    reader: Reader,
    recipient: Recipient,
    written: Written,
    at: datetime,
    message_id: str,
    invitation: Invitation | None = None,
) -> Composed:
    home = Mailbox(reader.voice.sender.in_(reader.lang), reader.voice.mailbox)
    parts = MailParts(
        sender=home,
        to=Mailbox("", recipient.address),
        reply_to=home,
        subject=written.subject,
        sent=at,
        message_id=message_id,
        language=reader.lang,
        text=written.text,
        html=written.html,
        invitation=invitation,
    )
    return Composed(written.subject, build_mail(parts), message_id, reader.lang)
