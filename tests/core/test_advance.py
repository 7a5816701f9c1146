"""The one decision: what is allowed, and if not why not, all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.core.advance import needs, report
from jimflow.core.model import Blocker, Change, Facts, Policy, Presence, Refusal
from tests.build import (
    assignment,
    came,
    facts,
    meeting,
    meetings,
    mini,
    programme,
    staff,
    waiver,
)
from tests.build_workflow import GONE, mini_definition
from tests.core.moving import DONE, NOW, THEME, clear, move, refuse


def codes(result: Change | Refusal) -> list[str]:
    """What stood in the way or was passed, in the order it was found."""
    return [b.code for v in result.verdicts for b in v.blockers]


# Allowed


def test_with_everything_in_place_the_agency_moves_and_every_verdict_is_kept() -> None:
    change = move(clear())
    assert change == Change("advance", "start", "deepening", change.verdicts)
    assert [(v.rule, v.step, v.met) for v in change.verdicts] == [
        ("meeting_held", "start", True),
        ("before_submitted", "start", True),
        ("after_submitted", "start", True),
        ("problem_named", "start", True),
        ("management_present", "start", True),
        ("functions_present", "start", True),
        ("head_present", "start", True),
        ("officer_present", "start", True),
        ("theme_chosen", "deepening", True),
    ]


def test_the_wanted_state_may_be_named_when_it_is_the_next() -> None:
    assert move(clear(), to="deepening").destination == "deepening"


def test_information_never_stops() -> None:
    change = move(clear(presences=came("start", "planner", "coordinator", "head")))
    assert codes(change) == ["officer_present"]
    assert change.acknowledged == ()


# Refused by rules


def test_every_finding_is_reported_at_once() -> None:
    result = refuse(facts("start", meetings=meetings()))
    assert (result.trigger, result.source, result.wanted) == ("advance", "start", "deepening")
    assert codes(result) == [b.code for b in result.blockers]
    assert codes(result) == [
        "meeting_held",
        "before_submitted",
        "after_submitted",
        "problem_named",
        "theme_chosen",
    ]


def test_an_acknowledged_warning_is_passed_and_kept_in_the_change() -> None:
    known = clear(presences=came("start", "planner", "head"))
    assert codes(refuse(known)) == ["functions_present", "officer_present"]
    assert move(known, acknowledged=["functions_present"]).acknowledged == ("functions_present",)


def test_each_warning_must_be_acknowledged_by_itself() -> None:
    known = clear(presences=came("start", "planner"), assignments=DONE[:1])
    passed = ("after_submitted", "functions_present", "head_present", "management_present")
    result = refuse(known, acknowledged=passed[1:])
    assert sorted(codes(result)) == [*passed, "officer_present"]
    assert [b.code for b in result.blockers if b.stops(frozenset(passed[1:]))] == ["after_submitted"]
    assert move(known, acknowledged=reversed(passed)).acknowledged == passed


def test_only_what_was_in_the_way_is_kept_as_acknowledged() -> None:
    known = clear(presences=came("start", "planner", "head"), waivers=(waiver("functions_present", "start"),))
    all_codes = ["functions_present", "officer_present", "management_present", "nonsense"]
    assert move(known, acknowledged=all_codes).acknowledged == ()


@pytest.mark.parametrize("code", ["meeting_held", "problem_named", "theme_chosen"])
def test_a_stop_cannot_be_acknowledged(code: str) -> None:
    known = clear(
        meetings={**THEME, "start": meeting("start")} if code == "meeting_held" else THEME,
        answers={} if code == "problem_named" else {("start", "name_problem", "problem"): '"x"'},
    )
    if code == "theme_chosen":
        known = replace(known, meetings=meetings(held=["start"]))
    result = refuse(known, acknowledged=[code])
    assert [b.code for b in result.blockers if b.severity == "block"] == [code]


def test_a_severity_raised_by_the_round_stops_what_was_a_warning() -> None:
    known = clear(presences=came("start", "coordinator", "officer"), policy=Policy({"management_present": "block"}))
    passed = ["management_present", "functions_present", "head_present"]
    assert [b.severity for b in refuse(known, acknowledged=passed).blockers] == ["block", "warn", "warn"]
    assert move(replace(known, policy=Policy()), acknowledged=passed).destination == "deepening"


def test_a_severity_lowered_by_the_round_lets_pass_what_stopped() -> None:
    known = clear(answers={})
    assert codes(refuse(known)) == ["problem_named"]
    assert move(replace(known, policy=Policy({"problem_named": "info"}))).destination == "deepening"


def test_a_waiver_passes_a_stop_that_may_be_waived() -> None:
    known = clear(presences=came("start", "coordinator", "head"), policy=Policy({"management_present": "block"}))
    roster = staff(head={"top_management": False})
    waived = replace(known, appointments=roster, waivers=(waiver("management_present", "start"),))
    assert codes(refuse(replace(waived, waivers=()), acknowledged=["functions_present"])) == [
        "management_present",
        "functions_present",
        "officer_present",
    ]
    assert move(waived, acknowledged=["functions_present"]).acknowledged == ("functions_present",)


def test_before_the_meeting_is_held_attendance_is_a_forecast_and_only_information() -> None:
    known = clear(meetings=meetings(), presences=(), appointments=staff(without=["planner"]))
    seen = [b for b in refuse(known).blockers if b.code == "functions_present"]
    assert [(b.severity, b.facts["forecast"], b.facts["vacant"]) for b in seen] == [("info", True, True)]


def test_looking_ahead_attendance_that_nobody_has_recorded_is_a_forecast_that_counts() -> None:
    """For the day after the meeting: nobody has come yet, and the planner's place is vacant."""
    along = mini().workflow.transitions["advance"]

    def seen(known: Facts, *, ahead: bool) -> list[tuple[str, str, object]]:
        verdicts = report(mini(), known, along, "deepening", NOW, looking_ahead=ahead)
        return [(b.code, b.severity, b.facts["forecast"]) for v in verdicts for b in v.blockers]

    held = clear(presences=(), appointments=staff(without=["planner"]))
    assert seen(held, ahead=True) == [("functions_present", "warn", True)]
    assert [code for code, _, forecast in seen(held, ahead=False) if not forecast] == [
        "management_present",
        "functions_present",
        "functions_present",
        "head_present",
        "officer_present",
    ]
    recorded = replace(held, presences=came("start", "coordinator", "head", "officer"))
    assert seen(recorded, ahead=True) == [("functions_present", "warn", False)]
    elsewhere = replace(held, presences=came("deepening", "coordinator"))
    assert seen(elsewhere, ahead=True) == [("functions_present", "warn", True)]


