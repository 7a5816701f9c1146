"""A round to fill in after an earlier one: its form and its texts, and no people, answers or dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_written import Table, tables_of

WEEKDAYS = (
    *(Said("måndag", "Monday"), Said("tisdag", "Tuesday"), Said("onsdag", "Wednesday"), Said("torsdag", "Thursday")),
    *(Said("fredag", "Friday"), Said("lördag", "Saturday"), Said("söndag", "Sunday")),
)


def clone_tables(found: RoundFile, workflow: Workflow, calendar: Calendar, code: str, lang: str = "sv") -> list[Table]:
    """The tables of a new round called `code`: clusters by their names, rules, materials, host and contributors.

    Its days are empty; a note beside each meeting tells how far into the earlier round it was held.
    """
    kept = {found.host.organisation, *(c.organisation for c in found.contributors)}
    blank = replace(
        found,
        code=code,
        invite_on=date.min,
        starts_on=date.min,
        ends_on=date.min,
        case_number="",
        organisations={c: replace(one, motive="") for c, one in found.organisations.items() if c in kept},
        subjects={},
        clusters=tuple(replace(c, members=(), model_agency=None, meetings=()) for c in found.clusters),
        appointments=(),
    )
    whole = {table.key: table for table in tables_of(found, workflow, calendar, lang)}
    notes = list(_notes(found, calendar, lang))
    meetings = [
        {**{key: line[key] for key in ("cluster", "step", "from", "to", "mode")}, "note": note}
        for line, note in zip(whole["meetings"].lines, notes, strict=True)
    ]
    return [
        Table(table.key, tuple(meetings)) if table.key == "meetings" else table
        for table in tables_of(blank, workflow, calendar, lang)
    ]


def _notes(found: RoundFile, calendar: Calendar, lang: str) -> Iterator[str]:
    for cluster in found.clusters:
        for meeting in cluster.meetings:
            for session in meeting.sessions:
                day = calendar.local_date(session.starts)
                week, weekday = (day - found.starts_on).days // 7 + 1, WEEKDAYS[day.weekday()]
                yield Said(
                    f"förra gången en {weekday.sv} i omgångens vecka {week}",
                    f"last time a {weekday.en} in week {week} of the round",
                ).in_(lang)
