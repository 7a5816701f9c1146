"""Attendance: each meeting of the cluster against each function, and the heads that were counted there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.core.figures.facts import Heads
from jimflow.core.model import Meeting
from jimflow.core.people import attends
from jimflow.core.workflow import Function
from jimflow.store.queries.participation import CameRow
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.names import function_title, meeting_number
from jimflow.texts.words import MODE, REPLY, word
from jimflow.web.agency.people import holder_name
from jimflow.web.agency.reads import Dossier


@dataclass(frozen=True, slots=True)
class Cell:
    """One function at one meeting: `kind` picks the drawing, "" none; `more` says who came instead or for whom."""

    kind: str
    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting that has a date. `present` of `asked` functions were there; both 0 while nothing is noted."""

    title: str
    meeting: Meeting
    place: str
    heads: Heads | None
    present: int
    asked: int


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by day, and a row of cells for each function that is asked to any of the meetings."""

    columns: Sequence[Column]
    rows: Sequence[tuple[str, Sequence[Cell]]]


def attendance(d: Dossier) -> Table:
    """The meetings that are held or planned."""
    known = d.workflow.steps
    meetings = [m for m in d.facts.meetings.values() if m.status != "cancelled" and m.step in known]
    meetings.sort(key=lambda m: (m.day, m.id))
    functions = [
        f for f in d.workflow.functions.values() if f.of_member and any(attends(f, known[m.step]) for m in meetings)
    ]
    grid = {(f.name, m.id): _cell(d, f, m) for f in functions for m in meetings}
    columns = []
    for m in meetings:
        there = [grid[f.name, m.id].kind for f in functions]
        noted = any(kind in ("done", "missed") for kind in there)
        columns.append(
            Column(
                capital(meeting_number(d.workflow, m.step, d.lang)),
                m,
                d.meeting(m.step),
                d.heads.get(m.id),
                sum(kind == "done" for kind in there) if noted else 0,
                sum(kind in ("done", "missed", "unknown") for kind in there) if noted else 0,
            )
        )
    rows = [(function_title(d.workflow, f.name, d.lang), [grid[f.name, m.id] for m in meetings]) for f in functions]
    return Table(columns, rows)


def _cell(d: Dossier, function: Function, meeting: Meeting) -> Cell:
    mine = {a.id for a in d.people.values() if a.function == function.name and a.participation == d.row.id}
    came = [c for c in d.came if c.step == meeting.step and c.appointment in mine]
    there = next((c for c in came if c.present), None)
    if there is not None:
        whom = holder_name(d, there.deputised_for) if there.deputised_for else ""
        more = tr(d.lang, "i stället för {whom}", whom=whom) if whom else ""
        return Cell("done", word(MODE, there.mode, d.lang), more)
    if came:
        return Cell("missed", tr(d.lang, "kom inte"), _instead(d, meeting, came))
    if not attends(function, d.workflow.steps[meeting.step]):
        return Cell("", "")
    if meeting.status == "held":
        return Cell("unknown", tr(d.lang, "inte antecknad"))
    if any(m.status == "planned" and m.day < meeting.day for m in d.facts.meetings.values()):
        return Cell("", "")
    replies = [r for r in d.facts.replies if r.step == meeting.step and r.appointment in mine]
    if not replies:
        return Cell("ahead", tr(d.lang, "inget svar än"))
    said = replies[-1]
    who = holder_name(d, said.deputy) if said.deputy else ""
    return Cell("ahead", word(REPLY, said.answer, d.lang), tr(d.lang, "i stället: {who}", who=who) if who else "")


def _instead(d: Dossier, meeting: Meeting, absent: Sequence[CameRow]) -> str:
    missing = {c.appointment for c in absent}
    who = [
        holder_name(d, c.appointment)
        for c in d.came
        if c.step == meeting.step and c.present and c.deputised_for in missing
    ]
    return tr(d.lang, "i stället kom {who}", who=", ".join(who)) if who else ""