def test_an_accepted_catch_up_lets_the_absent_agency_move_on() -> None:
    absent = tuple(Presence("start", n, present=False) for n in range(1, 6))
    known = clear(presences=absent, policy=Policy({"management_present": "block"}))
    assert "management_present" in codes(refuse(known, acknowledged=["head_present"]))
    cured = replace(known, assignments=(*known.assignments, assignment("start", "read_notes", "accepted")))
    assert move(cured, acknowledged=["head_present"]).acknowledged == ("head_present",)


# Refused by order


def test_a_step_cannot_be_skipped_and_the_next_one_is_named() -> None:
    result = refuse(clear(), to="follow_up")
    seen = {
        "trigger": "advance",
        "state": "start",
        "wanted": "follow_up",
        "next": "deepening",
        "possible": ["advance", "pause", "reopen", "withdraw"],
        "ways": ["deepening"],
    }
    blocker = Blocker("order", "block", waivable=False, step="start", facts=seen)
    assert result == Refusal("advance", "start", "follow_up", (blocker,))


@pytest.mark.parametrize(
    ("state", "trigger", "to", "possible"),
    [
        ("start", "accept", None, ["advance", "pause", "reopen", "withdraw"]),
        ("invited", "advance", None, ["accept", "decline"]),
        ("completed", "advance", None, []),
        ("withdrawn", "resume", None, []),
        ("start", "no_such", None, ["advance", "pause", "reopen", "withdraw"]),
        ("preparation", "reopen", "preparation", ["advance", "pause", "withdraw"]),
        ("start", "reopen", "deepening", ["advance", "pause", "reopen", "withdraw"]),
        ("start", "reopen", None, ["advance", "pause", "reopen", "withdraw"]),
        ("paused", "resume", None, ["resume", "withdraw"]),
        ("start", "advance", "start", ["advance", "pause", "reopen", "withdraw"]),
    ],
)
def test_what_has_no_way_from_here_is_refused_with_the_ways_there_are(
    state: str, trigger: str, to: str | None, possible: list[str]
) -> None:
    result = refuse(facts(state), trigger, to=to, reason="r")
    assert [(b.code, b.severity, b.facts["possible"]) for b in result.blockers] == [("order", "block", possible)]
    assert (result.verdicts, result.wanted) == ((), to)
    assert (result.blockers[0].facts["wanted"], result.blockers[0].facts["state"]) == (to or "", state)


def test_where_there_is_no_next_step_none_is_named() -> None:
    assert refuse(facts("completed"), "advance").blockers[0].facts["next"] == ""


def test_what_was_left_and_is_no_longer_in_the_programme_cannot_be_resumed() -> None:
    assert [b.code for b in refuse(facts("paused", came_from="no_such_step"), "resume").blockers] == ["order"]


