"""A round as a workbook, or one of its tables as CSV: read sheet by sheet, written so that it can be edited."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.core.calendar import Calendar
from jimflow.core.language.phrases import meant, quoted
from jimflow.core.mistakes import Mistake, Said, did_you_mean
from jimflow.core.workflow import Workflow
from jimflow.files.decode import refused, spreadsheet_text, too_large
from jimflow.files.places import BadFile, Placed
from jimflow.files.round_cells import Written
from jimflow.files.round_shape import RoundFile
from jimflow.files.round_sheets import KINDS, SheetKind, columns_of, kind_of
from jimflow.files.round_tables import head, written
from jimflow.files.round_written import Table, tables_of
from jimflow.files.sheet_writing import written_workbook
from jimflow.files.sheets import Sheet, plain_text, sheets_in, text_of
from jimflow.files.table import LIMIT, Row, read_rows


@dataclass(frozen=True, slots=True)
class RoundBook:
    """A workbook whose sheets have been read as text; what they mean depends on the programme."""

    name: str
    sheets: tuple[Sheet, ...]

    def head(self) -> Written:
        """Only what says which round it is, and of which programme."""
        tables, _ = self._tables(None)
        return Written(self.name, head(tables), {})

    def written(self, workflow: Workflow) -> Written:
        """The round as data. BadFile when a sheet or its headings are not known, so that nothing can be read."""
        tables, placed = self._tables(workflow)
        return written(self.name, tables, placed, workflow)

    def _tables(self, workflow: Workflow | None) -> tuple[dict[str, tuple[Row, ...]], list[tuple[int, Placed]]]:
        tables: dict[str, tuple[Row, ...]] = {}
        placed: list[tuple[int, Placed]] = []
        unusable: list[Placed] = []
        for sheet in self.sheets:
            if not sheet.rows:
                continue
            kind = kind_of(sheet.title, sheet.rows[0][1], workflow)
            if kind is None:
                unusable.append(_unknown(sheet.title))
                continue
            read = read_rows(sheet.rows, f"{sheet.title},", columns_of(kind, workflow))
            if kind.key in tables:
                unusable.append(_twice(sheet.title, kind))
            if read.usable:
                placed += [(list(KINDS).index(kind.key), found) for found in read.found]
            else:
                unusable += read.found
            tables[kind.key] = read.rows
        if unusable and workflow is not None:
            raise BadFile(unusable)
        return tables, placed


def round_book(data: bytes, name: str) -> RoundBook:
    """The workbook in those bytes; BadFile when it is none, is too large, or holds what could act.

    `name` stands in the mistakes.
    """
    return RoundBook(name, tuple(sheets_in(data, name)))


def round_table(data: bytes, name: str, workflow: Workflow) -> Sheet:
    """One table of a round as CSV, known by its headings; BadFile when it is none or is too large."""
    if len(data) > LIMIT:
        raise too_large(name, len(data), LIMIT)
    text = spreadsheet_text(data, name)
    for separator in ";,\t":
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            rows = tuple((n, tuple(map(plain_text, cells))) for n, cells in enumerate(lines, 1) if any(cells))
        except csv.Error:
            continue
        if rows and kind_of(name, rows[0][1], workflow) is not None:
            return Sheet(name, rows)
    headings = [
        "; ".join(f"{k.title.in_(lang)}: {', '.join(c.in_(lang) for c in k.columns.values())}" for k in KINDS.values())
        for lang in ("sv", "en")
    ]
    known = Said(f"tabellerna är {headings[0]}", f"the tables are {headings[1]}")
    raise refused(name, Said("rubrikraden känns inte igen", "the heading row is not known"), known)


def with_table(book: RoundBook, sheet: Sheet, workflow: Workflow) -> RoundBook:
    """The same round with one of its tables as it stands in another file."""
    kind = kind_of(sheet.title, sheet.rows[0][1], workflow)
    others = [s for s in book.sheets if s.rows and kind_of(s.title, s.rows[0][1], workflow) != kind]
    return RoundBook(sheet.title, (*others, sheet))


def as_book(name: str, found: RoundFile, workflow: Workflow, calendar: Calendar) -> RoundBook:
    """A round at hand as a workbook that has been read."""
    return book_of(name, tables_of(found, workflow, calendar), workflow)


def book_of(name: str, tables: Sequence[Table], workflow: Workflow) -> RoundBook:
    """Tables at hand as a workbook that has been read: the headings are row 1, the first line is row 2."""
    sheets = []
    for table in tables:
        kind = KINDS[table.key]
        columns = columns_of(kind, workflow)
        lines = [tuple(c.sv for c in columns.values())]
        lines += [tuple(text_of(line.get(key, "")) for key in columns) for line in table.lines]
        sheets.append(Sheet(kind.title.sv, tuple(enumerate(lines, 1))))
    return RoundBook(name, tuple(sheets))


def workbook(tables: Sequence[Table], workflow: Workflow, lang: str = "sv") -> bytes:
    """The tables as an .xlsx file: one sheet each, headings in the language, dates as dates, no text as a formula."""
    sheets = []
    for table in tables:
        kind = KINDS[table.key]
        columns = columns_of(kind, workflow)
        headings = [column.in_(lang) for column in columns.values()]
        sheets.append(
            (kind.title.in_(lang), headings, [[line.get(key, "") for key in columns] for line in table.lines])
        )
    return written_workbook(sheets)


def _unknown(title: str) -> Placed:
    titles = [kind.title.sv for kind in KINDS.values()]
    close = did_you_mean(title, titles)
    what = Said(f"okänt blad {quoted(title)}", f"unknown sheet {quoted(title)}")
    known = Said(
        f"ta bort det; bladen är {', '.join(titles)}",
        f"remove it; the sheets are {', '.join(kind.title.en for kind in KINDS.values())}",
    )
    return Placed(Said(title, title), Mistake((), what, meant(close) if close else known))


def _twice(title: str, kind: SheetKind) -> Placed:
    what = Said(f"bladet {kind.title.sv} finns två gånger", f"the sheet {kind.title.en} is there twice")
    return Placed(Said(title, title), Mistake((), what))
