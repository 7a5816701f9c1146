"""Who took part, who is expected to, and what makes up for absence: the rules of attendance at their boundaries."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.model import Facts, Policy, Presence, Reply
from tests.build import (
    DAY,
    START,
    appointment,
    assignment,
    came,
    facts,
    meeting,
    meetings,
    programme,
    staff,
)
from tests.build_workflow import GONE
from tests.core.asking import AFTER, found


def missing(known: Facts, rule: str = "functions_present", **at: Any) -> list[object]:
    """The functions an attendance rule misses."""
    return [f["function"] for f in found(rule, known, **at)]


def absent(function: str, **other: object) -> dict[str, object]:
    seen = {"function": function, "missing": [function], "vacant": False}
    return {"meeting": "start", "forecast": False, "recorded": True, **seen, **other}


# Attendance: functions


def test_all_recommended_functions_were_there() -> None:
    assert found("functions_present", facts(presences=came("start", "planner", "coordinator"))) == []


def test_each_missing_function_is_a_finding_of_its_own() -> None:
    assert found("functions_present", facts(presences=came("start", "finance"))) == [
        absent("planner"),
        absent("coordinator"),
    ]


def test_before_anyone_is_recorded_everyone_is_missing_and_it_says_so() -> None:
    assert found("functions_present", facts())[0] == absent("planner", recorded=False)


def test_a_vacant_function_is_told_apart_from_an_absent_holder() -> None:
    known = facts(appointments=staff(without=["planner"]), presences=came("start", "coordinator"))
    assert found("functions_present", known) == [absent("planner", vacant=True)]


def test_someone_recorded_as_absent_was_not_there() -> None:
    known = facts(presences=(Presence("start", 1, present=False), Presence("start", 2, present=True)))
    assert missing(known) == ["planner"]


def test_attendance_at_another_meeting_does_not_count() -> None:
    assert missing(facts(presences=came("deepening", "planner", "coordinator"))) == ["planner", "coordinator"]


def test_one_person_with_two_functions_counts_for_both() -> None:
    roster = staff(coordinator={"person": 1})
    assert missing(facts(appointments=roster, presences=(Presence("start", 1, present=True),))) == []


def test_two_holders_of_a_function_and_one_of_them_is_enough() -> None:
    roster = (*staff(), appointment(8, "planner"))
    known = facts(appointments=roster, presences=(*came("start", "coordinator"), Presence("start", 8, present=True)))
    assert missing(known) == []


def test_whoever_took_part_on_a_screen_was_there() -> None:
    on_screen = tuple(s.__class__(s.starts, s.ends, "digital") for s in meeting("start").sessions)
    known = facts(
        meetings=meetings(meeting("start", status="held", sessions=on_screen)),
        presences=came("start", "planner", "coordinator"),
    )
    assert missing(known) == []


def test_the_holder_on_the_day_of_the_meeting_counts_also_after_leaving() -> None:
    roster = (*staff(planner={"until": START}), appointment(8, "planner", since=AFTER))
    known = facts(appointments=roster, presences=came("start", "planner", "coordinator"))
    assert missing(known, today=START + 30 * DAY) == []


def test_who_left_the_day_before_the_meeting_does_not_count() -> None:
    roster = (*staff(planner={"until": START - DAY}), appointment(8, "planner", since=START))
    known = facts(appointments=roster, presences=came("start", "planner", "coordinator"))
    assert found("functions_present", known) == [absent("planner")]


def test_the_successor_counts_from_the_first_day() -> None:
    roster = (*staff(planner={"until": START - DAY}), appointment(8, "planner", since=START))
    known = facts(appointments=roster, presences=(*came("start", "coordinator"), Presence("start", 8, present=True)))
    assert missing(known) == []


# Attendance: top management


def managed(**changes: dict[str, Any]) -> Facts:
    return facts(appointments=staff(**changes), presences=came("start", "planner", "coordinator"))


def test_a_participant_from_top_management_is_enough_whatever_the_function() -> None:
    assert found("management_present", managed(coordinator={"top_management": True})) == []


def test_without_top_management_the_rule_says_how_many_came_and_how_many_are_needed() -> None:
    seen = {"meeting": "start", "forecast": False, "recorded": True, "present": 0, "needed": 1}
    own = ["planner", "coordinator", "finance", "head"]
    assert found("management_present", managed()) == [{**seen, "functions": own}]


def test_top_management_follows_the_person_into_another_function() -> None:
    assert found("management_present", managed(head={"person": 1, "top_management": True})) == []


def test_top_management_that_ended_before_the_meeting_does_not_count() -> None:
    ended = {"person": 1, "top_management": True, "until": START - DAY}
    assert len(found("management_present", managed(head=ended))) == 1


def test_a_manager_from_the_ministry_is_not_of_the_own_agency() -> None:
    known = facts(appointments=staff(officer={"top_management": True}), presences=came("start", "officer"))
    assert found("management_present", known)[0]["present"] == 0


@pytest.mark.parametrize(("there", "short_of"), [(["planner"], [(1, 2)]), (["planner", "finance"], [])])
def test_at_least_two_are_two_people(there: list[str], short_of: list[tuple[int, int]]) -> None:
    p = programme({"rules.management_present.at_least": 2, "rules.management_present.where": GONE})
    known = facts(presences=came("start", *there))
    assert [(f["present"], f["needed"]) for f in found("management_present", known, p=p)] == short_of


def test_at_least_one_of_some_functions_counts_a_holder_who_came_in_another_function() -> None:
    p = programme({"rules.functions_present.at_least": 1, "rules.functions_present.functions": ["planner"]})
    roster = staff(planner={"person": 2})
    known = facts(appointments=roster, presences=(Presence("start", 2, present=True),))
    assert found("functions_present", known, p=p) == []


def test_at_least_one_of_several_functions_leaves_the_others_free() -> None:
    p = programme({"rules.functions_present.at_least": 1})
    assert found("functions_present", facts(presences=came("start", "coordinator")), p=p) == []
    assert [f["needed"] for f in found("functions_present", facts(presences=came("start", "finance")), p=p)] == [1]


def test_where_no_number_is_given_one_of_the_own_agency_is_enough() -> None:
    p = programme({"rules.management_present.at_least": GONE})
    assert found("management_present", facts(presences=came("start", "head")), p=p) == []
    assert [f["needed"] for f in found("management_present", facts(presences=came("start", "planner")), p=p)] == [1]


def test_while_the_meeting_has_no_date_todays_holders_count() -> None:
    left = facts(meetings={}, appointments=staff(planner={"until": AFTER}), presences=came("start", "planner"))
    assert missing(left, today=AFTER) == ["coordinator"]
    assert missing(left, today=AFTER + DAY) == ["planner", "coordinator"]


# Attendance: deputies and acting heads


def deputy_came(*, counts: bool) -> Facts:
    stood_in = Presence("start", 1, present=True, deputised_for=4)
    return facts(presences=(stood_in, Presence("start", 4, present=False)), policy=Policy(deputy_counts=counts))


def test_a_deputy_counts_for_the_head_where_the_round_says_so() -> None:
    assert missing(deputy_came(counts=True), "head_present") == []


def test_a_deputy_does_not_count_for_the_head_otherwise() -> None:
    assert found("head_present", deputy_came(counts=False)) == [absent("head")]


def test_the_definition_may_let_deputies_count_whatever_the_round_says() -> None:
    p = programme({"rules.head_present.deputy": "counts"})
    assert missing(deputy_came(counts=False), "head_present", p=p) == []


def test_a_deputy_who_did_not_come_stands_for_nobody() -> None:
    known = facts(presences=(Presence("start", 1, present=False, deputised_for=4),), policy=Policy(deputy_counts=True))
    assert missing(known, "head_present") == ["head"]


def test_a_deputy_at_another_meeting_stands_for_nobody_at_this_one() -> None:
    known = facts(
        presences=(Presence("follow_up", 1, present=True, deputised_for=4),),
        replies=(Reply("follow_up", 4, "no", deputy=1), Reply("start", 4, "no")),
        policy=Policy(deputy_counts=True),
    )
    assert missing(known, "head_present") == missing(known, "head_present", forecast=True) == ["head"]


def test_the_deputised_head_is_not_top_management_in_the_room() -> None:
    assert len(found("management_present", deputy_came(counts=True))) == 1


@pytest.mark.parametrize(("counts", "gone"), [(True, []), (False, ["head"])])
def test_who_is_appointed_as_the_heads_deputy_counts_like_a_deputy(counts: bool, gone: list[str]) -> None:
    roster = (*staff(), appointment(8, "head", deputy=True))
    known = facts(
        appointments=roster,
        presences=(Presence("start", 8, present=True),),
        policy=Policy(deputy_counts=counts),
    )
    assert missing(known, "head_present") == gone


def test_a_deputy_head_from_top_management_is_management_in_the_room() -> None:
    roster = (*staff(), appointment(8, "head", deputy=True, top_management=True))
    known = facts(appointments=roster, presences=(Presence("start", 8, present=True),))
    assert found("management_present", known) == []


def test_a_function_with_only_a_deputy_is_vacant_where_deputies_do_not_count() -> None:
    known = facts(appointments=staff(head={"deputy": True}), presences=came("start", "head"))
    assert found("head_present", known) == [absent("head", vacant=True)]


def test_an_acting_head_is_the_head() -> None:
    known = facts(appointments=staff(head={"acting": True}), presences=came("start", "head"))
    assert missing(known, "head_present") == []


# Attendance before the meeting: appointments and answers to the invitation


BEFORE = START - 20 * DAY


def answers(*replies: Reply, **other: Any) -> Facts:
    return facts("preparation", replies=replies, **other)


def test_before_the_meeting_who_is_appointed_is_expected() -> None:
    assert missing(answers(), today=BEFORE, forecast=True) == []


@pytest.mark.parametrize(("answer", "gone"), [("yes", []), ("maybe", []), ("no", ["planner"])])
def test_only_a_no_takes_someone_off_the_list(answer: Any, gone: list[str]) -> None:
    assert missing(answers(Reply("start", 1, answer)), today=BEFORE, forecast=True) == gone


def test_a_no_to_another_meeting_is_no_answer_to_this_one() -> None:
    assert missing(answers(Reply("deepening", 1, "no")), today=BEFORE, forecast=True) == []


def test_a_finding_before_the_meeting_says_that_it_is_a_forecast() -> None:
    known = answers(Reply("start", 1, "no"))
    seen = absent("planner", forecast=True, recorded=False)
    assert found("functions_present", known, today=BEFORE, forecast=True) == [seen]


@pytest.mark.parametrize(("counts", "gone"), [(True, []), (False, ["head"])])
def test_a_head_who_sends_a_deputy_is_expected_only_where_deputies_count(counts: bool, gone: list[str]) -> None:
    known = answers(Reply("start", 4, "no", deputy=1), policy=Policy(deputy_counts=counts))
    assert missing(known, "head_present", today=BEFORE, forecast=True) == gone


def test_an_appointment_that_ends_before_the_meeting_leaves_the_function_vacant_then() -> None:
    known = answers(appointments=staff(planner={"until": START - DAY}))
    seen = absent("planner", forecast=True, recorded=False, vacant=True)
    assert found("functions_present", known, today=BEFORE, forecast=True) == [seen]


def test_an_appointment_that_begins_before_the_meeting_is_counted_on() -> None:
    known = answers(appointments=staff(planner={"since": START}))
    assert missing(known, today=BEFORE, forecast=True) == []


def test_recorded_attendance_is_not_looked_at_before_the_meeting_nor_answers_after_it() -> None:
    known = facts(presences=came("start", "coordinator"), replies=(Reply("start", 2, "no"),))
    assert missing(known, forecast=True) == ["coordinator"]
    assert missing(known) == ["planner"]


# Attendance: cured by a catch-up


@pytest.mark.parametrize(("status", "gone"), [("open", 2), ("submitted", 2), ("accepted", 0), ("closed", 2)])
def test_an_accepted_catch_up_cures_what_was_missed(status: str, gone: int) -> None:
    known = facts(assignments=(assignment("start", "read_notes", status),))
    assert len(found("functions_present", known)) == gone


def test_a_catch_up_that_needs_no_acceptance_cures_once_submitted() -> None:
    p = programme({"assignments.read_notes.accept": GONE})
    assert found("functions_present", facts(assignments=(assignment("start", "read_notes", "submitted"),)), p=p) == []


def test_a_catch_up_cures_only_its_own_step() -> None:
    known = facts(assignments=(assignment("deepening", "read_notes", "accepted"),))
    assert len(found("functions_present", known)) == 2


def test_a_catch_up_does_not_bring_the_head_to_the_meeting() -> None:
    assert missing(facts(assignments=(assignment("start", "read_notes", "accepted"),)), "head_present") == ["head"]
