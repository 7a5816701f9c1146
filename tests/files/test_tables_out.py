"""Tables leave for spreadsheets as they are: read back equal, numbers as numbers, and nothing taken for a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from jimflow.files.sheets import sheets_in
from jimflow.files.tables_out import csv_of, xlsx_of
from jimflow.texts.tables import Table

TABLE = Table(
    "times",
    "Tid i varje steg",
    ("Steg", "Median", "Antal", "Dag", "Anteckning"),
    (
        ("Uppstart", 17.5, 13, date(2021, 4, 14), 'Vad; "varför"\noch hur å ä ö'),
        ("Avslutning", None, 0, None, ""),
        ("", -2.0, -1, date(2022, 1, 31), "–"),
    ),
    "Median av dem som har lämnat steget.",
)
HOSTILE = [
    "=1+1",
    "+46",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x.example";"y")',
    "=cmd|' /C calc'!A0",
]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def book(*tables: Table) -> Any:
    return load_workbook(io.BytesIO(xlsx_of(tables, "Om tabellerna", [("Omgång", "JiM+")])))


def test_a_csv_file_is_read_back_as_it_was() -> None:
    data = csv_of(TABLE)
    assert data.startswith(b"\xef\xbb\xbfSteg;Median;")
    assert rows(data) == [
        ["Steg", "Median", "Antal", "Dag", "Anteckning"],
        ["Uppstart", "17,5", "13", "2021-04-14", 'Vad; "varför"\noch hur å ä ö'],
        ["Avslutning", "", "0", "", ""],
        ["", "-2,0", "-1", "2022-01-31", "–"],
    ]


def test_a_workbook_is_read_back_as_it_was_with_real_numbers_and_days() -> None:
    sheet = book(TABLE).worksheets[0]
    assert sheet.title == "Tid i varje steg"
    assert list(sheet.iter_rows(values_only=True)) == [
        TABLE.columns,
        ("Uppstart", 17.5, 13, datetime.fromisoformat("2021-04-14"), 'Vad; "varför"\noch hur å ä ö'),
        ("Avslutning", None, 0, None, None),
        (None, -2, -1, datetime.fromisoformat("2022-01-31"), "–"),
    ]
    assert [sheet["B2"].data_type, sheet["D2"].is_date, sheet["D2"].number_format] == ["n", True, "yyyy-mm-dd"]


def test_the_headings_of_a_sheet_stay_in_sight_and_sort_its_rows() -> None:
    sheet = book(TABLE).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:E4")
    assert sheet.column_dimensions["A"].width > len("Avslutning")


def test_the_last_sheet_says_what_the_tables_are() -> None:
    last = book(TABLE).worksheets[-1]
    assert (last.title, list(last.iter_rows(values_only=True))) == (
        "Om tabellerna",
        [("Om tabellerna", None), ("Omgång", "JiM+"), ("Tid i varje steg", "Median av dem som har lämnat steget.")],
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    table = Table("t", "t", (text,), ((text,), (f"a{text}",)))
    (head,), (first,), (second,) = rows(csv_of(table))
    assert (head, first, second) == (f"'{text}", f"'{text}", f"a{text}")
    sheet = book(table).worksheets[0]
    assert [cell.data_type for (cell,) in sheet.iter_rows()] == ["s", "s", "s"]
    assert [cell.value for (cell,) in sheet.iter_rows()][1] == f"'{text}"


def test_a_workbook_written_here_is_read_here_without_its_apostrophes() -> None:
    data = xlsx_of([Table("t", "t", ("a",), (("=1+1",), (7,)))], "Om", [])
    assert [cells[0] for _, cells in sheets_in(data, "t.xlsx")[0].rows] == ["a", "=1+1", "7"]


def test_what_no_file_can_hold_is_replaced() -> None:
    table = Table("t", "t", ("a",), (("x\x00y\x1fz\ud800",),))
    assert rows(csv_of(table))[1] == ["x�y�z�"]
    assert book(table).worksheets[0]["A2"].value == "x�y�z�"


def test_sheets_have_titles_that_a_sheet_may_have_and_no_two_alike() -> None:
    long = "Närvaro efter funktion, träff för träff, i varje kluster"
    titles = book(
        *(Table("t", title, ("a",), ()) for title in (long, long, "A/B: [c]?", "", "om tabellerna"))
    ).sheetnames
    assert titles == [
        *("Närvaro efter funktion, träff f", "Närvaro efter funktion, trä 2"),
        *("A B c", "–", "om tabellerna", "Om tabellerna 2"),
    ]
    assert all(len(title) <= 31 for title in titles)


def test_the_same_tables_give_the_same_bytes_whenever_they_are_written() -> None:
    data = xlsx_of([TABLE], "Om", [])
    assert xlsx_of([TABLE], "Om", []) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        stamps = re.findall(rb"<dcterms:\w+[^>]*>([^<]*)", package.read("docProps/core.xml"))
    assert stamps == [b"2000-01-01T00:00:00Z"] * 2
