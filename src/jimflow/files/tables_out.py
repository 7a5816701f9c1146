"""Tables for spreadsheets, as CSV and XLSX: real numbers and dates, and no text that is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import date

from jimflow.files.office_writing import writable
from jimflow.files.sheet_writing import written_workbook
from jimflow.files.sheets import harmless
from jimflow.texts.tables import Cell, Table

LONGEST = 31
"""Characters of a sheet's title."""
_NO_TITLE = re.compile(r"[\[\]:*?/\\']")


def csv_of(table: Table) -> bytes:
    """The table as spreadsheets in Sweden read it: UTF-8 with its mark, semicolons, decimal commas, 2021-06-01."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(map(_in_csv, table.columns))
    writer.writerows(map(_in_csv, row) for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_of(tables: Sequence[Table], about: str, told: Sequence[tuple[str, str]]) -> bytes:
    """A workbook with a sheet for each table. The last sheet, titled `about`, holds what is `told` and the notes."""
    notes = [(table.title, table.note) for table in tables if table.note]
    titles = _titles([*(table.title for table in tables), about])
    sheets = [(title, table.columns, table.rows) for title, table in zip(titles, tables, strict=False)]
    return written_workbook([*sheets, (titles[-1], (about, ""), [*told, *notes])])


def _titles(wanted: Sequence[str]) -> list[str]:
    """Titles that a sheet may have, no two alike."""
    found: dict[str, str] = {}
    for title in wanted:
        plain = " ".join(_NO_TITLE.sub(" ", writable(title)).split())[:LONGEST].strip() or "–"
        name, number = plain, 2
        while name.casefold() in found:
            name, number = f"{plain[: LONGEST - 4].strip()} {number}", number + 1
        found[name.casefold()] = name
    return list(found.values())


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(writable(cell))
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
