"""Who is told that a meeting has moved or is called off: each who had the date, once, with what calendars need."""

from __future__ import annotations

import re

import pytest

from jimflow.actions.errors import BadInput
from jimflow.actions.meetings import cancel_meeting, move_meeting, plan_meeting
from jimflow.store import tables as t
from tests.actions.going import Going, Letter, sitting
from tests.actions.loaded import EVA

HEADS = ["hedda@example.org", "officer.alfa@example.org", "head.beta@example.org", "officer.beta@example.org"]
"""Who has a hold for the kick-off from the first morning on."""


def move(going: Going, step: str, *days: str) -> int:
    return move_meeting(going.runtime, going.clusters["north"], step, [sitting(d) for d in days], EVA).notices


def entry(letter: Letter) -> tuple[str, str, int, str]:
    """(METHOD, UID, SEQUENCE, DTSTART) of a mail's calendar entry."""
    text = letter.calendar
    found = [re.search(rf"^{name}[^:\r\n]*:([^\r\n]*)", text, re.MULTILINE) for name in ("METHOD", "UID", "SEQUENCE")]
    start = re.search(r"^DTSTART[^:\r\n]*:([^\r\n]*)", text, re.MULTILINE)
    assert all(found) and start is not None
    method, uid, sequence = (m[1] for m in found if m)
    return method, uid, int(sequence), start[1]


def about(letters: list[Letter], word: str) -> list[Letter]:
    return [m for m in letters if any(item.startswith(word) for item, _ in m.items)]


