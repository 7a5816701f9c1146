"""How the days of a round fall for one of its clusters, with a definition's times and the meetings as planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jimflow.core.model import Facts
from jimflow.core.plan import Timing, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import placed
from jimflow.texts.dates import short_day
from jimflow.texts.document.given import Dated


def dates_of(programme: Programme, facts: Facts, lang: str) -> tuple[Dated, ...]:
    """The work of each step in order; `facts` are of anyone in the cluster. What has no day yet has no date."""
    return tuple(_rows(programme, facts, lang))


def _rows(programme: Programme, facts: Facts, lang: str) -> Iterator[Dated]:
    """As the plan would lie for someone who has done nothing yet and had all the time there is."""
    began = programme.calendar.at(facts.starts_on, programme.calendar.digest_at)
    fresh = replace(
        facts,
        state=programme.workflow.initial,
        assignments=(),
        late_joiner=False,
        laps={},
        meetings={
            step: replace(m, status="planned") for step, m in facts.meetings.items() if step in programme.workflow.steps
        },
    )
    found = timings(programme, fresh, began)
    places = {name: n for n, name in enumerate(dict.fromkeys(t.step.name for t in found))}
    for timing in found:
        yield _row(programme, fresh, timing, places[timing.step.name], lang)


def _row(programme: Programme, facts: Facts, timing: Timing, place: int, lang: str) -> Dated:
    def day(when: date | None) -> str:
        return short_day(when, lang, None) if when else ""

    due = timing.due
    reminders = [placed(programme.calendar, m, due) for m in timing.assignment.remind] if due else []
    meeting = facts.meetings.get(timing.step.name)
    return Dated(
        place,
        timing.step.title.in_(lang),
        day(meeting.day if meeting else None),
        timing.assignment,
        day(timing.opens),
        tuple(day(reminder) for reminder in reminders if reminder),
        day(due),
    )
