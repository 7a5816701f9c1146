"""Scenarios 1, 14, 16 and 18: the order of the steps, leaving, joining late, and the end."""

from __future__ import annotations

from jimflow.core.advance import advance
from jimflow.core.model import Change, Refusal
from jimflow.core.plan import timings
from jimflow.core.remind import Sweep, sweep
from jimflow.core.rules import View, evaluate
from tests.build import at
from tests.scenarios.agency import (
    OWN,
    RECOMMENDED,
    agency,
    attended,
    cluster_meetings,
    jim_plus,
    planned,
    work,
)

NOW = at("2021-10-04 10:00")


def test_scenario_1_an_agency_in_step_2_cannot_go_to_step_4_and_is_told_of_step_3() -> None:
    result = advance(jim_plus(), agency("problem_formulation"), "advance", NOW, to="deepening")
    assert isinstance(result, Refusal)
    (blocker,) = result.blockers
    assert (blocker.code, blocker.severity, blocker.facts["next"]) == ("order", "block", "budgeting")


def test_scenario_14_an_agency_that_withdraws_has_its_open_work_cancelled_and_hears_no_more() -> None:
    known, rows = planned(agency("budgeting"))
    open_ids = [a.id for a in known.assignments if a.unfinished]
    assert len(open_ids) > 5
    result = advance(jim_plus(), known, "withdraw", NOW, reason="Omorganisation")
    assert isinstance(result, Change)
    assert (result.destination, result.drop_pending, result.messages) == ("withdrawn", True, ())
    assert result.close == tuple((i, "cancelled") for i in open_ids)
    late = sweep(jim_plus(), agency("withdrawn", assignments=known.assignments), rows, NOW)
    assert late == Sweep(dict.fromkeys((k.id for k in rows), "dropped"), [], [])


def test_scenario_14_the_smaller_cluster_is_information_to_the_others() -> None:
    p = jim_plus()
    (verdict,) = evaluate(
        View(p.workflow, agency("start", cluster_size=3), p.workflow.steps["start"], NOW.date()), ["cluster_size"]
    )
    assert [(b.severity, b.facts["count"]) for b in verdict.blockers] == [("info", 3)]


def test_scenario_16_who_joins_after_meeting_1_prepares_and_catches_up_on_it() -> None:
    now = at("2021-05-03 10:00")
    invited = agency("invited", meetings=cluster_meetings(held=["start"]))
    joined = advance(jim_plus(), invited, "accept", now)
    assert isinstance(joined, Change)
    assert (joined.destination, joined.late_joiner, joined.replan) == ("preparation", True, True)
    newcomer = agency("preparation", meetings=cluster_meetings(held=["start"]), late_joiner=True)
    given = [(t.step.name, t.assignment.name, t.open_now) for t in timings(jim_plus(), newcomer, now)]
    assert given[:5] == [
        ("preparation", "self_assessment", True),
        ("preparation", "name_functions", True),
        ("start", "read_notes", True),
        ("problem_formulation", "describe_problems", False),
        ("problem_formulation", "sharpen_problem", False),
    ]


def test_scenario_16_the_missing_self_assessment_only_warns_the_newcomer() -> None:
    named = work("preparation", "name_functions", "submitted")
    newcomer = agency("preparation", late_joiner=True, assignments=(named, work("preparation", "self_assessment")))
    refused = advance(jim_plus(), newcomer, "advance", NOW)
    assert isinstance(refused, Refusal)
    assert [(b.code, b.severity) for b in refused.blockers] == [("self_assessment_done", "warn")]
    passed = advance(jim_plus(), newcomer, "advance", NOW, acknowledged=["self_assessment_done"])
    assert isinstance(passed, Change)


def test_scenario_16_the_newcomers_accepted_catch_up_stands_for_everything_of_meeting_1_but_the_head() -> None:
    def there(status: str) -> list[str]:
        known = agency(
            "start",
            late_joiner=True,
            meetings=cluster_meetings(held=["start"]),
            assignments=(work("start", "read_notes", status),),
            answers={("start", "name_problem_area", "shared_challenge"): '"x"'},
        )
        result = advance(jim_plus(), known, "advance", NOW)
        assert isinstance(result, Refusal)
        return [b.code for b in result.blockers if b.severity == "warn"]

    missed = ["before_done", "after_done", *["functions_present"] * 4, "management_present", "head_present"]
    assert sorted(there("submitted")) == sorted(missed)
    assert there("accepted") == ["head_present"]


CLOSED = {
    "assignments": (work("closing", "closing_report", "submitted"),),
    "answers": {("closing", "closing_report", "approved_by"): '"x"'},
}


def test_scenario_18_after_meeting_5_with_everything_in_the_agency_comes_to_the_end() -> None:
    held = cluster_meetings(held=["follow_up"])
    last = agency(
        "follow_up",
        meetings=held,
        presences=attended("follow_up", *OWN, "ministry_officer"),
        assignments=(work("follow_up", "describe_follow_up", "submitted"), work("follow_up", "develop_follow_up")),
    )
    refused = advance(jim_plus(), last, "advance", NOW)
    assert isinstance(refused, Refusal)
    assert [b.code for b in refused.blockers] == ["after_done"]
    done = advance(jim_plus(), agency("closing", **CLOSED, results=frozenset({"operations"})), "advance", NOW)
    assert isinstance(done, Change)
    assert (done.destination, [b for v in done.verdicts for b in v.blockers]) == ("completed", [])
    assert {m.template for m in done.messages} == {"completion"}


def test_scenario_18_with_only_the_first_steps_of_the_chain_it_completes_with_a_notice() -> None:
    done = advance(jim_plus(), agency("closing", **CLOSED, results=frozenset({"activity", "product"})), "advance", NOW)
    assert isinstance(done, Change)
    found = [(b.code, b.severity, b.facts["reached"]) for v in done.verdicts for b in v.blockers]
    assert (done.destination, found) == (
        "completed",
        [("results_reach_practice", "info", ["activity", "product"])],
    )


def test_the_recommended_functions_are_four() -> None:
    assert jim_plus().workflow.rules["functions_present"].params["functions"] == RECOMMENDED
