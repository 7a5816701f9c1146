"""Due dates that are set late, that move, and that stay when nothing has changed."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.plan import Remark, Timing, timings
from tests.build import (
    DAY,
    assignment,
    at,
    day,
    ends,
    facts,
    meeting,
    meetings,
    mini,
    saved,
)
from tests.core.planning import DONE, JOINED, dates, of


def before_work(today: str, meets: str, due: str | None = None, status: str = "open") -> Timing:
    """The before-assignment of a kick-off on `meets`, looked at on `today`; `due` is what it has been so far."""
    made = (assignment("start", "describe_today", status, opens="2021-05-03", due=due),) if due else ()
    known = facts("preparation", meetings=meetings(meeting("start", day(meets))), assignments=(DONE, *made))
    return of("start", "describe_today", known, at(f"{today} 10:00"))


def test_work_given_late_is_due_at_the_soonest_in_five_working_days() -> None:
    assert before_work("2021-05-18", "2021-05-27").due == day("2021-05-25")


def test_work_given_just_in_time_keeps_its_due_date() -> None:
    timing = before_work("2021-05-12", "2021-05-27")
    assert (timing.due, timing.remarks) == (day("2021-05-20"), ())


def test_a_moved_due_date_is_never_sooner_than_five_working_days_from_today() -> None:
    timing = before_work("2021-05-18", "2021-05-27", due="2021-06-20")
    wanted, got = day("2021-05-20"), day("2021-05-25")
    assert (timing.due, timing.remarks) == (
        got,
        (Remark("deadline moved", "start", "describe_today", wanted, got),),
    )


def test_a_moved_due_date_with_time_enough_goes_where_it_belongs() -> None:
    assert before_work("2021-05-18", "2021-06-16", due="2021-05-20").due == day("2021-06-09")


def test_a_due_date_that_does_not_move_may_be_near_or_past() -> None:
    assert before_work("2021-05-19", "2021-05-27", due="2021-05-20").due == day("2021-05-20")
    assert before_work("2021-05-21", "2021-05-27", due="2021-05-20").due == day("2021-05-20")


def test_work_that_is_open_already_needs_no_five_days_after_its_new_opening_day() -> None:
    """Moved to 20 August the work would open on 9 August, after the quiet weeks, four working days before it is due."""
    assert before_work("2021-06-01", "2021-08-20", due="2021-06-11").due == day("2021-08-13")
    assert before_work("2021-06-01", "2021-08-20", due="2021-06-11", status="planned").due == day("2021-08-16")


def test_when_five_working_days_reach_the_meeting_the_coordinator_decides_and_the_old_date_stands() -> None:
    timing = before_work("2021-05-18", "2021-05-25", due="2021-06-20")
    remark = Remark("decide due date", "start", "describe_today", day("2021-05-18"), None)
    assert (timing.due, timing.remarks) == (day("2021-06-20"), (remark,))


def test_an_old_date_that_would_fall_on_the_meeting_is_for_the_coordinator_to_decide_too() -> None:
    decide = Remark("decide due date", "start", "describe_today", day("2021-05-18"), None)
    on_the_day = before_work("2021-05-19", "2021-05-25", due="2021-05-25")
    assert (on_the_day.due, on_the_day.remarks) == (day("2021-05-25"), (decide,))
    assert before_work("2021-05-19", "2021-05-25", due="2021-05-24").remarks == ()


def test_work_given_too_late_for_its_meeting_has_its_own_date_until_the_coordinator_decides() -> None:
    given = before_work("2021-05-18", "2021-05-21")
    decide = Remark("decide due date", "start", "describe_today", day("2021-05-14"), None)
    assert (given.due, given.remarks) == (day("2021-05-14"), (decide,))


def test_an_after_assignment_may_be_pushed_past_the_next_meeting() -> None:
    near = meetings(meeting("deepening", day("2021-05-28")), held=["start"])
    assert of("start", "name_problem", facts("start", meetings=near), at("2021-05-26 10:00")).due == day("2021-06-02")


def test_pushed_into_the_quiet_weeks_it_lands_after_them() -> None:
    near = meetings(meeting("start", day("2021-06-01"), status="held"), meeting("deepening", day("2021-08-18")))
    assert of("start", "name_problem", facts("start", meetings=near), at("2021-07-07 10:00")).due == day("2021-08-09")


def test_a_due_date_that_was_pushed_stays_when_the_plan_is_laid_again() -> None:
    assert before_work("2021-05-19", "2021-05-27", due="2021-05-25").due == day("2021-05-25")


def test_pushed_work_that_is_not_open_yet_keeps_its_five_days_after_the_opening() -> None:
    """Waiting until 31 March it is due on 9 April, not on the 7th: Easter lies between."""
    known = facts("preparation")
    known = saved(known, timings(mini(), known, JOINED), mini(), JOINED)
    assert dates(of("start", "describe_today", known, at("2021-02-01 09:00"))) == ("2021-03-31", "2021-04-09")


def test_work_opened_on_a_sunday_keeps_its_days_when_the_plan_is_laid_again_that_sunday() -> None:
    sunday, on = at("2021-02-21 10:00"), meetings(meeting("start", day("2021-03-05")))
    known = facts("preparation", meetings=on)
    known = saved(known, timings(mini(), known, sunday), mini(), sunday)
    again = of("preparation", "self_assessment", known, sunday)
    assert (again.due, known.assignments[0].due_at) == (day("2021-03-01"), ends("2021-03-01"))


@settings(max_examples=60)
@given(
    gaps=st.lists(st.integers(10, 150), min_size=3, max_size=3),
    joined=st.integers(0, 120),
    later=st.lists(st.integers(0, 200), max_size=2),
    themes=st.booleans(),
)
def test_laying_the_plan_again_with_nothing_changed_moves_nothing(
    gaps: list[int], joined: int, later: list[int], themes: bool
) -> None:
    on, planned = date(2021, 1, 15), {}
    for step, gap in zip(("start", "deepening", "follow_up"), gaps, strict=True):
        on += timedelta(days=gap)
        planned[step] = meeting(step, on, theme="case_handling" if themes else "")
    now = JOINED + joined * DAY
    known = facts("preparation", meetings=planned, late_joiner=any(m.day < now.date() for m in planned.values()))
    first = timings(mini(), known, now)
    known = saved(known, first, mini(), now)
    for days in sorted(later):
        again = timings(mini(), known, now + days * DAY)
        assert saved(known, again, mini(), now + days * DAY) == known
