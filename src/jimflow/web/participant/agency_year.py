"""An agency's year: each step with its meeting and tasks, each task with its parts and who has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jimflow.core.model import Meeting
from jimflow.core.occasions import occasions
from jimflow.core.status import is_late
from jimflow.store.queries.work import AssignmentRow
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import short_day
from jimflow.texts.fill import capital
from jimflow.texts.names import assignment_title, function_title, meeting_name, state_title
from jimflow.web.participant.agency_reads import Room

Kind = Literal["late", "stopped", "ready", "waiting", "done", "plain"]
GONE = ("cancelled", "closed")


@dataclass(frozen=True, slots=True)
class Part:
    """One function's share of a task: who has it, and how far it has come. `vacant`: nobody has it."""

    title: str
    who: str
    kind: Kind
    words: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `parts` are told while it is not handed in; `place` leads to it."""

    row: AssignmentRow
    title: str
    kind: Kind
    words: str
    parts: Sequence[Part]
    place: str

    @property
    def open(self) -> bool:
        """True while something is expected."""
        return self.row.status == "open"


@dataclass(frozen=True, slots=True)
class AtStep:
    """A step of the year. `now`: it is in it; `place` leads to the meeting."""

    title: str
    meeting: Meeting | None
    place: str
    tasks: Sequence[Task]
    now: bool

    @property
    def done(self) -> Sequence[Task]:
        """What has been handed in."""
        return [t for t in self.tasks if t.kind == "done"]

    @property
    def left(self) -> Sequence[Task]:
        """What is open or to come."""
        return [t for t in self.tasks if t.kind != "done"]


def year(room: Room) -> list[AtStep]:
    """Every step that has a meeting or tasks, in order."""
    found = []
    for step in occasions(room.workflow, room.facts):
        tasks = [_task(room, a) for a in room.work if a.step == step.name and a.status not in GONE]
        meeting = room.facts.meetings.get(step.name)
        meeting = meeting if meeting is not None and meeting.status != "cancelled" else None
        if not (tasks or step.has_meeting):
            continue
        title = meeting_name if step.has_meeting else state_title
        name = capital(title(room.workflow, step.name, room.lang))
        now = step.name == room.facts.here
        found.append(AtStep(name, meeting, room.meeting(step.name), sorted(tasks, key=_when), now))
    return found


def _when(task: Task) -> tuple[str, int]:
    return str(task.row.due_at or "9"), task.row.id


def _task(room: Room, row: AssignmentRow) -> Task:
    handed_in = row.status in ("submitted", "accepted")
    late = is_late(room.workflow, row, room.now)
    parts = [] if handed_in else [_part(room, row, f) for f in room.workflow.assignments[row.name].to]
    return Task(
        row,
        assignment_title(room.workflow, row.name, room.lang),
        "late" if late else "done" if handed_in else "waiting" if row.status == "open" else "plain",
        _stands(room, row, late=late),
        parts,
        f"/my/tasks/{row.id}",
    )


def _stands(room: Room, row: AssignmentRow, *, late: bool) -> str:
    def said(moment: datetime) -> str:
        return short_day(room.day(moment), room.lang, room.today)

    if row.status in ("submitted", "accepted"):
        return tr(room.lang, "inskickad {day}", day=said(row.submitted_at)) if row.submitted_at else ""
    if row.status == "open":
        if row.due_at is None:
            return tr(room.lang, "öppen")
        day = said(row.due_at)
        return tr(room.lang, "skulle ha kommit {day}", day=day) if late else tr(room.lang, "senast {day}", day=day)
    return tr(room.lang, "öppnar {day}", day=said(row.opens_at)) if row.opens_at else tr(room.lang, "inte öppen än")


def _part(room: Room, row: AssignmentRow, function: str) -> Part:
    holders = [a for a in room.people.values() if a.function == function and _holds(room, a.since, a.until)]
    kind, words = _progress(room, row, function)
    return Part(
        function_title(room.workflow, function, room.lang),
        ", ".join(a.name for a in holders),
        kind,
        words,
        not holders,
    )


def _holds(room: Room, since: date, until: date | None) -> bool:
    return since <= room.today and (until is None or until >= room.today)


def _progress(room: Room, row: AssignmentRow, function: str) -> tuple[Kind, str]:
    if function in row.parts:
        return "done", tr(room.lang, "inskickad")
    if row.status != "open":
        return "plain", ""
    form = room.workflow.forms[room.workflow.assignments[row.name].form]
    written = room.begun.get(row.id, frozenset())
    if any(q.name in written for q in form.for_function(function)):
        return "waiting", tr(room.lang, "påbörjad")
    return "plain", tr(room.lang, "öppen")
