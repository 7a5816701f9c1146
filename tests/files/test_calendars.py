"""Calendar files: the Swedish one as shipped, what its rules mean, and every mistake with its line."""

from __future__ import annotations

import time as clock
from collections.abc import Iterable
from copy import deepcopy
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest

from jimflow.core.mistakes import Mistakes, spelled
from jimflow.files.calendar_rules import public_holidays
from jimflow.files.calendars import load_calendar, parse_calendar
from jimflow.files.places import BadFile
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load

SWEDEN_YAML = shipped("config") / "calendars" / "sweden.yaml"
SWEDEN = load_calendar(SWEDEN_YAML)
DATA: dict[str, Any] = load(SWEDEN_YAML).data
ALL_DAYS = [SWEDEN.first + timedelta(days=n) for n in range((SWEDEN.last - SWEDEN.first).days + 1)]


def changed(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(DATA), **changes}


def dates(texts: str) -> set[date]:
    return {date.fromisoformat(text) for text in texts.split()}


def of_year(days: Iterable[date], year: int) -> set[date]:
    return {day for day in days if day.year == year}


def test_the_swedish_calendar_holds_every_free_day_of_2021() -> None:
    assert of_year(SWEDEN.free_days, 2021) == dates(
        "2021-01-01 2021-01-06 2021-04-02 2021-04-04 2021-04-05 2021-05-01 2021-05-13 2021-05-23 2021-06-06 "
        "2021-06-25 2021-06-26 2021-11-06 2021-12-24 2021-12-25 2021-12-26 2021-12-31"
    )


def test_the_swedish_calendar_covers_2020_to_2035_with_the_usual_hours() -> None:
    assert (SWEDEN.name, SWEDEN.zone, SWEDEN.covers) == ("sweden", "Europe/Stockholm", "2020–2035")
    assert (SWEDEN.digest_at, SWEDEN.send_from, SWEDEN.send_until) == (time(8), time(7), time(17))
    assert len(SWEDEN.quiet_periods) == 16
    assert SWEDEN.quiet_periods[1] == (date(2021, 7, 12), date(2021, 8, 8))


def test_the_eves_in_the_file_are_those_that_swedish_law_treats_as_sundays() -> None:
    law = holidays.country_holidays("SE", years=range(2020, 2036), categories=("public", "de_facto"))
    assert SWEDEN.free_days == set(law)


def test_the_working_days_of_three_years_are_those_counted_by_hand() -> None:
    working = {year: sum(SWEDEN.is_working_day(day) for day in of_year(ALL_DAYS, year)) for year in (2021, 2022, 2023)}
    assert working == {2021: 253, 2022: 253, 2023: 251}


def test_free_days_listed_in_the_file_are_free() -> None:
    calendar = parse_calendar(changed(free_days=["2021-05-14", "2022-05-27"]))
    assert calendar.free_days - SWEDEN.free_days == dates("2021-05-14 2022-05-27")


def test_bridge_days_set_as_free_are_the_days_between_a_free_weekday_and_a_weekend() -> None:
    calendar = parse_calendar(changed(bridge_days="free"))
    bridges = calendar.free_days - SWEDEN.free_days
    assert of_year(bridges, 2021) == dates("2021-05-14")
    assert of_year(bridges, 2024) == dates("2024-05-10 2024-06-07 2024-12-23 2024-12-27 2024-12-30")
    assert of_year(bridges, 2026) == dates("2026-01-02 2026-01-05 2026-05-15")
    assert all(not calendar.is_working_day(day) for day in bridges)


def test_a_bridge_day_on_the_last_day_sees_the_holiday_of_the_next_year() -> None:
    calendar = parse_calendar(changed(free_eves={}, bridge_days="free", years={"from": 2018, "to": 2018}))
    assert not calendar.is_working_day(date(2018, 12, 31))  # a Monday before a free Tuesday


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("12-23", "2023-12-23 2024-12-23"),
        ("02-29", "2024-02-29"),
        ("first monday from 02-29", "2024-03-04"),
        ("first friday from 06-16", "2023-06-16 2024-06-21"),
        ("first thursday from 12-29", "2024-01-04"),
    ],
)
def test_an_eve_is_a_date_or_the_first_weekday_from_one(rule: str, days: str) -> None:
    years = {"from": 2023, "to": 2024}
    with_rule = parse_calendar(changed(free_eves={"afton": rule}, years=years)).free_days
    without = parse_calendar(changed(free_eves={}, years=years)).free_days
    assert with_rule - without == dates(days) - without


