"""How long each step took: days from the move into it to the move out of it, as the audit has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.core.calendar import Calendar
from jimflow.core.figures.facts import RoundFacts
from jimflow.core.figures.shares import Spread, spread
from jimflow.core.laps import occasion, place, plain
from jimflow.core.migration.names import names_of
from jimflow.core.workflow import Workflow

MOVES = frozenset({"move", "migrated", "migration_reverted"})
"""The kinds of audit entries that say where a case has been, by which names."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long a participation has been in a step, pauses left out; a step that was opened again counts all its days.

    `left` is None while it is still there: then the days are those until today.
    """

    participation: int
    step: str
    entered: date
    left: date | None
    days: int
    working_days: int


@dataclass(frozen=True, slots=True)
class StepTimes:
    """The times that one step took in one cluster (None: in all), of those that have left it; `ongoing` have not."""

    step: str
    cluster: int | None
    days: Spread | None
    working_days: Spread | None
    ongoing: int


@dataclass(slots=True)
class _Stay:
    """The visits of one participation to one occasion of a step; an `end` of None is now."""

    visits: list[tuple[date, date | None]]
    whole: bool = True
    """False when a move is missing, since its record was erased: then nothing can be said of how long it took."""


def times(workflow: Workflow, calendar: Calendar, facts: RoundFacts, today: date) -> list[Time]:
    """The time of everyone in each step they have entered, in the order of the steps."""
    state = {m.id: m.state for m in facts.members}
    found = []
    for participation, history in facts.histories:
        for step, stay in _stays(workflow, calendar, history, state[participation]).items():
            if stay.whole and plain(step) in workflow.steps:
                found.append(_time(calendar, participation, step, stay, today))
    order = {m.id: n for n, m in enumerate(facts.members)}
    return sorted(found, key=lambda t: (place(workflow.steps, t.step), order[t.participation]))


def step_times(facts: RoundFacts, found: Sequence[Time]) -> list[StepTimes]:
    """Each step over all clusters and then, where there are several, in each of them."""
    cluster = {m.id: m.cluster for m in facts.members}
    steps = list(dict.fromkeys(t.step for t in found))
    clusters: list[int | None] = [None, *(g.id for g in facts.groups)] if len(facts.groups) > 1 else [None]
    told = []
    for step in steps:
        for one in clusters:
            there = [t for t in found if t.step == step and one in (None, cluster[t.participation])]
            done = [t for t in there if t.left is not None]
            if there:
                days, working = spread([t.days for t in done]), spread([t.working_days for t in done])
                told.append(StepTimes(step, one, days, working, len(there) - len(done)))
    return told


def _time(calendar: Calendar, participation: int, step: str, stay: _Stay, today: date) -> Time:
    visits = [(begun, end or max(begun, today)) for begun, end in stay.visits]
    return Time(
        participation,
        step,
        visits[0][0],
        stay.visits[-1][1],
        sum((end - begun).days for begun, end in visits),
        sum(_working_days(calendar, begun, end) for begun, end in visits),
    )


def _working_days(calendar: Calendar, begun: date, end: date) -> int:
    """Of days that the calendar does not know, nothing is counted."""
    begun, end = (min(max(day, calendar.first), calendar.last) for day in (begun, end))
    return calendar.working_days_between(begun, end)


@dataclass(frozen=True, slots=True)
class _Move:
    day: date
    trigger: str
    source: str
    to: str


def _stays(
    workflow: Workflow, calendar: Calendar, history: Iterable[Mapping[str, Any]], state: str
) -> dict[str, _Stay]:
    found: dict[str, _Stay] = {}
    laps: dict[str, int] = {}
    moves = _moves(calendar, history)
    for n, move in enumerate(moves):
        if move.to in workflow.steps.repeating and not _comes_back(workflow, move.trigger):
            laps[move.to] = laps.get(move.to, 0) + 1
        then = moves[n + 1] if n + 1 < len(moves) else None
        stay = found.setdefault(occasion(move.to, laps.get(move.to, 1)), _Stay([]))
        stay.visits.append((move.day, then.day if then else None))
        if move.to != (then.source if then else state):
            stay.whole = False
    return found


def _comes_back(workflow: Workflow, trigger: str) -> bool:
    """True for a move into the lap that was left, as when one resumes or opens a step again."""
    known = workflow.transitions.get(trigger)
    return known is not None and known.kind in ("remembered", "earlier")


def _moves(calendar: Calendar, history: Iterable[Mapping[str, Any]]) -> list[_Move]:
    """The moves in order, with the states by the names they have now."""
    found: list[_Move] = []
    for said in history:
        if said["kind"] == "move":
            day = calendar.local_date(datetime.fromisoformat(said["when"]))
            found.append(_Move(day, str(said.get("trigger", "")), str(said["from"]), str(said["to"])))
        elif "migration" in said:
            names = names_of(said["migration"]["names"])
            found = [_Move(m.day, m.trigger, names.at(m.source), names.at(m.to)) for m in found]
    return found
