"""Every other kind of rule at its boundaries, and what a round's policy and its waivers make of the findings."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Blocker, Policy, Presence
from jimflow.core.rules import View, evaluate
from tests.build import (
    START,
    appointment,
    assignment,
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
from tests.core.asking import AFTER, blockers, found

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


def test_an_assignment_of_two_steps_is_looked_for_in_the_present_one_else_in_the_first() -> None:
    p = programme(
        {
            "steps.deepening.before": ["prepare_theme", "describe_today"],
            "rules.before_submitted.assignments": ["describe_today"],
        }
    )
    looked = [found("before_submitted", facts(), p=p, step=s)[0]["step"] for s in ("start", "deepening", "follow_up")]
    assert looked == ["start", "deepening", "start"]


def test_a_catch_up_is_looked_for_in_the_present_step() -> None:
    p = programme({"rules.before_submitted.assignments": ["read_notes"]})
    known = facts(assignments=(assignment("start", "read_notes", "accepted"),))
    assert found("before_submitted", known, p=p) == []
    assert found("before_submitted", known, p=p, step="deepening") == [
        unsent("read_notes", step="deepening", made=False)
    ]


EVERYTHING = {"rules.before_submitted.assignments": "all"}


def test_all_means_what_was_ever_asked_for_and_what_this_step_is_to_have() -> None:
    made = (
        assignment("preparation", "self_assessment", "submitted"),
        assignment("start", "describe_today", "closed"),
        assignment("start", "name_problem", "open"),
        assignment("start", "read_notes", "submitted"),
        assignment("deepening", "prepare_theme", "closed"),
        assignment("follow_up", "evaluate", "open"),
    )
    p, known = programme(EVERYTHING), facts(assignments=made)
    assert found("before_submitted", known, p=p, step="closing") == [
        unsent("name_problem"),
        unsent("read_notes"),
        unsent("final_report", step="closing", made=False),
    ]
    assert found("before_submitted", known, p=p, step="deepening") == [
        unsent("name_problem"),
        unsent("read_notes"),
        unsent("prepare_theme", step="deepening"),
    ]


def test_all_asks_a_late_joiner_for_the_catch_up_instead_of_what_it_replaces() -> None:
    p = programme(EVERYTHING)
    known = facts(late_joiner=True, assignments=(assignment("start", "read_notes"),))
    assert found("before_submitted", known, p=p) == [unsent("read_notes")]
    assert found("before_submitted", known, p=p, step="deepening") == [
        unsent("read_notes"),
        unsent("prepare_theme", step="deepening", made=False),
    ]


def test_for_a_late_joiner_the_catch_up_stands_in_for_before_and_after() -> None:
    known = facts(late_joiner=True, assignments=(assignment("start", "read_notes"),))
    assert found("before_submitted", known) == [unsent("read_notes")]
    assert found("after_submitted", known) == [unsent("read_notes")]


def test_the_catch_up_of_another_step_stands_in_for_nothing() -> None:
    known = facts(late_joiner=True, assignments=(assignment("deepening", "read_notes", "accepted"),))
    assert found("before_submitted", known) == [unsent("describe_today", made=False)]


def test_where_nothing_was_to_be_counted_the_catch_up_is_not_either() -> None:
    known = facts(late_joiner=True, assignments=(assignment("follow_up", "read_notes"),))
    assert found("after_submitted", known, step="follow_up") == []


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
    assert found("problem_named", facts(answers={("start", "name_problem", "problem"): '"x"'})) == []
    assert found(
        "problem_named",
        facts(answers={("start", "name_problem", "goals"): '"x"', ("follow_up", "report", "problem"): '"x"'}),
    ) == [{"assignment": "name_problem", "field": "problem"}]


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


# Which answer was given


def _wanting(*answers: str) -> Any:
    return programme({"rules.problem_named.field": "goals", "rules.problem_named.is": list(answers)})


@pytest.mark.parametrize(
    ("given", "said"),
    [('["power"]', None), ('["economy","power"]', None), ('["economy"]', ["economy"]), (None, [])],
)
def test_a_field_may_have_to_hold_one_of_certain_answers(given: str | None, said: list[str] | None) -> None:
    answers = {("start", "name_problem", "goals"): given} if given else {}
    seen = [dict(b.facts) for b in blockers("problem_named", facts(answers=answers), p=_wanting("power"))]
    wanted = {"assignment": "name_problem", "field": "goals", "answer": said, "wanted": ["power"]}
    assert seen == ([] if said is None else [wanted])


@pytest.mark.parametrize(
    ("rule", "where"),
    [
        ({"field": "goals", "is": ["pwer"]}, "rules.problem_named.is"),
        ({"field": "problem", "is": ["yes"]}, "rules.problem_named.is"),
        ({"field": "goals", "is": []}, "rules.problem_named.is"),
    ],
)
def test_an_answer_that_nobody_can_give_is_a_mistake(rule: dict[str, Any], where: str) -> None:
    with pytest.raises(Mistakes) as told:
        programme({f"rules.problem_named.{key}": value for key, value in rule.items()})
    assert [str(line).startswith(where) for line in told.value.lines()] == [True]


# Shares


@pytest.mark.parametrize(
    ("share", "there", "needed"),
    [("half", 2, 2), ("more than half", 2, 3), ("two thirds", 2, 3), ("all", 3, 4), ("half", 1, 2)],
)
def test_a_share_is_reckoned_from_those_who_hold_the_functions_that_day(share: str, there: int, needed: int) -> None:
    four = tuple(appointment(n, "planner") for n in range(1, 5))
    asked = programme({"rules.functions_present.functions": ["planner"], "rules.functions_present.at_least": share})
    presences = tuple(Presence("start", n, n <= there) for n in range(1, 5))
    known = facts(appointments=four, presences=presences)
    seen = [(b.facts["present"], b.facts["needed"]) for b in blockers("functions_present", known, p=asked)]
    assert seen == ([] if there >= needed else [(there, needed)])


def test_of_nobody_at_all_someone_must_come() -> None:
    asked = programme({"rules.functions_present.functions": ["planner"], "rules.functions_present.at_least": "half"})
    seen = [dict(b.facts) for b in blockers("functions_present", facts(appointments=()), p=asked)]
    assert [(f["present"], f["needed"]) for f in seen] == [(0, 1)]


def test_holders_may_have_to_be_a_number_of_people_together() -> None:
    asked = programme({"rules.roles_filled.functions": ["planner", "finance"], "rules.roles_filled.at_least": 3})
    two = (appointment(1, "planner"), appointment(2, "finance"))
    seen = [dict(b.facts) for b in blockers("roles_filled", facts(appointments=two), p=asked)]
    assert [(f["present"], f["needed"]) for f in seen] == [(2, 3)]
    assert blockers("roles_filled", facts(appointments=(*two, appointment(3, "planner"))), p=asked) == ()
    twice = (*two, appointment(4, "finance", person=1))
    assert len(blockers("roles_filled", facts(appointments=twice), p=asked)) == 1


def test_deputies_count_as_coming_but_not_among_those_a_share_is_taken_of() -> None:
    asked = programme(
        {
            "rules.functions_present.functions": ["planner"],
            "rules.functions_present.at_least": "more than half",
            "rules.functions_present.deputy": "counts",
        }
    )
    people = (*(appointment(n, "planner") for n in range(1, 4)), appointment(4, "planner", deputy=True))
    presences = (Presence("start", 1, present=True), Presence("start", 4, present=True))
    assert blockers("functions_present", facts(appointments=people, presences=presences), p=asked) == ()
