"""Round files: what a right one says, and every mistake in a wrong one with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.workflow import Material
from jimflow.files.places import BadFile
from jimflow.files.round_shape import (
    AppointmentFile,
    ClusterFile,
    ContributorFile,
    HostFile,
    MeetingFile,
    OrganisationFile,
    PolicyFile,
)
from jimflow.files.rounds import read_round
from jimflow.files.shipped import shipped
from tests.build_round import ROUND, programme_folder, read, with_line
from tests.build_workflow import mini_definition


def lines(text: str, lang: str = "en", definition: dict[str, Any] | None = None) -> list[str]:
    """Every mistake in the round."""
    workflow = read_definition(definition) if definition else None
    with pytest.raises(BadFile) as found:
        read(text, workflow)
    return found.value.lines(lang)


def line_of(piece: str, text: str = ROUND) -> int:
    return text[: text.index(piece)].count("\n") + 1


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_shipped_round_is_right_and_warns_only_of_the_busy_finance_function() -> None:
    found = read_round(
        shipped("config") / "rounds" / "jim-plus-2021-2022.yaml",
        shipped("workflows"),
        shipped("config") / "calendars",
    )
    sizes = [(c.code, len(c.members), len(c.meetings)) for c in found.round.clusters]
    assert sizes == [("rattsvardande", 4, 5), ("forskningsfinansiarer", 4, 5), ("valfardsmyndigheter", 5, 5)]
    assert len(found.round.appointments) == 13 * 6 + 2
    assert [w.what.en for w in found.round.warnings] == [
        "the meeting deepening is held when finance is busy: closing of accounts and annual report"
    ] * 3
    assert {(a.function, a.name) for a in found.round.appointments if a.acting} == {
        ("agency_head", "Tillförordnad generaldirektör")
    }
    assert found.round.workflow == found.workflow.name
    assert found.calendar.name == found.workflow.calendar


def test_a_round_says_who_runs_it_when_and_with_what_policy() -> None:
    found = read()
    assert (found.code, found.title, found.example, found.case_number) == (
        "mini-2021",
        Said("Mini 2021", "Mini 2021"),
        True,
        "M 2021/1",
    )
    assert (found.invite_on, found.starts_on, found.ends_on) == (
        date(2021, 1, 11),
        date(2021, 1, 12),
        date(2021, 12, 31),
    )
    assert found.host == HostFile("centre", "centre@example.org", Said("Centrum", "The centre"), organiser=True)
    assert found.policy == PolicyFile(
        {"management_present": "block"}, deputy_counts=True, effort={"preparation": "2 days"}
    )
    assert found.contributors == (ContributorFile("expertverket", "expert"),)
    assert found.organisations["alfa"] == OrganisationFile(
        "alfa", Said("Alfaverket", "Alfa Agency"), "AV", "alfa@example.org"
    )
    assert found.materials == {"start": (Material(Said("Att läsa", "To read"), "https://example.org/read"),)}
    assert found.warnings == ()


def test_meetings_stand_in_utc_in_the_order_of_the_steps_with_their_local_days() -> None:
    summer, autumn = (
        (utc("2021-04-14 07:00"), utc("2021-04-14 14:00")),
        (utc("2021-09-15 07:00"), utc("2021-09-15 10:00")),
    )
    assert read().clusters == (
        ClusterFile(
            "north",
            Said("Norr", "North"),
            "alfa",
            ("alfa", "beta"),
            (
                MeetingFile(
                    "start",
                    (Session(*summer, "digital", ""),),
                    date(2021, 4, 14),
                    date(2021, 4, 14),
                    "",
                    example_date=True,
                ),
                MeetingFile(
                    "deepening",
                    (Session(*autumn, "on_site", "Umeå / Umea"),),
                    date(2021, 9, 15),
                    date(2021, 9, 15),
                    "case_handling",
                    example_date=False,
                ),
                MeetingFile(
                    "follow_up",
                    (
                        Session(utc("2021-11-24 12:00"), utc("2021-11-24 15:00"), "on_site", ""),
                        Session(utc("2021-11-25 08:00"), utc("2021-11-25 11:00"), "hybrid", "Luleå"),
                    ),
                    date(2021, 11, 24),
                    date(2021, 11, 25),
                    "",
                    example_date=False,
                ),
            ),
        ),
        ClusterFile("south_and_east", Said("South", "South"), None, ("gamma",), ()),
    )


def test_meetings_written_in_any_order_are_kept_in_the_order_of_the_steps() -> None:
    start = '      start: {date: 2021-04-14, from: "09:00", to: "16:00", mode: digital, example_date: true}\n'
    last = "  south_and_east:\n"
    moved = with_line(start, "").replace(last, start + last)
    assert read(moved).clusters == read().clusters


def test_a_pattern_gives_every_member_each_function_that_has_no_row_of_its_own() -> None:
    found = read().appointments
    assert found[:4] == (
        AppointmentFile("centre", "host", "Ada", "ada@example.org", date(2021, 1, 12)),
        AppointmentFile("expertverket", "expert", "Eva", "eva@example.org", date(2021, 2, 1), language="en"),
        AppointmentFile(
            "alfa",
            "head",
            "Hedda",
            "hedda@example.org",
            date(2021, 1, 12),
            date(2021, 6, 30),
            top_management=True,
            acting=True,
        ),
        AppointmentFile("alfa", "head", "Hugo", "hugo@example.org", date(2021, 7, 1), top_management=True),
    )
    functions = ("planner", "coordinator", "finance", "head", "officer")
    made = [(a.organisation, a.function, a.mail, a.top_management) for a in found[4:]]
    assert made == [
        (organisation, function, f"{function}.{organisation}@example.org", function == "head")
        for organisation in ("alfa", "beta", "gamma")
        for function in functions
        if (organisation, function) != ("alfa", "head")
    ]
    assert found[4].name == "Planeringsfunktion, Alfaverket"


def test_a_low_line_in_an_organisations_name_becomes_a_hyphen_after_the_at_sign_of_the_pattern() -> None:
    text = ROUND.replace("gamma", "gam_ma").replace("{function}.{organisation}@", "{function}@{organisation}.")
    assert {a.mail for a in read(text).appointments if a.organisation == "gam_ma"} == {
        f"{function}@gam-ma.example.org" for function in ("planner", "coordinator", "finance", "head", "officer")
    }


def test_comments_and_layout_do_not_change_the_digest_but_a_date_does() -> None:
    assert read("# a comment\n" + ROUND).digest == read().digest
    assert read(with_line("2021-04-14", "2021-04-15")).digest != read().digest


WRONG: list[tuple[str, str, str, str]] = [
    (
        "invite_on: 2021-01-11\n",
        "",
        "round: mini-2021",
        "the key invite_on is missing",
    ),
    (
        "case_number:",
        "case_numbr:",
        "case_numbr:",
        "unknown key “case_numbr” – did you mean case_number?",
    ),
    (
        "round: mini-2021",
        "round: mini 2021",
        "round: mini 2021",
        "“mini 2021” cannot be a name here – write letters (a–z), digits and -",
    ),
    (
        "starts_on: 2021-01-12",
        "starts_on: 12 januari",
        "starts_on:",
        "“12 januari” is no date – write year-month-day, for example 2021-04-14",
    ),
    (
        "starts_on: 2021-01-12",
        "starts_on: 2022-01-12",
        "starts_on:",
        "2022-01-12 is after the round ends, 2021-12-31 – correct the date or ends_on",
    ),
    (
        "ends_on: 2021-12-31",
        "ends_on: 2051-12-31",
        "ends_on:",
        "2051-12-31 is outside the calendar sweden (2020–2035) – correct the date or extend the calendar's years",
    ),
    (
        "{management_present: block}",
        "{managment_present: block}",
        "  severity:",
        "unknown rule “managment_present” – did you mean management_present?",
    ),
    (
        "{management_present: block}",
        "{management_present: stop}",
        "  severity:",
        "unknown word “stop” – write block, warn or info",
    ),
    (
        "deputy: counts",
        "deputy: sometimes",
        "  deputy:",
        "unknown word “sometimes” – write counts or does not count",
    ),
    (
        "mailbox: beta@example.org",
        "mailbox: beta at example.org",
        "  beta:",
        "“beta at example.org” has no @ – write a single address, like name@agency.se",
    ),
    (
        "{organisation: expertverket, function: expert}",
        "{organisation: expertverket, function: planner}",
        "  - {organisation: expertverket",
        "planner is no guest function – choose one with belongs_to: guest in the programme",
    ),
    (
        "members: [alfa, beta]",
        "members: [alfa, betta]",
        "    members: [alfa",
        "unknown organisation “betta” – did you mean beta?",
    ),
    (
        "members: [gamma]",
        "members: [gamma, beta]",
        "    members: [gamma",
        "beta is already in the cluster north – an organisation is in one cluster",
    ),
    (
        "model_agency: alfa",
        "model_agency: gamma",
        "    model_agency:",
        "gamma is not a member of the cluster – the members are alfa, beta",
    ),
    (
        "      start: {date",
        "      strat: {date",
        "      strat:",
        "unknown step “strat” – did you mean start?",
    ),
    (
        "      start: {date",
        "      preparation: {date",
        "      preparation:",
        "the step preparation has no meeting – those with a meeting are start, deepening, follow_up",
    ),
    (
        '{date: 2021-04-14, from: "09:00", to: "16:00", mode: digital',
        '{date: 2021-04-14, from: "09:00", to: "08:00", mode: digital',
        "      start:",
        "08:00 is not after 09:00",
    ),
    (
        '{date: 2021-04-14, from: "09:00"',
        '{date: 2021-04-14, from: "02:30"',
        "      start:",
        '“02:30” is no hour that can be used – write for example "09:00", not 02 to 03',
    ),
    (
        '{date: 2021-04-14, from: "09:00", to: "16:00", mode: digital',
        '{from: "09:00", to: "16:00", mode: digital',
        "      start:",
        "the key date is missing",
    ),
    (
        "mode: digital",
        "mode: zoom",
        "      start:",
        "unknown word “zoom” – write on_site, digital or hybrid",
    ),
    (
        "theme: case_handling",
        "theme: case_handlng",
        "      deepening:",
        "unknown theme “case_handlng” – did you mean case_handling?",
    ),
    (
        "mode: digital, example_date",
        "theme: case_handling, example_date",
        "      start:",
        "the step start has no theme to choose – remove theme",
    ),
    (
        "date: 2021-11-24",
        "date: 2021-11-26",
        "        sessions:",
        "the sessions overlap or stand in the wrong order",
    ),
    (
        "      follow_up:\n",
        "      follow_up:\n        date: 2021-11-24\n",
        "        date: 2021-11-24",
        "date stands in each session – write either sessions or date, from and to",
    ),
    (
        "date: 2021-04-14",
        "date: 2021-09-16",
        "      deepening:",
        "the meeting deepening (2021-09-15) is before start (2021-09-16) – meetings are held in the order of the steps",
    ),
    (
        "ends_on: 2021-12-31",
        "ends_on: 2021-11-24",
        "      follow_up:",
        "the meeting follow_up (2021-11-24) is outside the round, 2021-01-12 – 2021-11-24 – "
        "correct the date, starts_on or ends_on",
    ),
    (
        "date: 2021-09-15",
        "date: 2021-05-03",
        "      start:",
        "name_problem is due 2021-03-29 but opens only 2021-04-14 – move the meeting, or change the programme's times",
    ),
    (
        "url: \"https://example.org/read\"",
        "url: example.org",
        "    - {title: {sv: Att",
        "“example.org” is no web address – start with https://",
    ),
    (
        "{organisation: centre, function: host",
        "{organisation: alfa, function: host",
        "    - {organisation: alfa, function: host",
        "host is held at centre – change the organisation or the function",
    ),
    (
        "functions: [planner,",
        "functions: [host, planner,",
        "  functions:",
        "“host” is no member's – write it under appointments",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "what"), WRONG, ids=[w[3][:40] for w in WRONG])
def test_one_slip_is_told_once_with_its_line(old: str, new: str, at: str, what: str) -> None:
    text = with_line(old, new)
    assert lines(text) == [f"round.yaml:{line_of(at, text)}: {what}"]


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = with_line("invite_on: 2021-01-11", "invite_on: soon")
    text = with_line("model_agency: alfa", "model_agency: gamma", text)
    text = with_line("name: Ada, mail: ada@example.org", "name: Ada, mail: ada", text)
    assert [line.split(":")[1] for line in lines(text, "sv")] == [
        str(line_of(piece, text)) for piece in ("invite_on: soon", "model_agency: gamma", "name: Ada")
    ]


def test_a_round_without_clusters_is_no_round() -> None:
    text = ROUND[: ROUND.index("clusters:")] + "clusters: {}\n"
    assert lines(text) == [f"round.yaml:{line_of('clusters: {}', text)}: the round has no clusters"]


def test_organisations_that_cannot_be_read_are_told_once_and_not_for_each_use() -> None:
    start, end = ROUND.index("organisations:\n"), ROUND.index("contributors:")
    text = ROUND[:start] + "organisations: [alfa, beta]\n" + ROUND[end:]
    line = line_of("organisations: [", text)
    assert lines(text) == [f"round.yaml:{line}: expected names with content below them, not a list"]


def test_a_theme_may_be_words_of_ones_own() -> None:
    found = read(with_line("theme: case_handling", "theme: Hur vi möter människor"))
    assert found.clusters[0].meetings[1].theme == "Hur vi möter människor"


WARNED = [
    ("date: 2021-04-14", "date: 2021-05-13", "start: {date", "the meeting start is on a free day, 2021-05-13"),
    ("date: 2021-09-15", "date: 2021-08-05", "deepening:", "the meeting deepening is in a quiet week, 2021-08-05"),
    ("members: [alfa, beta]", "members: [alfa]", "beta: {name", "beta is in no cluster"),
]


@pytest.mark.parametrize(("old", "new", "at", "what"), WARNED)
def test_what_may_be_meant_so_is_a_warning_and_stops_nothing(old: str, new: str, at: str, what: str) -> None:
    text = with_line(old, new)
    assert [w.in_("en") for w in read(text).warnings] == [f"round.yaml:{line_of(at, text)}: {what}"]


def test_a_meeting_in_a_busy_period_of_someone_invited_is_a_warning() -> None:
    definition = mini_definition()
    definition["functions"]["finance"]["attends"] = "every meeting"
    text = with_line("2021-04-14", "2021-02-24")
    assert [w.what for w in read(text, read_definition(definition)).warnings] == [
        Said(
            "träffen start hålls när finance är upptagen: bokslut",
            "the meeting start is held when finance is busy: annual accounts",
        )
    ]


def test_a_round_is_read_with_the_programme_and_the_calendar_it_names(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ROUND, encoding="utf-8")
    found = read_round(path, programme_folder(tmp_path / "workflows"), shipped("config") / "calendars")
    assert (found.workflow.name, found.calendar.name, found.round) == ("mini", "sweden", read())


def test_an_unknown_programme_is_told_with_the_one_probably_meant(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(with_line("workflow: mini", "workflow: minni"), encoding="utf-8")
    with pytest.raises(BadFile) as found:
        read_round(path, programme_folder(tmp_path / "workflows"), shipped("config") / "calendars")
    assert found.value.lines("sv") == ["round.yaml:2: okänt program ”minni” – menade du mini?"]


def test_a_mistake_in_the_programme_is_told_with_the_programmes_own_line(tmp_path: Path) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(ROUND, encoding="utf-8")
    folder = programme_folder(tmp_path / "workflows")
    text = (folder / "mini.yaml").read_text(encoding="utf-8")
    (folder / "mini.yaml").write_text("wersion: x\n" + text, encoding="utf-8")
    with pytest.raises(BadFile) as found:
        read_round(path, folder, shipped("config") / "calendars")
    assert [line.split(" ")[0] for line in found.value.lines("en")] == ["mini.yaml:1:"]
