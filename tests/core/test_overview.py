"""The programme coordinator's morning: what is late, stopped, free to move, and coming."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.model import Facts, Policy
from jimflow.core.overview import Overview, overview
from tests.build import assignment, at, came, day, ends, facts, meeting, meetings, mini, programme, staff

NOW = at("2021-05-03 08:00")  # a Monday; ten working days on is Tuesday 18 May, Ascension lies between
THEME = meetings(meeting("deepening", theme="case_handling"), held=["start"])


def agency(state: str = "start", name: str = "Alfaverket", **known: Any) -> Facts:
    given: dict[str, Any] = {
        "organisation_name": name,
        "meetings": THEME,
        "presences": came("start", "planner", "coordinator", "head", "officer"),
        "assignments": (
            assignment("start", "describe_today", "submitted"),
            assignment("start", "name_problem", "submitted"),
        ),
        "answers": {("start", "name_problem", "problem"): '"x"'},
        **known,
    }
    return facts(state, **given)


def morning(*cases: Facts, now: Any = NOW, p: Any = None) -> Overview:
    return overview(p or mini(), cases, now)


def test_when_nothing_is_to_be_told_the_overview_is_empty() -> None:
    quiet = agency("preparation", meetings={}, assignments=(), appointments=staff(without=["planner"]))
    seen = morning(quiet)
    assert (seen.empty, seen.facts()) == (True, {"late": [], "stopped": [], "ready": [], "coming": []})


@pytest.mark.parametrize(
    "case",
    [
        {"state": "deepening", "assignments": (assignment("start", "describe_today", due="2021-04-07"),)},
        {"answers": {}},
        {},
        {"meetings": meetings(meeting("start", day("2021-05-10")))},
    ],
    ids=["late", "stopped", "ready", "coming"],
)
def test_anything_to_tell_makes_it_worth_telling(case: dict[str, Any]) -> None:
    seen = morning(agency(**case))
    assert [len(lines) for lines in seen.facts().values()].count(0) == 3
    assert not seen.empty


def test_who_can_move_on_is_named_with_where_to() -> None:
    seen = morning(agency())
    assert (seen.ready, seen.stopped, seen.empty) == (
        [{"organisation": "Alfaverket", "state": "start", "to": "deepening"}],
        [],
        False,
    )


def test_who_is_stopped_is_named_with_every_code_and_which_of_them_stop_for_good() -> None:
    case = agency(answers={}, presences=came("start", "planner", "head"))
    seen = morning(case)
    absent = {"meeting": "start", "forecast": False, "recorded": True}
    absent |= {"function": "coordinator", "missing": ["coordinator"], "vacant": False}
    assert (seen.ready, seen.stopped) == (
        [],
        [
            {
                "organisation": "Alfaverket",
                "state": "start",
                "to": "deepening",
                "codes": ["functions_present", "problem_named"],
                "blocks": ["problem_named"],
                "cluster": ["Klustret", "The cluster"],
                "findings": [
                    {"code": "problem_named", "facts": {"assignment": "name_problem", "field": "problem"}},
                    {"code": "functions_present", "facts": absent},
                ],
            }
        ],
    )


def test_nobody_is_stopped_by_what_may_still_come_in_time() -> None:
    made = (assignment("start", "describe_today", "submitted"), assignment("start", "name_problem", due="2021-05-03"))
    waiting = agency(assignments=made, answers={})
    assert (morning(waiting).ready, morning(waiting).stopped) == ([], [])
    next_day = morning(waiting, now=at("2021-05-04 08:00"))
    assert [line["codes"] for line in next_day.stopped] == [["after_submitted", "problem_named"]]


def test_what_may_still_come_hides_nothing_else() -> None:
    made = (assignment("start", "describe_today", "submitted"), assignment("start", "name_problem", due="2021-05-25"))
    seen = morning(agency(assignments=made, answers={}, presences=came("start", "planner", "head")))
    assert [line["codes"] for line in seen.stopped] == [["functions_present"]]


def test_what_only_warns_also_keeps_an_agency_from_moving_by_itself() -> None:
    seen = morning(agency(presences=came("start", "planner", "head")))
    assert [(line["codes"], line["blocks"]) for line in seen.stopped] == [(["functions_present"], [])]


def test_before_its_meeting_is_held_an_agency_is_simply_under_way() -> None:
    seen = morning(agency(meetings=meetings()), agency(meetings={}))
    assert (seen.ready, seen.stopped) == ([], [])


def test_a_step_without_a_meeting_is_told_when_it_is_clear_or_stopped_for_good_but_not_for_warnings() -> None:
    clear = agency("closing", results=frozenset({"outcome"}))
    assert [line["to"] for line in morning(clear).ready] == ["completed"]
    warned = agency("preparation", appointments=staff(without=["planner"]))
    assert (morning(warned).ready, morning(warned).stopped) == ([], [])
    stopped = agency("preparation", appointments=staff(without=["planner"]), policy=Policy({"roles_filled": "block"}))
    assert [line["blocks"] for line in morning(stopped).stopped] == [["roles_filled"]]


def test_a_result_is_missed_only_when_the_report_that_is_to_place_it_is_late() -> None:
    question = {"id": "at", "type": "choice", "choices": "result_step", "sv": "Var?", "en": "Where?"}
    placing = programme({"forms.report.questions.2": question, "rules.results_far.severity": "block"})
    waiting = agency("closing", assignments=(assignment("closing", "final_report", due="2021-05-19"),))
    first, last = (overview(placing, [waiting], at(f"2021-05-{day} 08:00")) for day in (10, 20))
    assert (first.stopped, [line["codes"] for line in last.stopped]) == ([], [["results_far"]])


@pytest.mark.parametrize("state", ["invited", "paused", "withdrawn", "completed"])
def test_who_is_not_active_is_not_spoken_of(state: str) -> None:
    case = agency(state, assignments=(assignment("start", "describe_today", due="2021-04-07"),))
    assert morning(case).empty


def test_every_late_assignment_is_told_whatever_its_step() -> None:
    made = (
        assignment("start", "describe_today", due="2021-04-07"),
        assignment("start", "name_problem", due="2021-08-25"),
        assignment("preparation", "self_assessment", "planned", due="2021-03-29"),
        assignment("follow_up", "evaluate", due="2021-04-20"),
    )
    assert morning(agency("deepening", assignments=made)).late == [
        {"organisation": "Alfaverket", "assignment": "describe_today", "step": "start", "due": str(ends("2021-04-07"))}
    ]


def test_meetings_and_deadlines_of_the_next_ten_working_days_stand_in_order_of_days() -> None:
    on = {
        "start": meeting("start", day("2021-05-18")),
        "deepening": meeting("deepening", day("2021-05-19")),
    }
    work = (assignment("start", "describe_today", due="2021-05-11"),)
    cases = [
        agency(meetings=on, assignments=work),
        agency(name="Betaverket", meetings=on, assignments=work),
        agency(name="Gammaverket", meetings=on, assignments=work, cluster_id=2, cluster_name=("Annat", "Other")),
    ]
    assert morning(*cases).coming == [
        {"day": "2021-05-11", "assignment": "describe_today", "step": "start", "count": 3},
        {"day": "2021-05-18", "meeting": "start", "cluster": ["Klustret", "The cluster"]},
        {"day": "2021-05-18", "meeting": "start", "cluster": ["Annat", "Other"]},
    ]


def test_a_single_answer_that_is_waited_for_says_from_whom() -> None:
    work = (assignment("start", "describe_today", due="2021-05-11"),)
    assert morning(agency(name="Betaverket", assignments=work), agency()).coming == [
        {"day": "2021-05-11", "assignment": "describe_today", "step": "start", "count": 1, "from": "Betaverket"}
    ]


@pytest.mark.parametrize(("status", "count"), [("planned", 1), ("held", 0), ("cancelled", 0)])
def test_only_planned_meetings_are_coming(status: Any, count: int) -> None:
    on = {"start": meeting("start", day("2021-05-03"), status=status)}
    assert len(morning(agency(meetings=on)).coming) == count


def test_deadlines_are_coming_from_today_to_the_tenth_working_day() -> None:
    work = (
        assignment("start", "describe_today", due="2021-05-03"),
        assignment("start", "name_problem", due="2021-05-02"),
        assignment("deepening", "prepare_theme", "submitted", due="2021-05-04"),
        assignment("follow_up", "evaluate", due="2021-05-18"),
        assignment("closing", "final_report", due="2021-05-19"),
    )
    assert [line["day"] for line in morning(agency(assignments=work)).coming] == ["2021-05-03", "2021-05-18"]


def test_a_programme_may_be_told_of_in_any_words() -> None:
    p = programme({"workflow": "another"})
    assert morning(agency(), p=p).ready == morning(agency()).ready


def test_nobody_is_stopped_in_a_step_to_stay_in() -> None:
    case = agency(answers={}, presences=came("start", "planner", "head"))
    assert morning(case).stopped != []
    resting = programme({"steps.start.rests": True})
    assert overview(resting, [case], at("2021-06-01 08:00")).stopped == []
