"""Holders who begin or end while their agency is paused: what matters is said when it comes back, and once."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.actions.assignments import submit
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meetings import move_meeting
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, Letter, sitting
from tests.actions.loaded import EVA
from tests.build import day

WORK = "handover:preparation:self_assessment"
NINA = "nina@example.org"


def begins(going: Going, since: str, function: str = "coordinator", name: str = "Nina", **more: Any) -> None:
    mail = f"{name.lower()}@example.org"
    set_function(going.runtime, going.agencies["alfa"], function, name, mail, day(since), EVA, **more)


def ends(going: Going, last: str, function: str = "planner") -> None:
    end_function(going.runtime, going.appointment("alfa", function), day(last), EVA)


def paused(going: Going) -> Going:
    assert going.do("alfa", "pause", reason="Omorganisation").ok
    return going


def back(going: Going, local: str = "2021-02-15 10:00") -> Going:
    """The pause ends; what fell due meanwhile is looked at, and nothing has left yet."""
    going.clock.set(local)
    assert going.do("alfa", "resume").ok
    return going


def assessed(going: Going) -> None:
    """What the description waits for."""
    submit(going.runtime, going.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)


def to(letters: list[Letter], address: str) -> list[str]:
    return [item for letter in letters if letter.to == address for item, _ in letter.items]


@pytest.fixture
def told(joined: Going) -> Going:
    """The self-assessment has been opened, and its coordinator has had the mail."""
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-01-20 09:00")
    return joined


def test_a_change_of_holder_that_fell_due_during_the_pause_is_handed_over_once_at_its_end(told: Going) -> None:
    begins(told, "2021-02-01")
    paused(told)
    assert told.tick("2021-02-01 08:00") == []
    back(told)
    assert to(told.tick("2021-02-16 08:00"), NINA) == [WORK]
    assert WORK not in to(told.tick("2021-02-17 08:00") + told.tick("2021-03-23 08:00"), NINA)


def test_so_is_one_made_during_the_pause(told: Going) -> None:
    paused(told)
    told.clock.set("2021-02-01 09:00")
    begins(told, "2021-02-01")
    assert told.tick("2021-02-02 08:00") == []
    assert to(back(told).tick("2021-02-16 08:00"), NINA) == [WORK]


def test_who_begins_after_the_pause_is_told_on_that_day_as_if_there_had_been_none(told: Going) -> None:
    begins(told, "2021-02-22")
    back(paused(told))
    assert to(told.tick("2021-02-19 08:00"), NINA) == []
    assert to(told.tick("2021-02-22 08:00"), NINA) == [WORK]


def test_who_has_had_the_work_all_along_is_not_handed_it(told: Going) -> None:
    back(paused(told))
    assert told.tick("2021-02-16 08:00") == []


def test_a_handover_already_said_or_still_the_same_holder_is_not_said_again(told: Going) -> None:
    begins(told, "2021-01-20")
    assert to(told.tick("2021-01-21 08:00"), NINA) == [WORK]
    for pause, resume in (("2021-01-22 09:00", "2021-01-25 09:00"), ("2021-01-26 09:00", "2021-01-27 09:00")):
        told.clock.set(pause)
        back(paused(told), resume)
    assert told.tick("2021-01-28 08:00") == []


def test_a_handover_that_the_pause_withdrew_is_said_after_it(told: Going) -> None:
    begins(told, "2021-01-20")
    assert (WORK, "coordinator") in told.intents("alfa")
    paused(told)
    assert told.intents("alfa") == []
    assert to(back(told).tick("2021-02-16 08:00"), NINA) == [WORK]


def test_what_was_submitted_during_the_pause_is_not_handed_over(told: Going) -> None:
    begins(told, "2021-02-01")
    paused(told)
    assessed(told)
    assert to(back(told).tick("2021-02-16 08:00"), NINA) == []


def test_two_who_follow_each_other_in_a_pause_leave_the_work_to_the_last(told: Going) -> None:
    begins(told, "2021-02-01")
    begins(told, "2021-02-08", name="Olle")
    letters = back(paused(told)).tick("2021-02-16 08:00")
    assert (to(letters, NINA), to(letters, "olle@example.org")) == ([], [WORK])


def test_a_new_head_gets_the_dates_announced_before_the_pause_as_they_are_now(told: Going) -> None:
    begins(told, "2021-02-01", "head", top_management=True)
    paused(told)
    move_meeting(told.runtime, told.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    letters = [m for m in back(told).tick("2021-02-16 08:00") if m.to == NINA]
    assert [m.items for m in letters] == [
        (("hold:start", "head"),),
        (("hold:follow_up", "head"),),
        (("hold:follow_up", "head"),),
    ]
    assert "20210421T070000Z" in letters[0].calendar
    assert told.tick("2021-02-17 08:00") == []


def test_an_invitation_that_fell_due_in_the_pause_reaches_a_new_holder_once(told: Going) -> None:
    assessed(told)
    begins(told, "2021-03-01", "planner")
    back(paused(told), "2021-03-22 10:00")
    letters = told.tick("2021-03-22 10:01") + told.tick("2021-03-23 08:00") + told.tick("2021-03-24 08:00")
    assert sorted(to(letters, NINA)) == ["invite:start", "open:start:describe_today"]


def test_a_holder_who_leaves_before_the_meeting_is_not_invited_to_it(told: Going) -> None:
    begins(told, "2021-02-01", "head", until=day("2021-03-31"), top_management=True)
    letters = back(paused(told)).tick("2021-02-16 08:00")
    assert to(letters, NINA) == []


def test_a_vacancy_that_came_in_the_pause_is_told_the_agencys_coordinator_after_it(told: Going) -> None:
    ends(told, "2021-02-12")
    letters = back(paused(told)).tick("2021-02-16 08:00")
    assert to(letters, "coordinator.alfa@example.org") == ["vacant:planner"]
    back(paused(told), "2021-02-17 10:00")
    assert to(told.tick("2021-02-18 08:00"), "coordinator.alfa@example.org") == []


def test_a_vacancy_made_in_the_pause_is_told_for_the_work_that_waits(told: Going) -> None:
    assessed(told)
    told.tick("2021-03-17 08:00")
    paused(told)
    told.clock.set("2021-03-25 09:00")
    ends(told, "2021-03-24")
    letters = back(told, "2021-03-26 10:00").tick("2021-03-29 08:00")
    assert to(letters, "coordinator.alfa@example.org") == ["vacant:start:describe_today"]


def test_a_vacancy_told_before_the_pause_is_not_told_again(told: Going) -> None:
    ends(told, "2021-01-25")
    assert "vacant:planner" in to(told.tick("2021-01-26 08:00"), "coordinator.alfa@example.org")
    told.clock.set("2021-01-27 09:00")
    assert to(back(paused(told)).tick("2021-02-16 08:00"), "coordinator.alfa@example.org") == []


def test_a_vacancy_told_when_the_work_opened_is_not_told_again(told: Going) -> None:
    assessed(told)
    ends(told, "2021-01-25")
    opened = to(told.tick("2021-03-17 08:00"), "coordinator.alfa@example.org")
    assert [item for item in opened if item.startswith("vacant")] == ["vacant:planner", "vacant:start:describe_today"]
    assert to(back(paused(told), "2021-03-22 10:00").tick("2021-03-23 08:00"), "coordinator.alfa@example.org") == []


def test_a_function_that_was_left_and_taken_up_in_the_pause_is_not_vacant(told: Going) -> None:
    ends(told, "2021-02-05")
    begins(told, "2021-02-10", "planner")
    letters = back(paused(told)).tick("2021-02-16 08:00")
    assert to(letters, "coordinator.alfa@example.org") == []


def test_a_vacancy_is_told_anew_when_the_function_is_left_again_in_a_pause(told: Going) -> None:
    ends(told, "2021-01-25")
    told.tick("2021-01-26 08:00")
    begins(told, "2021-01-26", "planner", until=day("2021-02-05"))
    letters = back(paused(told)).tick("2021-02-16 08:00")
    assert to(letters, "coordinator.alfa@example.org") == ["vacant:planner"]


def test_nobody_else_hears_of_the_pause_and_the_audit_stays_provable(told: Going) -> None:
    begins(told, "2021-02-01")
    before = told.rows(t.Intent, "key", participation=told.agencies["beta"])
    back(paused(told))
    assert told.rows(t.Intent, "key", participation=told.agencies["beta"]) == before
    assert told.here.verified().ok
