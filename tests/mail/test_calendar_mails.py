"""Calendar mails: the words and the calendar entry agree, and every diary can follow what changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.mail.compose import Item, Voice
from tests.build import at
from tests.mail.saying import LANGUAGES, REAL, Read, entry, mail

INVITE = entry("invite", "planning_followup", "problem_formulation")
ALONE = replace(REAL, organiser=False)


def lines(found: Read, *names: str) -> list[str]:
    """The lines of the calendar object with these names, in the order of the names."""
    by_name = {line.replace(";", ":").partition(":")[0]: line for line in found.calendar.splitlines()}
    return [by_name[name] for name in names if name in by_name]


def test_an_invitation_says_when_where_who_else_and_by_when_to_answer() -> None:
    found = mail(INVITE, voice=REAL)
    assert found.subject == "Inbjudan 8 juni: Problemformulering (JiM+, träff 2)"
    assert found.paragraphs[2:6] == [
        "Vi bjuder in dig till träff 2 (Problemformulering) tisdag 8 juni kl. 09.00–16.00 (exempeldatum). "
        "Plats: digitalt.",
        "Ni formulerar ett ojämställdhetsproblem som er kärnverksamhet kan påverka, innan ni väljer åtgärd.",
        "Du får inbjudan för att du ansvarar centralt för verksamhetsplanering och uppföljning. "
        "Från Kriminalvården bjuder vi också in chef i kärnverksamheten, ekonomifunktion och JiM-samordnare.",
        "Inför träffen får du uppgiften ”Beskrivning av hur ni hittar ojämställdhetsproblem i dag” i ett eget mejl.",
    ]
    assert "Svara ja eller nej i din kalender, gärna senast onsdag 19 maj." in found.text


def test_an_invitation_is_a_request_that_the_organiser_awaits_an_answer_to() -> None:
    assert lines(mail(INVITE), "METHOD", "STATUS", "SEQUENCE", "UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION") == [
        "METHOD:REQUEST",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "UID:meeting-7-1@example.org",
        "DTSTART:20210608T070000Z",
        "DTEND:20210608T140000Z",
        "SUMMARY:JiM+\\, träff 2: Problemformulering",
        "LOCATION:Digitalt",
    ]
    attendee, organizer = lines(mail(INVITE), "ATTENDEE", "ORGANIZER")
    assert attendee.endswith(":mailto:planning_followup.kriminalvarden@example.org")
    assert "RSVP=TRUE" in attendee
    assert organizer.endswith(":mailto:samordning@example.org")


def test_without_an_organiser_the_entry_is_published_and_the_answer_is_a_reply() -> None:
    found = mail(INVITE, voice=ALONE)
    assert lines(found, "METHOD", "STATUS", "ATTENDEE") == ["METHOD:PUBLISH", "STATUS:CONFIRMED"]
    assert "Svara på mejlet om du kommer eller inte, gärna senast onsdag 19 maj." in found.text
    assert [p.get_filename() for p in found.message.walk() if p.get_filename()] == ["invite.ics"]


def test_a_hold_is_tentative() -> None:
    found = mail(entry("hold", "agency_head", "follow_up"))
    assert found.subject == "Håll 17 maj 2022 fri: Uppföljning (JiM+, träff 5)"
    assert lines(found, "METHOD", "STATUS") == ["METHOD:REQUEST", "STATUS:TENTATIVE"]
    assert "Du behövs på den första och den sista träffen, inte på dem däremellan." in found.text


def test_a_moved_meeting_keeps_its_entry_under_a_higher_number_and_tells_the_new_due_dates() -> None:
    moves = [["deepening:describe_theme", "2022-01-26", "2022-02-23"]]
    seen = {"sequence": 1, "before": "2022-02-02", "moves": moves}
    found = mail(entry("moved", "finance", "deepening", "2022-03-02", **seen), written=at("2022-01-10 08:00"))
    assert found.subject == "Ny tid 2 mars: Fördjupning (JiM+, träff 4)"
    assert found.paragraphs[2] == (
        "Träff 4 (Fördjupning) är flyttad från onsdag 2 februari till onsdag 2 mars kl. 09.00–16.00 (exempeldatum). "
        "Plats: digitalt."
    )
    assert found.paragraphs[3:5] == [
        "Nya sista dagar\n---------------\n"
        "- Beskrivning av hur ni arbetar med klustrets tema i dag: onsdag 23 februari (förut onsdag 26 januari)",
        "Det ni redan har skickat in är kvar.",
    ]
    assert lines(found, "UID", "SEQUENCE", "STATUS") == [
        "UID:meeting-7-1@example.org",
        "SEQUENCE:1",
        "STATUS:CONFIRMED",
    ]


@pytest.mark.parametrize(("voice", "attendees"), [(REAL, 1), (ALONE, 0)])
def test_a_cancelled_meeting_leaves_every_diary(voice: Voice, attendees: int) -> None:
    found = mail(entry("cancelled", "finance", "deepening", sequence=2), voice=voice)
    assert lines(found, "METHOD", "STATUS", "SEQUENCE") == ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"]
    assert found.calendar.count("ATTENDEE") == attendees
    assert found.subject == "Inställd 2 februari 2022: Fördjupning (JiM+, träff 4)"


@pytest.mark.parametrize(("uid", "number"), [("meeting-7@example.org", 1), ("meeting-7-2@example.org", 2)])
def test_each_session_has_an_entry_of_its_own(uid: str, number: int) -> None:
    found = mail(entry("invite", "finance", "start", session=number, of_sessions=2, uid=uid))
    assert lines(found, "UID") == [f"UID:meeting-7-{number}@example.org"]
    assert f"Träffen har två pass. Det här är pass {number}; varje pass har sin egen kalenderpost." in found.text
    assert f"Pass {number} av 2." in found.calendar


@pytest.mark.parametrize(
    ("mode", "place", "sv", "en"),
    [
        ("on_site", "Stockholm", "Plats: Stockholm.", "Place: Stockholm."),
        ("digital", "", "Plats: digitalt.", "Place: online."),
        ("hybrid", "", "Plats: på plats och digitalt.", "Place: on site and online."),
        ("hybrid", "Göteborg och digitalt", "Plats: Göteborg och digitalt.", "Place: Göteborg och digitalt."),
        (
            "hybrid",
            "Göteborg och digitalt\nGothenburg and online",
            "Plats: Göteborg och digitalt.",
            "Place: Gothenburg and online.",
        ),
        ("digital", "vår vanliga länk", "Plats: digitalt, vår vanliga länk.", "Place: online, vår vanliga länk."),
    ],
)
def test_the_place_is_said_once_however_it_was_given(mode: str, place: str, sv: str, en: str) -> None:
    invited = entry("invite", "finance", "start", mode=mode, place=place)
    assert [words in mail(invited, lang=lang).text for lang, words in zip(LANGUAGES, (sv, en), strict=True)] == [
        True
    ] * 2


def test_hours_are_local_on_both_sides_of_the_change_of_clocks() -> None:
    def hours(item: Item) -> bool:
        return "kl. 09.00–16.00" in mail(item).text

    assert hours(entry("invite", "finance", "deepening")), "winter"
    assert hours(entry("invite", "finance", "problem_formulation")), "summer"


def test_no_answer_is_asked_for_by_a_day_after_the_meeting() -> None:
    assert "gärna senast" not in mail(INVITE, written=at("2021-06-04 08:00")).text


def test_a_guest_is_not_told_who_an_agency_sends() -> None:
    found = mail(entry("invite", "expert_contributor", "budgeting"))
    assert "Från Kriminalvården" not in found.text
    assert "Du får inbjudan för att du bidrar med sakkunskap" in found.text
