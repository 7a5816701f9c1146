"""The deadlines that a proposed day for a meeting gives, and those that move with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from jimflow.core.awkward import awkward
from jimflow.core.dates.hits import Hit, Proposal, busy
from jimflow.core.laps import place
from jimflow.core.model import Facts, Meeting
from jimflow.core.plan import Timing, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import of_assignment


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that the day gives, or that moves with it; local days.

    `was` is where it stands now, made or only planned; None where the meeting has no date. `due` is None where none
    can be reckoned. `wanted` is where it would have fallen if the calendar had not moved it. `undecided`: it would
    come too soon, so a person must decide it. `dropped`: reminders that would move too far and are left out.
    `members` are the participations it is the same for.
    """

    step: str
    assignment: str
    was: date | None
    due: date | None
    wanted: date | None
    undecided: bool
    dropped: tuple[date, ...]
    hits: tuple[Hit, ...]
    members: tuple[int, ...] = ()


def dues(proposal: Proposal) -> list[Due]:
    """The deadlines of the meeting's own work, and every other one that would move; in the order of the definition.

    Only of members that take part or may still come to. Raises CalendarError where a deadline falls outside.
    """
    found: dict[Due, list[int]] = {}
    for facts in proposal.members:
        before = _laid(proposal.programme, facts, proposal.now)
        after = _laid(proposal.programme, _with_meeting(facts, proposal), proposal.now)
        for key, timing in after.items():
            was = _was(proposal.programme, timing, before.get(key))
            if timing.step.name == proposal.step or timing.due != was:
                found.setdefault(_due(proposal, timing, was, facts.id), []).append(facts.id)
    order = {name: n for n, name in enumerate(proposal.programme.workflow.assignments)}
    steps = proposal.programme.workflow.steps
    return sorted(
        (replace(due, members=tuple(members)) for due, members in found.items()),
        key=lambda due: (place(steps, due.step), order[due.assignment], due.members),
    )


def _with_meeting(facts: Facts, proposal: Proposal) -> Facts:
    days = proposal.days
    now = facts.meetings.get(proposal.step)
    if now is None:
        after = Meeting(0, proposal.step, "planned", days[0], days[-1], ())
    else:
        after = replace(now, status="planned", day=days[0], last_day=days[-1])
    return replace(facts, meetings={**facts.meetings, proposal.step: after})


def _laid(programme: Programme, facts: Facts, now: datetime) -> Mapping[tuple[str, str], Timing]:
    if facts.state in programme.workflow.finals:
        return {}
    return {(t.step.name, t.assignment.name): t for t in timings(programme, facts, now)}


def _was(programme: Programme, after: Timing, before: Timing | None) -> date | None:
    if after.existing is not None:
        return programme.calendar.local_date(after.existing.due_at) if after.existing.due_at is not None else None
    return before.due if before is not None else None


def _due(proposal: Proposal, timing: Timing, was: date | None, participation: int) -> Due:
    programme = proposal.programme
    _, remarks = of_assignment(programme, participation, timing, proposal.now)
    moved = [r.wanted for r in timing.remarks if r.kind == "deadline moved"]
    return Due(
        timing.step.name,
        timing.assignment.name,
        was,
        timing.due,
        moved[0] if moved else None,
        any(r.kind == "decide due date" for r in timing.remarks),
        tuple(r.wanted for r in remarks if r.kind == "reminder dropped"),
        tuple(_badly(programme, timing)) if timing.due is not None else (),
    )


def _badly(programme: Programme, timing: Timing) -> Iterator[Hit]:
    """Why a deadline falls badly, though the calendar allows it."""
    assert timing.due is not None
    if (why := awkward(programme.calendar, timing.due)) is not None:
        yield Hit("awkward", timing.due, what=why)
    yield from busy(programme, timing.assignment.to, timing.due)
