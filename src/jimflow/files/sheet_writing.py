"""Writes a workbook: headings, cells as numbers, days, hours and text; nothing in it is a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from jimflow.files.office_writing import unstamped, writable
from jimflow.files.sheets import harmless

WIDE, NARROW = 60, 10  # characters

Cell = str | int | float | date | time | None
"""None and "" leave a cell empty."""


def written_workbook(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """An .xlsx file of (title, headings, rows) for each sheet: the headings stay in view, every text is a text.

    The same sheets give the same bytes.
    """
    from openpyxl import Workbook  # it takes longer to load than most commands to run

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, headings, rows in sheets:
        _fill(book.create_sheet(title), headings, rows)
    file = io.BytesIO()
    book.save(file)
    return unstamped(file.getvalue())


def _fill(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    from openpyxl.cell.cell import TYPE_STRING
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, cells in enumerate((headings, *rows), 1):
        for column, value in enumerate(cells, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, column, writable(harmless(value)) if isinstance(value, str) else value)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
            if isinstance(value, str):
                cell.data_type, cell.number_format = TYPE_STRING, "@"
            elif isinstance(value, date | time):
                cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else "hh:mm"
    for column, heading in enumerate(headings, 1):
        widest = max((len(str(row[column - 1])) for row in rows), default=0)
        width = min(WIDE, max(NARROW, len(heading), widest) + 2)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions
