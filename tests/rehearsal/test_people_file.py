"""A people file: what it means, and every mistake in it with its line."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path

import pytest

from jimflow.core.model import Session
from jimflow.core.moments import Moment, Offset
from jimflow.files.places import BadFile
from jimflow.files.rounds import ReadRound, read_round
from jimflow.files.shipped import shipped
from jimflow.files.yaml import loads
from jimflow.rehearsal.people import (
    NEVER,
    ON_TIME,
    About,
    Appoint,
    Count,
    Fire,
    Habits,
    MoveMeeting,
    Otherwise,
    Waive,
    When,
)
from jimflow.rehearsal.people_file import find_people, parse_people, read_people
from tests.build import SWEDEN, at, day
from tests.rehearsal.minis import Mini

SHIPPED = shipped("config") / "people"


@pytest.fixture(scope="module")
def real() -> ReadRound:
    config = shipped("config")
    return read_round(config / "rounds" / "jim-plus-2021-2022.yaml", shipped("workflows"), config / "calendars")


def mistakes(small: Mini, text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        small.people(text)
    return bad.value.lines("en")


def test_what_is_left_out_is_as_in_the_file_for_people_on_time(real: ReadRound) -> None:
    assert read_people(SHIPPED / "on-time.yaml", real).habits == ON_TIME


def test_on_time_has_a_habit_for_everything() -> None:
    assert [f.name for f in fields(Habits) if getattr(ON_TIME, f.name) is None] == []


@pytest.mark.parametrize("name", sorted(p.stem for p in SHIPPED.glob("*.yaml")))
def test_every_shipped_file_can_be_read(name: str, real: ReadRound) -> None:
    assert read_people(find_people(name), real).name == name


@pytest.mark.parametrize("name", ["on-time", "late", "silent"])
def test_the_general_files_name_nothing_of_any_programme(name: str, small: Mini) -> None:
    found = read_people(find_people(name), small.read)
    assert (found.exceptions, found.events, found.example) == ((), (), False)


def test_the_example_in_the_documentation_is_a_people_file(real: ReadRound) -> None:
    page = (shipped("config").parent / "docs" / "reference" / "people.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    found = parse_people(loads(example, "people.md"), real)
    assert found.habits.answers == {("closing_report", "result"): "Jämnare beslut"}
    assert replace(found.habits, theme="", answers={}) == ON_TIME
    assert (len(found.exceptions), len(found.events)) == (6, 8)


def test_times_are_days_distances_or_never(small: Mini) -> None:
    found = small.people(
        "coordinator: {invites: 2021-01-12 at 07:30, records: meeting + 2 working days, advances: never}\n"
        "everyone: {submits: opens + 1 day at 15:00, replies: never}\n"
    ).habits
    assert found == replace(
        ON_TIME,
        invites=When(day("2021-01-12"), time(7, 30)),
        records=When(Moment((Offset("meeting", 2, "working days"),)), time(10)),
        advances=NEVER,
        submits=When(Moment((Offset("opens", 1),)), time(15)),
        replies=NEVER,
    )


def test_an_exception_says_for_whom_and_what(small: Mini) -> None:
    found = small.people(
        "except:\n"
        "  - {organisation: [alfa, beta], function: finance, submits: never}\n"
        "  - {cluster: north, step: start, attends: no, deputy: planner}\n"
    ).exceptions
    assert found == (
        Otherwise(About(organisation=("alfa", "beta"), function=("finance",)), Habits(submits=NEVER)),
        Otherwise(About(cluster=("north",), step=("start",)), Habits(attends="no", deputy="planner")),
    )


def test_things_that_happen_stand_in_order_of_time(small: Mini) -> None:
    found = small.people(
        "happens:\n"
        "  - {when: 2021-09-01 at 10:00, organisation: beta, do: withdraw, reason: Nog}\n"
        "  - {when: 2021-05-03, cluster: north, move: deepening, date: 2021-09-22, from: '09:00', to: '12:00'}\n"
        "  - {when: 2021-06-01 at 08:30, organisation: alfa, appoint: finance, name: Ny, mail: ny@example.org}\n"
        "  - {when: 2021-06-02 at 09:00, organisation: alfa, vacate: finance}\n"
        "  - {when: 2021-04-15 at 09:30, cluster: north, count: start, women: 9, men: 6}\n"
        "  - {when: 2021-06-03 at 09:00, organisation: alfa, waive: head_present, until: 2021-12-31, reason: Skäl}\n"
    ).events
    assert found == (
        Count(at("2021-04-15 09:30"), "north", "start", 9, 6, 0),
        MoveMeeting(
            at("2021-05-03 09:00"),
            "north",
            "deepening",
            (Session(at("2021-09-22 09:00"), at("2021-09-22 12:00"), "on_site"),),
        ),
        Appoint(at("2021-06-01 08:30"), "alfa", "finance", "Ny", "ny@example.org", top_management=False),
        Appoint(at("2021-06-02 09:00"), "alfa", "finance", "", "", top_management=False),
        Waive(at("2021-06-03 09:00"), "alfa", "head_present", None, day("2021-12-31"), "Skäl"),
        Fire(at("2021-09-01 10:00"), "beta", "withdraw", None, "Nog"),
    )


def test_every_mistake_is_told_at_once_with_its_line(small: Mini) -> None:
    assert mistakes(
        small,
        "coordinator:\n"
        "  invites: due - 3 days\n"
        "  advances: sometimes\n"
        "everyone:\n"
        "  submits: due - 3 moons\n"
        "  joins: 2021-13-01 at 10:00\n"
        "  attends: perhaps\n"
        "except:\n"
        "  - {organisation: alfaa, submits: never}\n"
        "  - {cluster: nort, submits: never}\n"
        "  - {submits: never}\n"
        "happens:\n"
        "  - {when: 2021-05-03 at 09:00, organisation: alfa, do: withdrew, reason: x}\n"
        "  - {when: soon, organisation: alfa, do: pause, reason: x}\n"
        "  - {when: 2021-05-03 at 09:00, organisation: alfa}\n"
        "wishes: none\n",
    ) == [
        'people.yaml:4: "due - 3 days" starts from due, which cannot be used here – here a time starts from invite_on',
        "people.yaml:5: “sometimes” cannot be read – write every working day at 09:00, or never",
        'people.yaml:7: "moons" in "due - 3 moons" is no unit – did you mean months? the units are '
        "day, days, week, weeks, month, months, working day, working days",
        "people.yaml:8: 2021-13-01 is no date",
        "people.yaml:9: unknown word “perhaps” – write yes, digitally or no",
        "people.yaml:11: unknown organisation “alfaa” – did you mean alfa?",
        "people.yaml:12: unknown cluster “nort” – did you mean north?",
        "people.yaml:13: the exception holds for everyone – say for whom: "
        "organisation, cluster, function, step, assignment",
        "people.yaml:15: there is no transition withdrew – did you mean withdraw?",
        "people.yaml:16: expected a day and an hour – write for example 2021-09-01 at 09:00",
        "people.yaml:17: the entry does not say one thing that happens – "
        "write one of do, move, appoint, vacate, waive, count",
        "people.yaml:18: unknown key “wishes” – known here: "
        "people, title, example, coordinator, everyone, except, happens",
    ]


def test_a_file_of_no_known_name_is_refused_with_the_closest() -> None:
    with pytest.raises(BadFile) as bad:
        find_people("ontime")
    assert bad.value.lines("en") == ["ontime: there is no people file of that name – did you mean on-time?"]


def test_a_name_that_ends_as_a_file_is_a_file() -> None:
    assert find_people("my/people.yaml") == Path("my/people.yaml")


def test_the_last_exception_that_covers_the_question_decides(small: Mini) -> None:
    people = small.people(
        "everyone: {attends: yes}\n"
        "except:\n"
        "  - {organisation: alfa, attends: digitally}\n"
        "  - {organisation: alfa, function: head, attends: no}\n"
        "  - {organisation: alfa, submits: never}\n"
    )

    def attends(**about: str) -> object:
        return people.habit("attends", **about)

    assert [
        attends(organisation="beta", function="head"),
        attends(organisation="alfa", function="planner"),
        attends(organisation="alfa", function="head"),
    ] == ["yes", "digitally", "no"]


def test_a_habit_asked_for_without_a_function_meets_no_exception_for_one(small: Mini) -> None:
    people = small.people("except:\n  - {function: finance, joins: never}\n")
    assert people.habit("joins", organisation="alfa") == ON_TIME.joins


@pytest.mark.parametrize(
    ("moment", "anchor", "falls"),
    [
        (Offset("due", -5, "working days"), "2021-08-25", "2021-08-18 10:00"),
        (Offset("due", -4, "days"), "2021-06-30", "2021-06-24 10:00"),  # Saturday; Friday is Midsummer Eve
        (Offset("due", 3, "days"), "2021-04-01", "2021-04-06 10:00"),  # Easter Sunday
        (Offset("due"), "2021-04-05", "2021-04-06 10:00"),
    ],
)
def test_what_falls_on_a_free_day_moves_away_from_its_anchor(moment: Offset, anchor: str, falls: str) -> None:
    assert When(Moment((moment,)), time(10)).resolve(SWEDEN, due=day(anchor)) == at(falls)


def test_a_date_stands_as_it_is_and_never_has_no_time() -> None:
    sunday = date(2021, 4, 4)
    assert When(sunday, time(9)).resolve(SWEDEN) == at("2021-04-04 09:00")
    assert NEVER.resolve(SWEDEN, due=sunday) is None
    assert When(Moment((Offset("due"),)), time(9)).resolve(SWEDEN, due=None) is None


def test_whoever_is_behind_gets_to_it_at_the_hour_of_the_next_working_day() -> None:
    habit = When("daily", time(9))
    assert habit.next_from(SWEDEN, at("2021-04-01 09:00")) == at("2021-04-01 09:00")
    assert habit.next_after(SWEDEN, at("2021-04-01 09:00")) == at("2021-04-06 09:00")
