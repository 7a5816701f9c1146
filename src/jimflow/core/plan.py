"""When each assignment of a participation opens and is due, reckoned from its cluster's meetings."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jimflow.core.laps import plain
from jimflow.core.model import AssignmentFacts, Facts, NewAssignment
from jimflow.core.occasions import following, occasion_of, occasions, standing
from jimflow.core.programme import Programme
from jimflow.core.workflow import Assignment, Place, Step, Workflow

SOONEST_MOVED_DUE = 5
"""Working days: a due date that moves, or is set late, is never sooner than this from today."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the calendar did that a person should see when planning."""

    kind: Literal["deadline moved", "reminder dropped", "decide due date"]
    step: str
    name: str
    wanted: date
    got: date | None


@dataclass(frozen=True, slots=True)
class Timing:
    """One assignment with its local dates. `opens` is None while it waits; `id` is None before it is made."""

    assignment: Assignment
    step: Step
    place: Place
    existing: AssignmentFacts | None
    anchor: date | None
    opens: date | None
    due: date | None
    open_now: bool
    remarks: tuple[Remark, ...] = ()

    def new(self, programme: Programme, now: datetime) -> NewAssignment:
        """The row to be made."""
        calendar = programme.calendar
        opens_at = calendar.at(self.opens, calendar.digest_at) if self.opens is not None else None
        due_at = calendar.end_of_day(self.due) if self.due is not None else None
        return NewAssignment(
            self.step.name,
            self.assignment.name,
            self.place,
            self.anchor,
            now if self.open_now else opens_at,
            due_at,
            self.open_now,
        )


def timings(programme: Programme, facts: Facts, now: datetime, steps: Collection[str] | None = None) -> list[Timing]:
    """Every assignment that is to be made or may still move, in the order of the definition.

    Those whose dates do not exist yet (an undated meeting, a step not entered) are left out. `steps` limits the work.
    """
    today = programme.today(now)
    found: list[Timing] = []
    for step in occasions(programme.workflow, facts):
        if steps is None or step.name in steps:
            found += [
                t
                for place, name in _wanted(facts, step, today)
                if (t := _timing(programme, facts, step, place, name, today))
            ]
    return found


def catch_up(programme: Programme, facts: Facts, step: str, now: datetime) -> Timing | None:
    """The catch-up of a step that was missed, when the step has one and it is not made yet."""
    at = programme.workflow.steps[step]
    if at.catch_up is None or facts.assignment(step, at.catch_up) is not None:
        return None
    return _timing(programme, facts, at, "catch_up", at.catch_up, programme.today(now))


def _wanted(facts: Facts, step: Step, today: date) -> Iterator[tuple[Place, str]]:
    """(place, assignment) of a step. For who joined late, a meeting that was over by then has its catch-up instead;
    nobody is newly asked to prepare for a meeting that is over."""
    made = {a.name: a.place for a in facts.assignments if a.step == step.name}
    meeting = facts.meetings.get(step.name)
    over = meeting is not None and (meeting.status == "held" or meeting.last_day < today)
    caught_up = bool(made) and all(place == "catch_up" for place in made.values())
    if step.catch_up and (caught_up or (over and facts.late_joiner and not made)):
        yield "catch_up", step.catch_up
        return
    yield from ((place, name) for place, name in step.assignments if name in made or not (over and place == "before"))
    yield from ((place, name) for name, place in made.items() if place == "catch_up")


def _timing(programme: Programme, facts: Facts, step: Step, place: Place, name: str, today: date) -> Timing | None:
    assignment = programme.workflow.assignments[name]
    existing = facts.assignment(step.name, name)
    if existing is not None and not existing.unfinished:
        return None
    anchor = _anchor(facts, step, place, existing, today)
    anchors = _anchors(programme, facts, step, place, anchor)
    opens = assignment.opens.resolve(anchors, programme.calendar)
    if opens is None:
        return None
    wanted = assignment.due.resolve({**anchors, "opens": opens}, programme.calendar)
    opens, waiting = _held_back(programme, facts, step, assignment, anchors, programme.calendar.later(opens))
    due, remarks = _due(programme, facts, step, assignment, existing, place, wanted, opens or today, today)
    chosen = assignment.opens.alternatives[0]
    at_once = chosen.anchor in ("entered", "made") and chosen.amount == 0 and existing is None and not waiting
    return Timing(assignment, step, place, existing, anchor, opens, due, at_once, remarks)


