"""An agency's year drawn in time: a lane for each step with its meeting, its tasks, and a line at today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jimflow.core.status import is_late
from jimflow.texts.catalogue import tr
from jimflow.texts.charts.lanes import Lane, Legend, Mark, Scale, Span, lanes
from jimflow.texts.dates import short_day
from jimflow.web.participant.agency_reads import Room
from jimflow.web.participant.agency_year import AtStep, Task

OPEN, DONE, LATE = range(3)


def picture(room: Room, steps: Sequence[AtStep]) -> str:
    """The drawing; "" where nothing has a day yet. The same stands in words in the table of the year."""
    drawn = [(step, lane) for step in steps if (lane := _lane(room, step)).spans or lane.marks]
    if not drawn:
        return ""
    days = [d for _, lane in drawn for d in (*(s.first for s in lane.spans), *(m.day for m in lane.marks))]
    last = [d for _, lane in drawn for d in (*(s.last for s in lane.spans), *(m.day for m in lane.marks))]
    scale = Scale(min(days).replace(day=1), max(*last, room.today) if room.today <= room.of.ends_on else max(last))
    legend = Legend(
        (tr(room.lang, "uppgift att göra"), tr(room.lang, "inskickad"), tr(room.lang, "har inte kommit i tid")),
        (("dot", tr(room.lang, "träff")), ("wedge", tr(room.lang, "sista dag"))),
    )
    title = tr(room.lang, "Året för {name}", name=room.name)
    first, end = (short_day(day, room.lang, None) for day in (scale.first, scale.last))
    description = tr(room.lang, "Steg för steg från {first} till {last}.", first=first, last=end)
    return lanes("year", title, description, [lane for _, lane in drawn], legend, scale, room.lang, room.today)


def _lane(room: Room, step: AtStep) -> Lane:
    spans = sorted((span for task in step.tasks for span in _spans(room, task)), key=lambda s: s.series)
    marks = [
        Mark("wedge", room.day(t.row.due_at), f"{t.title}: {_said(room, room.day(t.row.due_at))}")
        for t in step.tasks
        if t.row.due_at is not None
    ]
    if step.meeting is not None:
        marks.append(Mark("dot", step.meeting.day, f"{step.title}: {_said(room, step.meeting.day)}"))
    return Lane(step.title, spans, marks)


def _spans(room: Room, task: Task) -> list[Span]:
    row = task.row
    opens = row.opened_at or row.opens_at
    end = row.submitted_at or row.due_at
    if opens is None or end is None:
        return []
    first, last = room.day(opens), room.day(end)
    said = _words(room, task, first, last)
    if row.submitted_at is not None:
        return [Span(DONE, first, max(first, last), said, "upper")]
    found = [Span(OPEN, first, max(first, last), said, "lower")]
    if is_late(room.workflow, row, room.now):
        found.append(Span(LATE, last, max(last, room.today), f"{task.title}: {task.words}"))
    return found


def _words(room: Room, task: Task, first: date, last: date) -> str:
    days = _said(room, first) if first >= last else f"{_said(room, first)} – {_said(room, last)}"
    return f"{task.title}: {days}"


def _said(room: Room, day: date) -> str:
    return short_day(day, room.lang, None)
