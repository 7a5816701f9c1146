"""Answers why a participation can or cannot move, now or on a day to come; reads only, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from jimflow.actions.case import Case, open_cases
from jimflow.actions.errors import NotFound
from jimflow.core.advance import advance, report
from jimflow.core.model import Blocker, Facts, Meeting, Refusal, Verdict
from jimflow.core.status import step_status
from jimflow.core.why import Why
from jimflow.runtime import Runtime
from jimflow.store.hot import WHOLE
from jimflow.store.transaction import read


def why(
    runtime: Runtime, participations: Sequence[int], trigger: str = "advance", *, on: date | None = None
) -> list[Why]:
    """The answer for each participation. `on` looks ahead: what will stop it that day if nothing changes.

    Then meetings up to that day count as held, and attendance is judged by appointments and answers.
    """
    with read(runtime.engine) as tx:
        now = runtime.clock()
        cases = open_cases(runtime, tx, participations, WHOLE)
        missing = [p for p in participations if p not in cases]
        if missing:
            raise NotFound(f"Deltagande nr {missing[0]} finns inte.", f"There is no participation no. {missing[0]}.")
        return [answer_for(cases[p], trigger, now, on) for p in participations]


def answer_for(case: Case, trigger: str, now: datetime, on: date | None = None) -> Why:
    """The answer for a case that has been read; as `why`."""
    programme, facts = case.programme, case.facts
    transition = programme.workflow.transitions.get(trigger)
    ways = [d for s, d in transition.ways if s == facts.state] if transition else []
    destination = ways[0] if ways else None
    if transition is not None and transition.kind == "remembered":
        destination = facts.came_from
    then = now
    if on is not None:
        then = max(now, programme.calendar.at(on, time(12)))
        facts = replace(facts, meetings=_as_of(facts, on))
    verdicts: tuple[Verdict, ...] = ()
    if transition is not None and destination is not None:
        verdicts = report(programme, facts, transition, destination, then, looking_ahead=on is not None)
    no_way: tuple[Blocker, ...] = ()
    if destination is None and isinstance(refused := advance(programme, facts, trigger, then), Refusal):
        no_way = refused.blockers
    status = step_status(programme, case.facts, now)
    return Why(case.facts, programme, trigger, destination, verdicts, status, then, no_way, on is not None)


def _as_of(facts: Facts, on: date) -> dict[str, Meeting]:
    """Meetings up to the day taken as held, as they will be if nothing changes."""
    return {
        step: replace(m, status="held") if m.status == "planned" and m.last_day <= on else m
        for step, m in facts.meetings.items()
    }
