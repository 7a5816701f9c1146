"""Whether there is time for each assignment between its opening and its deadline, on the dates a round has given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jimflow.core.calendar import Calendar, CalendarError
from jimflow.core.laps import plain, split
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Assignment, Place, Step, Workflow

Days = Mapping[str, tuple[date, date]]
"""The first and the last day of each occasion's meeting, for the meetings that have a date."""


@dataclass(frozen=True, slots=True)
class Shut:
    """An assignment that nobody could do in time, or whose dates cannot be reckoned; `what` says why."""

    step: str
    assignment: str
    what: Said


def shut_windows(workflow: Workflow, calendar: Calendar, days: Days) -> list[Shut]:
    """Assignments due before they open, with both days as they become after moving off free days and quiet weeks.

    What counts from the day a step is entered is not known yet and left out.
    """
    found = []
    for step in _planned(workflow, days):
        for place, name in step.assignments:
            assignment = workflow.assignments[name]
            try:
                what = _late_opening(calendar, assignment, _anchors(workflow, step.name, place, days))
            except CalendarError as error:
                what = Said(f"{name}: {error.said.sv}", f"{name}: {error.said.en}")
            if what is not None:
                found.append(Shut(step.name, name, what))
    return found


def _late_opening(calendar: Calendar, assignment: Assignment, anchors: Mapping[str, date | None]) -> Said | None:
    opens = assignment.opens.resolve(anchors, calendar)
    due = assignment.due.resolve({**anchors, "opens": opens}, calendar)
    if opens is None or due is None:
        return None
    opens, due = calendar.later(opens), calendar.deadline(due)
    if due >= opens:
        return None
    return Said(
        f"{assignment.name} ska vara klar {due} men öppnas först {opens}",
        f"{assignment.name} is due {due} but opens only {opens}",
    )


def _anchors(workflow: Workflow, step: str, place: Place, days: Days) -> dict[str, date | None]:
    own = days.get(step)
    after = _following(workflow, step, days)
    return {
        "meeting": own[1 if place == "after" else 0] if own else None,
        "next_meeting": after[0] if after else None,
    }


def _following(workflow: Workflow, step: str, days: Days) -> tuple[date, date] | None:
    """The next step's meeting; where steps repeat, the next one in time."""
    if workflow.steps.repeating:
        own = days.get(step)
        return min((day for day in days.values() if own is not None and day[0] > own[1]), default=None)
    after = workflow.step_after(step)
    return days.get(after.name) if after else None


def _planned(workflow: Workflow, days: Days) -> list[Step]:
    """Every step as it comes, a repeating one once for each lap that has a date, in the order of their meetings.

    What has no meeting of its own stands after what comes before it.
    """
    if not workflow.steps.repeating:
        return list(workflow.steps.values())
    found: list[tuple[date, Step]] = []
    since = date.min
    for step in workflow.steps.values():
        laps = sorted((split(name)[1], name) for name in days if plain(name) == step.name and name != step.name)
        for name in (step.name, *(name for _, name in laps)):
            since = days[name][0] if name in days else since
            found.append((since, workflow.steps[name]))
    return [step for _, step in sorted(found, key=lambda one: one[0])]


@dataclass(frozen=True, slots=True)
class LastDue:
    """The last day on which something of a cluster is due, and what."""

    day: date
    step: str
    assignment: str


def last_due(workflow: Workflow, calendar: Calendar, days: Days, starts_on: date) -> LastDue | None:
    """What is due last on the dates given, when each step, and each lap, is left on the last day of its own work.

    What hangs on a meeting without a date is left out, and so is the step after it. None when nothing has a date.
    """
    found: LastDue | None = None
    entered: date | None = starts_on
    for step in _planned(workflow, days):
        dated = step.name in days or not step.has_meeting
        done = [day for day in (entered, *days.get(step.name, ())) if day is not None]
        for place, name in step.assignments:
            anchors = {**_anchors(workflow, step.name, place, days), "entered": entered}
            day = _due(calendar, workflow.assignments[name], anchors)
            if day is not None:
                done.append(day)
            if day is not None and (found is None or day > found.day):
                found = LastDue(day, step.name, name)
        entered = max(done, default=None) if dated else None
    return found


def _due(calendar: Calendar, assignment: Assignment, anchors: Mapping[str, date | None]) -> date | None:
    try:
        opens = assignment.opens.resolve(anchors, calendar)
        due = assignment.due.resolve({**anchors, "opens": opens}, calendar)
        return calendar.deadline(due) if due is not None else None
    except CalendarError:
        return None
