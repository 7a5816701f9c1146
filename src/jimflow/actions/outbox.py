"""Writes what the core means to say as intents, with the time each may go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from jimflow.actions.case import Case
from jimflow.core.canonical import canonical
from jimflow.core.model import MailClass, Message
from jimflow.core.programme import Programme
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents, intent_of
from jimflow.store.queries.standing_in import StandIn, standing_in
from jimflow.store.transaction import Tx

StandIns = Mapping[int, Sequence[StandIn]]
"""By appointment, who stands in for its holder."""

_NOBODY: StandIns = {}


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
    runtime: Runtime,
    case: Case,
    messages: Iterable[Message],
    now: datetime,
    due: datetime | None = None,
    standing: StandIns = _NOBODY,
) -> tuple[NewIntent, ...]:
    """The rows of messages about one participation; held back where the installation reviews its mail.

    `due` as in `send_time`. Those who stand in for a holder get the same, each by their right.
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
        if holder is not None and holder.own:
            rows += copies(case, row, message, standing.get(holder.id, ()))
    return tuple(rows)


def stand_ins(tx: Tx, messages: Iterable[Message]) -> StandIns:
    """Who stands in for those whom the messages are to; one statement, none where there is no message."""
    return standing_in(tx, {m.appointment for m in messages})


def copies(case: Case, row: NewIntent, message: Message, substitutes: Sequence[StandIn]) -> Iterator[NewIntent]:
    """The row once more for each substitute whom it concerns: work for one who may sign, dates for one who comes.

    That work is open waits for the period of whoever may sign later; it is said then if it is still so.
    """
    for s in substitutes:
        send_at = max(row.send_at, _begins(case, s)) if _asks_for_work(message, s.right) else row.send_at
        days = _days(case, send_at, message, s.right)
        if s.address != row.address and any(s.covers(day) for day in days):
            facts = canonical({**message.facts, "person": s.person, "instead_of": s.holder_name}).decode()
            key = f"{row.key}{copy_mark(s.id)}"
            yield replace(row, key=key, address=s.address, language=s.language, facts=facts, send_at=send_at)


def copy_mark(substitute: int) -> str:
    """What ends the key of everything that is said to the substitute of that number."""
    return f":substitute:{substitute}"


def _asks_for_work(message: Message, right: str) -> bool:
    return message.template == "open" and message.assignment is not None and right == "signature"


def _begins(case: Case, s: StandIn) -> datetime:
    """The hour of collected mail on the first day of the period that takes mail."""
    calendar = case.programme.calendar
    return calendar.at(calendar.later(s.since), calendar.digest_at)


def _days(case: Case, send_at: datetime, message: Message, right: str) -> list[date]:
    """The days that decide whether a substitute hears of it: of a date its own, before and after a move; of work the
    day it is said."""
    if message.template not in ABOUT_A_DATE:
        return [case.programme.today(send_at)] if right == "signature" and message.assignment is not None else []
    known = (message.facts.get("meeting_day"), message.facts.get("before"))
    return [date.fromisoformat(str(day)) for day in known if day] if right == "meeting" else []


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
        insert_intents(tx, intents(runtime, case, messages, now, standing=stand_ins(tx, messages)))
