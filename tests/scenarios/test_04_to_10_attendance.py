"""Scenarios 4 to 10: who should take part, who does, and what is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.advance import advance
from jimflow.core.model import Blocker, Change, Facts, Policy, Presence, Refusal, Reply
from jimflow.core.rearm import Known
from jimflow.core.remind import sweep
from jimflow.core.rules import View, evaluate
from jimflow.core.status import readiness, step_status
from tests.build import at, waiver
from tests.scenarios.agency import (
    DAYS,
    RECOMMENDED,
    TOP,
    agency,
    attended,
    cluster_meetings,
    jim_plus,
    number,
    roster,
    work,
)

THEMED = replace(cluster_meetings()["deepening"], theme="knowledge")
BLOCK = Policy({"management_present": "block"})
T21, T7 = at("2021-09-08 08:00"), at("2021-09-22 08:00")


def found(known: Facts, step: str, *, forecast: bool = False) -> list[Blocker]:
    """Every finding about attendance at a meeting."""
    at_step = jim_plus().workflow.steps[step]
    today = DAYS[step]
    verdicts = evaluate(View(jim_plus().workflow, known, at_step, today, forecast), at_step.attendance)
    return [b for v in verdicts for b in v.blockers]


def codes(known: Facts, step: str, **how: Any) -> list[tuple[str, str]]:
    return [(b.code, b.severity) for b in found(known, step, **how)]


def asked(known: Facts, when: Any, step: str = "budgeting") -> list[tuple[str, list[str]]]:
    """Who is told of readiness at `when`, and of which findings."""
    rows = [
        Known(n, f"readiness:{step}:0", when, to, None, "pending")
        for n, to in enumerate(("gm_coordinator", "programme_coordinator"))
    ]
    said = sweep(jim_plus(), known, rows, when).messages
    return [(str(m.facts["function"]), [f["code"] for f in m.facts["findings"]]) for m in said]


def test_scenario_4_a_missing_function_is_a_warning_and_the_meeting_is_ready() -> None:
    known = agency("budgeting", appointments=roster(without=["finance"]))
    assert codes(known, "budgeting", forecast=True) == [("functions_present", "warn")]
    assert found(known, "budgeting", forecast=True)[0].facts["function"] == "finance"
    assert readiness(jim_plus(), known, jim_plus().workflow.steps["budgeting"], T21) == (True, False)


def test_scenario_5_at_t_21_both_coordinators_are_told_that_nobody_from_top_management_comes() -> None:
    nobody = agency("budgeting", appointments=roster(top=()))
    told = [(who, ["management_present"]) for who in ("gm_coordinator", "programme_coordinator")]
    assert asked(nobody, T21) == told
    assert asked(nobody, T7) == told
    assert asked(agency("budgeting"), T21) == []


@pytest.mark.parametrize(
    ("policy", "given", "word"),
    [
        (Policy(), (), "ready"),
        (BLOCK, (), "before_submitted"),
        (BLOCK, (waiver("management_present", "budgeting"),), "ready"),
        (BLOCK, (waiver("management_present", "budgeting", in_force=False),), "before_submitted"),
    ],
    ids=["as a warning", "as a stop", "waived", "waiver not countersigned"],
)
def test_scenario_5_where_top_management_is_a_stop_the_step_is_not_ready_without_a_waiver(
    policy: Policy, given: Any, word: str
) -> None:
    nobody = agency(
        "budgeting",
        appointments=roster(top=()),
        assignments=(work("budgeting", "describe_resources", "submitted"),),
        policy=policy,
        waivers=given,
    )
    assert step_status(jim_plus(), nobody, T21) == word


def budgeting_over(*functions: str, **other: Any) -> Facts:
    return agency(
        "budgeting",
        meetings=cluster_meetings(held=["budgeting"]) | {"deepening": THEMED},
        presences=attended("budgeting", *functions),
        assignments=tuple(work("budgeting", n, "submitted") for n in ("describe_resources", "adjust_resources")),
        answers={("budgeting", "adjust_resources", "resource_question"): '"x"'},
        **other,
    )


@pytest.mark.parametrize(("policy", "stops"), [(Policy(), False), (BLOCK, True)])
def test_scenario_5_afterwards_it_may_be_acknowledged_only_where_it_is_a_warning(policy: Policy, stops: bool) -> None:
    known = budgeting_over(*RECOMMENDED, appointments=roster(top=()), policy=policy)
    result = advance(jim_plus(), known, "advance", at("2021-10-04 10:00"), acknowledged=["management_present"])
    assert isinstance(result, Refusal if stops else Change)


def test_scenario_6_a_manager_who_fills_a_function_is_the_top_management_that_is_asked_for() -> None:
    assert TOP[0] in RECOMMENDED
    known = budgeting_over(*RECOMMENDED)
    assert found(known, "budgeting") == []
    assert isinstance(advance(jim_plus(), known, "advance", at("2021-10-04 10:00")), Change)


@pytest.mark.parametrize("step", DAYS)
def test_scenario_7_the_head_is_missed_only_at_the_first_and_the_last_meeting(step: str) -> None:
    without = agency("preparation", appointments=roster(without=["agency_head", "ministry_officer"]))
    expected = [("head_present", "warn"), ("ministry_present", "info")] if step in ("start", "follow_up") else []
    assert codes(without, step, forecast=True) == expected
    assert codes(agency(step, presences=attended(step, *RECOMMENDED)), step) == expected


def head_sent_a_deputy(*, deputies_count: bool) -> Facts:
    deputy = number("core_business_manager")
    others = [p for p in attended("follow_up", *RECOMMENDED, "ministry_officer") if p.appointment != deputy]
    return agency(
        "follow_up",
        presences=(Presence("follow_up", deputy, present=True, deputised_for=number("agency_head")), *others),
        replies=(Reply("follow_up", number("agency_head"), "no", deputy=deputy),),
        policy=Policy(deputy_counts=deputies_count),
    )


@pytest.mark.parametrize("forecast", [True, False])
@pytest.mark.parametrize(("count", "missed"), [(True, []), (False, [("head_present", "warn")])])
def test_scenario_8_a_deputy_meets_the_rule_only_where_the_round_lets_deputies_count(
    count: bool, missed: list[tuple[str, str]], forecast: bool
) -> None:
    assert codes(head_sent_a_deputy(deputies_count=count), "follow_up", forecast=forecast) == missed


def test_scenario_8_otherwise_a_waiver_is_what_helps() -> None:
    given = (waiver("head_present", "follow_up", "2022-12-31"),)
    (finding,) = found(replace(head_sent_a_deputy(deputies_count=False), waivers=given), "follow_up")
    assert (finding.code, finding.waivable, finding.waived) == ("head_present", True, True)
    assert not finding.stops(frozenset())


def test_scenario_9_an_acting_head_is_the_head() -> None:
    known = agency(
        "start",
        appointments=roster(agency_head={"acting": True}),
        presences=attended("start", *RECOMMENDED, "agency_head", "ministry_officer"),
    )
    assert codes(known, "start") == []


def test_scenario_10_the_ministry_officers_absence_holds_nobody_back_and_is_the_ministrys() -> None:
    known = agency(
        "start",
        meetings=cluster_meetings(held=["start"]),
        presences=attended("start", *RECOMMENDED, "agency_head"),
        assignments=tuple(work("start", n, "submitted") for n in ("describe_start", "name_problem_area")),
        answers={("start", "name_problem_area", "shared_challenge"): '"x"'},
    )
    result = advance(jim_plus(), known, "advance", at("2021-04-15 10:00"))
    assert isinstance(result, Change)
    seen = [(b.code, b.severity, b.accounts_to) for v in result.verdicts for b in v.blockers]
    assert seen == [("ministry_present", "info", "ministry")]