def test_everyone_who_had_the_date_gets_one_notice_and_nobody_else_any(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert move(joined, "start", "2021-05-19") == 4
    letters = joined.tick("2021-01-20 08:00")
    assert sorted(m.to for m in letters) == sorted(HEADS)
    assert {m.items for m in letters} == {(("moved:start", "head"),), (("moved:start", "officer"),)}
    assert joined.tick("2021-01-20 08:01") == []


def test_the_sequence_rises_with_every_change_and_the_uid_never_changes(joined: Going) -> None:
    first = [m for m in about(joined.tick("2021-01-19 08:00"), "hold:start") if m.to == "hedda@example.org"]
    move(joined, "start", "2021-05-19")
    second = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    move(joined, "start", "2021-05-20")
    third = [m for m in joined.tick("2021-01-21 08:00") if m.to == "hedda@example.org"]
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    fourth = [m for m in joined.tick("2021-01-22 08:00") if m.to == "hedda@example.org"]
    move(joined, "start", "2021-05-26")
    fifth = [m for m in joined.tick("2021-01-25 08:00") if m.to == "hedda@example.org"]
    uid = "mini-2021.north.start-1@jimflow.example.org"
    assert [entry(m) for m in (*first, *second, *third, *fourth, *fifth)] == [
        ("REQUEST", uid, 0, "20210414T070000Z"),
        ("REQUEST", uid, 3, "20210519T070000Z"),
        ("REQUEST", uid, 5, "20210520T070000Z"),
        ("CANCEL", uid, 7, "20210520T070000Z"),
        ("REQUEST", uid, 9, "20210526T070000Z"),
    ]


def test_the_notice_says_the_old_day_the_new_one_and_what_became_of_the_deadlines(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    move(joined, "start", "2021-05-19")
    (letter,) = [m for m in joined.tick("2021-03-16 08:00") if m.to == "coordinator.alfa@example.org"]
    for words in ("14 april", "19 maj", "29 mars", "4 maj"):
        assert words in letter.text


def test_two_moves_before_the_morning_give_one_notice_with_the_last_date(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    move(joined, "start", "2021-05-19")
    move(joined, "start", "2021-05-26")
    letters = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    assert [(m.items, entry(m)[3]) for m in letters] == [((("moved:start", "head"),), "20210526T070000Z")]


def test_cancelled_and_dated_anew_before_the_morning_is_one_notice(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    move(joined, "start", "2021-05-26")
    letters = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    assert [(m.items, entry(m)[::3]) for m in letters] == [
        ((("moved:start", "head"),), ("REQUEST", "20210526T070000Z"))
    ]


def test_moved_and_then_cancelled_before_the_morning_is_one_cancellation(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    move(joined, "start", "2021-05-26")
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    letters = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    assert [(m.items, entry(m)[0]) for m in letters] == [((("cancelled:start", "head"),), "CANCEL")]


def test_an_invitation_not_yet_written_carries_the_new_date_and_no_notice_goes(joined: Going) -> None:
    """Nobody has heard of the old date: there is nothing to correct."""
    assert move(joined, "start", "2021-05-19") == 0
    letters = about(joined.tick("2021-01-19 08:00"), "hold:start")
    assert [(m.to, entry(m)[3]) for m in letters] == [(to, "20210519T070000Z") for to in HEADS]
    assert about(joined.tick("2021-01-20 08:00"), "moved") == []


def test_a_change_of_a_meeting_near_at_hand_goes_at_once_even_at_night_and_on_a_sunday(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    joined.clock.set("2021-04-11 22:00")  # Sunday; the meeting is on Wednesday
    assert move(joined, "start", "2021-05-19") == 8
    letters = about(joined.tick("2021-04-11 22:01"), "moved")
    assert len(letters) == 8
    assert set(joined.rows(t.Intent, "mail_class", template="moved")) == {("immediate",)}


def test_a_move_to_a_day_near_at_hand_goes_at_once_too(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    joined.clock.set("2021-03-16 18:00")
    move(joined, "start", "2021-03-19")
    assert len(about(joined.tick("2021-03-16 18:01"), "moved")) == 8


def test_four_working_days_ahead_waits_for_the_morning(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    joined.clock.set("2021-04-08 18:00")  # Thursday: Friday, Monday, Tuesday, Wednesday
    move(joined, "start", "2021-05-19")
    assert joined.tick("2021-04-08 18:01") == []
    assert len(about(joined.tick("2021-04-09 08:00"), "moved")) == 8


def test_clicking_twice_on_a_move_at_once_gives_one_mail(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    joined.clock.set("2021-04-12 18:00")
    move(joined, "start", "2021-05-19")
    assert len(about(joined.tick("2021-04-12 18:01"), "moved")) == 8
    with pytest.raises(BadInput):
        move(joined, "start", "2021-05-19")
    assert joined.tick("2021-04-12 18:02") == []


def test_a_session_that_is_gone_is_taken_out_of_the_diaries(joined: Going) -> None:
    first = about(joined.tick("2021-01-19 08:00"), "hold:follow_up")
    assert [entry(m)[1] for m in first if m.to == "hedda@example.org"] == []  # she will not be head by then
    move(joined, "follow_up", "2021-12-01")
    letters = [m for m in joined.tick("2021-01-20 08:00") if m.to == "head.beta@example.org"]
    name = "mini-2021.north.follow_up"
    assert sorted(entry(m) for m in letters) == [
        ("CANCEL", f"{name}-2@jimflow.example.org", 3, "20211125T080000Z"),
        ("REQUEST", f"{name}-1@jimflow.example.org", 3, "20211201T080000Z"),
    ]


def test_a_session_that_is_new_comes_as_an_event_of_its_own(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    move(joined, "start", "2021-05-19", "2021-05-20")
    letters = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    name = "mini-2021.north.start"
    assert sorted(entry(m) for m in letters) == [
        ("REQUEST", f"{name}-1@jimflow.example.org", 3, "20210519T070000Z"),
        ("REQUEST", f"{name}-2@jimflow.example.org", 3, "20210520T070000Z"),
    ]


def test_a_guest_of_a_cluster_is_invited_once_not_once_for_every_member(joined: Going) -> None:
    letters = [m for m in joined.tick("2021-08-16 08:00") if m.to == "eva@example.org"]
    assert [entry(m)[1:3] for m in letters] == [("mini-2021.north.deepening-1@jimflow.example.org", 1)]
    move(joined, "deepening", "2021-09-29")
    letters = [m for m in joined.tick("2021-08-17 08:00") if m.to == "eva@example.org"]
    assert [(m.items, entry(m)[2]) for m in letters] == [((("moved:deepening", "expert"),), 3)]
    cancel_meeting(joined.runtime, joined.clusters["north"], "deepening", EVA, "Sjuk")
    letters = [m for m in joined.tick("2021-08-18 08:00") if m.to == "eva@example.org"]
    assert [(m.items, entry(m)[0]) for m in letters] == [((("cancelled:deepening", "expert"),), "CANCEL")]


def test_a_guest_keeps_the_invitation_when_one_member_leaves(joined: Going) -> None:
    joined.tick("2021-08-13 08:00")
    joined.clock.set("2021-08-16 07:59")
    joined.tick("2021-08-16 08:00")
    assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    move(joined, "deepening", "2021-09-29")
    letters = [m for m in joined.tick("2021-08-17 08:00") if m.to == "eva@example.org"]
    assert [m.items for m in letters] == [(("moved:deepening", "expert"),)]


def test_the_reason_for_calling_it_off_is_in_the_mail(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Lokalen är stängd")
    (letter,) = [m for m in joined.tick("2021-01-20 08:00") if m.to == "hedda@example.org"]
    assert "Lokalen är stängd" in letter.text


def test_nobody_is_asked_to_keep_a_day_free_on_which_somebody_else_will_hold_the_function(joined: Going) -> None:
    holds = about(joined.tick("2021-01-19 08:00"), "hold:follow_up")
    assert [m.to for m in holds if m.to in ("hedda@example.org", "hugo@example.org")] == []


def test_who_has_left_hears_no_more_of_it(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    assert move(joined, "start", "2021-05-19") == 2
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    letters = joined.tick("2021-01-20 08:00")
    assert sorted(m.to for m in about(letters, "cancelled")) == ["head.beta@example.org", "officer.beta@example.org"]
    assert sorted((m.to, entry(m)[0], m.items[0][0]) for m in letters if m not in about(letters, "cancelled")) == [
        ("hedda@example.org", "CANCEL", "left:start"),
        ("officer.alfa@example.org", "CANCEL", "left:follow_up"),
        ("officer.alfa@example.org", "CANCEL", "left:follow_up"),
        ("officer.alfa@example.org", "CANCEL", "left:start"),
    ]


def test_another_cluster_gets_no_notice(joined: Going) -> None:
    south = joined.clusters["south_and_east"]
    plan_meeting(joined.runtime, south, "start", [sitting("2021-04-15")], EVA)
    joined.tick("2021-01-19 08:00")
    move(joined, "start", "2021-05-19")
    assert [m for m in joined.tick("2021-01-20 08:00") if "gamma" in m.to] == []
