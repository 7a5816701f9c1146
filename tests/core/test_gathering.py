"""What follows from one rule that can never be met is one finding, and what has a cause of its own is another."""

from __future__ import annotations

from typing import Any

from jimflow.core.definition import read_definition
from jimflow.core.exploration import Finding, explore
from jimflow.core.exploration.gathering import gathered
from jimflow.core.workflow import Workflow
from tests.build import SWEDEN, mini
from tests.build_workflow import changed
from tests.core.tiny import Tiny

SAID = {"sv": "Så är det.", "en": "So it is."}
ONE: dict[str, Any] = {"check": "submitted", "assignments": ["one"], "severity": "block"}
TWO: dict[str, Any] = {"check": "submitted", "assignments": ["two"], "severity": "block"}


def found(workflow: Workflow) -> tuple[Finding, ...]:
    return gathered(workflow, SWEDEN, explore(workflow, SWEDEN)).findings


def told(workflow: Workflow) -> list[tuple[str, str, list[str]]]:
    return [(f.code, f.what.en, [so.en for so in f.follows]) for f in found(workflow)]


def test_all_that_a_rule_keeps_from_happening_stands_under_the_rule() -> None:
    tiny = Tiny({"a": {"exit": ["done"]}, "b": {"assignments": ["one"]}}, {"one": {}}, {"done": ONE})
    assert told(tiny.workflow()) == [
        (
            "never_met",
            "the rule done can never be met at On from “A” to “B”",
            [
                "“A” can be entered but never left",
                "“B” is never reached",
                "the end “Done” is never reached",
                "the assignment “One” is never given to anybody",
            ],
        )
    ]


def test_two_causes_each_have_what_is_theirs() -> None:
    tiny = Tiny(
        {"a": {"exit": ["first"]}, "b": {"exit": ["second"]}, "c": {"assignments": ["one", "two"]}},
        {"one": {}, "two": {}},
        {"first": ONE, "second": TWO},
        {"skip": {"from": "a", "to": "b"}},
    )
    causes = [(f.path[1], len(f.follows) > 0) for f in found(tiny.workflow())]
    assert causes == [("first", False), ("second", True)]


def test_what_two_rules_bar_one_after_the_other_is_told_with_the_first() -> None:
    """The second is not even seen until the first is mended, and then it is told."""
    tiny = Tiny(
        {"a": {"exit": ["first", "second"]}, "b": {"assignments": ["one", "two"]}},
        {"one": {}, "two": {}},
        {"first": ONE, "second": TWO},
    )
    assert [(f.path[1], len(f.follows)) for f in found(tiny.workflow())] == [("first", 5), ("second", 0)]


def test_what_has_nothing_to_do_with_the_rule_stays_a_finding_of_its_own() -> None:
    tiny = Tiny(
        {"a": {"exit": ["done"]}, "b": {"assignments": ["one"]}},
        {"one": {}},
        {"done": ONE},
        {"aside": {"from": "out", "to": "nook"}},
        states=["nook"],
    )
    assert [(f.code, f.what.en) for f in found(tiny.workflow())] == [
        ("never_met", "the rule done can never be met at On from “A” to “B”"),
        ("dead_end", "“Nook” can be entered but never left"),
    ]


def test_a_rule_under_advance_is_said_to_be_asked_at_every_step() -> None:
    reported = {"check": "submitted", "assignments": ["final_report"], "severity": "block", "text": SAID, "fix": SAID}
    workflow = read_definition(changed({"rules.reported": reported, "transitions.advance.rules": ["reported"]}))
    (first,) = [f for f in found(workflow) if f.weight == "mistake"]
    assert first.what.en == "the rule reported can never be met at Move on from “Preparation” to “Kick-off”"
    assert first.suggestion is not None
    assert first.suggestion.en == (
        "the rule stands under advance and is asked at every step: write it under exit in the step it is about"
    )
    assert "the end “Completed” is never reached" in [so.en for so in first.follows]


def test_a_definition_without_such_a_rule_is_told_as_it_was_found() -> None:
    assert gathered(mini().workflow, SWEDEN, explore(mini().workflow, SWEDEN)) == explore(mini().workflow, SWEDEN)
