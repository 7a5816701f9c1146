"""Every kind of rule at its boundaries, and what a round's policy and its waivers make of the findings."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.model import Blocker, Facts, Policy, Presence, Reply
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate
from tests.build import (
    DAY,
    START,
    appointment,
    assignment,
    came,
    day,
    facts,
    meeting,
    meetings,
    mini,
    programme,
    staff,
    waiver,
)
from tests.build_workflow import GONE

AFTER = START + DAY


def found(rule: str, known: Facts, **at: Any) -> list[dict[str, object]]:
    """What the rule found, the whole of it."""
    return [dict(b.facts) for b in blockers(rule, known, **at)]


def blockers(
    rule: str,
    known: Facts,
    *,
    p: Programme | None = None,
    step: str = "start",
    today: Any = AFTER,
    forecast: bool = False,
) -> tuple[Blocker, ...]:
    p = p or mini()
    (verdict,) = evaluate(View(p.workflow, known, p.workflow.steps[step], today, forecast), [rule])
    assert verdict.met == (not verdict.blockers)
    assert (verdict.rule, verdict.step) == (rule, step)
    return verdict.blockers


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


# The meeting and its theme


@pytest.mark.parametrize(("status", "seen"), [("held", []), ("planned", [START]), ("cancelled", [START])])
def test_only_a_held_meeting_is_held(status: str, seen: list[Any]) -> None:
    known = facts(meetings=meetings(meeting("start", status=status)))
    assert found("meeting_held", known) == [{"meeting": "start", "date": d.isoformat()} for d in seen]


def test_a_meeting_without_a_date_is_not_held() -> None:
    assert found("meeting_held", facts(meetings={})) == [{"meeting": "start", "date": ""}]


@pytest.mark.parametrize(("theme", "seen"), [("case_handling", []), ("", [{"meeting": "deepening"}])])
def test_a_theme_is_chosen_or_not(theme: str, seen: list[Any]) -> None:
    known = facts(meetings=meetings(meeting("deepening", theme=theme)))
    assert found("theme_chosen", known, step="deepening") == seen


def test_a_meeting_without_a_date_has_no_theme() -> None:
    assert found("theme_chosen", facts(meetings={}), step="deepening") == [{"meeting": "deepening"}]


# Assignments


def unsent(name: str, due: str = "", *, step: str = "start", made: bool = True) -> dict[str, object]:
    return {"assignment": name, "step": step, "due": due, "made": made}


@pytest.mark.parametrize("status", ["planned", "open", "closed"])
def test_what_is_not_submitted_is_missing_with_its_due_time(status: str) -> None:
    known = facts(assignments=(assignment("start", "describe_today", status, due="2021-04-07"),))
    assert found("before_submitted", known) == [unsent("describe_today", "2021-04-07T21:59:59+00:00")]


@pytest.mark.parametrize("status", ["submitted", "accepted", "cancelled"])
def test_what_is_submitted_or_called_off_is_not_missing(status: str) -> None:
    assert found("before_submitted", facts(assignments=(assignment("start", "describe_today", status),))) == []


@pytest.mark.parametrize(("status", "gone"), [("submitted", 1), ("accepted", 0)])
def test_where_acceptance_is_required_submitting_is_not_enough(status: str, gone: int) -> None:
    p = programme({"assignments.describe_today.accept": "required"})
    known = facts(assignments=(assignment("start", "describe_today", status),))
    assert len(found("before_submitted", known, p=p)) == gone


def test_an_assignment_that_was_never_made_is_missing() -> None:
    assert found("before_submitted", facts()) == [unsent("describe_today", made=False)]


def test_before_and_after_each_count_their_own() -> None:
    known = facts(assignments=(assignment("start", "describe_today", "submitted"),))
    assert found("after_submitted", known) == [unsent("name_problem", made=False)]


def test_each_missing_assignment_is_a_finding_of_its_own() -> None:
    p = programme({"rules.before_submitted.assignments": "all"})
    assert found("before_submitted", facts(), p=p) == [
        unsent("describe_today", made=False),
        unsent("name_problem", made=False),
    ]


def test_all_counts_what_is_left_of_other_steps_too() -> None:
    p = programme({"rules.before_submitted.assignments": "all"})
    made = (
        assignment("preparation", "self_assessment", "submitted"),
        assignment("start", "describe_today", "submitted"),
        assignment("start", "name_problem"),
        assignment("follow_up", "evaluate"),
        assignment("closing", "final_report", "submitted"),
    )
    known = facts("closing", assignments=made)
    assert found("before_submitted", known, step="closing", p=p) == [unsent("name_problem")]


def test_all_forgets_what_was_closed_when_its_step_was_left() -> None:
    p = programme({"rules.before_submitted.assignments": "all"})
    made = (assignment("start", "name_problem", "closed"), assignment("closing", "final_report", "submitted"))
    assert found("before_submitted", facts("closing", assignments=made), step="closing", p=p) == []


def test_optional_assignments_are_not_counted() -> None:
    known = facts(assignments=(assignment("follow_up", "evaluate"),))
    assert found("after_submitted", known, step="follow_up") == []


def test_a_named_assignment_is_looked_for_in_its_own_step() -> None:
    p = programme({"rules.self_assessed.assignments": ["self_assessment"]})
    known = facts(assignments=(assignment("preparation", "self_assessment"),))
    assert found("self_assessed", known, p=p) == [unsent("self_assessment", step="preparation")]


def test_for_a_late_joiner_the_catch_up_stands_in_for_before_and_after() -> None:
    known = facts(late_joiner=True, assignments=(assignment("start", "read_notes"),))
    assert found("before_submitted", known) == [unsent("read_notes")]
    assert found("after_submitted", known) == [unsent("read_notes")]


def test_the_late_joiners_accepted_catch_up_is_enough() -> None:
    known = facts(late_joiner=True, assignments=(assignment("start", "read_notes", "accepted"),))
    assert found("before_submitted", known) == found("after_submitted", known) == []


def test_for_who_was_only_absent_before_and_after_still_count() -> None:
    made = [assignment("start", n) for n in ("describe_today", "name_problem")]
    known = facts(assignments=(*made, assignment("start", "read_notes", "accepted")))
    assert found("before_submitted", known) == [unsent("describe_today")]
    assert found("after_submitted", known) == [unsent("name_problem")]


# Answers, holders, results, size


def test_a_field_has_an_answer_or_not() -> None:
    assert found("problem_named", facts(answered=frozenset({("name_problem", "problem")}))) == []
    assert found("problem_named", facts(answered=frozenset({("name_problem", "goals"), ("report", "problem")}))) == [
        {"assignment": "name_problem", "field": "problem"}
    ]


@pytest.mark.parametrize(
    ("since", "until", "vacant"),
    [
        ("2021-03-01", None, False),
        ("2021-03-02", None, True),
        ("2021-01-01", "2021-03-01", False),
        ("2021-01-01", "2021-02-28", True),
    ],
)
def test_a_function_is_held_from_the_first_to_the_last_day(since: str, until: str | None, vacant: bool) -> None:
    dates = {"since": day(since), "until": day(until) if until else None}
    known = facts("preparation", appointments=staff(planner=dates))
    seen = found("roles_filled", known, step="preparation", today=day("2021-03-01"))
    assert seen == ([{"function": "planner"}] if vacant else [])


def test_each_vacancy_is_a_finding_of_its_own() -> None:
    known = facts("preparation", appointments=staff(without=["planner", "coordinator"]))
    assert found("roles_filled", known, step="preparation") == [{"function": "planner"}, {"function": "coordinator"}]


@pytest.mark.parametrize(
    ("results", "short"), [(["methods"], False), (["activities", "outcome"], False), ([], True), (["products"], True)]
)
def test_results_reach_the_later_steps_of_the_chain_or_not(results: list[str], short: bool) -> None:
    seen = found("results_far", facts("closing", results=frozenset(results)), step="closing")
    assert seen == ([{"reached": results, "wanted": ["methods", "outcome"]}] if short else [])


@pytest.mark.parametrize(("size", "odd"), [(2, True), (3, False), (6, False), (7, True)])
def test_a_cluster_has_a_least_and_a_greatest_size(size: int, odd: bool) -> None:
    seen = found("cluster_large_enough", facts(cluster_size=size))
    assert seen == ([{"count": size, "min": 3, "max": 6}] if odd else [])


def test_a_size_may_be_bounded_on_one_side_only() -> None:
    p = programme({"rules.cluster_large_enough.max": GONE})
    assert found("cluster_large_enough", facts(cluster_size=500), p=p) == []


# Severity, waivers, whose doing


@pytest.mark.parametrize("severity", ["info", "warn", "block"])
def test_a_round_may_raise_or_lower_a_severity(severity: Any) -> None:
    known = facts(policy=Policy(severity={"functions_present": severity, "head_present": "block"}))
    assert {b.severity for b in blockers("functions_present", known)} == {severity}


def test_a_rule_the_round_says_nothing_about_keeps_its_own_severity() -> None:
    known = facts(policy=Policy(severity={"head_present": "block"}))
    assert {b.severity for b in blockers("functions_present", known)} == {"warn"}


@pytest.mark.parametrize(
    ("given", "waived"),
    [
        (waiver("functions_present", "start"), True),
        (waiver("functions_present", "start", until="2021-04-15"), True),
        (waiver("functions_present", "start", until="2021-04-14"), False),
        (waiver("functions_present", "deepening"), False),
        (waiver("management_present", "start"), False),
        (waiver("functions_present", "start", in_force=False), False),
    ],
    ids=["in force", "on its last day", "expired yesterday", "of another step", "of another rule", "not countersigned"],
)
def test_a_waiver_covers_its_rule_in_its_step_while_it_is_in_force(given: Any, waived: bool) -> None:
    assert [b.waived for b in blockers("functions_present", facts(waivers=(given,)), today=AFTER)] == [waived] * 2


def test_a_rule_that_cannot_be_waived_is_not_waived() -> None:
    assert [b.waived for b in blockers("meeting_held", facts(waivers=(waiver("meeting_held", "start"),)))] == [False]


def test_the_ministrys_absence_is_the_ministrys_doing() -> None:
    assert [(b.severity, b.accounts_to) for b in blockers("officer_present", facts())] == [("info", "ministry")]
    assert [b.accounts_to for b in blockers("head_present", facts())] == ["agency"]


def test_every_rule_is_evaluated_in_order_and_none_stops_the_others() -> None:
    names = ["meeting_held", "functions_present", "before_submitted", "cluster_large_enough", "problem_named"]
    step = mini().workflow.steps["start"]
    verdicts = evaluate(View(mini().workflow, facts(), step, AFTER), names)
    assert [(v.rule, v.met, len(v.blockers)) for v in verdicts] == [
        ("meeting_held", False, 1),
        ("functions_present", False, 2),
        ("before_submitted", False, 1),
        ("cluster_large_enough", True, 0),
        ("problem_named", False, 1),
    ]


@pytest.mark.parametrize(
    ("severity", "waived", "acknowledged", "stops"),
    [
        ("block", False, False, True),
        ("block", False, True, True),
        ("block", True, False, False),
        ("warn", False, False, True),
        ("warn", False, True, False),
        ("warn", True, False, False),
        ("info", False, False, False),
    ],
)
def test_what_stops_a_move(severity: Any, waived: bool, acknowledged: bool, stops: bool) -> None:
    finding = Blocker("x", severity, waivable=True, step="start", facts={}, waived=waived)
    assert finding.stops(frozenset({"x"} if acknowledged else {"y"})) == stops