def test_quiet_weeks_and_periods_that_adjoin_become_one_and_end_with_the_calendar() -> None:
    calendar = parse_calendar(
        changed(
            quiet_weeks=[1, 52, 53, 29, 28],
            quiet_periods=[{"from": "2020-07-20", "to": "2020-07-21"}, {"from": "2020-10-01", "to": "2020-10-01"}],
            years={"from": 2020, "to": 2021},
        )
    )
    assert calendar.quiet_periods == (
        (date(2020, 1, 1), date(2020, 1, 5)),
        (date(2020, 7, 6), date(2020, 7, 21)),
        (date(2020, 10, 1), date(2020, 10, 1)),
        (date(2020, 12, 21), date(2021, 1, 10)),
        (date(2021, 7, 12), date(2021, 7, 25)),
        (date(2021, 12, 27), date(2021, 12, 31)),
    )


def test_the_last_quiet_week_of_the_year_before_reaches_into_the_first_year() -> None:
    calendar = parse_calendar(changed(quiet_weeks=[53], years={"from": 2021, "to": 2021}))
    assert calendar.quiet_periods == ((date(2021, 1, 1), date(2021, 1, 3)),)


def test_what_a_file_leaves_out_gets_the_usual_values() -> None:
    needed = {key: DATA[key] for key in ("name", "title", "zone", "years", "country")}
    calendar = parse_calendar(needed)
    assert calendar.quiet_periods == ()
    assert of_year(calendar.free_days, 2021) == of_year(SWEDEN.free_days, 2021) - dates(
        "2021-06-25 2021-12-24 2021-12-31"
    )
    assert (calendar.digest_at, calendar.send_from, calendar.send_until) == (time(8), time(7), time(17))


@pytest.mark.parametrize("code", ["SE", "NO", "FI", "DK", "AX", "DE", "US", "SWE"])
def test_a_country_read_alone_has_the_days_that_the_library_gives_it(code: str) -> None:
    by_the_library = holidays.country_holidays(code, years=range(2020, 2036), categories=("public",))
    assert public_holidays(code, range(2020, 2036)) == set(by_the_library)


def test_a_country_that_nobody_knows_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        public_holidays("XX", [2021])


def test_another_country_has_its_own_holidays_and_its_own_hours() -> None:
    calendar = parse_calendar(
        changed(
            name="norway", country="NO", zone="Europe/Oslo", free_eves={}, send={"digest": "09:30", "from": "09:00"}
        )
    )
    assert not calendar.is_working_day(date(2021, 5, 17))
    assert (calendar.digest_at, calendar.send_from, calendar.send_until) == (time(9, 30), time(9), time(17))


