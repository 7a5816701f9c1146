"""What the outbox says will go is what goes, when nobody does anything meanwhile."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jimflow.actions.coming_mails import Forecast, coming
from jimflow.actions.errors import NotFound
from jimflow.actions.mail_review import set_review
from jimflow.actions.mail_stops import hold_all
from jimflow.actions.mails import release
from jimflow.actions.meetings import move_meeting
from jimflow.store import tables as t
from tests.actions.going import Going, sitting
from tests.actions.loaded import EVA
from tests.actions.test_mail_stops import the_round
from tests.build import day


def said(forecast: Forecast) -> set[tuple[str, str, str]]:
    return {(line.day.isoformat(), line.item, r.address) for line in forecast.lines for r in line.receivers}


def days(first: str, count: int) -> list[str]:
    start = date.fromisoformat(first)
    return [(start + timedelta(days=n)).isoformat() for n in range(count)]


def sent(going: Going, on: list[str], hour: str = "08:00") -> tuple[set[tuple[str, str, str]], dict[date, int]]:
    """(day, item, address) of all that leaves on the days, the overview left out, and how many mails each day."""
    things, mails = set(), {}
    for one in on:
        letters = [m for m in going.tick(f"{one} {hour}") if m.items != (("morning", "host"),)]
        things |= {(one, item, m.to) for m in letters for item, _ in m.items if item != "morning"}
        if letters:
            mails[day(one)] = len(letters)
    return things, mails


@pytest.mark.parametrize(("first", "count"), [("2021-01-19", 14), ("2021-03-05", 45), ("2021-08-02", 60)])
def test_what_is_said_to_come_is_what_goes_day_for_day(joined: Going, first: str, count: int) -> None:
    for before in days("2021-01-19", (day(first) - day("2021-01-19")).days):
        joined.tick(f"{before} 08:00")
    joined.clock.set(f"{first} 07:00")
    before_all = joined.everything()
    found = coming(joined.runtime, the_round(joined), count)
    assert joined.everything() == before_all
    things, mails = sent(joined, days(first, count))
    assert things and said(found) == things
    assert dict(found.mails) == mails


def test_what_an_act_just_meant_is_among_what_comes_and_a_late_start_is_counted_from_today(joined: Going) -> None:
    joined.tick("2021-03-17 08:00")
    joined.clock.set("2021-04-12 21:00")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-20")], EVA)
    found = coming(joined.runtime, the_round(joined), 1)
    urgent = [line for line in found.lines if line.mail_class == "immediate"]
    assert [(line.item, line.day, line.planned) for line in urgent] == [("moved:start", day("2021-04-12"), False)]
    assert {r.person for line in urgent for r in line.receivers} >= {"Hedda"}
    assert {line.day for line in found.lines} == {day("2021-04-12")}


def test_what_is_held_is_there_whatever_its_day_and_what_will_be_says_so(joined: Going) -> None:
    number = the_round(joined)
    set_review(joined.runtime, number, "all", EVA)
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-02-20 09:00")
    found = coming(joined.runtime, number, 30)
    held = [line for line in found.lines if line.held]
    assert {r.intent for line in held for r in line.receivers} <= {r[0] for r in joined.rows(t.Intent, "id", held=True)}
    assert "open:preparation:self_assessment" in {line.item for line in held}
    assert {line.to_be_held for line in found.lines if line.planned and line.receivers[0].function != "host"} == {True}
    assert {line.to_be_held for line in found.lines if line.receivers[0].function == "host"} <= {False}
    assert sum(found.mails.values()) == len(
        {(k.day, r.address) for k in found.lines if not k.held for r in k.receivers}
    )


def test_what_has_been_released_waits_for_its_hour_and_for_nobody(joined: Going) -> None:
    number = the_round(joined)
    set_review(joined.runtime, number, "all", EVA)
    joined.tick("2021-01-19 19:00")
    release(joined.runtime, None, EVA)
    hold_all(joined.runtime, number, "Fel text", EVA)
    lines = [line for line in coming(joined.runtime, number, 30).lines if not line.planned]
    assert {line.item for line in lines} >= {"open:preparation:self_assessment"}
    assert {(line.held, line.to_be_held) for line in lines} == {(False, False)}


def test_a_round_that_does_not_exist_has_no_outbox(joined: Going) -> None:
    with pytest.raises(NotFound, match=r"no round no\. 999"):
        coming(joined.runtime, 999)
