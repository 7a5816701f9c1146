"""The beat as it really comes: some seconds past the hour, now and then late, now and then in two processes."""

from __future__ import annotations

import threading

import pytest

from jimflow.actions.heartbeat import tick
from jimflow.store import tables as t
from tests.actions.going import Going, Letter
from tests.build import at


def said(letters: list[Letter], to: str) -> list[list[str]]:
    return [sorted(i for i, _ in m.items) for m in letters if m.to == to]


@pytest.mark.parametrize("moment", ["2021-03-15 08:00:00", "2021-03-15 08:00:17", "2021-03-15 11:30:00"])
def test_what_falls_due_at_eight_leaves_that_day_whenever_the_beat_comes(joined: Going, moment: str) -> None:
    joined.tick("2021-01-19 08:00")
    joined.tick("2021-03-15 07:59:47")
    letters = joined.tick(moment)
    assert said(letters, "planner.alfa@example.org") == [["invite:start"]]
    assert said(letters, "ada@example.org") == [["morning"]]
    joined.tick("2021-03-16 07:59:47")
    assert said(joined.tick("2021-03-16 08:00:17"), "ada@example.org") == [["morning"]]


def test_what_an_act_means_to_say_before_eight_leaves_with_that_mornings_digest(loaded: Going) -> None:
    loaded.clock.set("2021-01-19 07:58")
    assert loaded.do("alfa", "invite").ok
    assert loaded.tick("2021-01-19 07:59:50") == []
    assert [m.to for m in loaded.tick("2021-01-19 08:00:20")] == ["coordinator.alfa@example.org"]


def test_a_beat_after_the_hours_of_sending_leaves_it_all_to_the_next_morning_once(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert joined.tick("2021-03-15 19:00") == []
    letters = joined.tick("2021-03-16 08:00:05")
    assert said(letters, "planner.alfa@example.org") == [["invite:start"]]
    assert said(letters, "ada@example.org") == [["morning"]]


def test_a_beat_that_was_down_over_the_weekend_gives_one_overview_on_monday(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.tick("2021-03-15 08:00")
    joined.tick("2021-03-18 08:00")
    assert joined.tick("2021-03-20 12:00") == []  # Saturday; Friday's overview never went
    assert said(joined.tick("2021-03-22 08:00:09"), "ada@example.org") == [["morning"]]
    assert joined.tick("2021-03-22 08:00:39") == []


def test_a_beat_that_is_late_to_the_digest_of_an_opened_assignment_still_opens_it_that_day(joined: Going) -> None:
    joined.tick("2021-03-15 08:00:01")
    letters = joined.tick("2021-03-31 08:00:21")
    assert said(letters, "finance.alfa@example.org") == [["open:start:describe_today"]]
    assert joined.rows(t.Assignment, "opened_at", name="describe_today", participation=1) == [
        (at("2021-03-31 08:00:21"),)
    ]


def test_a_beat_says_how_much_it_did_and_the_next_one_has_nothing_to_do(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00")
    first, second = tick(joined.runtime), tick(joined.runtime)
    assert (first.swept, first.delivered) == (len(joined.rows(t.Occurrence, "id", fired_at=at("2021-01-19 08:00"))), 13)
    assert first.composed == len(joined.rows(t.Intent, "id"))
    assert (second.swept, second.composed, second.delivered) == (0, 0, 0)


def test_two_beats_at_the_same_moment_send_each_mail_once(joined: Going) -> None:
    joined.clock.set("2021-01-19 08:00:03")
    threads = [threading.Thread(target=tick, args=(joined.runtime,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    tick(joined.runtime)
    assert sorted(m.id for m in joined.box.mails) == [row[0] for row in joined.rows(t.Mail, "id")]
    assert len(joined.box.mails) == 13
