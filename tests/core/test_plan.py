"""When work opens and is due: from the meetings, off free days, and for who joins late."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.core.model import Facts, NewAssignment
from jimflow.core.plan import Remark, catch_up, timings
from tests.build import (
    DAY,
    DEEPENING,
    START,
    assignment,
    at,
    day,
    ends,
    facts,
    meeting,
    meetings,
    mini,
    programme,
    saved,
)
from tests.build_workflow import GONE
from tests.core.planning import DONE, JOINED, dates, of, plan

# The whole plan


def test_on_joining_every_dated_assignment_gets_its_days() -> None:
    found = plan(facts("preparation"))
    assert {key: dates(t) for key, t in found.items()} == {
        ("preparation", "self_assessment"): ("2021-01-14", "2021-03-29"),
        ("start", "describe_today"): ("2021-03-31", "2021-04-09"),
        ("start", "name_problem"): ("2021-04-14", "2021-08-25"),
        ("deepening", "prepare_theme"): (None, "2021-09-22"),
        ("follow_up", "evaluate"): ("2022-02-03", "2022-03-02"),
    }
    assert [key for key, t in found.items() if t.open_now] == [("preparation", "self_assessment")]


def test_a_meeting_without_a_date_has_no_assignments_yet() -> None:
    known = facts("preparation", meetings=meetings(without=["start", "deepening"]))
    assert set(plan(known)) == {("follow_up", "evaluate"), ("preparation", "self_assessment")}
    assert dates(of("preparation", "self_assessment", known)) == ("2021-01-14", None)


def test_a_cancelled_meeting_is_a_meeting_without_a_date() -> None:
    known = facts("start", meetings=meetings(meeting("start", status="cancelled"), without=["deepening"]))
    assert set(plan(known)) == {("follow_up", "evaluate")}


def test_work_may_be_limited_to_some_steps() -> None:
    found = timings(mini(), facts("preparation"), JOINED, {"start"})
    assert [t.assignment.name for t in found] == ["describe_today", "name_problem"]


def test_the_row_to_be_made_opens_at_the_digest_hour_and_is_due_at_the_end_of_the_day() -> None:
    made = of("start", "name_problem", facts("preparation")).new(mini(), JOINED)
    opens, due = at("2021-04-14 08:00"), ends("2021-08-25")
    assert made == NewAssignment("start", "name_problem", "after", None, opens, due, open_now=False)


def test_work_without_dates_yet_is_made_without_them() -> None:
    waiting = of("deepening", "prepare_theme", facts("preparation")).new(mini(), JOINED)
    assert (waiting.opens_at, waiting.due_at) == (None, ends("2021-09-22"))
    undated = facts("preparation", meetings=meetings(without=["start", "deepening"]))
    assert of("preparation", "self_assessment", undated).new(mini(), JOINED).due_at is None


# What stands on entering a step


def test_work_that_opens_on_entering_opens_at_once_with_that_day_as_its_anchor() -> None:
    made = of("closing", "final_report", facts("closing"), at("2022-03-07 10:30")).new(mini(), at("2022-03-07 10:30"))
    now, due = at("2022-03-07 10:30"), ends("2022-04-04")
    assert made == NewAssignment("closing", "final_report", "step", day("2022-03-07"), now, due, open_now=True)


def test_entering_on_a_saturday_opens_at_once_too() -> None:
    saturday = at("2022-03-05 10:30")
    assert of("closing", "final_report", facts("closing"), saturday).new(mini(), saturday).opens_at == saturday


def test_laying_the_plan_again_keeps_the_day_of_entering() -> None:
    entered = at("2022-03-07 10:30")
    known = saved(facts("closing"), timings(mini(), facts("closing"), entered), mini(), entered)
    again = of("closing", "final_report", known, at("2022-03-14 09:00"))
    assert (dates(again), again.anchor, again.open_now) == (("2022-03-07", "2022-04-04"), day("2022-03-07"), False)


def test_work_that_opens_some_days_after_entering_waits_for_them() -> None:
    p = programme({"assignments.final_report.opens": "entered + 3 days"})
    later = of("closing", "final_report", facts("closing"), at("2022-03-07 10:30"), p)
    assert (dates(later)[0], later.open_now) == ("2022-03-10", False)


def test_a_step_that_is_not_entered_has_no_such_work_yet() -> None:
    assert ("closing", "final_report") not in plan(facts("follow_up"))


# What is done stays


@pytest.mark.parametrize("status", ["submitted", "accepted", "cancelled", "closed"])
def test_what_is_finished_is_not_moved(status: str) -> None:
    known = facts(assignments=(assignment("start", "name_problem", status, due="2021-08-25"),))
    assert ("start", "name_problem") not in plan(known)


# Meetings of several days


def test_before_counts_from_the_first_day_and_after_from_the_last() -> None:
    long = meeting("start", START, last_day=START + 5 * DAY)
    known = facts("preparation", meetings=meetings(long, without=["deepening", "follow_up"]), assignments=(DONE,))
    assert dates(of("start", "describe_today", known)) == ("2021-03-17", "2021-04-07")
    assert dates(of("start", "name_problem", known)) == ("2021-04-19", "2021-06-01")


def test_the_next_meeting_counts_from_its_first_day() -> None:
    long = meeting("deepening", DEEPENING, last_day=DEEPENING + 5 * DAY)
    assert of("start", "name_problem", facts(meetings=meetings(long))).due == DEEPENING - 35 * DAY


# Else


def test_without_a_next_meeting_the_other_moment_is_taken() -> None:
    undated = facts("start", meetings=meetings(without=["deepening"]))
    assert of("start", "name_problem", undated).due == day("2021-05-27")


def test_a_cancelled_next_meeting_has_no_date() -> None:
    cancelled = facts("start", meetings=meetings(meeting("deepening", status="cancelled")))
    assert of("start", "name_problem", cancelled).due == day("2021-05-27")


def test_when_the_next_meeting_gets_its_date_the_deadline_moves_there() -> None:
    waiting = facts("start", meetings=meetings(without=["deepening"]))
    known = saved(waiting, timings(mini(), waiting, JOINED), mini(), JOINED)
    assert of("start", "name_problem", replace(known, meetings=meetings())).due == day("2021-08-25")


# Free days and quiet weeks


def moved(start: str) -> Facts:
    """The kick-off on another day, the self-assessment done."""
    on = day(start)
    return facts("preparation", meetings=meetings(meeting("start", on)), assignments=(DONE,))


def test_a_deadline_on_midsummer_eve_moves_to_the_day_before_and_it_is_said() -> None:
    timing = of("start", "describe_today", moved("2021-07-02"))
    wanted, got = day("2021-06-25"), day("2021-06-24")
    assert (timing.due, timing.remarks) == (
        got,
        (Remark("deadline moved", "start", "describe_today", wanted, got),),
    )


def test_a_deadline_in_the_quiet_weeks_moves_before_them_however_far() -> None:
    p = programme({"assignments.name_problem.due": "meeting + 70 days"})
    timing = of("start", "name_problem", moved("2021-05-24"), JOINED, p)
    wanted, got = day("2021-08-02"), day("2021-07-09")
    assert (timing.due, timing.remarks) == (got, (Remark("deadline moved", "start", "name_problem", wanted, got),))


def test_an_opening_in_the_quiet_weeks_moves_after_them() -> None:
    assert of("start", "describe_today", moved("2021-08-20")).opens == day("2021-08-09")


def test_an_opening_on_good_friday_moves_to_the_tuesday_after_easter() -> None:
    assert of("start", "describe_today", moved("2021-04-30")).opens == day("2021-04-06")


def test_a_deadline_on_a_working_day_stays_and_nothing_is_said() -> None:
    timing = of("start", "describe_today", moved("2021-05-19"))
    assert (timing.due, timing.remarks) == (day("2021-05-12"), ())


# Waiting


@pytest.mark.parametrize(
    ("status", "opens"),
    [("open", "2021-03-31"), ("submitted", "2021-03-17"), ("accepted", "2021-03-17"), ("closed", "2021-03-17")],
)
def test_what_waits_for_an_assignment_opens_when_that_is_in_or_at_the_last_moment(status: str, opens: str) -> None:
    known = facts("preparation", assignments=(assignment("preparation", "self_assessment", status),))
    assert dates(of("start", "describe_today", known))[0] == opens


def test_the_last_moment_moves_later_off_a_free_day() -> None:
    known = facts("preparation", meetings=meetings(meeting("start", day("2021-04-16"))))
    assert of("start", "describe_today", known).opens == day("2021-04-06")


def test_a_wait_without_a_last_moment_has_no_opening() -> None:
    p = programme({"assignments.describe_today.waits_for.until": GONE})
    assert dates(of("start", "describe_today", facts("preparation"), JOINED, p)) == (None, "2021-04-07")


@pytest.mark.parametrize(("theme", "opens"), [("", None), ("case_handling", "2021-09-01")])
def test_what_waits_for_the_theme_opens_only_once_it_is_chosen(theme: str, opens: str | None) -> None:
    known = facts(meetings=meetings(meeting("deepening", theme=theme)))
    assert dates(of("deepening", "prepare_theme", known)) == (opens, "2021-09-22")


def test_each_step_waits_for_its_own_theme() -> None:
    p = programme({"steps.follow_up.theme": "per cluster", "steps.follow_up.before": ["prepare_theme"]})
    known = facts(meetings=meetings(meeting("deepening", theme="case_handling")))
    assert [of(s, "prepare_theme", known, JOINED, p).opens is None for s in ("deepening", "follow_up")] == [False, True]


def test_another_assignment_that_is_in_releases_nothing() -> None:
    other = assignment("start", "name_problem", "submitted")
    known = facts("preparation", assignments=(assignment("preparation", "self_assessment"), other))
    assert dates(of("start", "describe_today", known))[0] == "2021-03-31"


def test_work_that_waits_opens_on_entering_only_when_it_need_not_wait() -> None:
    p = programme({"assignments.describe_today.opens": "entered", "assignments.describe_today.waits_for.until": GONE})
    now = at("2021-03-01 09:00")
    waiting = of("start", "describe_today", facts("start"), now, p)
    assert (waiting.opens, waiting.open_now) == (None, False)
    assert of("start", "describe_today", facts("start", assignments=(DONE,)), now, p).open_now


# Joining late, being absent


def test_a_meeting_that_was_over_before_joining_is_caught_up_on_instead() -> None:
    known = facts("preparation", late_joiner=True, meetings=meetings(held=["start"]))
    found = plan(known, at("2021-05-03 10:00"))
    assert {key: (dates(t), t.open_now) for key, t in found.items() if key[0] == "start"} == {
        ("start", "read_notes"): (("2021-05-03", "2021-05-18"), True)
    }
    assert ("deepening", "prepare_theme") in found


def test_a_meeting_whose_last_day_is_past_is_over_although_nobody_has_said_so() -> None:
    known = facts("preparation", late_joiner=True)
    assert ("start", "read_notes") not in plan(known, at("2021-04-14 18:00"))
    assert ("start", "read_notes") in plan(known, at("2021-04-15 08:00"))


def test_a_meeting_held_earlier_the_same_day_is_over() -> None:
    known = facts("preparation", late_joiner=True, meetings=meetings(held=["start"]))
    assert ("start", "read_notes") in plan(known, at("2021-04-14 18:00"))


def test_the_catch_up_of_one_step_replaces_nothing_in_the_next() -> None:
    caught = assignment("start", "read_notes")
    known = facts("start", late_joiner=True, meetings=meetings(held=["start"]), assignments=(caught,))
    assert {key for key in plan(known, at("2021-05-03 10:00")) if key[0] == "deepening"} == {
        ("deepening", "prepare_theme")
    }


def test_a_late_joiner_keeps_the_work_of_the_meetings_it_was_there_for() -> None:
    made = tuple(assignment("start", name) for name in ("describe_today", "name_problem"))
    known = facts("start", late_joiner=True, meetings=meetings(held=["start"]), assignments=made)
    found = [name for step, name in plan(known, at("2021-05-03 10:00")) if step == "start"]
    assert found == ["describe_today", "name_problem"]


def test_the_late_joiners_catch_up_stays_alone_when_the_plan_is_laid_again() -> None:
    known = facts("start", late_joiner=True, meetings=meetings(held=["start"]))
    for status in ("open", "accepted"):
        caught = replace(known, assignments=(assignment("start", "read_notes", status),))
        assert {name for step, name in plan(caught, at("2021-05-03 10:00")) if step == "start"} <= {"read_notes"}


def test_an_agency_that_joined_in_time_is_given_the_after_assignment_of_a_meeting_entered_afterwards() -> None:
    """Nobody was absent and nobody joined late: there is nothing to catch up on, and nothing left to prepare."""
    known = facts("start", meetings=meetings(held=["start"]))
    assert [name for step, name in plan(known, at("2021-05-03 10:00")) if step == "start"] == ["name_problem"]


def test_where_there_is_no_catch_up_a_late_joiner_does_not_prepare_for_a_meeting_that_is_over() -> None:
    p = programme(
        {f"steps.{s}.catch_up": GONE for s in ("start", "deepening", "follow_up")}
        | {f"rules.{r}.curable": GONE for r in ("functions_present", "management_present")}
        | {"assignments.read_notes": GONE, "forms.notes": GONE}
    )
    known = facts("preparation", late_joiner=True, meetings=meetings(held=["start"]))
    assert [name for step, name in plan(known, at("2021-05-03 10:00"), p) if step == "start"] == ["name_problem"]


def test_absence_calls_for_the_steps_catch_up_beside_its_own_work() -> None:
    known = facts("start", meetings=meetings(held=["start"]), assignments=(assignment("start", "name_problem"),))
    timing = catch_up(mini(), known, "start", at("2021-04-15 09:00"))
    assert timing is not None
    assert (timing.assignment.name, timing.place, dates(timing), timing.open_now) == (
        "read_notes",
        "catch_up",
        ("2021-04-15", "2021-04-29"),
        True,
    )


def test_a_catch_up_is_made_once_and_only_where_the_step_has_one() -> None:
    now = at("2021-04-15 09:00")
    for status in ("open", "accepted"):
        made = assignment("start", "read_notes", status, anchor=day("2021-04-15"))
        assert catch_up(mini(), facts(assignments=(made,)), "start", now) is None
    assert catch_up(mini(), facts(), "closing", now) is None
