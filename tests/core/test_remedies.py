"""Which acts mend what was found, as a page has buttons for them and the command line commands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.model import Blocker, Policy
from jimflow.core.remedies import Remedy, acknowledgeable, in_time, remedies, waivable
from jimflow.core.rules import View, evaluate
from tests.build import assignment, at, came, facts, meeting, meetings, mini, staff, waiver

BEFORE, AFTER = at("2021-04-01 10:00"), at("2021-05-03 10:00")
PASS = Remedy("acknowledge", "functions_present", "start")


def found(rule: str, *, state: str = "start", now: Any = AFTER, forecast: bool = False, **known: Any) -> list[Blocker]:
    seen = View(mini().workflow, facts(state, **known), mini().workflow.steps[state], mini().today(now), forecast)
    return [b for v in evaluate(seen, [rule]) for b in v.blockers]


def mends(rule: str, *, state: str = "start", now: Any = AFTER, **known: Any) -> list[Remedy]:
    """What is offered against the first finding of a rule."""
    first = found(rule, state=state, now=now, **known)[0]
    known.pop("forecast", None)
    return list(remedies(mini().workflow, facts(state, **known), first, mini().today(now)))


# Meetings


def test_a_meeting_that_has_been_is_marked_as_held() -> None:
    assert mends("meeting_held") == [Remedy("hold", step="start")]


def test_one_to_come_can_only_be_moved() -> None:
    assert mends("meeting_held", now=BEFORE) == [Remedy("move_meeting", step="start")]


@pytest.mark.parametrize("known", [meetings(without=["start"]), meetings(meeting("start", status="cancelled"))])
def test_one_without_a_day_is_planned(known: Any) -> None:
    assert mends("meeting_held", meetings=known) == [Remedy("plan", step="start")]


def test_a_theme_is_chosen_for_a_meeting_that_is_planned() -> None:
    assert mends("theme_chosen", state="deepening") == [Remedy("theme", step="deepening")]
    none = meetings(without=["deepening"])
    assert mends("theme_chosen", state="deepening", meetings=none) == [Remedy("plan", step="deepening")]


# Attendance


def test_before_the_meeting_someone_is_appointed_and_says_that_they_come() -> None:
    known: dict[str, Any] = {"now": BEFORE, "forecast": True, "appointments": staff(without=["planner"])}
    assert mends("functions_present", **known) == [
        Remedy("function", "planner"),
        Remedy("rsvp", step="start"),
        PASS,
    ]


def test_attendance_that_nobody_has_recorded_is_recorded() -> None:
    assert mends("functions_present", meetings=meetings(held=["start"])) == [Remedy("attendance", step="start"), PASS]


ABSENT: dict[str, Any] = {"meetings": meetings(held=["start"]), "presences": came("start", "coordinator", "head")}
NOTES = assignment("start", "read_notes", "open")


@pytest.mark.parametrize(
    ("notes", "acts"),
    [
        (NOTES, [Remedy("submit", "read_notes", "start", mini().workflow.assignments["read_notes"].to)]),
        (
            replace(NOTES, status="submitted"),
            [Remedy("accept", "read_notes", "start"), Remedy("send_back", "read_notes", "start")],
        ),
    ],
)
def test_absence_is_made_up_for_by_the_catch_up(notes: Any, acts: list[Remedy]) -> None:
    expected = [*acts, Remedy("attendance", step="start"), PASS]
    assert mends("functions_present", **ABSENT, assignments=(notes,)) == expected


def test_what_cannot_be_cured_offers_no_catch_up() -> None:
    absent = ABSENT | {"presences": came("start", "coordinator", "planner")}
    assert mends("head_present", **absent, assignments=(NOTES,)) == [
        Remedy("attendance", step="start"),
        Remedy("acknowledge", "head_present", "start"),
    ]


# Work


def test_an_open_assignment_is_submitted_by_those_who_were_given_it() -> None:
    to = mini().workflow.assignments["describe_today"].to
    made = (assignment("start", "describe_today", "open"),)
    assert mends("before_submitted", assignments=made) == [
        Remedy("submit", "describe_today", "start", to),
        Remedy("acknowledge", "before_submitted", "start"),
    ]


def test_one_that_was_never_made_offers_nothing_but_to_pass() -> None:
    assert mends("before_submitted") == [Remedy("acknowledge", "before_submitted", "start")]


def test_an_answer_that_is_missing_in_what_was_submitted_sends_it_back() -> None:
    made = (assignment("start", "name_problem", "submitted"),)
    assert mends("problem_named", assignments=made) == [Remedy("send_back", "name_problem", "start")]


# People, results, the engine


def test_a_function_nobody_holds_is_filled() -> None:
    assert mends("roles_filled", appointments=staff(without=["planner"])) == [
        Remedy("function", "planner"),
        Remedy("acknowledge", "roles_filled", "start"),
    ]


def test_results_are_added_and_the_size_of_a_cluster_is_nobodys_to_mend() -> None:
    assert mends("results_far", state="closing") == [Remedy("result")]
    assert mends("cluster_large_enough", cluster_size=2) == []


def test_the_engine_asks_for_a_reason_or_names_the_other_ways() -> None:
    reason = Blocker("reason_needed", "block", False, "start", {"trigger": "withdraw"})
    order = Blocker("order", "block", False, "start", {"possible": ["advance", "pause"]})
    today = mini().today(AFTER)
    assert remedies(mini().workflow, facts(), reason, today) == (Remedy("reason", "withdraw"),)
    assert remedies(mini().workflow, facts(), order, today) == (Remedy("move", "advance"), Remedy("move", "pause"))


# What may be passed


def test_a_stop_is_waived_not_acknowledged() -> None:
    raised = Policy(severity={"functions_present": "block"})
    held = {"meetings": meetings(held=["start"]), "policy": raised}
    assert mends("functions_present", **held)[-1] == Remedy("waive", "functions_present", "start")
    assert waivable(found("functions_present", **held)) == ["functions_present"]
    assert acknowledgeable(found("functions_present", **held)) == []


def test_what_is_waived_needs_nothing() -> None:
    assert mends("functions_present", **ABSENT, waivers=(waiver("functions_present", "start"),)) == []


def test_a_warning_need_not_be_passed_while_what_is_missing_may_come_in_time() -> None:
    made = (assignment("start", "describe_today", "open", due="2021-05-10"),)
    blockers = found("before_submitted", assignments=made)
    assert in_time(mini().workflow, facts(assignments=made), blockers, AFTER) == ["before_submitted"]
    assert in_time(mini().workflow, facts(assignments=made), blockers, at("2021-05-11 00:00")) == []
