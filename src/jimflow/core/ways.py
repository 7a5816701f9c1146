"""Which move a participation stands before: on along the steps, or round once more while there is a meeting for it."""

from __future__ import annotations

from jimflow.core.entering import lap_entered
from jimflow.core.laps import occasion
from jimflow.core.model import Facts
from jimflow.core.workflow import Transition, Workflow


def way_on(workflow: Workflow, facts: Facts) -> tuple[Transition, str] | None:
    """The transition that leads on from the state, and where to; None where only an act of another kind does.

    Where a step may be entered again and its next meeting is planned, that comes before moving along.
    """
    again = _once_more(workflow, facts)
    if again is not None:
        return again
    along = workflow.transitions["advance"]
    to = next((d for source, d in along.ways if source == facts.state), None)
    return None if to is None else (along, to)


def ways_on(workflow: Workflow, state: str) -> tuple[str, ...]:
    """The triggers that `way_on` may answer from a state."""
    found = [t.name for t in workflow.transitions.values() if t.completes and any(s == state for s, _ in t.ways)]
    return tuple(found) or ("advance",)


def _once_more(workflow: Workflow, facts: Facts) -> tuple[Transition, str] | None:
    if facts.state not in workflow.steps.repeating:
        return None
    for transition in workflow.transitions.values():
        for source, to in transition.ways if transition.completes and transition.kind == "plain" else ():
            meeting = facts.meetings.get(occasion(to, lap_entered(workflow, facts, to)))
            if source == facts.state and meeting is not None and meeting.status != "cancelled":
                return transition, to
    return None
