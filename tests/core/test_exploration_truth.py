"""What an exploration says of tiny definitions is what trying everything on the real engine shows."""

from __future__ import annotations

import os
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from jimflow.core.exploration import Exploration, explore
from jimflow.core.workflow import Workflow
from tests.build import SWEDEN
from tests.core.brute_force import Truth, leading_to, truth
from tests.core.tiny import Tiny, tinies


def states(found: Exploration, code: str, weight: str) -> set[object]:
    return {f.path[-1] for f in found.findings if (f.code, f.weight) == (code, weight)}


MANY = int(os.environ.get("JIMFLOW_TRUTH_EXAMPLES", "0"))
"""How many definitions are drawn anew by `make prove`; the suite itself tries the same few each time."""


@settings(
    max_examples=MANY or 20,
    derandomize=not MANY,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(tinies())
def test_the_verdict_is_what_trying_it_all_shows(workflow: Workflow) -> None:
    found, true = explore(workflow, SWEDEN), truth(workflow)
    assume(true is not None)
    assert true is not None
    assert found.covered.whole
    reached = {c.state for c in true.onward}
    assert found.covered.states == (len(reached), len(workflow.states))
    assert states(found, "not_reached", "mistake") == set(workflow.states) - reached
    assert states(found, "never_given", "mistake") == set(workflow.assignments) - true.given
    _endings(found, true, workflow)
    _rules(found, true)


def test_on_the_way_in_a_step_may_find_its_work_done_by_who_has_been_there_before() -> None:
    workflow = Tiny(
        steps={"a": {"assignments": ["one"]}, "b": {"entry": ["r"], "assignments": ["two"]}, "c": {}},
        works={"one": {}, "two": {}},
        rules={"r": {"check": "submitted", "assignments": "step", "severity": "warn", "waivable": False}},
        ways={"reopen": {"from": "active", "to": "an earlier step"}},
    ).workflow()
    assert [f.code for f in explore(workflow, SWEDEN).findings if f.code == "never_met"] == []
    again = replace(workflow, transitions={n: t for n, t in workflow.transitions.items() if n != "reopen"})
    assert [f.path for f in explore(again, SWEDEN).findings if f.code == "never_met"] == [("rules", "r")]


def _endings(found: Exploration, true: Truth, workflow: Workflow) -> None:
    ending = leading_to(true, {c for c in true.onward if c.state in workflow.finals})
    good = leading_to(true, {c for c in true.onward if c.state == workflow.goal})
    drawn = _drawn(workflow)
    for late, weight in ((False, "mistake"), (True, "warning")):
        mine = {c for c in true.onward if c.late == late}
        stuck = {c for c in mine if c not in ending}
        dead = {c.state for c in stuck if not true.onward[c]}
        short = {c.state for c in mine & ending - good if c.state in drawn and true.barred[c] & drawn}
        told = states(found, "dead_end", "mistake") | states(found, "no_goal", "mistake") if late else set()
        assert states(found, "dead_end", weight) == dead - told
        assert states(found, "no_goal", weight) == short - told
        lost = leading_to(true, {c for c in stuck if not true.onward[c]})
        circling = {c.state for c in stuck - lost}
        traps = states(found, "trap", weight)
        assert traps <= circling
        assert bool(traps) == bool(circling) or late


def _drawn(workflow: Workflow) -> set[str]:
    found = {workflow.goal}
    while new := {s for t in workflow.transitions.values() for s, to in t.ways if to in found} - found:
        found |= new
    return found


def _rules(found: Exploration, true: Truth) -> None:
    told = {(f.path[1], f.what.en.startswith("for who joins")) for f in found.findings if f.code == "never_met"}
    never = {(rule, step, late) for late, rule, step in true.looked - true.met}
    expected = {(rule, late) for rule, step, late in never if not late or (rule, step, False) not in never}
    assert told == expected
    excluded = [f for f in found.findings if f.code == "excluded"]
    apart = [place for place, joint in true.joint.items() if not joint and not place[0]]
    assert bool(apart) == any(not f.what.en.startswith("for who joins") for f in excluded)
