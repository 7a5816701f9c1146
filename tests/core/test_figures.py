"""The figures of a round, counted by hand from facts made by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.figures.chain import Line, by_goal, by_member
from jimflow.core.figures.facts import Answered, Came, Group, Heads, Held, Holding, Member, Reached, RoundFacts, Task
from jimflow.core.figures.heads import MeetingHeads, heads_by_sex
from jimflow.core.figures.in_time import Answers, answers_in_time, together
from jimflow.core.figures.presence import Attendance, attendance, by_function
from jimflow.core.figures.scales import fields, self_assessments
from jimflow.core.figures.shares import Share, Spread, spread
from jimflow.core.figures.times import StepTimes, Time, step_times, times
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from tests.build import SWEDEN, at, day, ends, mini
from tests.build_workflow import both, changed

ALFA, BETA, GAMMA = (Said(f"{name}verket", f"{name} agency") for name in ("Alfa", "Beta", "Gamma"))
GROUPS = (Group(1, "first", Said("Ettan", "One")), Group(2, "second", Said("Tvåan", "Two")))


def member(id_: int, cluster: int = 1, state: str = "start", **other: Any) -> Member:
    """Joined on 18 January 2021, in its cluster from the first day of that year."""
    given = {"joined": day("2021-01-18"), "belonged": ((cluster, day("2021-01-01"), None),)}
    return Member(id_, cluster, f"m{id_}", (ALFA, BETA, GAMMA)[id_ - 1], state, **{**given, **other})


def move(when: str, source: str, to: str, trigger: str = "advance") -> dict[str, Any]:
    """What the audit says of a move at an hour on the wall in Stockholm."""
    return {"kind": "move", "when": at(when).isoformat(), "trigger": trigger, "from": source, "to": to}


WAY = (
    move("2021-01-18 09:00", "invited", "preparation", "accept"),
    move("2021-04-13 09:00", "preparation", "start"),
)


def test_a_share_has_its_base_and_halves_round_upwards() -> None:
    assert [Share(1, 8).percent, Share(3, 8).percent, Share(1, 3).percent, Share(4, 4).percent] == [13, 38, 33, 100]
    assert Share(0, 0).percent is None


def test_the_spread_of_an_even_number_lies_between_the_two_in_the_middle() -> None:
    assert spread([9, 1, 4, 2]) == Spread(4, 1, Fraction(3), 9)
    assert spread([2, 1]) == Spread(2, 1, Fraction(3, 2), 2)
    assert spread([]) is None


def test_time_in_a_step_is_counted_in_days_and_in_working_days_and_what_goes_on_until_today() -> None:
    facts = RoundFacts(GROUPS[:1], (member(1),), ((1, WAY),))
    assert times(mini().workflow, SWEDEN, facts, day("2021-04-20")) == [
        # 18 January to 13 April: 85 days, of them 12 weeks and a day, with Good Friday and Easter Monday off
        Time(1, "preparation", day("2021-01-18"), day("2021-04-13"), 85, 59),
        Time(1, "start", day("2021-04-13"), None, 7, 5),
    ]


def test_a_pause_is_no_time_in_the_step_and_an_opened_step_goes_on_with_its_days() -> None:
    way = (
        *WAY,
        move("2021-04-15 09:00", "start", "paused", "pause"),
        move("2021-05-17 09:00", "paused", "start", "resume"),
        move("2021-05-20 09:00", "start", "deepening"),
        move("2021-05-25 09:00", "deepening", "start", "reopen"),
        move("2021-05-26 09:00", "start", "deepening"),
    )
    facts = RoundFacts(GROUPS[:1], (member(1, state="deepening"),), ((1, way),))
    found = {t.step: t for t in times(mini().workflow, SWEDEN, facts, day("2021-05-28"))}
    assert found["start"] == Time(1, "start", day("2021-04-13"), day("2021-05-26"), 2 + 3 + 1, 2 + 3 + 1)
    assert found["deepening"] == Time(1, "deepening", day("2021-05-20"), None, 5 + 2, 3 + 2)


def test_a_day_is_a_day_on_the_wall_where_the_programme_is() -> None:
    way = (move("2021-01-18 23:30", "invited", "preparation"), move("2021-01-20 00:30", "preparation", "start"))
    facts = RoundFacts(GROUPS[:1], (member(1),), ((1, way),))
    assert [t.days for t in times(mini().workflow, SWEDEN, facts, day("2021-01-20"))] == [2, 0]


def test_of_a_step_whose_move_was_erased_nothing_is_said() -> None:
    facts = RoundFacts(GROUPS[:1], (member(1, state="deepening"),), ((1, WAY),))
    assert [t.step for t in times(mini().workflow, SWEDEN, facts, day("2021-06-01"))] == ["preparation"]


def test_a_step_renamed_by_a_move_to_another_definition_goes_by_its_new_name() -> None:
    renamed = {"kind": "migrated", "migration": {"names": {"state": {"getting_ready": "preparation"}}}}
    way = (
        move("2021-01-18 09:00", "invited", "getting_ready"),
        renamed,
        move("2021-01-25 09:00", "preparation", "start"),
    )
    facts = RoundFacts(GROUPS[:1], (member(1),), ((1, way),))
    assert [(t.step, t.days) for t in times(mini().workflow, SWEDEN, facts, day("2021-01-25"))] == [
        ("preparation", 7),
        ("start", 0),
    ]


def test_each_lap_of_a_step_has_a_time_of_its_own() -> None:
    looping = {"again": {"title": both("En gång till", "Once more"), "from": "deepening", "to": "start"}}
    definition = changed({"transitions": {**changed({})["transitions"], **looping}})
    way = (
        move("2021-01-18 09:00", "preparation", "start"),
        move("2021-01-20 09:00", "start", "deepening"),
        move("2021-01-21 09:00", "deepening", "start", "again"),
        move("2021-01-26 09:00", "start", "deepening"),
    )
    facts = RoundFacts(GROUPS[:1], (member(1, state="deepening"),), ((1, way),))
    found = times(read_definition(definition), SWEDEN, facts, day("2021-01-26"))
    assert [(t.step, t.days) for t in found] == [("start", 2), ("start.2", 5), ("deepening", 1), ("deepening.2", 0)]


def test_a_time_outside_the_calendar_is_counted_in_days_only() -> None:
    way = (move("1999-12-31 09:00", "invited", "preparation"), move("2000-01-02 09:00", "preparation", "start"))
    (first, _) = times(mini().workflow, SWEDEN, RoundFacts(GROUPS[:1], (member(1),), ((1, way),)), date(2000, 1, 2))
    assert (first.days, first.working_days) == (2, 0)


def test_the_times_of_a_step_are_spread_over_all_and_over_each_cluster() -> None:
    def took(days: int, *, ongoing: bool = False) -> dict[str, Any]:
        return {"entered": day("2021-01-18"), "left": None if ongoing else day("2021-04-13"), "days": days}

    found = [
        Time(1, "start", working_days=7, **took(10)),
        Time(2, "start", working_days=14, **took(20)),
        Time(3, "start", working_days=1, **took(1, ongoing=True)),
    ]
    members = (member(1), member(2), member(3, 2))
    assert step_times(RoundFacts(GROUPS, members), found) == [
        StepTimes("start", None, Spread(2, 10, Fraction(15), 20), Spread(2, 7, Fraction(21, 2), 14), 1),
        StepTimes("start", 1, Spread(2, 10, Fraction(15), 20), Spread(2, 7, Fraction(21, 2), 14), 0),
        StepTimes("start", 2, None, None, 1),
    ]
    assert [t.cluster for t in step_times(RoundFacts(GROUPS[:1], members[:2]), found[:2])] == [None]


NOW = at("2021-05-01 12:00")


def task(participation: int, step: str, name: str, status: str, due: str | None = "2021-04-07", **other: Any) -> Task:
    return Task(participation, step, name, status, ends(due) if due else None, **other)


def test_answers_are_in_time_late_missing_to_come_or_no_longer_waited_for() -> None:
    tasks = (
        task(1, "start", "name_problem", "open", "2021-06-01"),
        task(1, "start", "describe_today", "submitted"),
        task(2, "start", "describe_today", "accepted", late=True),
        task(3, "start", "describe_today", "open"),
        task(1, "preparation", "self_assessment", "planned"),
        task(2, "preparation", "self_assessment", "cancelled"),
        task(1, "follow_up", "evaluate", "open"),
        task(2, "follow_up", "evaluate", "open", "2021-06-01"),
        task(1, "closing", "final_report", "closed"),
        task(2, "closing", "final_report", "open", None),
    )
    found = answers_in_time(mini().workflow, RoundFacts(tasks=tasks), NOW)
    assert found == [
        Answers("preparation", "self_assessment", to_come=1),
        Answers("start", "describe_today", in_time=1, late=1, missing=1),
        Answers("start", "name_problem", to_come=1),
        Answers("follow_up", "evaluate", to_come=1, ended=1),  # optional: nobody is late with it
        Answers("closing", "final_report", to_come=1, ended=1),
    ]
    assert (found[1].share, found[1].total) == (Share(1, 3), 3)
    assert together(found) == Answers("", "", in_time=1, late=1, missing=1, to_come=4, ended=2)


def test_an_assignment_that_the_definition_no_longer_has_comes_last() -> None:
    tasks = (task(1, "gone", "other", "open"), task(1, "start", "read_notes", "open"))
    found = answers_in_time(mini().workflow, RoundFacts(tasks=tasks), NOW)
    assert found == [Answers("start", "read_notes", missing=1), Answers("gone", "other", missing=1)]


START = Held(1, 1, "start", day("2021-04-14"), "held")


def holding(appointment: int, participation: int, function: str, **other: Any) -> Holding:
    return Holding(appointment, participation, function, **{"since": day("2021-01-01"), **other})


def at_start(*came: Came, holdings: tuple[Holding, ...], members: tuple[Member, ...]) -> dict[str, Attendance]:
    facts = RoundFacts(GROUPS, members, meetings=(START,), holdings=holdings, came=came)
    return {line.function: line for line in attendance(mini().workflow, facts)}


def test_a_function_came_on_site_digitally_by_deputy_or_not_at_all_or_nobody_held_it() -> None:
    found = at_start(
        Came(1, 1, 11, present=True),
        Came(1, 1, 12, present=True, mode="digital"),
        Came(1, 1, 13, present=False),
        Came(1, 1, 14, present=True, mode="digital", instead_of=15),
        Came(1, 2, 21, present=False),
        holdings=(
            *(holding(11, 1, "planner"), holding(12, 1, "coordinator"), holding(13, 1, "coordinator")),
            *(holding(14, 1, "finance"), holding(15, 1, "head"), holding(21, 2, "planner")),
            holding(22, 2, "coordinator", until=day("2021-04-13")),
        ),
        members=(member(1), member(2), member(3)),
    )
    assert list(found.values()) == [
        Attendance(1, "planner", on_site=1, absent=1, unrecorded=1),
        Attendance(1, "coordinator", digital=1, vacant=1, unrecorded=1),  # one of its two holders came
        Attendance(1, "head", deputy=1, vacant=1, unrecorded=1),
        Attendance(1, "officer", vacant=2, unrecorded=1),
    ]
    assert (found["planner"].share, found["planner"].total, found["head"].share) == (Share(1, 2), 3, Share(0, 2))


def test_whoever_joined_later_left_before_or_met_elsewhere_was_not_invited() -> None:
    late = member(1, joined=day("2021-04-15"))
    left = member(2, belonged=((1, day("2021-01-01"), day("2021-04-13")),))
    other = member(3, 2)
    assert at_start(holdings=(), members=(late, left, other))["planner"] == Attendance(1, "planner")
    moved_away = member(3, 2, belonged=((1, day("2021-01-01"), day("2021-05-01")), (2, day("2021-05-02"), None)))
    assert at_start(holdings=(), members=(moved_away,))["planner"] == Attendance(1, "planner", unrecorded=1)


def test_functions_are_added_up_over_meetings_that_were_held() -> None:
    planned = Held(2, 1, "deepening", day("2021-09-29"), "planned")
    second = Held(3, 2, "start", day("2021-04-15"), "held")
    facts = RoundFacts(
        GROUPS,
        (member(1), member(2, 2)),
        meetings=(planned, second, START),
        holdings=(holding(11, 1, "planner"), holding(21, 2, "planner")),
        came=(Came(1, 1, 11, present=True), Came(3, 2, 21, present=False)),
    )
    lines = attendance(mini().workflow, facts)
    assert [line.meeting for line in lines] == [1] * 4 + [3] * 4
    totals = by_function(mini().workflow, lines)
    assert [t.function for t in totals] == ["planner", "coordinator", "head", "officer"]
    assert totals[0] == Attendance(0, "planner", on_site=1, absent=1)


def test_heads_are_told_for_every_held_meeting_noted_or_not() -> None:
    second = Held(2, 2, "start", day("2021-04-15"), "held")
    coming = Held(3, 1, "deepening", day("2021-09-29"), "planned")
    facts = RoundFacts(GROUPS, meetings=(coming, second, START), heads=(Heads(1, 9, 6, 1),))
    assert heads_by_sex(mini().workflow, facts) == [MeetingHeads(START, Heads(1, 9, 6, 1)), MeetingHeads(second, None)]
    assert Heads(1, 9, 6, 1).total == 16


LEVELS = {"missing": both("saknas", "missing"), "partly": both("delvis", "partly"), "there": both("finns", "there")}


def statement(name: str, **rest: Any) -> dict[str, Any]:
    return {"id": name, "type": "choice", "choices": "level", **both(f"{name}?", f"{name}?"), **rest}


@pytest.fixture(scope="module")
def assessed() -> Workflow:
    """The self-assessment has three statements on a scale; the final report asks two of them again."""
    again = [statement("plan", prefill="self_assessment.plan"), statement("money", prefill="self_assessment.money")]
    new = statement("spread")
    return read_definition(
        changed(
            {
                "choices.level": LEVELS,
                "forms.self_assessment.sections.0.questions": [statement("plan"), statement("money")],
                "forms.self_assessment.sections.1.questions": [statement("people")],
                "forms.report.questions": [*changed({})["forms"]["report"]["questions"], *again, new],
            }
        )
    )


def said(
    who: int, assignment: str, field: str, value: Any, step: str = "preparation", when: str = "2021-02-01"
) -> Answered:
    return Answered(who, step, assignment, field, value, at(f"{when} 12:00"))


def test_a_self_assessment_is_compared_with_what_is_answered_when_it_is_made_again(assessed: Workflow) -> None:
    answers = (
        *(said(1, "self_assessment", "plan", "missing"), said(1, "self_assessment", "money", "there")),
        *(said(2, "self_assessment", "plan", "partly"), said(3, "self_assessment", "plan", "partly")),
        *(said(1, "final_report", "plan", "there", "closing", "2022-06-01"), said(2, "final_report", "plan", "partly")),
        *(said(1, "final_report", "money", "missing", "closing", "2022-06-01"), said(9, "describe_today", "plan", "x")),
    )
    first, report = self_assessments(assessed, RoundFacts(answers=answers))
    assert (first.assignment, first.choices, first.again) == ("self_assessment", "level", ("final_report",))
    assert [(s.field, s.start, s.end, s.lower, s.same, s.higher) for s in first.statements] == [
        ("plan", (1, 2, 0), (0, 1, 1), 0, 1, 1),
        ("money", (0, 0, 1), (1, 0, 0), 1, 0, 0),
        ("people", (0, 0, 0), (0, 0, 0), 0, 0, 0),
    ]
    assert [(title.sv if title else None, len(several)) for title, several in first.sections()] == [
        ("Styrning", 2),
        ("Kunskap", 1),
    ]
    assert (report.assignment, [s.field for s in report.statements], report.again) == ("final_report", ["spread"], ())
    assert fields(assessed) == {"plan", "money", "people", "spread"}


def test_the_last_answer_is_the_end_and_a_second_lap_is_no_start(assessed: Workflow) -> None:
    answers = (
        said(1, "self_assessment", "plan", "there", "preparation.3", "2023-02-01"),
        said(1, "self_assessment", "plan", "partly", "preparation.2", "2022-02-01"),
        said(1, "self_assessment", "plan", "missing", "preparation", "2021-02-01"),
        said(2, "self_assessment", "plan", "partly", "preparation.2", "2022-02-01"),
    )
    plan = self_assessments(assessed, RoundFacts(answers=answers))[0].statements[0]
    assert (plan.start, plan.end, plan.higher) == ((1, 0, 0), (0, 1, 1), 1)


def test_a_few_questions_on_one_list_are_no_self_assessment() -> None:
    assert self_assessments(mini().workflow, RoundFacts()) == []


@pytest.fixture(scope="module")
def with_goals() -> Workflow:
    return read_definition(changed({"result_goals": "policy_goal"}))


def test_results_are_counted_along_the_chain_for_each_who_takes_part(with_goals: Workflow) -> None:
    results = (Reached(1, "methods"), Reached(1, "methods"), Reached(1, "activities"), Reached(2, "gone"))
    facts = RoundFacts(members=(member(2), member(1), member(3)), results=results)
    assert by_member(with_goals, facts) == [
        Line(2, (0, 0, 0, 0), 1),  # a step that the chain no longer has still counts among all
        Line(1, (1, 0, 2, 0), 3),
        Line(3, (0, 0, 0, 0), 0),
    ]


def test_a_result_counts_for_the_goal_named_with_it_else_for_those_that_were_answered(with_goals: Workflow) -> None:
    facts = RoundFacts(
        results=(
            *(Reached(1, "methods", "power"), Reached(1, "products", "power"), Reached(2, "methods")),
            *(Reached(3, "activities"), Reached(3, "activities", "own")),
        ),
        answers=(
            *(said(1, "name_problem", "goals", ["economy"]), said(2, "name_problem", "goals", ["power", "economy"])),
            said(2, "name_problem", "problem", "power"),
        ),
    )
    assert by_goal(with_goals, facts) == [
        Line("power", (0, 1, 2, 0), 2),
        Line("economy", (0, 0, 1, 0), 1),
        Line("own", (1, 0, 0, 0), 1),
        Line("", (1, 0, 0, 0), 1),
    ]


def test_where_no_goals_are_named_results_are_of_no_goal() -> None:
    facts = RoundFacts(results=(Reached(1, "methods"),), answers=(said(1, "name_problem", "goals", ["power"]),))
    assert by_goal(mini().workflow, facts) == [Line("", (0, 0, 1, 0), 1)]
    assert by_goal(mini().workflow, RoundFacts()) == []


def test_the_part_of_some_clusters_is_theirs_alone() -> None:
    facts = RoundFacts(
        GROUPS,
        (member(1), member(2, 2)),
        ((1, WAY), (2, WAY)),
        (task(1, "start", "describe_today", "open"), task(2, "start", "describe_today", "open")),
        (START, Held(2, 2, "start", day("2021-04-15"), "held")),
        (holding(11, 1, "planner"), holding(21, 2, "planner")),
        (Came(1, 1, 11, present=True), Came(2, 2, 21, present=True)),
        (Heads(1, 1, 1, 1), Heads(2, 2, 2, 2)),
        (said(1, "a", "b", "c"), said(2, "a", "b", "c")),
        (Reached(1, "methods"), Reached(2, "methods")),
    )
    assert facts.of([1, 2]) == facts
    assert facts.of([2]) == RoundFacts(
        GROUPS[1:],
        (member(2, 2),),
        ((2, WAY),),
        (task(2, "start", "describe_today", "open"),),
        (Held(2, 2, "start", day("2021-04-15"), "held"),),
        (holding(21, 2, "planner"),),
        (Came(2, 2, 21, present=True),),
        (Heads(2, 2, 2, 2),),
        (said(2, "a", "b", "c"),),
        (Reached(2, "methods"),),
    )
