"""Rosters from YAML and CSV: who holds what, in whichever words, and every mistake with its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Said
from jimflow.files.places import BadFile
from jimflow.files.rosters import Grounds, read_roster
from jimflow.files.round_shape import AppointmentFile
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load
from tests.actions.sharing import PARTIES
from tests.build_round import mini
from tests.build_workflow import both, changed

GROUNDS = Grounds(
    mini(),
    {"alfa": Said("Alfaverket", "Alfa Agency"), "beta": Said("Beta", "Beta"), "centre": Said("Centrum", "Centre")},
    ("alfa", "beta"),
    "centre",
    date(2021, 9, 1),
    {"alfa": "AV"},
)
NOUNS = {"one": both("område", "area"), "the": both("området", "the area"), "many": both("områden", "areas")}
EVERYTHING = AppointmentFile(
    "alfa",
    "head",
    "Hedda Hög",
    "hedda@example.org",
    date(2021, 10, 1),
    date(2021, 12, 31),
    top_management=True,
    acting=True,
    deputy=True,
    language="en",
    assistant="asta@example.org",
)


def roster(tmp_path: Path, text: str, name: str = "roster.csv", grounds: Grounds = GROUNDS) -> list[AppointmentFile]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_roster(path, grounds)


def mistakes(
    tmp_path: Path, text: str, name: str = "roster.csv", lang: str = "sv", grounds: Grounds = GROUNDS
) -> list[str]:
    with pytest.raises(BadFile) as found:
        roster(tmp_path, text, name, grounds)
    return found.value.lines(lang)


def test_a_spreadsheet_with_swedish_headings_and_words(tmp_path: Path) -> None:
    text = (
        "Myndighet;Funktion;Namn;E-post;Från;Till;Ledningsgrupp;Tillförordnad;Ersättare;Språk;Assistent\n"
        "Alfaverket;Myndighetschef;Hedda Hög;hedda@example.org;2021-10-01;2021-12-31;Ja;x;j;Engelska;asta@example.org\n"
    )
    assert roster(tmp_path, text) == [EVERYTHING]


def test_a_spreadsheet_with_english_headings_in_another_order(tmp_path: Path) -> None:
    text = (
        "name,mail,organisation,function,from,to,top management,acting,deputy,language,assistant\n"
        "Hedda Hög,hedda@example.org,AV,Agency head,2021-10-01,2021-12-31,yes,YES,true,en,asta@example.org\n"
    )
    assert roster(tmp_path, text) == [EVERYTHING]


def test_codes_are_understood_too_and_what_is_left_out_has_its_usual_meaning(tmp_path: Path) -> None:
    text = "organisation;funktion;namn;e-post;ledningsgrupp\nalfa;head;Hedda Hög;hedda@example.org;\n"
    assert roster(tmp_path, text) == [
        AppointmentFile("alfa", "head", "Hedda Hög", "hedda@example.org", date(2021, 9, 1))
    ]


def test_the_same_roster_in_yaml(tmp_path: Path) -> None:
    text = """
appointments:
  - {organisation: alfa, function: head, name: Hedda Hög, mail: hedda@example.org, from: 2021-10-01, to: 2021-12-31,
     top_management: true, acting: true, deputy: true, language: en, assistant: asta@example.org}
"""
    assert roster(tmp_path, text, "roster.yaml") == [EVERYTHING]


def test_a_pattern_in_yaml_names_everyone_in_its_language_from_its_day(tmp_path: Path) -> None:
    text = """
