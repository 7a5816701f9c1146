"""Meetings planned, moved, cancelled, held and given a theme: what follows for every member, and for no one else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions import meetings
from jimflow.actions.assignments import submit
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.meetings import cancel_meeting, hold_meeting, move_meeting, plan_meeting, set_theme
from jimflow.core.model import Session
from jimflow.core.uid import meeting_uid
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, Going, changed_tables, going, grown, join, local, sitting
from tests.actions.loaded import EVA
from tests.build import at, day
from tests.build_round import with_line


def move(going: Going, step: str, *sessions: Session, cluster: str = "north") -> int:
    return move_meeting(going.runtime, going.clusters[cluster], step, sessions, EVA).notices


def reminders(going: Going, agency: str, step: str, name: str) -> list[tuple[str, str, str]]:
    return [row for row in going.waiting(agency) if f":{step}:{name}" in row[1]]


# --- planning -----------------------------------------------------------------------------------


def test_a_first_date_gives_every_member_its_work_and_the_host_something_to_record(joined: Going) -> None:
    assert ("start", "describe_today") not in joined.work("gamma")
    with grown(joined, gamma=1):
        change = plan_meeting(
            joined.runtime, joined.clusters["south_and_east"], "start", [sitting("2021-05-19")], EVA, place="Kiruna"
        )
    assert (change.step, change.notices, change.organisations) == ("start", 0, {joined.agencies["gamma"]: "Gamma"})
    assert joined.work("gamma")["start", "describe_today"] == ("planned", "2021-05-12")
    assert joined.work("gamma")["preparation", "self_assessment"] == ("open", "2021-05-04")
    assert ("2021-04-19 08:00", "invite:start", "planner") in joined.waiting("gamma")
    rows = joined.rows(
        t.Occurrence, "rule", "due_at", subject_kind="cluster", subject=joined.clusters["south_and_east"]
    )
    assert [(rule, local(due)) for rule, due in rows] == [("record:start", "2021-05-20 08:00")]
    assert joined.rows(t.Session, "place", meeting=change.meeting) == [("Kiruna",)]
    entry = joined.trail("gamma")[-1]
    assert (entry["kind"], entry["step"]) == ("meeting_planned", "start")


def test_a_meeting_planned_later_gets_the_name_it_would_have_had_in_the_file(joined: Going) -> None:
    plan_meeting(joined.runtime, joined.clusters["south_and_east"], "start", [sitting("2021-05-19")], EVA)
    (uid,) = joined.rows(t.Meeting, "uid", cluster=joined.clusters["south_and_east"])[0]
    assert uid == meeting_uid("mini-2021", "south_and_east", "start", "jimflow.example.org")


def test_a_second_first_date_is_refused_and_nothing_is_written(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="meeting has a date already"):
        plan_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    assert joined.everything() == before


@pytest.mark.parametrize(
    ("step", "sessions", "words"),
    [
        ("closing", [sitting("2021-05-19")], "closing has no meeting. The steps are start, deepening, follow_up."),
        ("beginning", [sitting("2021-05-19")], "beginning has no meeting"),
        ("start", [], "Give at least one session"),
        ("start", [sitting("2021-05-19", "16:00", "09:00")], "A session ends before it begins"),
        ("start", [sitting("2021-05-22")], "2021-05-22 is not a working day"),
        ("start", [sitting("2021-06-25")], "2021-06-25 is not a working day"),
        ("start", [sitting("2099-06-24")], "The calendar sweden covers 2020–2035: 2099-06-24 is outside"),
    ],
)
def test_a_date_that_cannot_be_is_said_in_words(joined: Going, step: str, sessions: list[Session], words: str) -> None:
    before = joined.everything()
    with pytest.raises(BadInput) as refused:
        plan_meeting(joined.runtime, joined.clusters["south_and_east"], step, sessions, EVA)
    assert words in refused.value.said.en
    with pytest.raises(BadInput) as refused:
        move(joined, step, *sessions)
    assert words in refused.value.said.en
    assert joined.everything() == before


def test_a_cluster_that_does_not_exist_is_said_in_words(joined: Going) -> None:
    with pytest.raises(NotFound, match="99"):
        hold_meeting(joined.runtime, 99, "start", EVA)


# --- moving -------------------------------------------------------------------------------------


def test_a_move_shifts_due_dates_and_everything_not_yet_sent(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")  # describe_today is open, due 9 April
    with grown(joined, alfa=1, beta=1):
        move(joined, "start", sitting("2021-05-19"))
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-05-12")
    assert joined.work("alfa")["preparation", "self_assessment"] == ("open", "2021-05-04")
    assert reminders(joined, "alfa", "start", "describe_today") == [
        ("2021-05-07 08:00", "remind:start:describe_today:0", "coordinator"),
        ("2021-05-07 08:00", "remind:start:describe_today:0", "finance"),
        ("2021-05-07 08:00", "remind:start:describe_today:0", "planner"),
        ("2021-05-14 08:00", "remind:start:describe_today:1", "coordinator"),
        ("2021-05-14 08:00", "remind:start:describe_today:1", "finance"),
        ("2021-05-14 08:00", "remind:start:describe_today:1", "planner"),
        ("2021-05-18 08:00", "inform:start:describe_today:0", "host"),
    ]
    entry = joined.trail("alfa")[-1]
    assert (entry["kind"], entry["day_before"]) == ("meeting_moved", "2021-04-14")


def test_a_move_leaves_every_other_cluster_as_it_was(joined: Going) -> None:
    plan_meeting(joined.runtime, joined.clusters["south_and_east"], "start", [sitting("2021-04-15")], EVA)
    before = joined.work("gamma"), joined.waiting("gamma"), joined.trail("gamma"), joined.facts("gamma")
    move(joined, "start", sitting("2021-05-19"))
    assert (joined.work("gamma"), joined.waiting("gamma"), joined.trail("gamma"), joined.facts("gamma")) == before


def test_what_is_submitted_stays_submitted_and_keeps_its_date(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    joined.tick("2021-04-01 08:00")
    submit(joined.runtime, alfa, "self_assessment", SELF_ASSESSMENT, EVA)
    submit(joined.runtime, alfa, "describe_today", {"found_how": "Genom klagomål"}, EVA)
    before = {
        key: joined.work("alfa")[key] for key in (("preparation", "self_assessment"), ("start", "describe_today"))
    }
    assert {status for status, _ in before.values()} == {"submitted"}
    move(joined, "start", sitting("2021-05-19"))
    assert {key: joined.work("alfa")[key] for key in before} == before
    assert reminders(joined, "alfa", "start", "describe_today") == []


def test_a_moved_deadline_reminds_again_a_kept_one_does_not(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    assert ("remind:start:describe_today", "planner") in [i for m in joined.tick("2021-04-07 08:00") for i in m.items]
    move(joined, "start", sitting("2021-04-14", "10:00", "15:00"))  # other hours, same day
    assert [m for m in joined.tick("2021-04-08 08:00") if any("remind" in i for i, _ in m.items)] == []
    move(joined, "start", sitting("2021-05-19"))
    again = [i for m in joined.tick("2021-05-07 08:00") for i in m.items]
    assert ("remind:start:describe_today", "planner") in again


def test_the_moved_date_is_an_example_no_more(joined: Going) -> None:
    assert joined.facts("alfa").meetings["start"].example_date
    move(joined, "start", sitting("2021-05-19"))
    found = joined.facts("alfa").meetings["start"]
    assert (found.example_date, found.sequence, found.day) == (False, 1, day("2021-05-19"))
    assert [(local(s.starts), local(s.ends)) for s in found.sessions] == [("2021-05-19 09:00", "2021-05-19 16:00")]


def test_clicking_move_twice_moves_once(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    move(joined, "start", sitting("2021-05-19"))
    before = joined.everything()
    with pytest.raises(BadInput, match="is on that day and at those hours already"):
        move(joined, "start", sitting("2021-05-19"))
    assert joined.everything() == before


def test_a_held_meeting_cannot_be_moved_or_cancelled(joined: Going) -> None:
    joined.clock.set("2021-04-14 17:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    before = joined.everything()
    with pytest.raises(NotAllowed):
        move(joined, "start", sitting("2021-05-19"))
    with pytest.raises(NotAllowed):
        cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    assert joined.everything() == before


def test_a_meeting_is_not_moved_to_a_day_that_has_been_but_may_be_moved_to_today(joined: Going) -> None:
    joined.clock.set("2021-04-13 09:00")
    before = joined.everything()
    with pytest.raises(NotAllowed, match="to a day that has been"):
        move(joined, "start", sitting("2021-04-12"), sitting("2021-04-20"))
    assert joined.everything() == before
    move(joined, "start", sitting("2021-04-13"))
    assert joined.rows(t.Meeting, "day", step="start", cluster=joined.clusters["north"]) == [(day("2021-04-13"),)]


def test_a_meeting_without_a_date_cannot_be_moved_held_or_cancelled(joined: Going) -> None:
    south = joined.clusters["south_and_east"]
    for act in (
        lambda: move_meeting(joined.runtime, south, "start", [sitting("2021-05-19")], EVA),
        lambda: hold_meeting(joined.runtime, south, "start", EVA),
        lambda: cancel_meeting(joined.runtime, south, "start", EVA, "x"),
        lambda: set_theme(joined.runtime, south, "deepening", "x", EVA),
    ):
        with pytest.raises(NotFound, match="has no date yet"):
            act()


def test_a_step_nobody_knows_is_not_said_to_lack_a_date(joined: Going) -> None:
    for act in (
        lambda: hold_meeting(joined.runtime, joined.clusters["north"], "beginning", EVA),
        lambda: cancel_meeting(joined.runtime, joined.clusters["north"], "beginning", EVA, "x"),
        lambda: set_theme(joined.runtime, joined.clusters["north"], "beginning", "x", EVA),
    ):
        with pytest.raises(BadInput, match="beginning has no meeting"):
            act()


# --- cancelling ---------------------------------------------------------------------------------


def test_work_that_follows_a_cancelled_meeting_waits_and_is_not_late(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    with grown(joined, alfa=1, beta=1):
        cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Konferensen är inställd")
    assert joined.work("alfa")["start", "describe_today"] == ("open", "")
    assert joined.work("alfa")["start", "name_problem"] == ("planned", "")
    assert [row for row in joined.waiting("alfa") if "start" in row[1]] == []
    entry = joined.trail("alfa")[-1]
    told = {item for m in joined.tick("2021-04-30 08:00") for item, _ in m.items if "alfa" in m.to}
    assert told == {"cancelled:start"}
    assert (entry["kind"], entry["reason"]) == ("meeting_cancelled", "Konferensen är inställd")


def test_cancelling_asks_for_a_reason(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="reason"):
        cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "  ")
    assert joined.everything() == before


def test_a_cancelled_meeting_that_gets_a_new_date_starts_the_work_again(joined: Going) -> None:
    joined.tick("2021-04-01 08:00")
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    move(joined, "start", sitting("2021-05-19"))
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-05-12")
    assert joined.facts("alfa").meetings["start"].status == "planned"
    assert ("2021-05-07 08:00", "remind:start:describe_today:0", "planner") in joined.waiting("alfa")
    opened = [i for m in joined.tick("2021-04-06 08:00") for i, _ in m.items if i.startswith("open")]
    assert opened == []  # they have it open


def test_cancelling_twice_is_refused_the_second_time(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    before = joined.everything()
    with pytest.raises(NotAllowed, match="not planned"):
        cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    assert joined.everything() == before


def test_a_cancelled_meeting_cannot_be_held(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    joined.clock.set("2021-04-20 09:00")
    before = joined.everything()
    with pytest.raises(NotAllowed, match="called off"):
        hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    assert joined.everything() == before


# --- holding ------------------------------------------------------------------------------------


def test_a_held_meeting_moves_nobody_and_is_in_the_trail_of_every_member(joined: Going) -> None:
    joined.clock.set("2021-04-14 17:00")
    with grown(joined, alfa=1, beta=1):
        hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA, notes="Alla var med")
    assert joined.facts("alfa").state == "preparation"
    assert joined.rows(t.Meeting, "status", "held_at", "notes", step="start") == [
        ("held", at("2021-04-14 17:00"), "Alla var med")
    ]
    assert (joined.trail("beta")[-1]["kind"], joined.trail("beta")[-1]["day"]) == ("meeting_held", "2021-04-14")


def test_a_meeting_is_not_held_before_its_day_and_not_before_its_last_session(joined: Going) -> None:
    north = joined.clusters["north"]
    joined.clock.set("2021-04-13 17:00")
    with pytest.raises(NotAllowed, match="2021-04-14"):
        hold_meeting(joined.runtime, north, "start", EVA)
    joined.clock.set("2021-11-24 17:00")  # the first of its two days
    with pytest.raises(NotAllowed, match="2021-11-25"):
        hold_meeting(joined.runtime, north, "follow_up", EVA)
    joined.clock.set("2021-11-25 13:00")
    hold_meeting(joined.runtime, north, "follow_up", EVA)


def test_marking_a_meeting_as_held_twice_is_refused_the_second_time(joined: Going) -> None:
    joined.clock.set("2021-04-14 17:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    before = joined.everything()
    with pytest.raises(BadInput, match="already marked as held"):
        hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    assert joined.everything() == before


def test_a_meeting_that_is_held_late_at_night_is_held_on_the_local_day(joined: Going) -> None:
    joined.clock.set("2021-04-14 00:30")  # still 13 April in UTC
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)


# --- the theme ----------------------------------------------------------------------------------


@pytest.fixture
def undecided(engine: Engine, tmp_path: Path) -> Going:
    """The round with no theme chosen for the in-depth session."""
    return join(going(engine, tmp_path, text=with_line(", theme: case_handling", "")))


def test_a_theme_releases_what_waited_for_it(undecided: Going) -> None:
    undecided.tick("2021-09-01 08:00")
    assert undecided.work("alfa")["deepening", "prepare_theme"][0] == "planned"
    assert reminders(undecided, "alfa", "deepening", "prepare_theme") == []
    with grown(undecided, alfa=1, beta=1):
        set_theme(undecided.runtime, undecided.clusters["north"], "deepening", "  case_handling ", EVA)
    assert undecided.rows(t.Meeting, "theme", step="deepening") == [("case_handling",)]
    (letter,) = [m for m in undecided.tick("2021-09-02 08:00") if m.to == "planner.alfa@example.org"]
    assert letter.items == (("open:deepening:prepare_theme", "planner"),)
    assert "handläggning" in letter.text.lower()
    assert undecided.work("alfa")["deepening", "prepare_theme"][0] == "open"
    (entry,) = [e for e in undecided.trail("alfa") if e["kind"] == "theme"]
    assert (entry["step"], entry["theme"]) == ("deepening", "case_handling")


def test_a_theme_in_words_of_ones_own_will_do_but_not_an_empty_one(joined: Going) -> None:
    set_theme(joined.runtime, joined.clusters["north"], "deepening", "Bemötande i telefon", EVA)
    assert joined.facts("beta").meetings["deepening"].theme == "Bemötande i telefon"
    with pytest.raises(BadInput, match="Write the theme"):
        set_theme(joined.runtime, joined.clusters["north"], "deepening", " ", EVA)
    with pytest.raises(BadInput, match="no theme for each cluster"):
        set_theme(joined.runtime, joined.clusters["north"], "start", "x", EVA)


def test_everything_a_meeting_changes_is_in_one_transaction(joined: Going, monkeypatch: pytest.MonkeyPatch) -> None:
    before = joined.everything()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the plug is pulled")

    monkeypatch.setattr(meetings, "record", broken)
    with pytest.raises(RuntimeError):
        move(joined, "start", sitting("2021-05-19"))
    assert changed_tables(before, joined.everything()) == set()


def test_nobody_moves_cancels_or_themes_a_meeting_that_is_not_as_they_saw_it(joined: Going) -> None:
    north, sitting_ = joined.clusters["north"], sitting("2021-04-20")
    move_meeting(joined.runtime, north, "start", [sitting_], EVA, seen=0)
    before = joined.everything()
    with pytest.raises(NotAllowed, match="Somebody else"):
        move_meeting(joined.runtime, north, "start", [sitting("2021-04-21")], EVA, seen=0)
    with pytest.raises(NotAllowed, match="Somebody else"):
        cancel_meeting(joined.runtime, north, "start", EVA, "Sjukdom", seen=0)
    with pytest.raises(NotAllowed, match="Somebody else"):
        set_theme(joined.runtime, north, "deepening", "follow_up", EVA, seen="")
    assert joined.everything() == before
    set_theme(joined.runtime, north, "deepening", "follow_up", EVA, seen="case_handling")
    cancel_meeting(joined.runtime, north, "start", EVA, "Sjukdom", seen=1)
