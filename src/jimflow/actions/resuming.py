"""What a pause kept back: openings and calendar mails never written, dates that moved, holders who began or ended."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases
from jimflow.actions.outbox import write_messages
from jimflow.core.handover import left_vacant, takes_over
from jimflow.core.messages import about_assignment, calendar_entries
from jimflow.core.model import Appointment, Meeting, Message
from jimflow.core.people import holders
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_WORK = ("open", "handover", "remind", "overdue")


@dataclass(slots=True)
class _Said:
    """What one appointment has been told of one meeting, and what was meant but withdrawn before it was written."""

    sequence: int = -1
    kind: str = ""
    day: str = ""
    kept: set[str] = field(default_factory=set)

    def hear(self, kind: str, facts: Mapping[str, Any]) -> None:
        sequence = int(facts["sequence"])
        if sequence > self.sequence:
            self.sequence, self.kind, self.day = sequence, kind, str(facts["meeting_day"])


@dataclass(slots=True)
class _Past:
    """What has been said about one participation, and what was meant but withdrawn before it was written."""

    kept: set[str] = field(default_factory=set)
    """Keys of withdrawn openings."""
    dates: dict[tuple[str, int], _Said] = field(default_factory=lambda: defaultdict(_Said))
    """By (step, appointment)."""
    work: set[tuple[str, int]] = field(default_factory=set)
    """(key of the assignment, appointment) of whoever knows of it, or is told now."""
    vacant: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """When a vacancy was told last, by (item, function)."""


def say_what_was_kept(runtime: Runtime, tx: Tx, participations: Sequence[int], now: datetime) -> None:
    """Participations are active again: everybody hears what still matters, each once. What was said is not repeated."""
    for case in open_cases(runtime, tx, participations).values():
        past = _read(tx, case)
        messages = [m for m in _openings(case, now) if m.key in past.kept]
        messages += [m for meeting in case.facts.meetings.values() for m in _dates(case, meeting, past.dates, now)]
        messages += [*_taken_over(case, past, now), *_left(case, past, now)]
        write_messages(runtime, tx, case, messages, now)


def _read(tx: Tx, case: Case) -> _Past:
    i = table(Intent).c
    wanted = (
        select(i.key, i.template, i.item, i.appointment, i.status, i.facts, i.made_at)
        .where(i.participation == case.facts.id, i.template.in_((*_WORK, *ABOUT_A_DATE, "vacant")))
        .order_by(i.id)
    )
    past = _Past()
    for key, template, item, appointment, status, text, made_at in tx.connection.execute(wanted):
        withdrawn = status == "cancelled"
        if template == "vacant":
            if not withdrawn:
                past.vacant[item, json.loads(text)["vacant"]] = made_at
        elif template in _WORK:
            past.kept |= {key} if withdrawn and template == "open" else set()
            if template == "open" or not withdrawn:
                past.work.add((item.partition(":")[2], appointment))
        else:
            facts = json.loads(text)
            known = past.dates[facts["step"], appointment]
            if status == "composed":
                known.hear(template, facts)
            elif withdrawn:
                known.kept.add(template)
    return past


def _taken_over(case: Case, past: _Past, now: datetime) -> Iterator[Message]:
    """Open work and announced meetings that nobody has told someone who began during the pause."""
    for to in case.facts.appointments:
        for m in takes_over(case.programme, case.facts, to, now) if to.own else ():
            if m.template == "handover":
                new = (m.item.partition(":")[2], to.id) not in past.work
            else:
                meeting = case.facts.meetings[str(m.facts["step"])]
                new = (meeting.step, to.id) not in past.dates and to.holds_on(meeting.day)
            if new:
                yield m


def _left(case: Case, past: _Past, now: datetime) -> Iterator[Message]:
    """What waits for somebody since a function was left vacant, where that has not been told since."""
    programme = case.programme
    ended = {a.function: a for a in sorted(case.facts.appointments, key=_last_day) if a.own and a.until is not None}
    for function, left in ended.items():
        for m in left_vacant(programme, case.facts, left, now):
            told = past.vacant.get((m.item, function))
            if told is None or programme.calendar.local_date(told) <= _last_day(left):
                yield m


def _last_day(holder: Appointment) -> date:
    return holder.until or date.max


def _openings(case: Case, now: datetime) -> Iterator[Message]:
    facts, today = case.facts, case.programme.today(now)
    for made in facts.assignments:
        assignment = case.programme.workflow.assignments[made.name]
        waiting = [f for f in assignment.to if f not in made.parts_done] if made.status == "open" else []
        for function in waiting:
            for to in holders(facts, function, today):
                key = f"open:{facts.id}:{made.step}:{made.name}"
                yield about_assignment("open", facts, assignment, made.step, function, to, made.due_at, key)


def _dates(case: Case, meeting: Meeting, said: Mapping[tuple[str, int], _Said], now: datetime) -> Iterator[Message]:
    if meeting.status == "held" or meeting.day < case.programme.today(now):
        return
    for to in case.facts.appointments:
        known = said.get((meeting.step, to.id))
        kind = _kind(meeting, known) if known is not None and not to.undeliverable else ""
        if known is not None and kind and to.holds_on(meeting.day):
            yield from _entries(case, meeting, to, kind, known)


def _kind(meeting: Meeting, known: _Said) -> str:
    """What is to be said now, "" when the appointment knows the meeting as it stands."""
    behind = known.sequence // 2 < meeting.sequence
    if meeting.status == "cancelled":
        return "cancelled" if behind and known.kind else ""
    if "invite" in known.kept and (behind or known.kind == "hold"):
        return "invite"
    if known.kind:
        return "moved" if behind else ""
    return "hold" if "hold" in known.kept else ""


def _entries(case: Case, meeting: Meeting, to: Appointment, kind: str, known: _Said) -> list[Message]:
    more: dict[str, object] = {"before": known.day, "moves": []} if kind == "moved" else {}
    key = f"{kind}:{case.facts.id}:{meeting.step}"
    return calendar_entries(kind, case.facts, meeting, to.function, to, key, more=more)
