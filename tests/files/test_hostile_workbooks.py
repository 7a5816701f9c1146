"""Workbooks that are none, or hold more than a table needs: refused at once, with a sentence that says what to do."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jimflow.files.places import BadFile
from jimflow.files.round_workbook import workbook
from jimflow.files.round_written import tables_of
from jimflow.files.rounds import read_round
from jimflow.files.sheets import sheets_in
from tests.build_round import SWEDEN, mini, read
from tests.build_workbook import book, edited

BEGIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
AT_MOST = 2.0
"""Seconds, on a machine that others use as well."""


def changed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return file.getvalue()


def sheet(rows: str) -> bytes:
    return changed({SHEET: BEGIN + rows + END})


def types(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read("[Content_Types].xml").decode()


def with_macros(content_types: str) -> str:
    return content_types.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")


def damaged(data: bytes) -> bytes:
    """With the first table's packed bytes wrong in the middle."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        part = source.getinfo(SHEET)
    middle = part.header_offset + 30 + len(SHEET) + part.compress_size // 2
    return data[:middle] + bytes(255 - b for b in data[middle : middle + 8]) + data[middle + 8 :]


def by_another_name(content: bytes | str) -> bytes:
    """The first sheet in a part that is not called a table, where the package says that it is."""
    with zipfile.ZipFile(io.BytesIO(book())) as source:
        said = {name: source.read(name) for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")}
    other = {name: text.replace(b"sheet1.xml", b"sheet1.png") for name, text in said.items()}
    return changed({**other, SHEET.replace(".xml", ".png"): content})


ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa">]>' + BEGIN + END
NONE = "kan inte läsas som en arbetsbok (.xlsx)"
FULL, FAR = "har fler än 40000 ifyllda celler", "har rader efter rad 4000"
MACROS = "innehåller makron"
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "ten megabytes of zeros": (lambda: changed({SHEET: b"\0" * 10_000_000}), "är för stor: högst 3 MB är tillåtet"),
    "a hundred megabytes in what is called a picture": (
        lambda: by_another_name(BEGIN + f'<row><c t="inlineStr"><is><t>{"A" * 100_000_000}</t></is></c></row>' + END),
        "är för stor: högst 3 MB är tillåtet",
    ),
    "entities in what is called a picture": (lambda: by_another_name(ENTITIES), NONE),
    "many empty cells in what is called a picture": (
        lambda: by_another_name(BEGIN + f'<row r="1">{"<c/>" * 300_000}</row>' + END),
        FULL,
    ),
    "a million rows": (lambda: sheet("<row><c><v>1</v></c></row>" * 1_000_000), "är för stor: högst 3 MB är tillåtet"),
    "a row far down": (
        lambda: sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        FAR,
    ),
    "many empty cells": (lambda: sheet(f'<row r="1">{"<c/>" * 600_000}</row>'), FULL),
    "many cells": (
        lambda: sheet("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 40}</row>' for n in range(1, 1200))),
        FULL,
    ),
    "links to other workbooks": (
        lambda: changed({"xl/externalLinks/externalLink1.xml": "<a/>"}),
        "hänvisar till andra arbetsböcker",
    ),
    "macros": (lambda: changed({"xl/vbaProject.bin": b"\0"}), MACROS),
    "a macro workbook by another name": (
        lambda: changed({"[Content_Types].xml": with_macros(types(book()))}),
        MACROS,
    ),
    "entities": (lambda: changed({SHEET: ENTITIES}), NONE),
    "entities in UTF-16": (
        lambda: changed({SHEET: ENTITIES.encode("utf-16")}),
        NONE,
    ),
    "broken": (lambda: sheet("<row><c>"), NONE),
    "a damaged byte in a table": (lambda: damaged(book()), NONE),
    "cut off": (lambda: book()[:-200], NONE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(500), NONE),
    "an archive of something else": (
        lambda: b"PK\x05\x06" + bytes(18),
        NONE,
    ),
    "with a password": (lambda: b"\xd0\xcf\x11\xe0" + bytes(2000), "är sparad i ett äldre format eller med lösenord"),
    "empty": (lambda: b"", NONE),
    "too large": (lambda: bytes(2 * 1024 * 1024 + 1), "är för stor: högst 2 MB är tillåtet"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_table_needs_is_refused_at_once_with_a_sentence(name: str) -> None:
    made, said = HOSTILE[name]
    data = made()
    began = time.perf_counter()
    with pytest.raises(BadFile) as bad:
        sheets_in(data, "round.xlsx")
    assert time.perf_counter() - began < AT_MOST
    (line,) = bad.value.lines()
    assert line.startswith("round.xlsx") and f": {said} – " in line


def test_a_formula_is_told_at_its_cell() -> None:
    with pytest.raises(BadFile) as bad:
        sheets_in(edited({"Deltagare": {"H2": "=A2", "H3": '=WEBSERVICE("https://example.org")'}}), "round.xlsx")
    assert bad.value.lines() == [
        f"Deltagare, cell H{row}: cellen innehåller en formel – skriv värdet i stället (kopiera, klistra in värden)"
        for row in (2, 3)
    ]


def test_a_file_that_only_bears_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "round.xlsx"
    file.write_text("round: mini-2021\n", encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_round(file, None, tmp_path)
    assert bad.value.lines() == [
        "round.xlsx: kan inte läsas som en arbetsbok (.xlsx) – spara den på nytt som Excel-arbetsbok (.xlsx)"
    ]


def test_the_bounds_leave_room_for_a_round_of_sixty_with_all_its_functions() -> None:
    found = read()
    many = tuple(replace(a, mail=f"a{n}@example.org") for n in range(40) for a in found.appointments)
    data = workbook(tables_of(replace(found, appointments=many), mini(), SWEDEN), mini())
    assert len(many) > 60 * 9
    assert {s.title: len(s.rows) for s in sheets_in(data, "round.xlsx")}["Funktioner"] == len(many) + 1
