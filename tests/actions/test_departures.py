"""Whoever leaves gets the meetings to come taken out of the calendar, and nothing else."""

from __future__ import annotations

import re

import pytest

from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meetings import cancel_meeting, move_meeting
from jimflow.store import tables as t
from tests.actions.going import Going, Letter, sitting
from tests.actions.loaded import EVA
from tests.build import day

HEAD, OFFICER = "head.beta@example.org", "officer.beta@example.org"
START, FIRST, SECOND = "north.start-1", "north.follow_up-1", "north.follow_up-2"


def entry(letter: Letter) -> tuple[str, str, str, int]:
    """(to, METHOD, session, SEQUENCE) of a mail's calendar entry."""
    (method,), (uid,), (number,) = (
        re.findall(rf"^{name}:([^\r\n]+)", letter.calendar, re.MULTILINE) for name in ("METHOD", "UID", "SEQUENCE")
    )
    return letter.to, method, uid.removeprefix("mini-2021.").partition("@")[0], int(number)


def left(going: Going, agency: str = "beta") -> None:
    assert going.do(agency, "withdraw", reason="Regeringen har beslutat det.").ok


@pytest.fixture
def holding(joined: Going) -> Going:
    """The first morning is over: heads and officers have a hold for the first and the last meeting."""
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-01-19 09:00")
    return joined


def test_an_agency_that_leaves_gets_its_entries_taken_back_and_no_other_mail(holding: Going) -> None:
    left(holding)
    letters = holding.tick("2021-01-20 08:00")
    assert sorted(map(entry, letters)) == sorted(
        (to, "CANCEL", session, 2) for to in (HEAD, OFFICER) for session in (START, FIRST, SECOND)
    )
    later = [m for when in ("2021-03-15 08:00", "2021-04-01 08:00", "2021-10-25 08:00") for m in holding.tick(when)]
    assert [m for m in later if m.to.endswith("beta@example.org")] == []


def test_the_mail_says_who_has_left_and_that_nothing_is_called_off(holding: Going) -> None:
    left(holding)
    (letter,) = [m for m in holding.tick("2021-01-20 08:00") if entry(m)[0::2] == (HEAD, START)]
    assert letter.message["Subject"] == "Ur kalendern 14 april: Uppstart (Miniprogrammet, träff 1)"
    said = " ".join(letter.text.split())
    assert "Beta har lämnat Miniprogrammet. Därför tas träff 1 (Uppstart) onsdag 14 april kl. 09.00–16.00 bort" in said
    assert "inställd" not in said
    assert "STATUS:CANCELLED" in letter.calendar


