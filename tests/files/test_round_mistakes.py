"""Mistakes in round files: each told once, with its line and how to mend it, all at once."""

from __future__ import annotations

import pytest

from jimflow.files.places import BadFile
from tests.build_round import ROUND, line_of, read, with_line


def lines(text: str, lang: str = "en") -> list[str]:
    """Every mistake in the round."""
    with pytest.raises(BadFile) as found:
        read(text)
    return found.value.lines(lang)


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
        "starts_on: 2022-02-12",
        "starts_on:",
        "2022-02-12 is after the round ends, 2022-01-31 – correct the date or the last day of the round",
    ),
    (
        "ends_on: 2022-01-31",
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
        "“beta at example.org” has no @ – write a single address, like name@example.org",
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
        "beta is already in the cluster north – each is in a single cluster",
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
        "ends_on: 2022-01-31",
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
