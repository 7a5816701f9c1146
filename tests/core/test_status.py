"""The one word that says where an agency stands in its step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.model import AssignmentFacts, Blocker, Policy, Presence, Reply
from jimflow.core.status import awaited, late, overdue, readiness, step_status
from tests.build import assignment, at, came, ends, facts, meeting, meetings, mini, programme, staff, waiver

MARCH, MAY = at("2021-03-20 10:00"), at("2021-05-03 10:00")


def before(status: str, **other: Any) -> AssignmentFacts:
    return assignment("start", "describe_today", status, due="2021-04-07", **other)


def after(status: str, **other: Any) -> AssignmentFacts:
    return assignment("start", "name_problem", status, due="2021-08-25", **other)


def status(state: str = "start", now: Any = MARCH, p: Any = None, **known: Any) -> str:
    return step_status(p or mini(), facts(state, **known), now)


WAIVED = waiver("functions_present", "start")
HELD = {"meetings": meetings(held=["start"]), "now": MAY}


@pytest.mark.parametrize("state", ["proposed", "invited", "declined", "completed", "paused", "withdrawn"])
def test_who_is_in_no_step_stands_outside(state: str) -> None:
    assert status(state, assignments=(before("open"),), now=MAY) == "outside"


def test_a_step_without_a_meeting_is_worked_on() -> None:
    assert status("preparation", assignments=(assignment("preparation", "self_assessment"),)) == "working"


# Before the meeting


@pytest.mark.parametrize(
    "known",
    [
        {"meetings": meetings(without=["start"])},
        {"meetings": meetings(meeting("start", status="cancelled")), "assignments": (before("submitted"),)},
        {"assignments": (before("planned"),)},
        {"meetings": meetings(without=["start"]), "assignments": (before("submitted"),)},
    ],
    ids=["undated", "cancelled", "nothing open yet", "its date was taken back"],
)
def test_before_anything_is_open_the_step_is_planned(known: dict[str, Any]) -> None:
    assert status(**known) == "planned"


def test_while_something_is_to_be_prepared_it_is_open() -> None:
    assert status(assignments=(before("open"),)) == "before_open"


@pytest.mark.parametrize("done", ["submitted", "accepted", "closed", "cancelled"])
def test_with_everything_submitted_it_is_ready(done: str) -> None:
    assert status(assignments=(before(done),)) == "ready"


def test_where_nothing_is_to_be_prepared_it_is_ready() -> None:
    assert status("follow_up", now=MAY) == "ready"


def test_only_what_stands_before_the_meeting_keeps_it_from_being_ready() -> None:
    assert status(assignments=(before("submitted"), after("planned"))) == "ready"


def test_the_work_of_other_steps_does_not_matter() -> None:
    others = (assignment("deepening", "prepare_theme"), assignment("preparation", "self_assessment"))
    assert status(assignments=(before("submitted"), *others)) == "ready"
    over = {"meetings": meetings(held=["start", "deepening"]), "presences": came("deepening", "planner")}
    assert status("deepening", **over, assignments=(after("open"), assignment("start", "read_notes"))) == "held"


def test_a_warning_leaves_it_ready_and_a_stop_does_not() -> None:
    gone = {"assignments": (before("submitted"),), "appointments": staff(head={"top_management": False})}
    raised = Policy({"management_present": "block"})
    assert status(**gone) == "ready"
    assert status(**gone, policy=raised) == "before_submitted"
    assert status(**gone, policy=raised, waivers=(waiver("management_present", "start"),)) == "ready"


@pytest.mark.parametrize(
    ("known", "seen"),
    [
        ({}, (True, True)),
        ({"appointments": staff(without=["officer"])}, (True, True)),
        ({"appointments": staff(without=["planner"])}, (True, False)),
        (
            {"appointments": staff(without=["planner"]), "waivers": (waiver("functions_present", "start"),)},
            (True, True),
        ),
        ({"replies": (Reply("start", 4, "no"),), "policy": Policy({"head_present": "block"})}, (False, False)),
        ({"presences": came("start")}, (True, True)),
    ],
    ids=["all", "information", "a warning", "waived", "a stop", "who came does not matter yet"],
)
def test_readiness_tells_what_stops_from_what_only_warns(known: dict[str, Any], seen: tuple[bool, bool]) -> None:
    assert readiness(mini(), facts("preparation", **known), mini().workflow.steps["start"], MARCH) == seen


# After it


@pytest.mark.parametrize(
    ("work", "word"),
    [
        ((), "held"),
        ((before("submitted"),), "held"),
        ((after("planned"),), "after_open"),
        ((after("open"),), "after_open"),
        ((after("submitted"),), "after_done"),
        ((after("submitted"), assignment("start", "read_notes", "open")), "after_open"),
        ((after("submitted"), assignment("start", "read_notes", "accepted")), "after_done"),
    ],
)
def test_after_the_meeting_it_depends_on_what_comes_after(work: tuple[AssignmentFacts, ...], word: str) -> None:
    assert status(**HELD, assignments=work, presences=came("start", "planner")) == word


def test_a_meeting_nobody_of_the_agency_came_to_was_held_without_it() -> None:
    work = (after("open"),)
    assert status(**HELD, assignments=work, presences=came("start")) == "held_without_us"
    assert status(**HELD, assignments=work, presences=came("start", "host", "officer")) == "held_without_us"
    assert status(**HELD, assignments=work, presences=came("start", "finance", "host")) == "after_open"


def test_as_long_as_only_the_hosts_own_people_are_recorded_nothing_is_said_of_the_agency() -> None:
    hosts = (Presence("start", 6, present=True), Presence("start", 5, present=False))
    assert status(**HELD, assignments=(after("open"),), presences=hosts) == "after_open"


def test_attendance_at_another_meeting_says_nothing() -> None:
    assert status(**HELD, presences=came("deepening")) == "held"


# Late


@pytest.mark.parametrize(
    ("made", "may_come"),
    [
        (before("open"), True),
        (before("planned"), True),
        (before("submitted"), False),
        (assignment("start", "describe_today"), False),
        (after("open"), False),
        (None, False),
    ],
    ids=["open", "planned", "submitted", "without a due date", "another one", "not made"],
)
def test_what_is_missing_may_still_come_in_time(made: AssignmentFacts | None, may_come: bool) -> None:
    missing = Blocker("before_submitted", "warn", waivable=True, step="start", facts={"assignment": "describe_today"})
    known = facts(assignments=(made,) if made else ())
    assert awaited(mini().workflow, known, missing, MARCH) == may_come


@pytest.mark.parametrize("made", [before("open"), before("planned")], ids=["asked for", "not asked for yet"])
def test_what_is_past_its_due_time_is_no_longer_awaited(made: AssignmentFacts) -> None:
    missing = Blocker("before_submitted", "warn", waivable=True, step="start", facts={"assignment": "describe_today"})
    assert not awaited(mini().workflow, facts(assignments=(made,)), missing, MAY)


def test_what_is_no_assignment_does_not_come_in_time() -> None:
    vacant = Blocker("roles_filled", "warn", waivable=False, step="preparation", facts={"function": "planner"})
    assert not awaited(mini().workflow, facts(assignments=(before("open"),)), vacant, MARCH)


CHAIN = {
    "id": "reached",
    "type": "choices",
    "choices": "result_step",
    "sv": "Var står resultaten?",
    "en": "Where do the results stand?",
}
NO_RESULT = Blocker("results_far", "block", waivable=False, step="closing", facts={"reached": [], "wanted": ["x"]})


def report(status: str, due: str = "2021-04-20", step: str = "closing") -> AssignmentFacts:
    return assignment(step, "final_report", status, due=due)


@pytest.mark.parametrize(
    ("made", "may_come"),
    [
        ((report("open"),), True),
        ((report("planned"),), True),
        ((report("open", step="start"),), True),
        ((report("planned", step="start"),), False),
        ((report("open"), report("open", "2021-03-01", "start")), True),
        ((report("open", "2021-03-01"),), False),
        ((report("submitted"),), False),
        ((assignment("closing", "name_problem", due="2021-04-20"),), False),
        ((), False),
    ],
    ids=[
        *("asked for", "about to be", "asked for in a step before", "planned in another step", "one late, one not"),
        *("late", "submitted without one", "work that places no result", "none"),
    ],
)
def test_a_result_may_come_with_the_report_that_places_it(made: tuple[AssignmentFacts, ...], may_come: bool) -> None:
    placing = programme({"forms.report.questions.2": CHAIN}).workflow
    assert awaited(placing, facts("closing", assignments=made), NO_RESULT, MARCH) == may_come
    assert not awaited(mini().workflow, facts("closing", assignments=made), NO_RESULT, MARCH)


@pytest.mark.parametrize("kind", ["parties", "answered"])
def test_who_joins_and_what_was_started_may_take_as_long_as_the_work_of_the_step(kind: str) -> None:
    rule = replace(mini().workflow.rules["results_far"], kind=kind)
    workflow = replace(mini().workflow, rules={**mini().workflow.rules, "results_far": rule})
    few = Blocker("results_far", "block", waivable=False, step="closing", facts={"count": 1})
    for known, may_come in (
        ((report("open"),), True),
        ((report("open", "2021-03-01"),), False),
        ((report("open", step="start"),), False),
        ((), False),
    ):
        assert awaited(workflow, facts("closing", assignments=known), few, MARCH) == may_come


def test_work_of_an_earlier_occasion_does_not_make_this_one_late() -> None:
    missing = Blocker("x", "warn", waivable=True, step="start", facts={"assignment": "describe_today", "step": "start"})
    earlier = assignment("deepening", "describe_today", "open", due="2021-03-01")
    assert awaited(mini().workflow, facts(assignments=(earlier, before("open"))), missing, MARCH)


@pytest.mark.parametrize(
    ("made", "word"),
    [
        (before("open", id=1), "late"),
        (before("submitted"), "held"),
        (before("planned"), "held"),
        (assignment("preparation", "self_assessment", due="2021-03-29"), "held"),
    ],
    ids=["open", "submitted", "never opened", "of another step"],
)
def test_what_is_open_past_its_due_time_makes_the_step_late(made: AssignmentFacts, word: str) -> None:
    assert status(**HELD, assignments=(made,)) == word


def test_late_is_after_the_last_second_of_the_due_day() -> None:
    made = before("open")
    assert not overdue(made, ends("2021-04-07"))
    assert overdue(made, at("2021-04-08 00:00"))
    assert not overdue(assignment("start", "describe_today"), MAY)


def test_what_is_optional_is_never_late() -> None:
    made = (assignment("follow_up", "evaluate", due="2022-03-02"),)
    known = {"assignments": made, "meetings": meetings(held=["start", "deepening", "follow_up"])}
    assert status("follow_up", now=at("2022-03-10 10:00"), **known) == "after_open"
    assert late(mini().workflow, facts("follow_up", **known), at("2022-03-10 10:00")) == []
    p = programme({"assignments.evaluate.optional": False})
    assert late(p.workflow, facts("follow_up", **known), at("2022-03-10 10:00")) == list(made)
