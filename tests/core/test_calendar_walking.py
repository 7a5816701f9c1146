"""The working calendar against day-by-day walking, on calendars made at random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from jimflow.core.calendar import REMINDER_MAY_MOVE, Calendar, CalendarError
from tests.build import DAY, STOCKHOLM, SWEDEN

QUARTER = timedelta(minutes=15)


def is_working(calendar: Calendar, each: date) -> bool:
    return each.isoweekday() not in (6, 7) and each not in calendar.free_days


def is_allowed(calendar: Calendar, each: date) -> bool:
    return is_working(calendar, each) and not any(a <= each <= b for a, b in calendar.quiet_periods)


def walk(calendar: Calendar, start: date, step: int, wanted: Callable[[date], bool]) -> date | None:
    """The first wanted day from `start` on, one step at a time; None beyond the calendar."""
    while calendar.first <= start <= calendar.last:
        if wanted(start):
            return start
        start += step * DAY
    return None


def asked(question: Callable[[], date]) -> date | None:
    """The answer, None when it lies outside the calendar."""
    try:
        return question()
    except CalendarError:
        return None


FIRST, LAST = date(2021, 1, 25), date(2021, 5, 9)
days = st.dates(FIRST, LAST)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A spring with a clock change, any free days and any quiet periods."""
    starts = draw(st.lists(st.tuples(days, st.integers(0, 30)), max_size=3))
    return Calendar(
        name="drawn",
        zone="Europe/Stockholm",
        free_days=frozenset(draw(st.lists(days, max_size=30))),
        quiet_periods=tuple((start, start + length * DAY) for start, length in starts),
        first=FIRST,
        last=LAST,
    )


@settings(max_examples=200, deadline=None)
@given(calendars(), days, st.integers(-90, 90))
def test_adding_working_days_is_walking_them(calendar: Calendar, start: date, amount: int) -> None:
    step = 1 if amount > 0 else -1
    here: date | None = start
    for _ in range(abs(amount)):
        here = here and walk(calendar, here + step * DAY, step, lambda each: is_working(calendar, each))
    assert asked(lambda: calendar.add(start, amount, "working days")) == here
    if here:
        assert calendar.working_days_between(start, here) == amount


@settings(max_examples=200, deadline=None)
@given(calendars(), days, days)
def test_counting_working_days_is_counting_those_passed_and_the_goal(calendar: Calendar, a: date, b: date) -> None:
    step = 1 if a <= b else -1
    passed = [a + step * n * DAY for n in range(1, abs((b - a).days) + 1)]
    count = step * sum(is_working(calendar, each) for each in passed)
    assert calendar.working_days_between(a, b) == count


@settings(max_examples=200, deadline=None)
@given(calendars(), days)
def test_moving_a_day_is_walking_to_the_nearest_allowed_one(calendar: Calendar, start: date) -> None:
    earlier = walk(calendar, start, -1, lambda each: is_allowed(calendar, each))
    later = walk(calendar, start, 1, lambda each: is_allowed(calendar, each))
    assert asked(lambda: calendar.deadline(start)) == earlier
    assert asked(lambda: calendar.later(start)) == later
    if earlier:
        lost = sum(is_working(calendar, earlier + n * DAY) for n in range(1, (start - earlier).days + 1))
        assert calendar.reminder(start) == (earlier if lost <= REMINDER_MAY_MOVE else None)


@settings(max_examples=150, deadline=None)
@given(st.dates(date(2020, 2, 1), date(2035, 11, 1)))
def test_a_moved_day_is_never_a_weekend_a_free_day_or_a_quiet_day_and_moves_only_once(start: date) -> None:
    deadline, later = SWEDEN.deadline(start), SWEDEN.later(start)
    assert deadline <= start <= later
    assert is_allowed(SWEDEN, deadline)
    assert is_allowed(SWEDEN, later)
    assert SWEDEN.deadline(deadline) == SWEDEN.later(deadline) == SWEDEN.reminder(deadline) == deadline
    assert SWEDEN.reminder(start) in (deadline, None)


def quarters(calendar: Calendar, now: datetime, wanted: Callable[[datetime], bool]) -> datetime | None:
    """The first wanted quarter of an hour on the local wall from `now` on; None beyond the calendar."""
    while (wall := now.astimezone(STOCKHOLM)).date() <= calendar.last:
        if is_allowed(calendar, wall.date()) and wanted(wall):
            return now
        now += QUARTER
    return None


instants = st.integers(0, 100 * 96).map(lambda n: datetime.combine(FIRST, time(1), UTC) + n * QUARTER)


@settings(max_examples=150, deadline=None)
@given(calendars(), instants)
def test_the_next_digest_and_the_next_sending_are_found_by_watching_the_clock(
    calendar: Calendar, now: datetime
) -> None:
    digest = quarters(calendar, now, lambda wall: wall.time() == time(8))
    sending = quarters(calendar, now, lambda wall: time(7) <= wall.time() < time(17))
    assert asked(lambda: calendar.next_digest(now)) == digest
    assert asked(lambda: calendar.next_send(now)) == sending