def _anchor(facts: Facts, step: Step, place: Place, existing: AssignmentFacts | None, today: date) -> date | None:
    if existing is not None:
        return existing.anchor
    return today if place == "catch_up" or step.name == facts.here else None


def _anchors(
    programme: Programme, facts: Facts, step: Step, place: Place, anchor: date | None
) -> dict[str, date | None]:
    meeting = standing(facts, step.name)
    day = None
    if meeting is not None:
        day = meeting.last_day if place == "after" else meeting.day
    next_meeting = following(programme.workflow, facts, step.name)
    return {
        "entered": anchor,
        "made": anchor,
        "meeting": day,
        "next_meeting": next_meeting.day if next_meeting else None,
        **_answered(programme.workflow, facts, step),
    }


def _answered(workflow: Workflow, facts: Facts, step: Step) -> dict[str, date | None]:
    """The dates that are answers, as given on this lap of the step where they are asked for."""
    found: dict[str, date | None] = {}
    for assignment, field in workflow.answer_dates:
        at = occasion_of(workflow, facts, step, assignment)
        given = facts.answers.get((at, assignment, field))
        found[f"{assignment}.{field}"] = _a_day(given) if given is not None else None
    return found


def _a_day(given: str) -> date | None:
    try:
        return date.fromisoformat(str(json.loads(given)))
    except ValueError:
        return None


def _held_back(
    programme: Programme,
    facts: Facts,
    step: Step,
    assignment: Assignment,
    anchors: Mapping[str, date | None],
    opens: date,
) -> tuple[date | None, bool]:
    """The opening day with what it waits for laid on: None while it waits with no last day."""
    waits = assignment.waits_for
    if waits is None:
        return opens, False
    if waits.theme:
        meeting = facts.meetings.get(step.name)
        met = meeting is not None and bool(meeting.theme)
    else:
        met = any(
            a.name == waits.assignment and not a.unfinished and _of_this_lap(programme, facts, step, a.step)
            for a in facts.assignments
        )
    if met:
        return opens, False
    until = waits.until.resolve(anchors, programme.calendar) if waits.until else None
    return (max(opens, programme.calendar.later(until)) if until else None), True


def _of_this_lap(programme: Programme, facts: Facts, step: Step, at: str) -> bool:
    """True for work of the lap that `step` belongs to; what does not recur is of every lap."""
    if plain(at) not in programme.workflow.steps.repeating:
        return True
    return at == (step.name if plain(at) == plain(step.name) else facts.occasion(plain(at)))


def _due(
    programme: Programme,
    facts: Facts,
    step: Step,
    assignment: Assignment,
    existing: AssignmentFacts | None,
    place: Place,
    wanted: date | None,
    opens: date,
    today: date,
) -> tuple[date | None, tuple[Remark, ...]]:
    """The due day: off free days and quiet weeks (earlier), and never too soon when it is set late or moves."""
    if wanted is None:
        return None, ()
    calendar = programme.calendar
    due = calendar.deadline(wanted)
    remarks: list[Remark] = []
    if due != wanted:
        remarks.append(Remark("deadline moved", step.name, assignment.name, wanted, due))
    was = calendar.local_date(existing.due_at) if existing is not None and existing.due_at is not None else None
    if existing is not None and existing.status == "open" and existing.opens_at is not None:
        opens = calendar.later(calendar.local_date(existing.opens_at))
    soonest = calendar.add(max(today, opens), SOONEST_MOVED_DUE, "working days")
    if due >= soonest or due == was:
        return due, tuple(remarks)
    meeting, pushed = facts.meetings.get(step.name), calendar.later(soonest)
    end = meeting.day if place == "before" and meeting is not None else None
    if was is not None and due <= was <= pushed and (end is None or was < end):
        return was, tuple(remarks)  # pushed when it was set; it does not wander on with every new plan
    if end is not None and pushed >= end:
        remarks.append(Remark("decide due date", step.name, assignment.name, due, None))
        return was or due, tuple(remarks)
    remarks.append(Remark("deadline moved", step.name, assignment.name, wanted, pushed))
    return pushed, tuple(remarks)
