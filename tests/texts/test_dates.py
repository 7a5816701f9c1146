"""Days, hours and amounts are said as people say them, in both languages."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from babel.dates import format_date

from jimflow.core.moments import parse_effort
from jimflow.texts.amounts import days, effort, listed, number
from jimflow.texts.dates import clock, day, hours, short_day

TUESDAY = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("lang", "today", "long", "short"),
    [
        ("sv", date(2021, 5, 11), "tisdag 1 juni", "1 juni"),
        ("sv", date(2020, 12, 31), "tisdag 1 juni 2021", "1 juni 2021"),
        ("sv", None, "tisdag 1 juni 2021", "1 juni 2021"),
        ("en", date(2021, 5, 11), "Tuesday 1 June", "1 June"),
        ("en", date(2022, 1, 1), "Tuesday 1 June 2021", "1 June 2021"),
        ("de", date(2021, 5, 11), "tisdag 1 juni", "1 juni"),
    ],
)
def test_a_day_has_its_weekday_and_a_year_only_when_it_is_another(
    lang: str, today: date | None, long: str, short: str
) -> None:
    assert (day(TUESDAY, lang, today), short_day(TUESDAY, lang, today)) == (long, short)


@pytest.mark.parametrize(("lang", "locale"), [("sv", "sv_SE"), ("en", "en_GB")])
def test_weekdays_and_months_are_called_what_the_common_locale_data_calls_them(lang: str, locale: str) -> None:
    year = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    assert [day(d, lang, d) for d in year] == [format_date(d, "EEEE d MMMM", locale=locale) for d in year]


def test_hours_are_written_with_a_point_in_swedish_and_a_colon_in_english() -> None:
    assert [clock(time(16), "sv"), clock(datetime(2021, 6, 1, 9, 5), "sv")] == ["kl. 16.00", "kl. 09.05"]  # noqa: DTZ001
    assert clock(time(16), "en") == "16:00"
    assert [hours(time(9), time(16), lang) for lang in ("sv", "en")] == ["kl. 09.00–16.00", "09:00–16:00"]


@pytest.mark.parametrize(
    ("written", "sv", "en"),
    [
        ("10 minutes", "ungefär 10 minuter", "about 10 minutes"),
        ("1 minute", "ungefär 1 minut", "about 1 minute"),
        ("half an hour", "ungefär en halvtimme", "about half an hour"),
        ("1 hour", "ungefär en timme", "about one hour"),
        ("90 minutes", "ungefär 90 minuter", "about 90 minutes"),
        ("3 hours", "ungefär tre timmar", "about three hours"),
        ("half a day", "ungefär en halv dag", "about half a day"),
        ("1 day", "ungefär en dag", "about one day"),
        ("1.5 days", "ungefär en och en halv dag", "about one and a half days"),
        ("2 days", "ungefär två dagar", "about two days"),
        ("2.5 days", "ungefär två och en halv dagar", "about two and a half days"),
        ("20 days", "ungefär 20 dagar", "about 20 days"),
    ],
)
def test_effort_is_said_roughly(written: str, sv: str, en: str) -> None:
    assert [effort(parse_effort(written), lang) for lang in ("sv", "en")] == [sv, en]


def test_days_agree_with_their_number() -> None:
    assert [days(n, "sv") for n in (1, 2)] == ["1 dag", "2 dagar"]
    assert [days(n, "en") for n in (1, 2)] == ["1 day", "2 days"]


def test_numbers_up_to_twelve_are_words() -> None:
    assert [number(n, "sv") for n in (0, 2, 12, 13, -1)] == ["noll", "två", "tolv", "13", "-1"]
    assert number(5, "en") == "five"


@pytest.mark.parametrize(
    ("parts", "sv", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a och b", "a and b"),
        (["a", "b", "c"], "a, b och c", "a, b and c"),
    ],
)
def test_things_are_listed_with_and_before_the_last(parts: list[str], sv: str, en: str) -> None:
    assert [listed(parts, lang) for lang in ("sv", "en")] == [sv, en]


def test_a_list_whose_parts_have_an_and_of_their_own_stays_clear() -> None:
    assert listed(["ekonomi", "planering och uppföljning"], "sv") == "ekonomi samt planering och uppföljning"
    assert listed(["finance", "planning and follow-up"], "en") == "finance as well as planning and follow-up"
