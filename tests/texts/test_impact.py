"""What an act does to people, in words, in both languages."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from jimflow.core.impact import (
    Due,
    Impact,
    Mail,
    Moved,
    Note,
    StateChange,
    Waived,
    WaiverChange,
    Whom,
    Work,
    WorkChange,
)
from jimflow.texts.impact import details, summary
from jimflow.texts.mail_words import item_words
from tests.build import at
from tests.build_round import mini

MINI = mini()
ALFA, BETA, NORTH, ROUND = ("participation", 1), ("participation", 2), ("cluster", 1), ("round", 1)
WHOM = {
    ALFA: Whom(("Alfaverket", "Alfa Agency"), "x"),
    BETA: Whom(("Beta", "Beta"), "x"),
    NORTH: Whom(("Norr", "North"), "x"),
    ROUND: Whom(("mini-2021", "mini-2021"), "x"),
}
TODAY = date(2021, 4, 1)
MOVED = {"before": "2021-04-14", "meeting_day": "2021-05-19"}


def note(item: str = "open:start:describe_today", name: str = "Ada Ek", function: str = "planner", **rest: Any) -> Note:
    facts = json.dumps(rest.pop("facts", {}))
    of, when, kind = rest.pop("of", 1), rest.pop("when", "2021-04-14 08:00"), rest.pop("kind", "digest")
    address = rest.pop("address", "ada@example.org" if name.startswith("Ada") else "bo@example.org")
    held = rest.pop("held", False)
    assert not rest
    return Note(item.partition(":")[0], item, kind, of, 1, function, address, name, facts, at(when), held)


def mail(*notes: Note, also: bool = False) -> Mail:
    return Mail(notes, alone=False, also=also)


def due(when: str, rule: str = "remind:start:describe_today:0", to: str = "planner", of: Any = ALFA) -> Due:
    return Due(of, rule, to, at(when))


def moved(*times: tuple[str, str], **rest: Any) -> tuple[Moved, ...]:
    return tuple(Moved(due(before, **rest), due(after, **rest)) for before, after in times)


def said(lang: str = "sv", **impact: Any) -> list[tuple[str, list[str]]]:
    return details(Impact(whom=WHOM, **impact), {"x": MINI}, lang, TODAY)


MUCH = Impact(
    mails=(*(mail(note("moved:start", facts=MOVED)) for _ in range(4)), mail(note(), also=True)),
    unsent=(mail(note()), mail(note()), mail(note(), also=True)),
    moved=moved(*[("2021-04-07 08:00", "2021-05-07 08:00")] * 6),
    added=(due("2021-05-07 08:00", "invite:start"),),
    dropped=(due("2021-05-07 08:00"), due("2021-05-07 08:00", "open:start:name_problem")),
    work=(
        WorkChange(None, Work(1, "start", "read_notes", "catch_up", "open", None)),
        WorkChange(
            Work(1, "start", "describe_today", "before", "open", at("2021-04-09 23:59")),
            Work(1, "start", "describe_today", "before", "open", at("2021-05-12 23:59")),
        ),
        WorkChange(Work(1, "a", "b", "step", "planned", None), Work(1, "a", "b", "step", "open", None)),
        WorkChange(Work(1, "a", "c", "step", "open", None), Work(1, "a", "c", "step", "closed", None)),
    ),
    waivers=(WaiverChange(None, Waived("fallen", 1, "head_present", "start", date(2021, 6, 30))),),
)


@pytest.mark.parametrize(
    ("impact", "sv", "en"),
    [
        (Impact(), "Skickar inget.", "Sends nothing."),
        (
            Impact(mails=MUCH.mails[:4], unsent=MUCH.unsent[:2], moved=MUCH.moved),
            "Skickar 4 mejl, ställer in 2, flyttar 4 kalenderbokningar och 6 påminnelser.",
            "Sends 4 mails, cancels 2, moves 4 calendar entries and 6 reminders.",
        ),
        (
            Impact(unsent=MUCH.unsent[:1], moved=MUCH.moved[:1]),
            "Skickar inget, ställer in 1 mejl, flyttar 1 påminnelse.",
            "Sends nothing, cancels 1 mail, moves 1 reminder.",
        ),
        (
            MUCH,
            "Skickar 4 mejl, ställer in 2, lägger till något i 1 mejl, flyttar 4 kalenderbokningar och 6 påminnelser, "
            "tar bort 1 påminnelse och 1 planerat utskick, lägger till 1 planerat utskick, ger 1 ny uppgift, "
            "öppnar 1 uppgift, ändrar sista dagen för 1 uppgift, stänger 1 uppgift, låter 1 avsteg upphöra.",
            "Sends 4 mails, cancels 2, adds something to 1 mail, moves 4 calendar entries and 6 reminders, "
            "takes out 1 reminder and 1 planned mailing, adds 1 planned mailing, gives 1 new assignment, "
            "opens 1 assignment, changes the due date of 1 assignment, closes 1 assignment, ends 1 waiver.",
        ),
    ],
)
def test_one_line_sums_it_up(impact: Impact, sv: str, en: str) -> None:
    assert (summary(impact, "sv"), summary(impact, "en")) == (sv, en)


def test_nothing_has_no_details() -> None:
    assert said() == []


def test_what_one_person_gets_stands_under_the_person_and_the_day() -> None:
    mails = (
        mail(note(), note("remind:start:name_problem")),
        mail(note("moved:start", facts=MOVED)),
        mail(note(when="2021-04-15 08:00", held=True)),
        mail(note(name="Bo", function="coordinator", of=2, kind="immediate"), also=True),
    )
    assert said(mails=mails) == [
        (
            "Ada Ek (Planeringsfunktion, Alfaverket), onsdag 14 april kl. 08.00",
            [
                "ny uppgift ”Nulägesbeskrivning”",
                "påminnelse om ”Problemval”",
                "träff 1 (Uppstart) flyttas från 14 april till 19 maj",
            ],
        ),
        (
            "Ada Ek (Planeringsfunktion, Alfaverket), torsdag 15 april kl. 08.00, väntar på granskning",
            ["ny uppgift ”Nulägesbeskrivning”"],
        ),
        ("Bo (JiM-samordnare, Beta), genast, läggs till i ett mejl som ändå går", ["ny uppgift ”Nulägesbeskrivning”"]),
    ]
    assert said("en", mails=mails[:1])[0][0] == "Ada Ek (Planning function, Alfa Agency), Wednesday 14 April 08:00"


def test_the_host_is_told_of_whom_each_thing_is_said() -> None:
    late = mail(note("inform:start:describe_today", "Ada", "host"), note("morning", "Ada", "host", of=None))
    assert said(mails=(late,)) == [
        (
            "Ada (Programsamordnare), onsdag 14 april kl. 08.00",
            ["besked om att svaret på ”Nulägesbeskrivning” saknas (Alfaverket)", "morgonens översikt"],
        )
    ]


def test_a_name_that_says_the_function_already_and_an_assistants_address_stand_alone() -> None:
    mails = (mail(note(name="Planeringsfunktion, Alfaverket")), mail(note(name="", address="diary@example.org")))
    assert [heading for heading, _ in said(mails=mails)] == [
        "Planeringsfunktion, Alfaverket, onsdag 14 april kl. 08.00",
        "diary@example.org (Planeringsfunktion, Alfaverket), onsdag 14 april kl. 08.00",
    ]


def test_what_is_not_sent_is_told_with_whom_it_would_have_reached() -> None:
    assert said(unsent=(mail(note("invite:start")),)) == [
        (
            "Mejl som inte skickas",
            ["Ada Ek (Planeringsfunktion, Alfaverket): kalenderinbjudan till träff 1 (Uppstart) (14 april)"],
        )
    ]


def test_those_to_whom_the_same_happens_stand_under_one_heading() -> None:
    times = moved(("2021-04-07 08:00", "2021-05-07 08:00"))
    times += moved(("2021-04-07 08:00", "2021-05-07 08:00"), to="finance")
    both = times + tuple(Moved(m.before._replace(subject=BETA), m.after._replace(subject=BETA)) for m in times)
    line = "7 april → 7 maj: påminnelse om ”Nulägesbeskrivning” till Planeringsfunktion och Ekonomifunktion"
    record = due("2021-05-20 08:00", "record:start", "host", NORTH)
    assert said(moved=both, added=(record,), dropped=(due("2021-04-12 08:00", of=BETA),)) == [
        ("Alfaverket: påminnelser och utskick", [line]),
        (
            "Beta: påminnelser och utskick",
            ["utgår 12 april: påminnelse om ”Nulägesbeskrivning” till Planeringsfunktion", line],
        ),
        (
            "Norr: påminnelser och utskick",
            ["tillkommer 20 maj: fråga om vilka som var med på träff 1 (Uppstart) till Programsamordnare"],
        ),
    ]
    assert said(moved=both) == [("Alfaverket och Beta: påminnelser och utskick", [line])]


def test_steps_work_and_waivers_are_told_by_whose_they_are() -> None:
    first, last = at("2021-04-09 23:59"), at("2022-05-12 23:59")
    planned = Work(1, "start", "describe_today", "before", "planned", first)
    work = (
        WorkChange(None, planned._replace(name="read_notes", status="open")),
        WorkChange(None, planned._replace(name="name_problem", due_at=None)),
        WorkChange(planned, planned._replace(due_at=last)),
        WorkChange(planned, planned._replace(status="open", due_at=None)),
        WorkChange(planned._replace(status="submitted"), planned._replace(status="open")),
        WorkChange(planned, planned._replace(status="cancelled")),
    )
    decided = Waived("in force", 1, "head_present", "start", date(2021, 6, 30))
    waivers = (
        WaiverChange(None, decided),
        WaiverChange(None, decided._replace(standing="waiting")),
        WaiverChange(decided, decided._replace(standing="fallen")),
    )
    states = (StateChange(1, "preparation", "start"), StateChange(2, "", "proposed"))
    assert said(states=states, work=work, waivers=waivers) == [
        ("Steg", ["Alfaverket: Förberedelse → Uppstart", "Beta: Föreslagen"]),
        (
            "Alfaverket: uppgifter",
            [
                "”Läsning av anteckningar”: ny uppgift, sista dag 9 april",
                "”Problemval”: ny uppgift",
                "”Nulägesbeskrivning”: sista dag 9 april → 12 maj 2022",
                "”Nulägesbeskrivning”: öppnar och sista dag 9 april → ingen dag",
                "”Nulägesbeskrivning”: öppnas igen",
                "”Nulägesbeskrivning”: utgår",
            ],
        ),
        (
            "Avsteg",
            [
                "Alfaverket: avsteg från ”deltar: Myndighetschef”, till och med 30 juni",
                "Alfaverket: avsteg från ”deltar: Myndighetschef”, gäller när det är kontrasignerat",
                "Alfaverket: avsteget från ”deltar: Myndighetschef” upphör",
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("code", "facts", "sv", "en"),
    [
        (
            "overdue:start:name_problem",
            {},
            "påminnelse om ”Problemval”, efter sista dagen",
            "reminder of “Choice of problem”, after the due date",
        ),
        ("handover:start:name_problem", {}, "överlämning av ”Problemval”", "hand-over of “Choice of problem”"),
        ("handover:7", {}, "överlämning till den som börjar", "hand-over to whoever begins"),
        ("vacated:7", {}, "besked om att ingen tar över", "word that nobody takes over"),
        (
            "vacant:planner",
            {},
            "besked om att ingen är ”Planeringsfunktion”",
            "word that nobody is “Planning function”",
        ),
        (
            "vacant:start:name_problem",
            {"vacant": "planner"},
            "besked om att ingen är ”Planeringsfunktion”",
            "word that nobody is “Planning function”",
        ),
        (
            "hold:start",
            {},
            "preliminär kalenderbokning av träff 1 (Uppstart)",
            "hold in the calendar for meeting 1 (Kick-off)",
        ),
        (
            "moved:start",
            {},
            "ändrad tid eller plats för träff 1 (Uppstart)",
            "another time or place for meeting 1 (Kick-off)",
        ),
        ("cancelled:start", {}, "träff 1 (Uppstart) ställs in", "meeting 1 (Kick-off) is called off"),
        (
            "left:start",
            {},
            "träff 1 (Uppstart) tas bort ur kalendern",
            "meeting 1 (Kick-off) is taken out of the calendar",
        ),
        (
            "readiness:start:0",
            {},
            "besked om vad som saknas inför träff 1 (Uppstart)",
            "word of what is missing before meeting 1 (Kick-off)",
        ),
        (
            "theme:deepening:0",
            {},
            "fråga om temat för träff 2 (Fördjupning)",
            "question about the theme of meeting 2 (In-depth session)",
        ),
        ("letter:invitation", {}, "brev: ”Inbjuden”", "letter: “Invited”"),
        ("undeliverable:7", {}, "besked om en adress som inte tar emot mejl", "word of an address that takes no mail"),
        ("something:else", {}, "something:else", "something:else"),
    ],
)
def test_every_kind_of_mail_has_its_words(code: str, facts: dict[str, object], sv: str, en: str) -> None:
    assert (item_words(MINI, code, facts, "sv", TODAY), item_words(MINI, code, facts, "en", TODAY)) == (sv, en)


def test_every_template_that_is_shipped_has_words_of_its_own() -> None:
    """A mail that the program may send and that no page could name would stand there as a code."""
    codes = [
        *(f"{kind}:start:name_problem" for kind in ("open", "remind", "overdue", "inform", "handover", "vacant")),
        *(f"{kind}:start" for kind in ("hold", "invite", "moved", "cancelled", "left", "readiness", "record", "theme")),
        *("morning", "undeliverable:1", "letter:invitation", "party:lead", "answered:lift:3", "vacated:3"),
    ]
    assert [code for code in codes if item_words(MINI, code, {}, "sv", TODAY) == code] == []
