"""Loading a roster into a running round: what it names is made so, the rest is left alone, or nothing is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions.errors import NotFound
from jimflow.actions.roster import Line, LoadedRoster, load_roster
from jimflow.core.audit import INSTALLATION
from jimflow.files.places import BadFile
from jimflow.store import seams
from jimflow.store import tables as t
from tests.actions.loaded import EVA, place
from tests.actions.test_functions import Round
from tests.build import day

HEAD = "myndighet;funktion;namn;e-post;från;till;ledningsgrupp;tillförordnad\n"
SAME = "Alfaverket;planner;Planeringsfunktion, Alfaverket;planner.alfa@example.org;;;;\n"


@pytest.fixture
def round_(engine: Engine, tmp_path: Path) -> Round:
    found = Round(place(engine, tmp_path))
    found.on("2021-02-01 09:00")
    return found


def loaded(round_: Round, rows: str, name: str = "roster.csv") -> LoadedRoster:
    return load_roster(round_.here.runtime, "mini-2021", round_.here.file(rows, name), EVA)


def everything(round_: Round) -> list[list[tuple[Any, ...]]]:
    kinds = (t.Appointment, t.Person, t.Intent, t.Occurrence, t.AuditEntry, t.Participation)
    return [round_.here.rows(kind) for kind in kinds]


def test_a_roster_says_what_it_added_ended_changed_and_left_as_it_was(round_: Round) -> None:
    rows = (
        "Alfaverket;finance;Nina;nina@example.org;2021-03-01;;;\n"
        "Alfaverket;head;Hedda;hedda@example.org;;2021-06-30;nej;ja\n"
        "Alfaverket;head;Hugo;hugo@example.org;2021-07-01;;ja;\n"
        "Beta;coordinator;Carl;carl@example.org;;;;\n"
    )
    found = loaded(round_, HEAD + SAME + rows)
    assert sorted(found.lines, key=str) == sorted(
        [
            Line("unchanged", "alfa", "planner", "planner.alfa@example.org", day("2021-01-11")),
            Line("added", "alfa", "finance", "nina@example.org", day("2021-03-01")),
            Line("ended", "alfa", "finance", "finance.alfa@example.org", day("2021-02-28")),
            Line("changed", "alfa", "head", "hedda@example.org", day("2021-01-11")),
            Line("unchanged", "alfa", "head", "hugo@example.org", day("2021-07-01")),
            Line("added", "beta", "coordinator", "carl@example.org", day("2021-02-01")),
            Line("ended", "beta", "coordinator", "coordinator.beta@example.org", day("2021-01-31")),
        ],
        key=str,
    )
    assert [found.count(what) for what in ("added", "ended", "changed", "unchanged")] == [2, 2, 1, 2]
    assert found.vacant == ()
    assert round_.appointments("finance") == [
        ("finance.alfa@example.org", day("2021-01-11"), day("2021-02-28")),
        ("nina@example.org", day("2021-03-01"), None),
    ]
    flags = round_.here.rows(t.Appointment, "top_management", "acting", address="hedda@example.org")
    assert flags == [(False, True)]
    assert round_.here.verified().ok


def test_functions_that_are_not_in_the_file_are_left_alone(round_: Round) -> None:
    before = round_.here.rows(t.Appointment)
    assert loaded(round_, HEAD + SAME).count("unchanged") == 1
    assert round_.here.rows(t.Appointment) == before


def test_the_same_roster_again_changes_nothing_and_says_nothing(round_: Round) -> None:
    rows = HEAD + "alfa;finance;Nina;nina@example.org;;;;\nbeta;finance;Nils;nils@example.org;;;;\n"
    loaded(round_, rows)
    before = everything(round_)
    found = loaded(round_, rows)
    assert ([line.what for line in found.lines], found.messages) == (["unchanged", "unchanged"], 0)
    assert everything(round_) == before


def test_everyone_who_holds_a_function_in_the_file_and_is_not_in_it_ends(round_: Round) -> None:
    rows = "alfa;head;Hans;hans@example.org;2021-05-01;;ja;\n"
    found = loaded(round_, HEAD + rows)
    assert sorted((line.what, line.address, line.day) for line in found.lines) == [
        ("added", "hans@example.org", day("2021-05-01")),
        ("ended", "hedda@example.org", day("2021-04-30")),
        ("ended", "hugo@example.org", day("2021-04-30")),
    ]
    round_.on("2021-07-02 09:00")
    assert [item for item, _ in round_.said("hugo@example.org")] == []


def test_open_work_follows_to_the_new_holders_and_each_agencys_chain_tells_its_own_part(round_: Round) -> None:
    rows = (
        "alfa;coordinator;Nina;nina@example.org;;;;\n"
        "beta;finance;Nils;nils@example.org;;;;\n"
        "centre;host;Hilda;hilda@example.org;;;;\n"
    )
    versions = dict(round_.here.rows(t.Participation, "subject", "version"))
    found = loaded(round_, HEAD + rows)
    assert round_.pending("nina@example.org") == ["handover:preparation:self_assessment"]
    assert found.messages == 1
    after = dict(round_.here.rows(t.Participation, "subject", "version"))
    assert {name: after[name] - versions[name] for name in after} == {"alfa": 1, "beta": 1, "gamma": 0}
    alfa, beta, own = (round_.last_entry(c) for c in (round_.alfa, round_.loaded.participations["beta"], INSTALLATION))
    assert [[a["function"] for a in e["added"]] for e in (alfa, beta, own)] == [["coordinator"], ["finance"], ["host"]]
    written = b"".join(row[0] for row in round_.here.rows(t.AuditPayload, "payload"))
    assert b"nina" not in written.lower()
    assert round_.here.verified().ok


def test_a_pattern_in_yaml_gives_those_it_named_before_their_new_addresses(round_: Round) -> None:
    text = 'pattern: "{function}@{organisation}.example.org"\nfunctions: [finance]\n'
    found = loaded(round_, text, "roster.yaml")
    assert [line.address for line in found.lines if line.what == "changed"] == [
        f"finance@{name}.example.org" for name in ("alfa", "beta", "gamma")
    ]


def test_a_holder_whose_time_in_the_file_is_over_leaves_the_function_vacant(round_: Round) -> None:
    rows = "alfa;finance;Ekonomifunktion, Alfaverket;finance.alfa@example.org;2021-01-11;2021-01-31;;\n"
    found = loaded(round_, HEAD + rows)
    assert found.vacant == (("alfa", "finance"),)


def test_mistakes_have_row_and_column_and_nothing_is_done(round_: Round) -> None:
    before = everything(round_)
    with pytest.raises(BadFile) as wrong:
        loaded(round_, HEAD + "alfa;finance;Nina;nina@example.org;;;;\nAlfaverke;finance;Bo;bo;;;;\n")
    assert wrong.value.lines("sv") == [
        "roster.csv rad 3, kolumn myndighet: ”Alfaverke” känns inte igen – menade du alfaverket?",
        "roster.csv rad 3, kolumn e-post: ”bo” saknar @ – skriv en enda adress, som namn@exempel.se",
    ]
    assert everything(round_) == before


def test_a_load_that_is_cut_before_its_commit_leaves_nothing(round_: Round) -> None:
    before = everything(round_)

    def cut(point: str) -> None:
        if point == "before-commit":
            raise RuntimeError("cut")

    seams.install(cut)
    try:
        with pytest.raises(RuntimeError):
            loaded(round_, HEAD + "alfa;coordinator;Nina;nina@example.org;;;;\n")
    finally:
        seams.install(None)
    assert everything(round_) == before


def test_an_unknown_round_is_told_with_those_there_are(round_: Round) -> None:
    with pytest.raises(NotFound) as wrong:
        load_roster(round_.here.runtime, "mini-2020", round_.here.file(HEAD + SAME, "roster.csv"), EVA)
    assert wrong.value.said.en == "There is no round mini-2020. There are: mini-2021."


def test_frozen_facts_of_a_hand_over_name_the_agency_and_the_due_day(round_: Round) -> None:
    loaded(round_, HEAD + "alfa;coordinator;Nina;nina@example.org;;;;\n")
    ((facts,),) = round_.here.rows(t.Intent, "facts", address="nina@example.org")
    said = json.loads(facts)
    assert (said["organisation"], said["step"], said["assignment"]) == (
        ["Alfaverket", "Alfa Agency"],
        "preparation",
        "self_assessment",
    )
