"""A round as a workbook: it says what its YAML says, and every mistake is told at its sheet, row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from jimflow.core.workflow import ORGANISATION
from jimflow.files.places import BadFile
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_workbook import as_book, round_table, with_table, workbook
from jimflow.files.round_written import tables_of
from jimflow.files.rounds import parse_tables, read_round
from jimflow.files.shipped import shipped
from tests.build_round import ROUND, SWEDEN, mini, read, with_line
from tests.build_workbook import Cells, book, edited, opened, read_book, saved, wrong

SHIPPED = sorted((shipped("config") / "rounds").glob("*.yaml"))
CALENDARS = shipped("config") / "calendars"


def content(found: RoundFile) -> RoundFile:
    """A round without what tells of its file."""
    return replace(found, digest="", warnings=())


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_round_written_as_a_workbook_reads_as_the_same_round(path: Path, lang: str, tmp_path: Path) -> None:
    source = read_round(path, shipped("workflows"), CALENDARS)
    file = tmp_path / "round.xlsx"
    tables = tables_of(source.round, source.workflow, source.calendar, lang)
    file.write_bytes(workbook(tables, source.workflow, lang))
    again = read_round(file, shipped("workflows"), CALENDARS)
    assert content(again.round) == content(source.round)
    assert [w.what for w in again.round.warnings] == [w.what for w in source.round.warnings]
    assert (again.workflow.digest, again.calendar) == (source.workflow.digest, source.calendar)


def test_the_sheets_are_headed_in_the_language_asked_for() -> None:
    titles = [opened(book(lang=lang)).sheetnames for lang in ("sv", "en")]
    assert titles == [
        [
            *("Omgång", "Kluster", "Deltagare", "Organisationer", "Medverkande", "Funktioner", "Träffar", "Material"),
            *("Regler", "Arbetstid"),
        ],
        [
            *("Round", "Clusters", "Members", "Organisations", "Contributors", "Functions", "Meetings", "Materials"),
            *("Rules", "Effort"),
        ],
    ]


def test_a_motive_goes_along() -> None:
    mailbox = "name: Beta, mailbox: beta@example.org"
    found = read(with_line(mailbox, f"{mailbox}, motive: Når många"))
    assert read_book(book(found)).motive("beta") == "Når många"


def test_days_and_hours_are_cells_that_a_spreadsheet_reckons_with() -> None:
    sheet = opened(book())["Träffar"]
    assert [cell.value for cell in sheet[2]][2:5] == [datetime(2021, 4, 14), time(9), time(16)]  # noqa: DTZ001 - as the library gives them


@pytest.mark.parametrize(("value", "meant"), [("2021-04-15", 15), (date(2021, 4, 15), 15), (datetime(2021, 4, 15), 15)])  # noqa: DTZ001
def test_a_day_may_be_a_date_or_a_text(value: object, meant: int) -> None:
    found = read_book(edited({"Träffar": {"C2": value}}))
    assert found.clusters[0].meetings[0].day == date(2021, 4, meant)


@pytest.mark.parametrize("value", [time(10), "10:00", "10.00"])
def test_an_hour_may_be_a_time_or_a_text(value: object) -> None:
    found = read_book(edited({"Träffar": {"D2": value}}))
    assert SWEDEN.local(found.clusters[0].meetings[0].sessions[0].starts).hour == 10


def test_a_text_that_looks_like_a_formula_is_written_as_a_text_and_comes_back_whole() -> None:
    mailbox = "name: Beta, mailbox: beta@example.org"
    risky = "=HYPERLINK(1)"
    data = book(read(with_line(mailbox, f'{mailbox}, motive: "{risky}"')))
    cell = opened(data)["Deltagare"]["H3"]
    assert (cell.value, cell.data_type) == ("'" + risky, "s")
    assert read_book(data).motive("beta") == risky


def test_names_codes_and_either_language_are_understood() -> None:
    cells: Cells = {
        "Deltagare": {"F2": "north", "F3": "NORTH"},
        "Funktioner": {"A4": "AV", "B4": "head", "A5": "alfa", "J4": "Swedish"},
        "Träffar": {"A2": "North", "B2": "start", "F2": "online"},
        "Omgång": {"B9": "centre", "A2": "Round id"},
    }
    assert content(read_book(edited(cells))) == content(read())


def test_sheets_and_columns_may_stand_in_another_order_and_empty_rows_are_nothing() -> None:
    of = opened(book())
    of.move_sheet("Träffar", -5)
    of["Deltagare"].insert_rows(3)
    of["Deltagare"].move_range("A1:A5", cols=9)
    assert content(read_book(saved(of))) == content(read())


def test_a_sheet_by_another_title_is_known_by_its_headings() -> None:
    of = opened(book())
    of["Deltagare"].title = "Blad1"
    assert content(read_book(saved(of))) == content(read())


def test_a_meeting_without_a_date_is_left_out() -> None:
    found = read_book(edited({"Träffar": {"C2": None}}))
    assert [m.step for m in found.clusters[0].meetings] == ["deepening", "follow_up"]


MISTAKES: list[tuple[Cells, str]] = [
    (
        {"Omgång": {"B5": "snart"}},
        "Omgång, rad 5, kolumn Värde: ”snart” är inget datum – skriv år-månad-dag, till exempel 2021-04-14",
    ),
    ({"Omgång": {"B4": None}}, "Omgång, rad 4, kolumn Värde: värdet saknas"),
    (
        {"Omgång": {"C4": None}},
        "Omgång, rad 4, kolumn Engelska: översättningen till engelska saknas – skriv en: och texten",
    ),
    ({"Omgång": {"B9": "Centrun"}}, "Omgång, rad 9, kolumn Värde: ”Centrun” känns inte igen – menade du centrum?"),
    (
        {"Omgång": {"B12": "kanske"}},
        "Omgång, rad 12, kolumn Värde: ”kanske” är varken ja eller nej – skriv ja eller nej, eller lämna tomt",
    ),
    ({"Omgång": {"A16": "Exempel"}}, "Omgång, rad 16, kolumn Uppgift: uppgiften står två gånger"),
    (
        {"Kluster": {"A3": "north"}},
        "Kluster, rad 3, kolumn Id: ”north” står på flera rader – ge varje rad ett eget id",
    ),
    ({"Kluster": {"B2": None}}, "Kluster, rad 2, kolumn Namn: värdet saknas"),
    ({"Deltagare": {"F2": "Nor"}}, "Deltagare, rad 2, kolumn Kluster: ”Nor” känns inte igen – menade du norr?"),
    (
        {"Deltagare": {"F2": "Väst"}},
        "Deltagare, rad 2, kolumn Kluster: okänt kluster ”Väst” – det finns north, south_and_east",
    ),
    ({"Deltagare": {"F2": None}}, "Deltagare, rad 2, kolumn Kluster: värdet saknas"),
    ({"Deltagare": {"A3": "alfa"}}, "Deltagare, rad 3, kolumn Kluster: ”alfa” står två gånger"),
    (
        {"Deltagare": {"E3": "beta"}},
        "Deltagare, rad 3, kolumn E-post: ”beta” saknar @ – skriv en enda adress, som namn@exempel.se",
    ),
    ({"Deltagare": {"G3": "ja"}}, "Deltagare, rad 3, kolumn Förebild: förebild är redan alfa"),
    (
        {"Organisationer": {"A3": "centre"}, "Medverkande": {"A2": "centre"}},
        "Organisationer, rad 3, kolumn Id: ”centre” står på flera rader – ge varje rad ett eget id",
    ),
    (
        {"Medverkande": {"B2": "head"}},
        "Medverkande, rad 2, kolumn Funktion: head är ingen gästfunktion – välj en med belongs_to: guest i programmet",
    ),
    ({"Funktioner": {"B2": "hots"}}, "Funktioner, rad 2, kolumn Funktion: ”hots” känns inte igen – menade du host?"),
    ({"Funktioner": {"C2": None}}, "Funktioner, rad 2, kolumn Namn: värdet saknas"),
    (
        {"Funktioner": {"A2": "Ingen"}},
        "Funktioner, rad 2, kolumn Myndighet: okänd organisation ”Ingen”"
        " – det finns alfa, beta, gamma, centre, expertverket",
    ),
    (
        {"Funktioner": {"E5": date(2021, 1, 11), "D5": "hedda@example.org"}},
        "Funktioner, rad 5: hedda@example.org, head står två gånger för samma tid – ta bort den ena raden",
    ),
    (
        {"Träffar": {"C2": "2021-14-04"}},
        "Träffar, rad 2, kolumn Datum: ”2021-14-04” är inget datum – skriv år-månad-dag, till exempel 2021-04-14",
    ),
    ({"Träffar": {"D2": None}}, "Träffar, rad 2, kolumn Från: nyckeln from saknas"),
    (
        {"Träffar": {"D2": "nio"}},
        "Träffar, rad 2, kolumn Från: ”nio” är inget klockslag som kan användas"
        ' – skriv till exempel "09:00", inte mellan 02 och 03',
    ),
    ({"Träffar": {"E2": "08.00"}}, "Träffar, rad 2, kolumn Till: 08:00 är inte efter 09:00"),
    (
        {"Träffar": {"F2": "distans"}},
        "Träffar, rad 2, kolumn Form: ”distans” känns inte igen"
        " – skriv något av på plats, digitalt, på plats och digitalt",
    ),
    ({"Träffar": {"B2": "Strat"}}, "Träffar, rad 2, kolumn Steg: ”Strat” känns inte igen – menade du start?"),
    (
        {"Träffar": {"C2": "2021-12-14"}},
        "Träffar, rad 3, kolumn Datum: träffen deepening (2021-09-15) ligger före start (2021-12-14)"
        " – träffarna hålls i stegens ordning",
    ),
    (
        {"Träffar": {"C3": None}},
        "Träffar, rad 3, kolumn Tema: träffen har ett tema men inget datum – skriv datumet",
    ),
    ({"Material": {"D2": None}}, "Material, rad 2, kolumn Länk: värdet saknas"),
    (
        {"Regler": {"A2": "management"}},
        "Regler, rad 2, kolumn Regel: okänd regel ”management” – menade du management_present?",
    ),
    (
        {"Regler": {"B2": "hårt"}},
        "Regler, rad 2, kolumn Verkan: ”hårt” känns inte igen – skriv något av stopp, varning, upplysning",
    ),
    (
        {"Deltagare": {"A1": "ident"}},
        "Deltagare, rad 1, kolumn ident: okänd kolumn – kända kolumner: "
        "id, namn, engelskt namn, kort namn, e-post, kluster, förebild, motiv",
    ),
    ({"Deltagare": {"H3": "a\u202eb"}}, "Deltagare, rad 3, kolumn Motiv: osynligt tecken"),
]


@pytest.mark.parametrize(("cells", "said"), MISTAKES, ids=lambda value: None if isinstance(value, str) else str(value))
def test_a_mistake_is_told_at_its_row_and_column(cells: Cells, said: str) -> None:
    told = wrong(edited(cells))
    assert told[0].startswith(said)
    assert len(told) == (2 if said.endswith("motiv") else 1), told


def test_every_mistake_is_told_at_once_in_the_order_of_the_sheets() -> None:
    cells: Cells = {
        "Material": {"D2": None},
        "Deltagare": {"E3": "beta"},
        "Omgång": {"B5": "snart"},
        "Träffar": {"E2": "08.00"},
    }
    assert [line.split(":")[0] for line in wrong(edited(cells))] == [
        "Omgång, rad 5, kolumn Värde",
        "Deltagare, rad 3, kolumn E-post",
        "Träffar, rad 2, kolumn Till",
        "Material, rad 2, kolumn Länk",
    ]


def test_mistakes_are_told_in_english_too() -> None:
    assert wrong(edited({"Deltagare": {"E3": "beta"}}), "en") == [
        "Deltagare, row 3, column E-post: “beta” has no @ – write a single address, like name@example.org"
    ]


def test_a_fact_that_is_missing_is_told_by_its_name() -> None:
    of = opened(book())
    of["Omgång"].delete_rows(5)
    assert wrong(saved(of)) == ["round.xlsx, Omgång: uppgiften Inbjudan går ut saknas"]


def test_a_sheet_that_nobody_knows_is_told_and_nothing_is_read() -> None:
    of = opened(book())
    of.create_sheet("Träfar").append(["x"])
    assert wrong(saved(of)) == ["Träfar: okänt blad ”Träfar” – menade du Träffar?"]


def test_one_table_may_come_from_a_csv_file(tmp_path: Path) -> None:
    file = tmp_path / "platser.csv"
    rows = ["Kluster;Steg;Datum;Från;Till;Form", "Norr;Uppstart;2021-05-05;9:00;12:00;digitalt"]
    file.write_text("\n".join(rows), encoding="cp1252")
    workflow = mini()
    assert workflow.subject == ORGANISATION
    whole = with_table(
        as_book("round", read(), workflow, SWEDEN), round_table(file.read_bytes(), file.name, workflow), workflow
    )
    found = parse_tables(whole.written(workflow), workflow, SWEDEN)
    assert [(m.step, m.day) for m in found.clusters[0].meetings] == [("start", date(2021, 5, 5))]
    assert replace(content(found), clusters=()) == replace(content(read()), clusters=())
    file.write_text("\n".join([*rows, "Norr;Fördjupning;snart;9:00;12:00;digitalt"]), encoding="utf-8")
    whole = with_table(
        as_book("round", read(), workflow, SWEDEN), round_table(file.read_bytes(), file.name, workflow), workflow
    )
    with pytest.raises(BadFile) as bad:
        parse_tables(whole.written(workflow), workflow, SWEDEN)
    assert [line.partition(" – ")[0] for line in bad.value.lines()] == [
        "platser.csv, rad 3, kolumn Datum: ”snart” är inget datum"
    ]


def test_a_csv_file_with_other_headings_is_no_table_of_a_round(tmp_path: Path) -> None:
    file = tmp_path / "annat.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        round_table(file.read_bytes(), file.name, mini())
    assert bad.value.lines()[0].startswith("annat.csv: rubrikraden känns inte igen – tabellerna är Omgång: Uppgift,")


def test_the_yaml_is_still_read_as_yaml(tmp_path: Path) -> None:
    assert content(read(ROUND)) == content(read_book(book(read(ROUND))))
