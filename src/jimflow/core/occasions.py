"""Where a participation stands among the laps: every step with its occasions, what comes next, where work is found."""

from __future__ import annotations

from jimflow.core.laps import plain, split
from jimflow.core.model import Facts, Meeting
from jimflow.core.workflow import Step, Workflow


def occasions(workflow: Workflow, facts: Facts) -> list[Step]:
    """Every step in order, a repeating one with each of its laps: those entered, and those with a meeting to come."""
    steps = workflow.steps
    if not steps.repeating:
        return list(steps.values())
    known = {*steps, *facts.meetings, *(a.step for a in facts.assignments), *map(facts.occasion, facts.laps)}
    order = {step: number for number, step in enumerate(steps)}
    found = [(order[plain(name)], name) for name in known if name in steps]
    return [steps[name] for _, name in sorted(found, key=lambda one: (one[0], split(one[1])[1]))]


def following(workflow: Workflow, facts: Facts, step: str) -> Meeting | None:
    """The meeting after that of `step`: the next step's; where steps repeat, the next one in time.

    From a step without a meeting of its own it is the first of the next step's that is still to be held.
    """
    if not workflow.steps.repeating:
        after = workflow.step_after(step)
        return standing(facts, after.name) if after else None
    own, known = standing(facts, step), [m for m in facts.meetings.values() if m.status != "cancelled"]
    if own is None:
        after = workflow.step_after(step)
        known = [m for m in known if after is not None and plain(m.step) == after.name and m.status == "planned"]
    return min((m for m in known if own is None or m.day > own.last_day), key=lambda m: m.day, default=None)


def occasion_of(workflow: Workflow, facts: Facts, step: Step, assignment: str) -> str:
    """The occasion an assignment is looked for in: `step` where it stands there, else the last of its first step."""
    if any(name == assignment for _, name in step.assignments):
        return step.name
    steps = (s.name for s in workflow.steps.values() if any(n == assignment for _, n in s.assignments))
    first = next(steps, None)
    return step.name if first is None else facts.occasion(first)


def standing(facts: Facts, step: str) -> Meeting | None:
    """The meeting of an occasion, None where it has no date or is called off."""
    meeting = facts.meetings.get(step)
    return meeting if meeting is not None and meeting.status != "cancelled" else None
