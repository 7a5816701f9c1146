"""The working calendar against days known by hand; against walking: test_calendar_walking.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from jimflow.core.calendar import CalendarError
from tests.build import DAY, STOCKHOLM, SWEDEN, day


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


# Working days


@pytest.mark.parametrize(
    ("free", "why"),
    [
        ("2021-01-01", "New Year's Day, a Friday"),
        ("2021-01-06", "Epiphany, a Wednesday"),
        ("2021-04-02", "Good Friday"),
        ("2021-04-05", "Easter Monday"),
        ("2021-05-13", "Ascension Day, a Thursday"),
        ("2022-06-06", "National Day, a Monday"),
        ("2021-06-25", "Midsummer Eve, a Friday"),
        ("2021-11-06", "All Saints' Day, a Saturday"),
        ("2021-12-24", "Christmas Eve, a Friday"),
        ("2021-12-31", "New Year's Eve, a Friday"),
        ("2023-12-26", "the second day of Christmas, a Tuesday"),
        ("2025-05-01", "May Day, a Thursday"),
        ("2021-06-05", "a Saturday"),
        ("2021-06-06", "National Day on a Sunday"),
    ],
)
def test_nobody_works_on(free: str, why: str) -> None:
    assert not SWEDEN.is_working_day(day(free)), why


@pytest.mark.parametrize(
    ("working", "why"),
    [
        ("2021-11-01", "All Saints' Day fell on 6 November in 2021"),
        ("2021-05-14", "the bridge day after Ascension Day is a matter of local agreement"),
        ("2021-05-24", "Whit Monday is no holiday since 2005"),
        ("2021-06-07", "a National Day on a Sunday gives no Monday"),
        ("2021-12-23", "the day before Christmas Eve"),
        ("2021-04-01", "Maundy Thursday"),
        ("2024-02-29", "a leap day on a Thursday"),
        ("2022-01-03", "the first Monday of a year"),
        ("2021-07-14", "a Wednesday in a quiet week"),
    ],
)
def test_people_work_on(working: str, why: str) -> None:
    assert SWEDEN.is_working_day(day(working)), why


def test_quiet_weeks_28_to_31_take_no_mail_although_people_work() -> None:
    quiet = [day("2021-07-12") + n * DAY for n in range(28)]
    assert [SWEDEN.takes_mail(each) for each in quiet] == [False] * 28
    assert sum(SWEDEN.is_working_day(each) for each in quiet) == 20
    assert SWEDEN.takes_mail(day("2021-07-09"))
    assert SWEDEN.takes_mail(day("2021-08-09"))


# Adding and counting


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2021-06-24", 1, "2021-06-28"),  # over Midsummer
        ("2021-06-28", -1, "2021-06-24"),
        ("2021-06-26", 1, "2021-06-28"),  # from a Saturday
        ("2021-06-26", -1, "2021-06-24"),
        ("2021-06-26", 0, "2021-06-26"),
        ("2021-07-09", 5, "2021-07-16"),  # quiet weeks count
        ("2021-12-23", 3, "2021-12-29"),  # 24 free, 25–26 weekend
        ("2021-12-30", 3, "2022-01-05"),  # over New Year
        ("2024-02-28", 2, "2024-03-01"),  # the leap day counts
        ("2021-06-08", 30, "2021-07-21"),  # 30 working days after meeting 2
    ],
)
def test_adding_working_days(start: str, amount: int, end: str) -> None:
    assert SWEDEN.add(day(start), amount, "working days") == day(end)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2021-05-25", 6, "2021-11-25"),
        ("2021-08-31", 6, "2022-02-28"),  # February has no 31st
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-03-31", -1, "2022-02-28"),
        ("2021-01-15", -1, "2020-12-15"),
        ("2021-01-31", 0, "2021-01-31"),
        ("2021-12-01", 13, "2023-01-01"),
    ],
)
def test_a_month_leads_to_the_same_day_or_to_the_last_one(start: str, amount: int, end: str) -> None:
    assert SWEDEN.add(day(start), amount, "months") == day(end)


@pytest.mark.parametrize("amount", [600, -24_500, 96_000])
def test_months_beyond_the_calendar_are_refused(amount: int) -> None:
    with pytest.raises(CalendarError):
        SWEDEN.add(day("2021-06-08"), amount, "months")


def test_adding_days_counts_every_day() -> None:
    assert SWEDEN.add(day("2024-02-28"), 2) == day("2024-03-01")
    assert SWEDEN.add(day("2023-03-01"), -1) == day("2023-02-28")
    assert SWEDEN.add(day("2022-02-02"), -28) == day("2022-01-05")


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        ("2021-06-24", "2021-06-28", 1),
        ("2021-06-28", "2021-06-24", -1),
        ("2021-06-24", "2021-06-27", 0),
        ("2021-06-26", "2021-06-24", -1),
        ("2021-06-28", "2021-06-28", 0),
    ],
)
def test_counting_working_days_between(a: str, b: str, count: int) -> None:
    assert SWEDEN.working_days_between(day(a), day(b)) == count


# Deadlines, reminders, openings (scenario 19)


def test_a_deadline_on_midsummer_eve_moves_to_the_working_day_before() -> None:
    assert SWEDEN.deadline(day("2021-06-25")) == day("2021-06-24")


def test_scenario_19_a_reminder_on_midsummer_eve_goes_on_the_working_day_before() -> None:
    assert SWEDEN.reminder(day("2021-06-25")) == day("2021-06-24")
    assert SWEDEN.reminder(day("2021-06-27")) == day("2021-06-24")


def test_scenario_19_a_reminder_on_a_bridge_day_set_as_free_goes_before_the_holiday() -> None:
    calendar = replace(SWEDEN, free_days=SWEDEN.free_days | {day("2021-05-14")})
    assert SWEDEN.reminder(day("2021-05-14")) == day("2021-05-14")
    assert calendar.reminder(day("2021-05-14")) == day("2021-05-12")


def test_scenario_19_a_reminder_in_a_quiet_week_goes_before_it_or_is_dropped() -> None:
    reminders = {n: SWEDEN.reminder(day("2021-07-12") + n * DAY) for n in range(28)}
    before = day("2021-07-09")
    assert reminders == {n: before if n <= 6 else None for n in range(28)}


def test_scenario_19_a_deadline_in_a_quiet_week_always_moves_before_it() -> None:
    assert {SWEDEN.deadline(day("2021-07-12") + n * DAY) for n in range(28)} == {day("2021-07-09")}


def test_openings_and_what_a_passed_deadline_causes_move_later() -> None:
    assert SWEDEN.later(day("2021-06-25")) == day("2021-06-28")
    assert SWEDEN.later(day("2021-07-12")) == day("2021-08-09")
    assert SWEDEN.later(day("2021-12-31")) == day("2022-01-03")
    assert SWEDEN.later(day("2021-06-24")) == day("2021-06-24")


# Hours and daylight saving


@pytest.mark.parametrize(
    ("due", "ends"),
    [
        ("2021-03-27", "2021-03-27T22:59:59"),
        ("2021-03-28", "2021-03-28T21:59:59"),  # clocks go forward
        ("2021-10-30", "2021-10-30T21:59:59"),
        ("2021-10-31", "2021-10-31T22:59:59"),  # clocks go back
        ("2026-10-25", "2026-10-25T22:59:59"),
        ("2024-02-29", "2024-02-29T22:59:59"),
        ("2021-12-31", "2021-12-31T22:59:59"),
    ],
)
def test_a_due_date_ends_at_the_last_second_of_the_local_day(due: str, ends: str) -> None:
    assert SWEDEN.end_of_day(day(due)) == utc(ends)
    assert SWEDEN.end_of_day(day(due)).tzinfo is UTC


def test_the_digest_keeps_its_local_hour_when_the_clocks_change() -> None:
    assert SWEDEN.next_digest(local("2021-03-26T07:00")) == utc("2021-03-26T07:00")
    assert SWEDEN.next_digest(local("2021-03-27T12:00")) == utc("2021-03-29T06:00")
    assert SWEDEN.next_digest(local("2026-10-24T12:00")) == utc("2026-10-26T07:00")


def test_a_digest_hour_that_is_now_is_the_next_one_and_a_second_later_it_is_not() -> None:
    assert SWEDEN.next_digest(local("2021-06-24T08:00:00")) == local("2021-06-24T08:00:00")
    assert SWEDEN.next_digest(local("2021-06-24T08:00:01")) == local("2021-06-28T08:00:00")


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("2021-06-24T06:59:59", "2021-06-24T07:00:00"),
        ("2021-06-24T07:00:00", "2021-06-24T07:00:00"),
        ("2021-06-24T16:59:59", "2021-06-24T16:59:59"),
        ("2021-06-24T17:00:00", "2021-06-28T07:00:00"),
        ("2021-06-25T10:00:00", "2021-06-28T07:00:00"),
        ("2021-07-09T18:00:00", "2021-08-09T07:00:00"),
    ],
)
def test_mail_waits_for_the_send_window_of_an_allowed_day(now: str, sent: str) -> None:
    assert SWEDEN.next_send(local(now)) == local(sent)
    assert SWEDEN.next_send(local(now)).tzinfo is UTC


def test_nothing_is_scheduled_in_the_hour_when_clocks_change() -> None:
    for each in (day("2021-03-28"), day("2021-10-31"), day("2021-06-01")):
        for hour in (time(2), time(2, 59, 59)):
            with pytest.raises(ValueError, match="nothing is scheduled between 02:00 and 03:00"):
                SWEDEN.at(each, hour)
        assert SWEDEN.local(SWEDEN.at(each, time(1, 59))).time() == time(1, 59)
        assert SWEDEN.local(SWEDEN.at(each, time(3))).time() == time(3)


def test_the_hour_that_comes_twice_is_two_instants_on_the_wall() -> None:
    first, second = SWEDEN.local(utc("2021-10-31T00:30")), SWEDEN.local(utc("2021-10-31T01:30"))
    assert [first.isoformat(), second.isoformat()] == ["2021-10-31T02:30:00+02:00", "2021-10-31T02:30:00+01:00"]


def test_the_date_is_the_one_on_the_local_wall() -> None:
    assert SWEDEN.local_date(utc("2021-12-31T23:30")) == day("2022-01-01")
    assert SWEDEN.local_date(utc("2041-06-01T22:30")) == day("2041-06-02")
    assert SWEDEN.local_date(datetime(2021, 6, 1, 23, tzinfo=timezone(timedelta(hours=-5)))) == day("2021-06-02")


def test_25_months_of_hourly_waking_give_one_digest_an_allowed_day_and_none_besides() -> None:
    start, end = utc("2023-10-01T00:00"), utc("2025-11-01T00:00")  # four clock changes, a leap day, two year ends
    hours = int((end - start) / timedelta(hours=1))
    seen = [SWEDEN.next_digest(start + n * timedelta(hours=1)) for n in range(hours)]
    days = [day("2023-10-01") + n * DAY for n in range(765)]
    expected = [datetime.combine(each, time(8), STOCKHOLM) for each in days if SWEDEN.takes_mail(each)]
    assert sorted(set(seen)) == expected
    assert seen == sorted(seen)


# What is refused


@pytest.mark.parametrize("method", ["local", "local_date", "next_digest", "next_send"])
def test_a_naive_instant_is_refused(method: str) -> None:
    with pytest.raises(ValueError, match=r"^2021-06-01 08:00:00 is naive: say in which time zone it is$"):
        getattr(SWEDEN, method)(datetime(2021, 6, 1, 8))  # noqa: DTZ001


@pytest.mark.parametrize("outside", ["2019-12-31", "2036-01-01", "2041-05-01"])
def test_a_date_outside_the_calendar_is_refused_by_every_question(outside: str) -> None:
    asked = day(outside)
    inside = day("2021-06-01")
    noon = datetime.combine(asked, time(12), UTC)
    questions: list[Callable[[], object]] = [
        lambda: SWEDEN.is_working_day(asked),
        lambda: SWEDEN.takes_mail(asked),
        lambda: SWEDEN.add(asked, 0),
        lambda: SWEDEN.add(asked, 1, "working days"),
        lambda: SWEDEN.add(inside, (asked - inside).days),
        lambda: SWEDEN.working_days_between(asked, inside),
        lambda: SWEDEN.working_days_between(inside, asked),
        lambda: SWEDEN.deadline(asked),
        lambda: SWEDEN.reminder(asked),
        lambda: SWEDEN.later(asked),
        lambda: SWEDEN.end_of_day(asked),
        lambda: SWEDEN.at(asked, time(8)),
        lambda: SWEDEN.next_digest(noon),
        lambda: SWEDEN.next_send(noon),
    ]
    for question in questions:
        with pytest.raises(CalendarError) as caught:
            question()
        assert str(caught.value) == (
            f"calendar sweden covers 2020–2035; {outside} is outside: extend its years in the calendar file"
        )
        assert caught.value.said.sv == (
            f"kalendern sweden gäller 2020–2035; {outside} ligger utanför: lägg till år i kalenderfilen"
        )


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (lambda: SWEDEN.add(day("2035-12-20"), 30, "working days"), r"2035-12-20 \+30 working days"),
        (lambda: SWEDEN.add(day("2020-01-03"), -3, "working days"), "2020-01-03 -3 working days"),
        (lambda: SWEDEN.add(day("2021-01-01"), 10**10), r"2021-01-01 \+10000000000 days"),
        (lambda: SWEDEN.deadline(day("2020-01-01")), "the nearest allowed day before 2020-01-01"),
        (lambda: SWEDEN.later(day("2035-12-31")), "the nearest allowed day after 2035-12-31"),
        (lambda: SWEDEN.next_digest(utc("2035-12-31T12:00")), "2036-01-01"),
    ],
)
def test_an_answer_outside_the_calendar_is_refused(question: Callable[[], object], asked: str) -> None:
    with pytest.raises(CalendarError, match=f"covers 2020–2035; {asked} is outside"):
        question()


def test_a_calendar_of_part_of_a_year_names_its_dates() -> None:
    part = replace(SWEDEN, first=day("2021-01-01"), last=day("2021-06-30"))
    with pytest.raises(CalendarError, match="covers 2021-01-01 – 2021-06-30; 2021-07-01 is outside"):
        part.is_working_day(day("2021-07-01"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"zone": "Europe/Stokholm"}, "'Europe/Stokholm' is no time zone"),
        ({"last": day("2019-12-31")}, "ends .* before it begins"),
        ({"quiet_periods": ((day("2021-08-08"), day("2021-07-12")),)}, "a quiet period ends"),
        ({"digest_at": time(2, 30), "send_from": time(1)}, "nothing is scheduled between 02:00 and 03:00"),
        ({"digest_at": time(6)}, "outside the send window"),
        ({"digest_at": time(17)}, "outside the send window"),
    ],
)
def test_an_impossible_calendar_is_refused(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        replace(SWEDEN, **changes)  # type: ignore[arg-type]
