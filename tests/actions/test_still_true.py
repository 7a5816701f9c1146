"""What has stopped being true between the thought and the mail is not said; what has changed is said as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.assignments import submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.mails import release
from jimflow.actions.meetings import hold_meeting, move_meeting
from jimflow.actions.sweep import sweep_due
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, going, join, sitting
from tests.actions.loaded import EVA
from tests.build import day

ALFA = "coordinator.alfa@example.org"
HOST = "ada@example.org"


def meant(going: Going, local: str) -> list[str]:
    """What is meant to be said after a sweep at that moment."""
    going.clock.set(local)
    while sweep_due(going.runtime):
        pass
    return [row[0] for row in going.rows(t.Intent, "item", status="pending")]


def says(going: Going, local: str, to: str) -> list[str]:
    """The items of what leaves for an address at that moment."""
    return [item for m in going.tick(local) if m.to == to for item, _ in m.items]


def vacated(joined: Going, function: str) -> None:
    """The function at alfa stands empty, on 25 January 2021 at nine."""
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-01-25 09:00")
    end_function(joined.runtime, joined.appointment("alfa", function), day("2021-01-24"), EVA)


def filled(joined: Going, function: str, mail: str = "ny@example.org") -> None:
    set_function(joined.runtime, joined.agencies["alfa"], function, "Ny", mail, joined.clock.now.date(), EVA)


def test_a_function_that_stands_empty_is_told_the_next_morning(joined: Going) -> None:
    vacated(joined, "finance")
    assert says(joined, "2021-01-26 08:00", ALFA) == ["vacant:finance"]


def test_a_function_filled_before_the_morning_is_not_called_vacant(joined: Going) -> None:
    vacated(joined, "finance")
    filled(joined, "finance")
    assert says(joined, "2021-01-26 08:00", ALFA) == []
    assert says(joined, "2021-01-27 08:00", ALFA) == []


def test_a_function_emptied_once_more_is_told_again(joined: Going) -> None:
    vacated(joined, "finance")
    filled(joined, "finance")
    joined.tick("2021-01-26 08:00")
    joined.clock.set("2021-01-27 09:00")
    end_function(joined.runtime, joined.appointment("alfa", "finance"), day("2021-01-26"), EVA)
    assert says(joined, "2021-01-28 08:00", ALFA) == ["vacant:finance"]


def test_a_vacancy_whose_work_somebody_else_has_done_is_not_told(joined: Going) -> None:
    vacated(joined, "coordinator")
    assert "vacant:preparation:self_assessment" in [row[0] for row in joined.rows(t.Intent, "item", status="pending")]
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    assert says(joined, "2021-01-26 08:00", HOST) == []


def test_an_invitation_answered_before_the_morning_is_not_sent(loaded: Going) -> None:
    loaded.do("alfa", "invite")
    loaded.do("beta", "invite")
    loaded.do("alfa", "accept")
    letters = loaded.tick("2021-01-19 08:00")
    items = {m.to: m.items for m in letters if m.to.startswith("coordinator.")}
    assert items == {
        ALFA: (("open:preparation:self_assessment", "coordinator"),),
        "coordinator.beta@example.org": (("letter:invitation", "coordinator"),),
    }


def test_a_welcome_is_said_also_to_whoever_has_moved_on_before_the_morning(engine: Engine, tmp_path: Path) -> None:
    letters = {"letters.welcome": {"when": "enters preparation", "to": ["planner"], "template": "welcome"}}
    found = join(going(engine, tmp_path, changes=letters), "alfa")
    known = ("self_assessed", "roles_filled")
    assert found.do("alfa", "advance", to="start", acknowledged=known).ok
    assert says(found, "2021-01-19 08:00", "planner.alfa@example.org") == ["letter:welcome"]


def test_an_opening_says_the_due_day_that_holds_when_it_is_written(joined: Going) -> None:
    assert "open:start:describe_today" in meant(joined, "2021-04-01 08:00")
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-04-09")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-05-12")
    letters = [m for m in joined.tick("2021-04-01 08:05") if m.to == "finance.alfa@example.org"]
    (letter,) = [m for m in letters if m.items == (("open:start:describe_today", "finance"),)]
    assert "12 maj" in letter.text
    assert "9 april" not in letter.text


def test_nobody_is_called_late_when_the_day_has_been_moved_ahead(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    late = meant(joined, "2021-04-14 08:00")
    assert {"remind:start:describe_today", "overdue:start:describe_today"} & set(late)
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    left = {i for m in joined.tick("2021-04-14 08:05") for i, _ in m.items}
    assert not left & {"overdue:start:describe_today", "inform:start:describe_today"}


def test_the_host_is_not_told_to_phone_about_what_has_come_meanwhile(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    assert meant(joined, "2021-04-14 08:00").count("inform:start:describe_today") == 2
    submit(joined.runtime, joined.agencies["alfa"], "describe_today", {"found_how": "Genom klagomål"}, EVA)
    assert says(joined, "2021-04-14 08:05", HOST).count("inform:start:describe_today") == 1


@pytest.fixture
def reviewed(engine: Engine, tmp_path: Path) -> Going:
    """An installation where a person looks at every mail, so that days may pass between the thought and the mail."""
    return join(going(engine, tmp_path, review_hold=True))


def released(going: Going, local: str) -> dict[str, list[str]]:
    """What leaves when everything is released at that moment, by address."""
    going.clock.set(local)
    release(going.runtime, None, EVA)
    found: dict[str, list[str]] = {}
    for m in going.tick(local):
        found.setdefault(m.to, []).extend(item for item, _ in m.items)
    return found


def test_a_morning_of_another_day_is_not_sent(reviewed: Going) -> None:
    reviewed.tick("2021-02-01 08:00")
    meant(reviewed, "2021-03-15 08:00")
    assert reviewed.rows(t.Intent, "id", item="morning") != []
    assert "morning" not in released(reviewed, "2021-03-16 07:59").get(HOST, [])


def test_what_is_asked_of_the_host_and_done_meanwhile_is_not_asked(reviewed: Going) -> None:
    reviewed.tick("2021-04-15 08:00")
    asked = {row[0] for row in reviewed.rows(t.Intent, "item", address=HOST)}
    assert "record:start" in asked
    reviewed.clock.set("2021-04-15 09:00")
    hold_meeting(reviewed.runtime, reviewed.clusters["north"], "start", EVA)
    for agency in ("alfa", "beta"):
        came = [Came(reviewed.appointment(agency, "planner"), present=True)]
        record_attendance(reviewed.runtime, reviewed.agencies[agency], "start", came, EVA)
    assert "record:start" not in released(reviewed, "2021-04-16 08:00").get(HOST, [])


def test_an_invitation_to_a_meeting_that_is_over_is_not_sent(reviewed: Going) -> None:
    reviewed.tick("2021-03-15 08:00")
    assert {"invite:start"} <= {row[0] for row in reviewed.rows(t.Intent, "item")}
    left = released(reviewed, "2021-04-15 08:00")
    assert not [i for items in left.values() for i in items if i in ("invite:start", "hold:start")]
    assert [i for items in left.values() for i in items if i == "hold:follow_up"]
