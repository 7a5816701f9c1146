"""Which move a participation stands before: on along the steps, the way an answer has chosen, or round once more."""

from __future__ import annotations

from datetime import datetime

from jimflow.core.advance import report
from jimflow.core.entering import lap_entered
from jimflow.core.laps import occasion
from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.core.workflow import Transition, Workflow

Way = tuple[Transition, str]


def best_way(programme: Programme, facts: Facts, now: datetime) -> tuple[Transition, str, tuple[Blocker, ...]] | None:
    """The way on, where it leads and all that was found on it; None where only an act of another kind leads on.

    Round once more comes first while there is a meeting for it; then a way that an answer has chosen (its rules with
    `is` are met); then `advance`.
    """
    workflow = programme.workflow
    again, along = _once_more(workflow, facts), _along(workflow, facts.state)
    decided = [] if again else _decided(workflow, facts.state)
    for transition, to in decided:
        found = _blockers(programme, facts, transition, to, now)
        if not {b.code for b in found} & set(_deciding(workflow, transition)):
            return transition, to, found
    way = again or along or _only(workflow, facts.state)
    return (*way, _blockers(programme, facts, *way, now)) if way else None


def way_of(
    programme: Programme, facts: Facts, trigger: str, now: datetime
) -> tuple[Transition, str, tuple[Blocker, ...]] | None:
    """The way that a transition has from where it stands, as `best_way` answers; None where it has none."""
    transition = programme.workflow.transitions.get(trigger)
    for source, to in transition.ways if transition else ():
        if transition is not None and source == facts.state:
            return transition, to, _blockers(programme, facts, transition, to, now)
    return None


def other_ways(
    programme: Programme, facts: Facts, but: str, now: datetime
) -> list[tuple[Transition, str, tuple[Blocker, ...]]]:
    """The ways of the programme's own from where it stands, beside `but`; those that nothing stops come first.

    Pausing, withdrawing and opening again are always there and are left out.
    """
    found = [
        (t, to, _blockers(programme, facts, t, to, now))
        for t in programme.workflow.transitions.values()
        if t.kind == "plain" and t.name not in (but, "withdraw")
        for source, to in t.ways
        if source == facts.state
    ]
    return sorted(found, key=lambda way: any(b.severity == "block" and not b.waived for b in way[2]))


def triggers_on(workflow: Workflow, state: str) -> tuple[str, ...]:
    """The triggers that `best_way` may look at from a state."""
    ways = [*_completing(workflow, state), *_decided(workflow, state)]
    return tuple(dict.fromkeys(transition.name for transition, _ in ways)) or ("advance",)


def _blockers(
    programme: Programme, facts: Facts, transition: Transition, to: str, now: datetime
) -> tuple[Blocker, ...]:
    return tuple(b for v in report(programme, facts, transition, to, now) for b in v.blockers)


def _along(workflow: Workflow, state: str) -> Way | None:
    along = workflow.transitions["advance"]
    return next(((along, to) for source, to in along.ways if source == state), None)


def _completing(workflow: Workflow, state: str) -> list[Way]:
    return [(t, to) for t in workflow.transitions.values() if t.completes for source, to in t.ways if source == state]


def _only(workflow: Workflow, state: str) -> Way | None:
    """The one way that completes the step, where `advance` has none from there."""
    ways = _completing(workflow, state)
    return ways[0] if len(ways) == 1 else None


def _decided(workflow: Workflow, state: str) -> list[Way]:
    """The ways from the state that depend on what was answered."""
    return [
        (t, to)
        for t in workflow.transitions.values()
        if t.kind == "plain" and _deciding(workflow, t)
        for source, to in t.ways
        if source == state
    ]


def _deciding(workflow: Workflow, transition: Transition) -> tuple[str, ...]:
    return tuple(name for name in transition.rules if "is" in workflow.rules[name].params)


def _once_more(workflow: Workflow, facts: Facts) -> Way | None:
    if facts.state not in workflow.steps.repeating:
        return None
    for transition, to in _completing(workflow, facts.state):
        meeting = facts.meetings.get(occasion(to, lap_entered(workflow, facts, to)))
        if transition.kind == "plain" and meeting is not None and meeting.status != "cancelled":
            return transition, to
    return None