pattern: "{organisation}@example.org"
functions: [finance]
from: 2021-10-04
language: en
"""
    assert roster(tmp_path, text, "roster.yml") == [
        AppointmentFile(
            "alfa", "finance", "Finance function, Alfa Agency", "alfa@example.org", date(2021, 10, 4), language="en"
        ),
        AppointmentFile(
            "beta", "finance", "Finance function, Beta", "beta@example.org", date(2021, 10, 4), language="en"
        ),
    ]


def test_every_mistake_in_a_spreadsheet_has_its_row_and_its_column(tmp_path: Path) -> None:
    text = (
        "myndighet;funktion;namn;e-post;från;till;ledningsgrupp;språk\n"
        "Alfa verket;Ekonomifunction;Eva;eva;i höst;;kanske;franska\n"
        "beta;finance;Bo;bo@example.org;2021-10-01;2021-09-01;;\n"
        "centre;finance;Cia;cia@example.org;;;;\n"
        "beta;host;Disa;disa@example.org;;;;\n"
        "beta;planner;;erik@example.org;;;;\n"
    )
    header = "myndighet;funktion;namn;e-post;från;till;ledningsgrupp;språk\n"
    assert mistakes(tmp_path, text) == ["roster.csv rad 6, kolumn namn: värdet saknas"]
    assert mistakes(tmp_path, header + "\n".join(text.splitlines()[1:5])) == [
        "roster.csv rad 2, kolumn myndighet: ”Alfa verket” känns inte igen – menade du alfaverket?",
        "roster.csv rad 2, kolumn funktion: ”Ekonomifunction” känns inte igen – menade du ekonomifunktion?",
        "roster.csv rad 2, kolumn e-post: ”eva” saknar @ – skriv en enda adress, som namn@exempel.se",
        "roster.csv rad 2, kolumn från: ”i höst” är inget datum – skriv år-månad-dag, till exempel 2021-04-14",
        "roster.csv rad 2, kolumn ledningsgrupp: ”kanske” är varken ja eller nej – "
        "skriv ja eller nej, eller lämna tomt",
        "roster.csv rad 2, kolumn språk: okänt ord ”franska” – skriv sv eller en",
        "roster.csv rad 3, kolumn till: 2021-09-01 ligger före 2021-10-01",
        "roster.csv rad 4, kolumn myndighet: centre är inte med i något kluster – finance innehas av den som deltar",
        "roster.csv rad 5, kolumn myndighet: host innehas hos centre – ändra organisationen eller funktionen",
    ]


def test_the_same_person_twice_in_one_function_at_one_time_is_a_mistake(tmp_path: Path) -> None:
    rows = [
        "alfa;head;Hedda;hedda@example.org;2021-01-01;2021-06-30",
        "alfa;head;Hedda;hedda@EXAMPLE.org;2021-07-01;",
        "alfa;head;Hedda;hedda@example.org;2021-12-01;",
    ]
    head = "myndighet;funktion;namn;e-post;från;till\n"
    assert len(roster(tmp_path, head + "\n".join(rows[:2]))) == 2
    assert mistakes(tmp_path, head + "\n".join(rows)) == [
        "roster.csv rad 4: hedda@example.org, head står två gånger för samma tid – ta bort den ena raden"
    ]


def test_several_may_hold_one_function(tmp_path: Path) -> None:
    head = "myndighet;funktion;namn;e-post\n"
    found = roster(tmp_path, head + "alfa;planner;Pia;pia@example.org\nalfa;planner;Per;per@example.org\n")
    assert [a.name for a in found] == ["Pia", "Per"]


YAML_MISTAKES = [
    (
        "functions: [finance]\n",
        ['roster.yaml:1: functions hör till ett mönster – skriv också pattern: "{function}.{organisation}@…"'],
    ),
    (
        'pattern: "{funktion}.{organisation}@example.org"\nfunctions: [finance]\ntop_management: [heed]\n',
        [
            "roster.yaml:1: okänd platshållare {funktion} – menade du {function}?",
            "roster.yaml:3: okänd funktion ”heed” – menade du head?",
        ],
    ),
    (
        'pattern: "{function}.{organisation} at example.org"\nfunctions: [finance]\n',
        ["roster.yaml:1: ”finance.alfa at example.org” saknar @ – mönstret kan ha {function} och {organisation}"],
    ),
    (
        'pattern: "{function}.{organisation}@example.org"\nfunctions: [host]\n',
        ["roster.yaml:2: ”host” innehas inte hos dem som deltar – skriv den under appointments"],
    ),
    (
        "appointments:\n  - {organisation: alfa, function: head, mail: h@example.org, acting: ja, assistant: a b}\n",
        [
            "roster.yaml:2: nyckeln name saknas",
            "roster.yaml:2: här ska stå true eller false, inte texten ”ja”",
            "roster.yaml:2: ”a b” saknar @ – skriv en enda adress, som namn@exempel.se",
        ],
    ),
]


@pytest.mark.parametrize(("text", "told"), YAML_MISTAKES)
def test_mistakes_in_yaml_have_their_line(text: str, told: list[str], tmp_path: Path) -> None:
    assert mistakes(tmp_path, text, "roster.yaml") == told


def test_a_word_that_means_two_organisations_means_none() -> None:
    twins = Grounds(
        GROUNDS.workflow,
        {"one": Said("Länsverket", "County Agency"), "two": Said("Länsverket", "Other County Agency")},
        ("one", "two"),
        "one",
        date(2021, 9, 1),
    )
    from jimflow.files.roster_table import names

    found = names((code, said.sv, said.en) for code, said in twins.organisations.items())
    assert found == {"county agency": "one", "other county agency": "two", "one": "one", "two": "two"}


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "…", "roster.xlsx") == [
        "roster.xlsx: är varken CSV eller YAML – spara den som .csv eller .yaml"
    ]


def test_the_shipped_example_can_be_loaded_into_the_shipped_programme() -> None:
    workflow = read_definition(load(shipped("workflows") / "jim-plus.yaml").data)
    grounds = Grounds(
        workflow,
        {"kriminalvarden": Said("Kriminalvården", "Swedish Prison and Probation Service")},
        ("kriminalvarden",),
        "",
        date(2021, 9, 1),
    )
    found = read_roster(shipped("config") / "rounds" / "roster-example.csv", grounds)
    assert [(a.function, a.since, a.until, a.top_management, a.acting) for a in found] == [
        ("finance", date(2021, 9, 1), None, False, False),
        ("agency_head", date(2021, 9, 1), date(2021, 12, 31), True, True),
    ]


AREAS = replace(
    GROUNDS,
    workflow=read_definition(changed({**PARTIES, "nouns": NOUNS})),
    organisations={
        "alfa": Said("Alfaområdet", "The Alfa area"),
        "one": Said("Ettan", "The first"),
        "centre": Said("Centrum", "Centre"),
    },
    members=("alfa",),
    shorts={},
)
"""What a roster is read against where areas take part, each with its organisations."""

OF_AREA = AppointmentFile("one", "head", "Hedda", "h@example.org", date(2021, 9, 1), subject="alfa")


@pytest.mark.parametrize(
    "heading", ["område;organisation", "area;organisation", "deltagare;myndighet", "subject;agency"]
)
def test_a_row_may_say_what_takes_part_and_where_the_person_works(tmp_path: Path, heading: str) -> None:
    text = f"{heading};funktion;namn;e-post\nAlfaområdet;Ettan;head;Hedda;h@example.org\n"
    assert roster(tmp_path, text, grounds=AREAS) == [OF_AREA]
    listed = "{subject: alfa, organisation: one, function: head, name: Hedda, mail: h@example.org}"
    assert roster(tmp_path, f"appointments:\n  - {listed}\n", "roster.yaml", AREAS) == [OF_AREA]


def test_without_an_organisation_the_subject_itself_holds_the_function(tmp_path: Path) -> None:
    for text in (
        "område;funktion;namn;e-post\nalfa;head;Hedda;h@example.org\n",
        "område;organisation;funktion;namn;e-post\nalfa;;head;Hedda;h@example.org\n",
    ):
        assert roster(tmp_path, text, grounds=AREAS) == [replace(OF_AREA, organisation="alfa")]


def test_a_row_that_does_not_say_what_it_is_about_is_told_with_its_place(tmp_path: Path) -> None:
    rows = "Alfaomrdet;Ettan;head;Hedda;h@example.org\n;Ettan;head;H;i@example.org\n"
    text = f"område;organisation;funktion;namn;e-post\n{rows}"
    assert mistakes(tmp_path, text, grounds=AREAS) == [
        "roster.csv rad 2, kolumn område: ”Alfaomrdet” känns inte igen – menade du alfaområdet?",
        "roster.csv rad 3, kolumn organisation: raden säger inte vilket område den gäller"
        " – skriv också vilket område, under subject",
    ]


def test_where_organisations_take_part_there_is_no_such_column(tmp_path: Path) -> None:
    text = "deltagare;myndighet;funktion;namn;e-post\nalfa;alfa;head;Hedda;h@example.org\n"
    (said,) = mistakes(tmp_path, text)
    assert said.startswith("roster.csv rad 1, kolumn deltagare: ")
