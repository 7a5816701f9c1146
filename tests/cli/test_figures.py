"""Heads are noted, and figures told and taken along, from the command line."""

from __future__ import annotations

import csv
import io

from openpyxl import load_workbook

from tests.cli.console import Console

COUNT = ("attendance", "count", "rättsvårdande", "uppstart", "--women", "9", "--men", "6")


def test_heads_are_noted_for_a_meeting_and_shown_with_its_attendance(started: Console) -> None:
    said = started(*COUNT, "--not-stated", "1").out
    assert said.endswith("Rättsvårdande myndigheter, träff 1 (Uppstart): 9 kvinnor, 6 män och 1 ej angivet.\n")
    assert "Alla på träffen: 9 kvinnor, 6 män och 1 ej angivet.\n" in started("attendance", "show", "krim", "1").out
    assert started("attendance", "show", "krim", "1", "--json").json["head_count"] == {
        "women": 9,
        "men": 6,
        "not_stated": 1,
    }
    one = started("--lang", "en", "attendance", "count", "justice", "1", "--women", "1", "--men", "1").out
    assert one.endswith("Justice agencies, meeting 1 (Kick-off): 1 woman and 1 man.\n")


def test_a_meeting_whose_heads_are_not_noted_says_nothing_of_them(started: Console) -> None:
    assert "Alla på träffen" not in started("attendance", "show", "krim", "1").out
    assert started("attendance", "show", "krim", "1", "--json").json["head_count"] is None


def test_heads_that_cannot_be_are_refused_with_how_to_mend_it(started: Console) -> None:
    refused = started("attendance", "count", "rättsvårdande", "1", "--women", "0", "--men", "0", code=2)
    assert refused.err == "Ange hur många som var med: kvinnor, män och ej angivet.\n"
    early = started("attendance", "count", "rättsvårdande", "2", "--women", "1", "--men", "0", code=2)
    assert early.err == "Träffen är först den 2021-06-08.\n"


def test_the_figures_of_a_round_are_told_on_the_screen(started: Console) -> None:
    said = started("round", "figures").out
    assert "\nTid i varje steg\n" in said
    assert "  Förberedelse, Alla\n    Har lämnat steget: 2 · Är kvar: 0" in said
    assert "  Ingen träff är genomförd än.\n" in said
    assert max(map(len, said.splitlines())) <= 80


def test_one_document_holds_every_table(started: Console) -> None:
    found = started("round", "figures", "--cluster", "rättsvårdande", "--json").json
    assert (found["round"], found["cluster"]) == ("jim-plus-2021-2022", "rattsvardande")
    tables = {table["name"]: table for table in found["tables"]}
    assert list(tables) == ["times", "times-each", "answers"]
    assert tables["times-each"]["rows"][0] == [
        *("Förberedelse", "Rättsvårdande myndigheter", "Kriminalvården", "2021-01-11", "2021-01-11", 0, 0)
    ]


def test_every_table_is_taken_along_as_a_file(started: Console) -> None:
    told = started("round", "figures", "--csv", "siffror", "--xlsx", "siffror/alla.xlsx").out
    assert told.splitlines()[1:] == [
        *("siffror/times.csv", "siffror/times-each.csv", "siffror/answers.csv", "siffror/alla.xlsx")
    ]
    text = (started.folder / "siffror" / "times-each.csv").read_text(encoding="utf-8-sig")
    assert next(csv.reader(io.StringIO(text), delimiter=";")) == [
        *("Steg", "Kluster", "Myndighet", "Från", "Till", "Arbetsdagar", "Kalenderdagar")
    ]
    book = load_workbook(started.folder / "siffror" / "alla.xlsx")
    assert book.sheetnames == ["Tid i varje steg", "Tid, var och en", "Svar i tid", "Om tabellerna"]


def test_a_file_that_is_there_is_left_as_it_is(started: Console) -> None:
    (started.folder / "answers.csv").write_text("mitt", encoding="utf-8")
    refused = started("round", "figures", "--csv", ".", code=2)
    assert refused.err == "answers.csv finns redan. Välj ett annat namn.\n"
    assert [f.name for f in started.folder.glob("*.csv")] == ["answers.csv"]
