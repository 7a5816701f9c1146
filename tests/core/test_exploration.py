"""Each kind of finding is found where it was planted, with the way that leads to it, and nothing else is."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bench.check import large
from jimflow.core.exploration import Exploration, Finding, explore
from jimflow.core.exploration.atoms import ATOMS
from jimflow.core.exploration.findings import Bounds
from jimflow.core.rules import RULES
from jimflow.core.workflow import Workflow
from jimflow.files.workflows import load_workflow, workflow_files
from tests.build import SWEDEN, mini
from tests.core.tiny import Tiny
from tests.mini_people import both


def found(tiny: Tiny | Workflow, **how: Any) -> Exploration:
    return explore(tiny if isinstance(tiny, Workflow) else tiny.workflow(), SWEDEN, Bounds(**how))


def told(tiny: Tiny | Workflow) -> list[tuple[str, str, str]]:
    return [(f.weight, f.code, f.what.en) for f in found(tiny).findings]


def one(tiny: Tiny | Workflow, code: str) -> Finding:
    (finding,) = [f for f in found(tiny).findings if f.code == code]
    return finding


def way(finding: Finding) -> list[tuple[str, str, str, list[str]]]:
    return [(h.source.en, h.move.en, h.destination.en, [a.en for a in h.assumed]) for h in finding.trace]


def rule(check: str, severity: str = "block", **params: Any) -> dict[str, Any]:
    return {"check": check, "severity": severity, **params}


def pick(*answers: str, **params: Any) -> dict[str, Any]:
    return rule("form_has", assignment="one", field="pick", **({"is": list(answers)} if answers else {}), **params)


STEP: dict[str, Any] = {}
MEETING = {"meeting": {"length": "half day"}}
WORK = {"assignments": ["one"]}


def test_every_kind_of_rule_can_be_explored() -> None:
    assert set(ATOMS) == set(RULES)


def test_a_plain_programme_has_nothing_to_tell_and_says_what_was_tried() -> None:
    tiny = Tiny(
        {"a": {**WORK, "exit": ["done"]}, "b": STEP}, {"one": {}}, {"done": rule("submitted", assignments="step")}
    )
    answer = found(tiny)
    assert answer.findings == ()
    covered = answer.covered
    assert (covered.states, covered.ways, covered.rules, covered.assignments) == ((4, 4), (3, 3), (1, 1), (1, 1))
    assert (covered.laps, covered.late_joiners, covered.whole) == (1, False, True)


def test_the_same_definition_always_gets_the_same_answer() -> None:
    assert found(mini().workflow) == found(mini().workflow)


# 1. Entered and not left


def test_a_state_that_a_short_cut_leads_to_without_what_it_asks_for_cannot_be_left() -> None:
    tiny = Tiny(
        {"a": STEP, "b": WORK, "c": {"exit": ["done"]}},
        {"one": {}},
        {"done": rule("submitted", assignments=["one"])},
        {"skip": {"from": "a", "to": "c"}},
    )
    assert told(tiny) == [("mistake", "dead_end", "“C” can be entered but never left")]
    finding = one(tiny, "dead_end")
    assert way(finding) == [("Out", "Join", "A", []), ("A", "Skip", "C", [])]
    assert [t.en for t in finding.then] == [
        "On to “Done”: the rule done cannot be met: “One” is never given on the way here"
    ]


def test_work_that_closes_when_its_step_is_left_can_be_wanted_in_vain_later() -> None:
    tiny = Tiny(
        {"a": WORK, "b": {"exit": ["done"]}},
        {"one": {"closes": "when left"}},
        {"done": rule("submitted", assignments=["one"])},
    )
    finding = one(tiny, "dead_end")
    assert (finding.path, finding.then[0].en) == (
        ("steps", "b"),
        "On to “Done”: the rule done cannot be met: “One” was closed without an answer when the step was left",
    )


def test_a_circle_that_no_rule_lets_anyone_out_of() -> None:
    tiny = Tiny(
        {"a": {"exit": ["yes"]}, "b": WORK},
        {"one": {}},
        {"yes": pick("yes")},
        {"round": {"from": "a", "to": "side"}, "back": {"from": "side", "to": "a"}},
        states=["side"],
    )
    finding = one(tiny, "trap")
    assert finding.what.en == "from “A” one goes round and no end can be reached"
    assert way(finding) == [("Out", "Join", "A", [])]


def test_leaving_the_programme_is_no_way_to_complete_it() -> None:
    tiny = Tiny(
        {"a": STEP, "b": {**WORK, "exit": ["yes", "no"]}},
        {"one": {}},
        {"yes": pick("yes"), "no": pick("no")},
        {"withdraw": {"from": "active", "to": "gone"}},
        states=["gone!"],
    )
    finding = one(tiny, "no_goal")
    assert (finding.path, [t.en for t in finding.then]) == (
        ("steps", "b"),
        ["On to “Done”: the rules yes, no exclude each other"],
    )
    assert way(finding) == [("Out", "Join", "A", []), ("A", "On", "B", [])]


def test_a_waiver_or_an_acknowledged_warning_is_a_way_out() -> None:
    for severity, waivable in (("warn", False), ("block", True)):
        rules = {"done": rule("submitted", severity, assignments=["one"], waivable=waivable)}
        tiny = Tiny(
            {"a": STEP, "b": WORK, "c": {"exit": ["done"]}}, {"one": {}}, rules, {"skip": {"from": "a", "to": "c"}}
        )
        assert told(tiny) == []


def test_an_end_that_its_rules_keep_everyone_from() -> None:
    tiny = Tiny(
        {"a": WORK, "b": STEP},
        {"one": {}},
        {"yes": pick("yes"), "no": pick("no")},
        {"finish": {"from": "a", "to": "early", "rules": ["yes", "no"]}},
        states=["early!"],
    )
    assert [(f.code, f.path) for f in found(tiny).mistakes] == [
        ("not_reached", ("state_titles", "early")),
        ("excluded", ("rules", "no")),
    ]


# 2. Rules


def test_a_rule_about_work_that_is_never_given_by_then() -> None:
    tiny = Tiny(
        {"a": {"exit": ["done"]}, "b": WORK}, {"one": {}}, {"done": rule("submitted", "warn", assignments=["one"])}
    )
    assert told(tiny) == [
        (
            "warning",
            "never_met",
            "the rule done can never be met at On from “A” to “B”: the way is open only to who acknowledges it",
        )
    ]
    strict = replace(tiny, rules={"done": rule("submitted", assignments=["one"])})
    assert [f.code for f in found(strict).mistakes] == [
        "dead_end",
        "not_reached",
        "not_reached",
        "never_met",
        "never_given",
    ]


def test_rules_of_one_move_that_want_different_answers() -> None:
    steps = {"a": {**WORK, "exit": ["yes", "no"]}, "b": STEP}
    tiny = Tiny(steps, {"one": {}}, {"yes": pick("yes", severity="warn"), "no": pick("no", severity="warn")})
    assert told(tiny) == [("warning", "excluded", "the rules yes, no cannot be met together at On from “A” to “B”")]


def test_sizes_of_a_cluster_that_cannot_be_at_once() -> None:
    rules = {"many": rule("cluster_size", min=5), "few": rule("cluster_size", max=3)}
    tiny = Tiny({"a": {"exit": ["many", "few"]}, "b": STEP}, rules=rules)
    assert one(tiny, "excluded").what.en == "the rules many, few cannot be met together at On from “A” to “B”"


def parts(most: int | None = None) -> dict[str, Any]:
    return {"parties": {"lead": {"title": both("Ledare", "Lead"), **({"most": most} if most else {})}}}


def test_more_organisations_than_a_part_takes() -> None:
    rules = {"enough": rule("parties", part=["lead"], min=2)}
    steps = {"a": {"exit": ["enough"]}, "b": STEP}
    assert told(Tiny(steps, rules=rules, more=parts())) == []
    assert one(Tiny(steps, rules=rules, more=parts(most=1)), "never_met").path == ("rules", "enough")


def test_an_answer_of_a_case_that_cannot_have_been_started_yet() -> None:
    begun = {"title": both("Lyft", "Raise"), "workflow": "other", "from": "b"}
    rules = {"came": rule("answered", "warn", start="raise", at_least=1)}
    tiny = Tiny({"a": {"exit": ["came"]}, "b": STEP}, rules=rules, more={"starts": {"raise": begun}})
    assert one(tiny, "never_met").path == ("rules", "came")
    tiny.steps = {"a": STEP, "b": {"exit": ["came"]}}
    assert told(tiny) == []


def test_what_another_case_answers_tells_two_ways_apart() -> None:
    begun = {"title": both("Lyft", "Raise"), "workflow": "other", "from": "a"}
    rules = {
        "yes": rule("answered", start="raise", at_least=1, **{"is": ["granted"]}),
        "no": rule("answered", start="raise", at_least=1, **{"is": ["refused"]}),
    }
    ways = {
        "granted": {"from": "a", "to": "side", "rules": ["yes"]},
        "refused": {"from": "a", "to": "b", "rules": ["no"]},
    }
    tiny = Tiny({"a": STEP, "b": STEP}, rules=rules, states=["side!"], ways=ways, more={"starts": {"raise": begun}})
    assert told(tiny) == []
    tiny.ways["refused"]["rules"] = ["yes"]
    assert one(tiny, "same_situation").then[0].en == "started from here: “Raise” ended in granted"


def test_more_people_than_there_are_functions() -> None:
    rules = {"crowd": rule("attendance", of="own agency", at_least=3), "held": rule("meeting_held")}
    every = {"every_meeting": {"attendance": ["crowd"], "exit": ["held"]}}
    tiny = Tiny({"a": MEETING, "b": STEP}, rules=rules, more=every)
    assert told(tiny) == [
        (
            "warning",
            "more_people_than_functions",
            "the rule crowd asks for 3 people but only 2 functions take part in “A”: "
            "some of them must have several holders",
        )
    ]


def test_who_joins_late_is_seen_too() -> None:
    assert told(mini().workflow)[0] == (
        "warning",
        "no_goal",
        "for who joins after the first meeting: from “Kick-off” the programme cannot be completed, only left",
    )
    assert [h.destination.en for h in found(mini().workflow).findings[0].trace] == [
        "Invited",
        "Preparation",
        "Kick-off",
    ]


# 3. Work


def test_an_assignment_in_a_step_that_nobody_comes_to() -> None:
    tiny = Tiny(
        {"a": STEP, "b": {**WORK, "entry": ["many", "few"]}},
        {"one": {}},
        {"many": rule("cluster_size", min=5), "few": rule("cluster_size", max=3)},
    )
    assert ("mistake", "never_given", "the assignment “One” is never given to anybody") in told(tiny)


def test_waiting_for_what_is_given_on_another_way_only() -> None:
    side = {"from": "a", "to": "c"}
    tiny = Tiny(
        {"a": STEP, "b": WORK, "c": {"assignments": ["two"]}},
        {"one": {}, "two": {"waits_for": {"assignment": "one"}}},
        ways={"skip": side, "stop": {"from": "b", "to": "gone"}},
        along=["a", "b"],
        states=["gone!"],
    )
    tiny.ways["finish"] = {"from": "c", "to": "done"}
    assert told(tiny) == [("mistake", "waits_in_vain", "“Two” waits for “One” that never comes")]
    tiny.works["two"]["waits_for"]["until"] = "entered + 5 days"
    assert [(f.weight, f.code) for f in found(tiny).findings] == [("warning", "waits_in_vain")]


# 4. Reminders


def reminding(remind: str, **work: Any) -> Tiny:
    return Tiny({"a": WORK, "b": STEP}, {"one": {"remind": [remind], **work}})


def test_a_reminder_that_always_comes_before_the_opening() -> None:
    work = {"opens": "meeting + 1 working day", "due": "next_meeting - 35 days", "remind": ["due - 300 days"]}
    tiny = Tiny({"a": {**MEETING, "after": ["one"]}, "b": MEETING}, {"one": work})
    assert "always comes before the opening" in one(tiny, "never_sent").what.en
    assert "tried on" in one(tiny, "never_sent").what.en


def test_a_reminder_in_weeks_without_mail_is_never_sent() -> None:
    long = replace(
        SWEDEN, quiet_periods=tuple((date(y, m, 2), date(y, m, 28)) for y in range(2020, 2036) for m in range(1, 13))
    )
    (finding,) = explore(reminding("due - 14 days", due="entered + 20 days").workflow(), long).findings
    assert (finding.code, finding.path) == ("never_sent", ("assignments", "one", "remind", 0))
    assert "it always falls when no mail goes out" in finding.what.en


def test_a_notice_that_always_comes_after_the_meeting() -> None:
    work = {
        "opens": "meeting - 20 days",
        "due": "meeting - 2 days",
        "inform": [{"at": "due + 8 working days", "who": "chief"}],
    }
    finding = one(Tiny({"a": {**MEETING, "before": ["one"]}, "b": STEP}, {"one": work}), "sent_too_late")
    assert finding.path == ("assignments", "one", "inform", 0)


def test_an_ordinary_reminder_is_no_matter() -> None:
    assert told(reminding("due - 3 working days")) == []
    assert found(reminding("due - 3 working days")).covered.reminders == (1, 1)


def test_a_letter_that_never_goes() -> None:
    tiny = Tiny(
        {"a": {"exit": ["many", "few"]}, "b": STEP},
        rules={"many": rule("cluster_size", min=5), "few": rule("cluster_size", max=3)},
        more={"letters": {"hello": {"when": "enters b", "to": ["chief"], "template": "welcome"}}},
    )
    assert ("warning", "letter_never_sent", "the letter hello is never sent") in told(tiny)


# 5. Two moves, one situation

FORK: dict[str, Any] = {"other": {"from": "a", "to": "side", "completes": True}, "back": {"from": "side", "to": "b"}}


def fork(exit_: list[str], rules: list[str], *, completes: bool = True) -> Tiny:
    ways = {**FORK, "other": {**FORK["other"], "rules": rules, "completes": completes}}
    works = {"a": {**WORK, "exit": exit_}, "b": STEP}
    return Tiny(works, {"one": {}}, {"yes": pick("yes"), "no": pick("no"), "any": pick()}, ways, states=["side"])


def test_two_ways_that_both_complete_a_step_with_nothing_to_tell_them_apart() -> None:
    finding = one(fork([], []), "same_situation")
    assert finding.what.en == "from “A” both On to “B” and Other to “Side” apply in the same situation"
    assert way(finding) == [("Out", "Join", "A", [])]


def test_an_answer_tells_two_ways_apart() -> None:
    tiny = fork([], ["no"])
    tiny.steps["b"] = {"entry": ["yes"]}
    assert [f.code for f in found(tiny).findings if f.code == "same_situation"] == []


def test_two_ways_that_demand_the_same_answer() -> None:
    finding = one(fork(["any"], ["yes"], completes=False), "same_situation")
    assert [t.en for t in finding.then] == ["answered: “Yes?”: yes"]


def test_what_a_person_chooses_freely_claims_nothing() -> None:
    assert told(fork([], [], completes=False)) == []
    assert [f.code for f in found(mini().workflow).findings if f.code == "same_situation"] == []


# What was tried


def test_repeating_steps_are_gone_round_twice() -> None:
    tiny = Tiny({"a": STEP, "b": STEP}, ways={"again": {"from": "b", "to": "a"}})
    assert (found(tiny).covered.laps, found(tiny).findings) == (2, ())


def test_what_there_was_no_room_to_try_is_not_called_impossible() -> None:
    answer = found(mini().workflow, cases=3)
    assert (answer.covered.whole, answer.findings) == (False, ())


def test_two_hundred_states_are_explored_in_moments() -> None:
    workflow = large()
    began = time.perf_counter()
    answer = found(workflow)
    assert time.perf_counter() - began < 20  # about a second on a quiet machine
    assert (answer.covered.states, answer.covered.whole) == ((200, 200), True)
    assert answer.covered.ways[0] == answer.covered.ways[1] > 500


@pytest.mark.parametrize("path", workflow_files(), ids=lambda path: path.name)
def test_a_shipped_definition_has_no_mistake(path: Any) -> None:
    answer = found(load_workflow(path))
    assert [f.what.sv for f in answer.mistakes] == []
    assert answer.covered.whole
    assert answer.covered.states[0] == answer.covered.states[1]
