"""Rounds and people of a programme in Swedish only: English may be left out, in whole or in part."""

from __future__ import annotations

import re

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.workflow import Workflow
from jimflow.files.rounds import ReadRound
from jimflow.files.yaml import loads
from jimflow.rehearsal.people_file import parse_people
from tests.build_round import ROUND, SWEDEN, mini, read, with_line
from tests.build_workflow import mini_definition
from tests.own_words import in_swedish

ALONE = re.sub(r"\{sv: ([^,}]*), en: [^}]*\}", r"\1", ROUND)
UNDER_SV = re.sub(r"\{sv: ([^,}]*), en: [^}]*\}", r"{sv: \1}", ROUND)


def swedish() -> Workflow:
    return read_definition(in_swedish(mini_definition()))


@pytest.mark.parametrize("text", [ALONE, UNDER_SV], ids=["texts alone", "texts under sv"])
def test_a_round_in_swedish_says_the_same_to_those_who_read_english(text: str) -> None:
    assert "en:" not in text
    found = read(text, swedish())
    assert found.title == Said("Mini 2021", "Mini 2021")
    assert found.example_note == Said("Allt är påhittat", "Allt är påhittat")
    assert found.host.sender == Said("Centrum", "Centrum")
    assert found.organisations["alfa"].name == Said("Alfaverket", "Alfaverket")
    assert found.clusters[0].name == Said("Norr", "Norr")
    assert [m.title for m in found.materials["start"]] == [Said("Att läsa", "Att läsa")]
    assert [s.place for m in found.clusters[0].meetings for s in m.sessions] == ["", "Umeå", "", "Luleå"]


def test_a_round_may_have_its_english_all_the_same() -> None:
    found = read(ROUND, swedish())
    assert (found.title, found.clusters[0].name) == (Said("Mini 2021", "Mini 2021"), Said("Norr", "North"))


def test_in_a_programme_with_english_a_round_needs_it_too() -> None:
    with pytest.raises(Mistakes) as found:
        read(with_line("title: {sv: Mini 2021, en: Mini 2021}", "title: Mini 2021"), mini())
    assert found.value.lines("sv") == [
        "round.yaml:3: här ska stå en text på två språk, {sv: …, en: …}, inte texten ”Mini 2021”"
    ]


def test_people_of_a_round_in_swedish_may_be_named_in_swedish() -> None:
    workflow = swedish()
    known = ReadRound(read(ALONE, workflow), workflow, SWEDEN)
    assert parse_people(loads("people: p\ntitle: Prövade\n", "people.yaml"), known).title == Said("Prövade", "Prövade")
