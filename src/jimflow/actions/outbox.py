"""Writes what the core means to say as intents, with the time each may go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from jimflow.actions.case import Case
from jimflow.core.model import MailClass, Message
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents, intent_of
from jimflow.store.transaction import Tx


def send_time(programme: Programme, mail_class: MailClass, now: datetime, due: datetime | None = None) -> datetime:
    """When a mail of the class may go at the earliest: the digest hour of an allowed day, or at once.

    `due` is when it fell due, where a time and not a person is the cause: what fell due today leaves with today's
    collected mail, although the digest hour has struck by the time anybody looks.
    """
    if mail_class == "immediate":
        return now
    today = programme.today(now)
    if due is not None and due <= now and programme.today(due) == today:
        return due
    return programme.calendar.next_digest(now)


def intents(
    runtime: Runtime, case: Case, messages: Iterable[Message], now: datetime, due: datetime | None = None
) -> tuple[NewIntent, ...]:
    """The rows of messages about one participation; held back where the installation reviews its mail.

    `due` as in `send_time`.
    """
    times: dict[str, datetime] = {}
    rows: list[NewIntent] = []
    for message in messages:
        if message.mail_class not in times:
            times[message.mail_class] = send_time(case.programme, message.mail_class, now, due)
        held = runtime.settings.review_hold
        row = intent_of(message, case.facts, now, times[message.mail_class], held=held)
        holder = case.facts.appointment(message.appointment)
        if holder is not None and not holder.own and "uid" in message.facts:
            row = replace(row, key=_of_meeting(message), participation=None)
        rows.append(row)
        if holder is not None and holder.assistant:  # who keeps the holder's diary gets the same
            rows.append(replace(row, key=f"{row.key}:assistant", address=holder.assistant))
    return tuple(rows)


def _of_meeting(message: Message) -> str:
    """A guest has one event in the diary for a cluster's meeting, however many members the cluster has."""
    seen = message.facts
    where = f"{shared_mark(seen['meeting'])}{seen['sequence']}:{seen['session']}"
    return f"{message.template}{where}:{seen['function']}:{message.appointment}"


def shared_mark(meeting: object) -> str:
    """What stands in the key of every calendar mail to a guest about the meeting of that number."""
    return f":meeting:{meeting}:"


def write_messages(runtime: Runtime, tx: Tx, case: Case, messages: Sequence[Message], now: datetime) -> None:
    """Intents in the transaction at hand; what was said before under the same key is not said again."""
    if messages:
        insert_intents(tx, intents(runtime, case, messages, now))