@pytest.mark.parametrize(
    ("changes", "at", "what"),
    [
        ({"name": 7}, "name", "text belongs here"),
        ({"title": {"sv": "Sverige", "en": " "}}, "title.en", "text belongs here"),
        ({"title": {"sv": "Sverige"}}, "title", "the key en is missing"),
        ({"title": "Sverige"}, "title", "keys and values belong here"),
        ({"zone": "Europe/Stokholm"}, "zone", "there is no time zone Europe/Stokholm"),
        ({"zone": "../../etc/passwd"}, "zone", "there is no time zone ../../etc/passwd"),
        ({"country": "XX"}, "country", "the public holidays of XX are not known"),
        ({"years": {"from": 2020, "to": "2035"}}, "years.to", "a whole number from 1990 to 2100 belongs here"),
        ({"years": {"from": True, "to": 2035}}, "years.from", "a whole number from 1990 to 2100 belongs here"),
        ({"years": {"from": 2035, "to": 2020}}, "years", "2035–2020 are no years to reckon with"),
        ({"years": {"from": 1990, "to": 2100}}, "years", "1990–2100 are no years to reckon with"),
        (
            {"free_eves": {"afton": "first fryday from 06-19"}},
            "free_eves.afton",
            "first fryday from 06-19 is no rule for a free day",
        ),
        ({"free_eves": {"afton": "13-24"}}, "free_eves.afton", "13-24 is no rule for a free day"),
        ({"free_days": ["2021-05-14", "2021-02-30"]}, "free_days[1]", "a date belongs here"),
        ({"free_days": ["20210514"]}, "free_days[0]", "a date belongs here"),
        ({"free_days": [20210514]}, "free_days[0]", "text belongs here"),
        ({"free_days": "2021-05-14"}, "free_days", "a list belongs here"),
        ({"free_days": ["2041-05-14"]}, "free_days[0]", "2041-05-14 lies outside the calendar's years"),
        ({"bridge_days": "yes"}, "bridge_days", "working or free belongs here"),
        ({"bridge_days": []}, "bridge_days", "working or free belongs here"),
        ({"quiet_weeks": [28, 54]}, "quiet_weeks[1]", "a whole number from 1 to 53 belongs here"),
        ({"quiet_periods": [{"from": "2021-12-20"}]}, "quiet_periods[0]", "the first and the last day belong here"),
        (
            {"quiet_periods": [{"from": "2022-01-07", "to": "2021-12-20"}]},
            "quiet_periods[0]",
            "the first and the last day belong here",
        ),
        ({"send": {"digest": "25:00"}}, "send.digest", "an hour belongs here, but not 02 to 03"),
        ({"send": {"from": "02:30"}}, "send.from", "an hour belongs here, but not 02 to 03"),
        ({"send": {"from": 7}}, "send.from", "text belongs here"),
        ({"send": {"digest": "06:00"}}, "send", "the digest goes outside the send window"),
        ({"send": {"at": "08:00"}}, "send.at", "unknown key at"),
    ],
)
def test_a_mistake_is_named_where_it_stands(changes: dict[str, Any], at: str, what: str) -> None:
    with pytest.raises(Mistakes) as caught:
        parse_calendar(changed(**changes))
    assert [(spelled(item.path), item.what.en) for item in caught.value.items] == [(at, what)]


@pytest.mark.parametrize("data", ["sweden", ["sweden"], 7, None])
def test_what_is_no_calendar_at_all_is_refused_in_one_sentence(data: Any) -> None:
    with pytest.raises(Mistakes) as caught:
        parse_calendar(data)
    assert caught.value.lines("en") == ["keys and values belong here"]


def test_every_mistake_of_a_file_comes_at_once_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "name: wrong\n"
        "title: {sv: Fel, en: Wrong}\n"
        "zone: Europe/Stokholm\n"
        "years: {from: 2020, to: 2022}\n"
        "quiet_weks: [28]\n"
        "free_days:\n"
        "  - 2021-05-14\n"
        "  - 14 maj\n",
        encoding="utf-8",
    )
    with pytest.raises(BadFile) as caught:
        load_calendar(path)
    assert caught.value.lines("en") == [
        "wrong.yaml:1: the key country is missing",
        "wrong.yaml:3: there is no time zone Europe/Stokholm – write for example Europe/Stockholm",
        "wrong.yaml:5: unknown key quiet_weks – did you mean quiet_weeks?",
        "wrong.yaml:8: a date belongs here – write for example 2021-05-14",
    ]
    assert caught.value.lines()[1] == (
        "wrong.yaml:3: tidszonen Europe/Stokholm finns inte – skriv till exempel Europe/Stockholm"
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"saknad\.yaml: filen finns inte"):
        load_calendar(tmp_path / "saknad.yaml")


def test_loading_takes_less_than_50_milliseconds() -> None:
    def once() -> float:
        start = clock.process_time()
        load_calendar(SWEDEN_YAML)
        return clock.process_time() - start

    assert min(once() for _ in range(5)) < 0.05
