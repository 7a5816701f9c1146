"""How a round's days fall for each of its clusters, with a definition's times and the meetings as they are planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jimflow.cli.desk import Desk
from jimflow.cli.standing import Standing
from jimflow.core.model import Facts
from jimflow.core.plan import Timing, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import placed
from jimflow.core.workflow import Workflow
from jimflow.texts.dates import short_day
from jimflow.texts.document.given import ClusterDates, Dated


def cluster_dates(desk: Desk, at: Standing, workflow: Workflow, lang: str) -> tuple[ClusterDates, ...]:
    """Each cluster's table. What is counted from entering a step, and a meeting without a day, has no date."""
    from jimflow.actions.why import why

    first = {c.cluster.id: c.participations[0].id for c in at.clusters if c.participations}
    found = {w.facts.cluster_id: w for w in why(desk.runtime, list(first.values()))}
    return tuple(
        ClusterDates(
            c.cluster.name_en if lang == "en" else c.cluster.name_sv,
            tuple(_rows(replace(found[c.cluster.id].programme, workflow=workflow), found[c.cluster.id].facts, lang)),
        )
        for c in at.clusters
        if c.participations
    )


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