def test_an_impossible_reopening_names_the_steps_one_may_go_back_to() -> None:
    (blocker,) = refuse(facts("deepening"), "reopen", to="closing", reason="r").blockers
    assert blocker.facts["ways"] == ["preparation", "start"]


# Which rules are asked


@pytest.mark.parametrize(
    ("state", "trigger", "to"),
    [
        ("start", "withdraw", None),
        ("start", "pause", None),
        ("start", "reopen", "preparation"),
        ("paused", "resume", None),
        ("paused", "withdraw", None),
        ("proposed", "invite", None),
    ],
)
def test_only_moving_along_asks_the_rules_of_the_steps(state: str, trigger: str, to: str | None) -> None:
    known = facts(state, came_from="start" if state == "paused" else None)
    assert move(known, trigger, to=to, reason="för att").verdicts == ()


def test_joining_asks_the_entry_rules_of_the_first_step_alone() -> None:
    p = programme({"steps.preparation.entry": ["cluster_large_enough"]})
    verdicts = move(facts("invited"), "accept", p).verdicts
    assert [(v.rule, v.step) for v in verdicts] == [("cluster_large_enough", "preparation")]


def test_a_transition_may_have_rules_of_its_own() -> None:
    p = programme({"transitions.withdraw.rules": ["roles_filled"], "rules.roles_filled.severity": "block"})
    known = facts("start", appointments=staff(without=["planner"]))
    assert codes(refuse(known, "withdraw", p, reason="r")) == ["roles_filled"]
    assert move(facts("start"), "withdraw", p, reason="r").destination == "withdrawn"


@pytest.mark.parametrize(
    ("trigger", "state", "step"),
    [("invite", "proposed", "preparation"), ("pause", "start", "start"), ("reach", "invited", "start")],
)
def test_the_rules_of_a_transition_are_asked_wherever_it_starts(trigger: str, state: str, step: str) -> None:
    p = programme(
        {
            "transitions.reach": {**mini_definition()["transitions"]["accept"], "to": "start"},
            f"transitions.{trigger}.rules": ["roles_filled"],
            "rules.roles_filled.severity": "block",
        }
    )
    result = refuse(facts(state, appointments=staff(without=["planner"])), trigger, p, reason="r")
    assert [(v.rule, v.step) for v in result.verdicts if v.rule == "roles_filled"] == [("roles_filled", step)]
    assert [b.code for b in result.blockers if b.severity == "block"] == ["roles_filled"]


# Reasons


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_required_reason_must_say_something(reason: str) -> None:
    result = refuse(facts("start"), "withdraw", reason=reason)
    seen = {"trigger": "withdraw"}
    assert result.blockers == (Blocker("reason_needed", "block", waivable=False, step="start", facts=seen),)


def test_a_missing_reason_does_not_hide_what_the_rules_say() -> None:
    p = programme({"transitions.withdraw.rules": ["roles_filled"], "rules.roles_filled.severity": "block"})
    result = refuse(facts("start", appointments=staff(without=["planner"])), "withdraw", p)
    assert [b.code for b in result.blockers] == ["roles_filled", "reason_needed"]


def test_the_reason_is_kept_without_the_spaces_around_it() -> None:
    assert move(facts("start"), "withdraw", reason="  omorganisation ").reason == "omorganisation"


def test_a_reason_that_is_only_asked_for_may_be_left_out() -> None:
    assert move(facts("invited"), "decline").destination == "declined"


# What a decision reads


@pytest.mark.parametrize(
    ("trigger", "state", "more"),
    [
        ("advance", "start", {"assignments_alone", "presences_here", "replies_here", "answers"}),
        ("advance", "closing", {"assignments_alone", "results"}),
        ("advance", "preparation", {"assignments_alone", "size"}),
        ("accept", "invited", {"assignments"}),
        ("resume", "paused", {"assignments", "size"}),
        ("withdraw", "start", {"assignments"}),
        ("no_such", "start", {"assignments"}),
    ],
)
def test_a_decision_asks_for_no_more_facts_than_its_rules_need(trigger: str, state: str, more: set[str]) -> None:
    assert needs(mini().workflow, trigger, state) == {"meetings", "appointments", "waivers"} | more


def test_the_rules_of_the_transition_itself_are_among_the_needs() -> None:
    p = programme({"transitions.withdraw.rules": ["results_far"]})
    assert "results" in needs(p.workflow, "withdraw", "start")


def test_the_definition_without_a_reopen_has_no_such_trigger() -> None:
    p = programme({"transitions.reopen": GONE})
    assert refuse(facts("deepening"), "reopen", p, to="start", reason="r").blockers[0].code == "order"
