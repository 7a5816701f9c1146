"""What a pause kept back: openings and calendar mails that were meant and never written, dates that moved meanwhile."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases
from jimflow.actions.outbox import write_messages
from jimflow.core.messages import about_assignment, calendar_entries
from jimflow.core.model import Appointment, Meeting, Message
from jimflow.core.people import holders
from jimflow.runtime import Runtime
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_CALENDAR = ("hold", "invite", "moved", "cancelled")


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


def say_what_was_kept(runtime: Runtime, tx: Tx, participations: Sequence[int], now: datetime) -> None:
    """Participations are active again: everybody hears what still matters, each once. What was said is not repeated."""
    for case in open_cases(runtime, tx, participations).values():
        kept, said = _read(tx, case)
        messages = [m for m in _openings(case, now) if m.key in kept]
        messages += [m for meeting in case.facts.meetings.values() for m in _dates(case, meeting, said, now)]
        write_messages(runtime, tx, case, messages, now)


def _read(tx: Tx, case: Case) -> tuple[set[str], dict[tuple[str, int], _Said]]:
    """The keys of withdrawn openings, and the calendar mails by (step, appointment)."""
    i = table(Intent).c
    wanted = (
        select(i.key, i.template, i.appointment, i.status, i.facts)
        .where(i.participation == case.facts.id, i.template.in_(("open", *_CALENDAR)))
        .order_by(i.id)
    )
    kept: set[str] = set()
    said: dict[tuple[str, int], _Said] = defaultdict(_Said)
    for key, template, appointment, status, text in tx.connection.execute(wanted):
        if template == "open":
            kept |= {key} if status == "cancelled" else set()
            continue
        facts = json.loads(text)
        known = said[facts["step"], appointment]
        if status == "composed":
            known.hear(template, facts)
        elif status == "cancelled":
            known.kept.add(template)
    return kept, said


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
