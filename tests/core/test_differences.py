"""Two workflows are told apart piece by piece: nothing is left out, and nothing is told that only follows."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.definition import read_definition
from jimflow.core.differences import differences
from jimflow.core.mistakes import Mistakes
from jimflow.core.workflow import Workflow
from tests.build_workflow import GONE, both, changed, mini_definition

MINI = read_definition(mini_definition())
STEP = {"title": both("Paus", "Break"), "purpose": both("Vila.", "Rest.")}


def told(old: Workflow, new: Workflow) -> list[str]:
    """A line for each difference: kind, path, and what the values are called or hold."""
    return [f"{d.kind} {'.'.join(d.path)}: {brief(d.old)} → {brief(d.new)}" for d in differences(old, new)]


def brief(value: Any) -> str:
    return str(getattr(value, "name", None) or getattr(value, "sv", None) or value)


def with_steps(**steps: Any) -> dict[str, Any]:
    data = mini_definition()
    return {**data, "steps": {**steps, **data["steps"]}}


SWAPPED = mini_definition()
SWAPPED["choices"]["level"] = dict(reversed(SWAPPED["choices"]["level"].items()))

ONE_MORE = {**mini_definition()["rules"]["management_present"], "at_least": 2}

CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "nothing": (mini_definition(), []),
    "what is taken for granted, written out": (changed({"rules.meeting_held.waivable": False}), []),
    "a version": (changed({"version": "2"}), ["changed version: 1 → 2"]),
    "a due date": (
        changed({"assignments.describe_today.due": "meeting - 5 days"}),
        ["changed assignments.describe_today.due: meeting - 7 days → meeting - 5 days"],
    ),
    "a reminder less": (
        changed({"assignments.describe_today.remind": ["due - 3 working days"]}),
        ["removed assignments.describe_today.remind: due + 1 working day → None"],
    ),
    "another reminder": (
        changed({"assignments.describe_today.remind.0": "due - 2 working days"}),
        ["changed assignments.describe_today.remind: due - 3 working days → due - 2 working days"],
    ),
    "the words of a question": (
        changed({"forms.problem.questions.0.sv": "Vad?"}),
        [f"changed forms.problem.problem.text: {MINI.forms['problem'].questions[0].text.sv} → Vad?"],
    ),
    "a question less": (
        changed({"forms.describe_today.questions.1": GONE}),
        ["removed forms.describe_today.cost: cost → None"],
    ),
    "a rule that weighs more": (
        changed({"rules.before_submitted.severity": "block"}),
        ["changed rules.before_submitted.severity: warn → block"],
    ),
    "a rule for one meeting alone": (
        changed({"rules.both_there": ONE_MORE, "steps.deepening.attendance": ["both_there"]}),
        ["added rules.both_there: None → both_there", "added steps.deepening.attendance: None → both_there"],
    ),
    "a parameter of a rule": (
        changed({"rules.management_present.at_least": 2}),
        ["changed rules.management_present.at_least: 1 → 2"],
    ),
    "a rule less at every meeting": (
        changed({"every_meeting.exit.1": GONE, "rules.before_submitted": GONE}),
        [
            "removed rules.before_submitted: before_submitted → None",
            "removed every_meeting.exit: before_submitted → None",
        ],
    ),
    "a rule less at one meeting": (
        changed({"steps.start.exit": [], "rules.problem_named": GONE}),
        ["removed rules.problem_named: problem_named → None", "removed steps.start.exit: problem_named → None"],
    ),
    "an invitation at another time": (
        changed({"every_meeting.invite": "meeting - 40 days"}),
        ["changed every_meeting.invite: meeting - 30 days → meeting - 40 days"],
    ),
    "a step, which brings its ways": (
        changed({"transitions.accept.to": "breathe"}, with_steps(breathe=STEP)),
        [
            "added steps.breathe: None → breathe",
            "changed transitions.accept.ways: ('invited', 'preparation') → ('invited', 'breathe')",
        ],
    ),
    "the title of a state": (
        changed({"state_titles.paused.sv": "Vilar"}),
        ["changed states.paused.title: Pausad → Vilar"],
    ),
    "a state": (
        changed(
            {
                "states.7": "postponed!",
                "state_titles.postponed": both("Framskjuten", "Postponed"),
                "transitions.postpone": {"title": both("s", "s"), "from": "invited", "to": "postponed"},
            }
        ),
        [
            "added transitions.postpone: None → postpone",
            "added states.postponed: None → {'title': Said(sv='Framskjuten', en='Postponed'), 'final': True}",
        ],
    ),
    "the order of a list of choices": (
        SWAPPED,
        [
            f"reordered choices.level: {tuple(MINI.choices['level'])} → {tuple(reversed(MINI.choices['level']))}",
        ],
    ),
    "the recipients of a letter": (
        changed({"letters.invitation.to.1": "head"}),
        ["added letters.invitation.to: None → head"],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_is_told_once_and_alone(what: str) -> None:
    data, expected = CASES[what]
    assert told(MINI, read_definition(data)) == expected


@pytest.mark.parametrize("what", CASES)
def test_looked_at_the_other_way_what_came_has_gone(what: str) -> None:
    new = read_definition(CASES[what][0])
    turned = {"added": "removed", "removed": "added"}
    there = [(turned.get(d.kind, d.kind), d.path, d.new, d.old) for d in differences(MINI, new)]
    back = [(d.kind, d.path, d.old, d.new) for d in differences(new, MINI)]
    assert sorted(map(str, back)) == sorted(map(str, there))


def leaves(data: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, (*path, key))]
    if isinstance(data, list):
        return [leaf for at, value in enumerate(data) for leaf in leaves(value, (*path, str(at)))]
    return [path]


@given(st.sampled_from(leaves(mini_definition())), st.sampled_from([GONE, "Annat", "meeting - 9 days", True, False, 4]))
@settings(max_examples=150, deadline=None)
def test_whatever_is_changed_is_told_and_nothing_else(path: tuple[str, ...], value: Any) -> None:
    try:
        new = read_definition(changed({".".join(path): value}))
    except Mistakes:
        return
    same = replace(new, digest=MINI.digest, source=MINI.source) == MINI
    assert (differences(MINI, new) == ()) is same