def test_what_was_moved_before_is_taken_back_under_a_higher_number(holding: Going) -> None:
    move_meeting(holding.runtime, holding.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    assert {entry(m)[3] for m in holding.tick("2021-01-20 08:00")} == {3}
    left(holding)
    told = [entry(m) for m in holding.tick("2021-01-21 08:00")]
    assert [e for e in told if e[2] == START] == [(to, "CANCEL", START, 4) for to in (HEAD, OFFICER)]


def test_an_invitation_that_was_never_written_needs_no_taking_back(joined: Going) -> None:
    left(joined)
    assert [m for m in joined.tick("2021-01-19 08:00") if m.to.endswith("beta@example.org")] == []


def test_a_meeting_that_is_over_or_called_off_stays_as_it_is(holding: Going) -> None:
    cancel_meeting(holding.runtime, holding.clusters["north"], "follow_up", EVA, "Sjuk")
    holding.tick("2021-01-20 08:00")
    holding.tick("2021-03-15 08:00")
    holding.clock.set("2021-04-15 09:00")
    left(holding)
    assert [m for m in holding.tick("2021-04-16 08:00") if m.to.endswith("beta@example.org")] == []


def test_leaving_during_a_pause_clears_the_diaries_too(holding: Going) -> None:
    assert holding.do("beta", "pause", reason="Omorganisation").ok
    left(holding)
    assert {entry(m)[2] for m in holding.tick("2021-01-20 08:00")} == {START, FIRST, SECOND}


def test_a_pause_leaves_the_diaries_alone(holding: Going) -> None:
    assert holding.do("beta", "pause", reason="Omorganisation").ok
    assert holding.tick("2021-01-20 08:00") == []


def test_completing_the_round_clears_nothing(holding: Going) -> None:
    holding.clock.set("2021-03-15 09:00")
    before = len(holding.rows(t.Intent, "id", template="cancelled"))
    holding.do("beta", "advance", acknowledged=("self_assessed", "roles_filled"))
    assert len(holding.rows(t.Intent, "id", template="cancelled")) == before


def test_whoever_serves_another_member_of_the_cluster_keeps_the_entry(joined: Going) -> None:
    """A ministry's officer may answer for two agencies of one cluster: to a calendar it is one meeting."""
    for agency in ("alfa", "beta"):
        set_function(
            *(joined.runtime, joined.agencies[agency], "officer", "Olle", "olle@example.org", day("2021-01-18"), EVA)
        )
    joined.tick("2021-01-19 08:00")
    left(joined)
    assert {entry(m)[0] for m in joined.tick("2021-01-20 08:00")} == {HEAD}
    left(joined, "alfa")
    told = [entry(m) for m in joined.tick("2021-01-21 08:00")]
    assert sorted(e[2] for e in told if e[0] == "olle@example.org") == sorted([START, FIRST, SECOND])


def test_a_holder_who_leaves_gets_the_entries_taken_back_and_the_successor_gets_them(holding: Going) -> None:
    set_function(holding.runtime, holding.agencies["beta"], "head", "Nina", "nina@example.org", day("2021-01-19"), EVA)
    told = sorted(map(entry, holding.tick("2021-01-20 08:00")))
    assert told == sorted(
        [(HEAD, "CANCEL", session, 2) for session in (START, FIRST, SECOND)]
        + [("nina@example.org", "REQUEST", session, 0) for session in (START, FIRST, SECOND)]
    )


def test_a_holder_whose_last_day_comes_later_keeps_the_entries_until_then(holding: Going) -> None:
    end_function(holding.runtime, holding.appointment("beta", "head"), day("2021-02-26"), EVA)
    assert holding.tick("2021-01-20 08:00") == []
    told = [m for when in ("2021-02-26 08:00", "2021-03-01 08:00") for m in holding.tick(when) if m.to == HEAD]
    assert sorted(entry(m)[1:] for m in told) == sorted(("CANCEL", s, 2) for s in (START, FIRST, SECOND))
    assert "Du har inte längre funktionen ”Myndighetschef” i Miniprogrammet." in " ".join(told[0].text.split())
    assert [m for m in holding.tick("2021-03-02 08:00") if m.to == HEAD] == []


def test_a_successor_with_the_same_mailbox_keeps_the_entry_in_it(holding: Going) -> None:
    end_function(holding.runtime, holding.appointment("beta", "head"), day("2021-01-18"), EVA)
    set_function(holding.runtime, holding.agencies["beta"], "head", "Nina", HEAD, day("2021-01-19"), EVA)
    assert {entry(m)[1] for m in holding.tick("2021-01-20 08:00") if m.to == HEAD} == {"REQUEST"}


def test_a_mailbox_that_stood_empty_for_a_while_gets_the_entry_back_under_a_higher_number(holding: Going) -> None:
    end_function(holding.runtime, holding.appointment("beta", "head"), day("2021-01-18"), EVA)
    assert {entry(m)[1:] for m in holding.tick("2021-01-20 08:00") if m.to == HEAD} == {
        ("CANCEL", session, 2) for session in (START, FIRST, SECOND)
    }
    holding.clock.set("2021-01-25 09:00")
    set_function(holding.runtime, holding.agencies["beta"], "head", "Nina", HEAD, day("2021-01-25"), EVA)
    back = {entry(m)[1:] for m in holding.tick("2021-01-26 08:00") if m.to == HEAD}
    assert back == {("REQUEST", session, 3) for session in (START, FIRST, SECOND)}
    (invited,) = [entry(m) for m in holding.tick("2021-03-15 08:00") if m.to == HEAD]
    assert invited == (HEAD, "REQUEST", START, 3)
    left(holding)
    away = {entry(m)[1:] for m in holding.tick("2021-03-16 08:00") if m.to == HEAD}
    assert away == {("CANCEL", session, 4) for session in (START, FIRST, SECOND)}


def test_an_assistants_copy_is_taken_back_too(joined: Going) -> None:
    (name,) = joined.rows(t.Person, "name", mail=HEAD)[0]
    set_function(
        *(joined.runtime, joined.agencies["beta"], "head", name, HEAD, day("2021-01-12"), EVA),
        assistant="registrator@example.org",
    )
    joined.tick("2021-01-19 08:00")
    left(joined)
    told = [entry(m) for m in joined.tick("2021-01-20 08:00")]
    assert sorted(e[2] for e in told if e[0] == "registrator@example.org") == sorted([START, FIRST, SECOND])


def test_a_guest_who_leaves_the_function_gets_the_meeting_taken_back_once(joined: Going) -> None:
    joined.tick("2021-08-16 08:00")
    (expert,) = joined.rows(t.Appointment, "id", address="eva@example.org")[0]
    joined.clock.set("2021-08-18 09:00")
    end_function(joined.runtime, expert, day("2021-08-17"), EVA)
    told = [entry(m) for m in joined.tick("2021-08-19 08:00") if m.to == "eva@example.org"]
    assert told == [("eva@example.org", "CANCEL", "north.deepening-1", 2)]
