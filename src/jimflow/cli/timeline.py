"""A round drawn in time: a row for each step, months from left to right, three marks to a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from jimflow.core.calendar import Calendar
from jimflow.core.laps import place
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import ClusterLine, DeadlineLine, MeetingLine, Rehearsed
from jimflow.texts.dates import MONTHS

PARTS = 3
"""Marks to a month: its first, second and last ten days."""

LABEL = 22
MEETING, DUE, OPEN, QUIET, EMPTY = "●", "▼", "─", "░", " "
LEGEND = Said(
    f"{MEETING} träff   {DUE} sista dag   {OPEN} uppgiften är öppen   {QUIET} utskicksfria veckor",
    f"{MEETING} meeting   {DUE} due   {OPEN} assignment open   {QUIET} no-mail weeks",
)
COLOURS = {MEETING: "bold magenta", DUE: "yellow", OPEN: "cyan", QUIET: "dim"}


@dataclass(frozen=True, slots=True)
class Span:
    """The months that are drawn."""

    first: date
    months: int

    @property
    def width(self) -> int:
        """Marks in a row."""
        return self.months * PARTS

    def place(self, day: date) -> int:
        """Where a day stands in a row; outside the span it is less than 0, or the width and more."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return months * PARTS + min((day.day - 1) // 10, PARTS - 1)


def span_of(found: Rehearsed) -> Span:
    """From the month of the first day to the month of the last."""
    first = found.since.replace(day=1)
    return Span(first, (found.until.year - first.year) * 12 + found.until.month - first.month + 1)


def drawn(found: Rehearsed, cluster: ClusterLine, workflow: Workflow, calendar: Calendar, lang: str) -> list[Text]:
    """The lines of one cluster: years, months, then a row for each step."""
    span = span_of(found)
    meetings = [m for m in found.meetings if m.cluster == cluster.code]
    deadlines = [line for line in found.deadlines if line.organisation in cluster.members]
    rows = [
        _row(step.title.in_(lang), _marks(span, step.name, meetings, deadlines, calendar))
        for step in (workflow.steps[name] for name in _occasions(workflow, meetings, deadlines))
    ]
    return [*_heads(span, lang), *rows]


def _occasions(workflow: Workflow, meetings: Sequence[MeetingLine], deadlines: Sequence[DeadlineLine]) -> list[str]:
    """The steps in order, one that recurs with each lap that has a meeting or a deadline."""
    known = {*workflow.steps, *(m.step for m in meetings), *(line.step for line in deadlines)}
    return sorted((name for name in known if name in workflow.steps), key=lambda name: place(workflow.steps, name))


def _heads(span: Span, lang: str) -> list[Text]:
    years = [EMPTY] * span.width
    months = [EMPTY] * span.width
    for n in range(span.months):
        number = span.first.month - 1 + n
        months[n * PARTS] = MONTHS["en" if lang == "en" else "sv"][number % 12][0].upper()
        if number % 12 == 0 or n == 0:
            year = str(span.first.year + number // 12)[: span.width - n * PARTS]
            years[n * PARTS : n * PARTS + len(year)] = year
    return [Text(" " * LABEL + "".join(line).rstrip(), style="bold") for line in (years, months)]


def _marks(
    span: Span, step: str, meetings: Sequence[MeetingLine], deadlines: Sequence[DeadlineLine], calendar: Calendar
) -> list[str]:
    row = [EMPTY] * span.width
    for start, end in calendar.quiet_periods:
        _fill(row, span, start, end, QUIET)
    mine = [line for line in deadlines if line.step == step]
    for line in mine:
        if line.opens is not None and line.due is not None:
            _fill(row, span, line.opens, line.due, OPEN)
    for line in mine:
        if line.due is not None:
            _fill(row, span, line.due, line.due, DUE)
    for meeting in meetings:
        if meeting.step == step and meeting.status != "cancelled":
            _fill(row, span, meeting.day, meeting.day, MEETING)
    return row


def _fill(row: list[str], span: Span, start: date, end: date, mark: str) -> None:
    for at in range(max(span.place(start), 0), min(span.place(end), len(row) - 1) + 1):
        row[at] = mark


def _row(title: str, marks: Sequence[str]) -> Text:
    short = title if len(title) < LABEL else f"{title[: LABEL - 2]}…"
    row = Text(short.ljust(LABEL))
    for mark in marks:
        row.append(mark, style=COLOURS.get(mark, ""))
    row.rstrip()
    return row
