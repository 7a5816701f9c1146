"""The one decision: may this participation make this move now, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from jimflow.core.entering import entering, lap_entered
from jimflow.core.laps import occasion
from jimflow.core.machine import destinations, fire, triggers
from jimflow.core.model import Blocker, Change, Facts, Refusal, Verdict
from jimflow.core.programme import Programme
from jimflow.core.rules import NEEDS, View, evaluate
from jimflow.core.workflow import Transition, Workflow


def advance(
    programme: Programme,
    facts: Facts,
    trigger: str,
    now: datetime,
    *,
    to: str | None = None,
    acknowledged: Collection[str] = (),
    reason: str = "",
) -> Change | Refusal:
    """Evaluates every rule of the move first; only then asks the machine, whose condition reads that report.

    `to` names the wanted state where there is more than one. `acknowledged` holds the codes of warnings the person
    passes knowingly. `now` is aware UTC. Refusal is an answer, never an exception.
    """
    workflow = programme.workflow
    transition = workflow.transitions.get(trigger)
    destination = _destination(workflow, facts, transition, to)
    if transition is None or destination is None or (to is not None and to != destination):
        return _no_way(workflow, facts, trigger, to, destination)
    verdicts = report(programme, facts, transition, destination, now)
    known = frozenset(acknowledged)
    blockers = tuple(b for v in verdicts for b in v.blockers)
    if transition.reason == "required" and not reason.strip():
        blockers += (Blocker("reason_needed", "block", waivable=False, step=facts.here, facts={"trigger": trigger}),)
    free = not any(b.stops(known) for b in blockers)
    moved = fire(programme.machine, trigger, facts.state, destination, allowed=free)
    if moved is None:
        return Refusal(trigger, facts.state, destination, blockers, verdicts)
    passed = tuple(sorted({b.code for b in blockers if b.severity == "warn" and b.code in known and not b.waived}))
    change = Change(trigger, facts.state, moved, verdicts, acknowledged=passed, reason=reason.strip())
    return entering(programme, facts, transition, change, now)


def report(
    programme: Programme,
    facts: Facts,
    transition: Transition,
    destination: str,
    now: datetime,
    *,
    looking_ahead: bool = False,
) -> tuple[Verdict, ...]:
    """Every rule's verdict on the move: the exit of the step left, then the entry of the step entered.

    While the step's meeting is not held, its attendance is a forecast and only information. `looking_ahead`: the
    facts are those of a day to come, so attendance nobody has recorded yet is a forecast that counts.
    """
    workflow, today = programme.workflow, programme.today(now)
    verdicts: tuple[Verdict, ...] = ()
    here = workflow.steps.get(facts.here)
    if transition.completes and here is not None:
        meeting = facts.meetings.get(here.name)
        held = meeting is not None and meeting.status == "held"
        verdicts += evaluate(View(workflow, facts, here, today), here.exit)
        unknown = looking_ahead and not any(p.step == here.name for p in facts.presences)
        seen = evaluate(View(workflow, facts, here, today, forecast=unknown or not held), here.attendance)
        verdicts += seen if held else tuple(_as_information(v) for v in seen)
    there = workflow.steps.get(occasion(destination, lap_entered(workflow, facts, destination)))
    if transition.kind in ("along", "plain") and there is not None:
        verdicts += evaluate(View(workflow, facts, there, today), there.entry)
    if transition.rules:
        at = here or there or next(iter(workflow.steps.values()))  # before joining, the first step is the one ahead
        verdicts += evaluate(View(workflow, facts, at, today), transition.rules)
    return verdicts


def needs(workflow: Workflow, trigger: str, state: str) -> frozenset[str]:
    """Which facts a move from `state` looks at, so that no more is read than its rules and effects need."""
    transition = workflow.transitions.get(trigger)
    found: set[str] = {"meetings", "appointments", "assignments", "waivers"}
    if transition is None:
        return frozenset(found)
    if workflow.answer_dates:
        found.add("answers")
    if transition.completes and state in workflow.active:
        found = found - {"assignments"} | {"assignments_alone"}  # the plan is not laid anew, so no part matters
    here: set[str] = set()
    elsewhere: set[str] = set(transition.rules)
    if transition.completes and (step := workflow.steps.get(state)):
        here = {*step.exit, *step.attendance}
    for destination in destinations(workflow, trigger, state):
        if there := workflow.steps.get(destination):
            elsewhere |= set(there.entry)
    for name in elsewhere:
        found |= NEEDS[workflow.rules[name].kind] - {"assignments"}
    for name in here:
        found |= {_OF_THE_STEP.get(need, need) for need in NEEDS[workflow.rules[name].kind] - {"assignments"}}
    if "presences" in found:
        found -= set(_OF_THE_STEP.values())
    return frozenset(found)


_OF_THE_STEP = {"presences": "presences_here", "replies": "replies_here"}
"""A rule of the step that is left looks at that step's meeting only; a long round has many others."""


def _destination(workflow: Workflow, facts: Facts, transition: Transition | None, to: str | None) -> str | None:
    """Where the trigger leads from here; with several ways, the one that is wanted."""
    if transition is None:
        return None
    ways = destinations(workflow, transition.name, facts.state)
    if transition.kind == "remembered":
        return facts.came_from if facts.came_from in ways else None
    if transition.kind == "earlier":
        return to if to in ways else None
    return ways[0] if ways else None


def _no_way(workflow: Workflow, facts: Facts, trigger: str, to: str | None, destination: str | None) -> Refusal:
    """Refused by the order of the states: names where one can go instead."""
    seen: dict[str, object] = {
        "trigger": trigger,
        "state": facts.state,
        "wanted": to or "",
        "next": destination or "",
        "possible": sorted(triggers(workflow, facts.state)),
        "ways": list(destinations(workflow, trigger, facts.state)),
    }
    return Refusal(trigger, facts.state, to, (Blocker("order", "block", waivable=False, step=facts.here, facts=seen),))


def _as_information(verdict: Verdict) -> Verdict:
    return replace(verdict, blockers=tuple(replace(b, severity="info") for b in verdict.blockers))
