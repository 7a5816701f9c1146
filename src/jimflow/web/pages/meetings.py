"""Träffar: every meeting of a round on one calendar, what lies ahead first, with what it lacks as it looks now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response

from jimflow.actions.forecast import Ahead, forecast
from jimflow.core.laps import place
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ClusterRow, clusters
from jimflow.store.queries.work import MeetingRow, meetings
from jimflow.store.transaction import read
from jimflow.texts.dates import MONTHS
from jimflow.texts.fill import capital
from jimflow.texts.names import named, theme_title
from jimflow.web.here import the_round
from jimflow.web.meeting_frame import meeting_title, sittings
from jimflow.web.outlooks import lacking
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting on the calendar; `lacks` in sentences, nothing where it lacks nothing or has been."""

    place: str
    title: str
    whose: str
    row: MeetingRow
    when: Sequence[str]
    theme: str
    lacks: Sequence[str]
    ahead: bool


@page.shows("/rounds/{code}/meetings")
def show(visit: Visit, code: str) -> Response:
    """The calendar, and which meetings have no date."""
    of = the_round(visit, code)
    with read(visit.runtime.engine) as tx:
        workflow = visit.runtime.programmes.workflow(tx, of.definition)
        groups = {c.id: c for c in clusters(tx, of.id)}
        rows = meetings(tx, list(groups))
    looks = {(a.cluster, a.meeting.step): a for a in forecast(visit.runtime, of.id)}
    lines = [_line(visit, workflow, code, groups[r.cluster], r, looks.get((r.cluster, r.step))) for r in rows]
    return visit.page(
        "meetings.html",
        round=of,
        room=f"/rounds/{code}/meetings",
        base=f"/rounds/{code}",
        months=_by_month([line for line in lines if line.row.last_day >= visit.today], visit.lang),
        been=[line for line in reversed(lines) if line.row.last_day < visit.today],
        undated=_undated(workflow, groups, rows, code, visit.lang),
    )


def _line(visit: Visit, workflow: Workflow, code: str, group: ClusterRow, row: MeetingRow, ahead: Ahead | None) -> Line:
    return Line(
        f"/rounds/{code}/clusters/{group.code}/meetings/{row.step}",
        meeting_title(workflow, row.step, visit.lang),
        named((group.name_sv, group.name_en), visit.lang),
        row,
        sittings(visit, row),
        theme_title(workflow, row.theme, visit.lang) if row.theme else "",
        lacking(ahead, visit.lang, visit.today) if ahead is not None else (),
        ahead is not None,
    )


def _by_month(lines: Sequence[Line], lang: str) -> list[tuple[str, list[Line]]]:
    names = MONTHS["en" if lang == "en" else "sv"]
    return [
        (capital(f"{names[month - 1]} {year}"), list(several))
        for (year, month), several in groupby(lines, lambda line: (line.row.day.year, line.row.day.month))
    ]


def _undated(
    workflow: Workflow, groups: Mapping[int, ClusterRow], rows: Sequence[MeetingRow], code: str, lang: str
) -> list[tuple[str, str, str]]:
    """(meeting, whose, where to choose a day) of those that have no date, in the order of the programme."""
    dated = {(r.cluster, r.step) for r in rows}
    missing = [(s, c) for s in workflow.steps.values() if s.has_meeting for c in groups.values()]
    found = [(s.name, c) for s, c in missing if (c.id, s.name) not in dated]
    return [
        (
            meeting_title(workflow, step, lang),
            named((c.name_sv, c.name_en), lang),
            f"/rounds/{code}/clusters/{c.code}/meetings/{step}/dates",
        )
        for step, c in sorted(found, key=lambda one: place(workflow.steps, one[0]))
    ]
