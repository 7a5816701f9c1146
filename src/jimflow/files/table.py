"""Reads CSV as spreadsheets write it: rows by column name, every mistake with its row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jimflow.core.mistakes import Mistake, Said, did_you_mean
from jimflow.files.decode import INVISIBLE, invisible, read_bounded, spreadsheet_text
from jimflow.files.places import BadFile, Placed

__all__ = ["LIMIT", "Column", "Read", "Row", "headed", "parse_csv", "read_csv", "read_rows"]

LIMIT = 1024 * 1024  # bytes
WIDEST = 100  # columns
ENOUGH = 100  # mistakes after which one more helps nobody


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its Swedish and English heading; `required` means a value in every row."""

    sv: str
    en: str
    required: bool = False
    aliases: tuple[str, ...] = ()

    def in_(self, lang: str) -> str:
        """The heading in a language, with a capital."""
        word = self.en if lang == "en" else self.sv
        return word[:1].upper() + word[1:]


class Row(dict[str, str]):
    """The trimmed cells of one row under the keys of the columns asked for, '' where a cell is empty.

    `row` is the number a spreadsheet shows: the heading is row 1 and empty rows count.
    """

    def __init__(self, cells: Mapping[str, str], row: int, headings: _Headings) -> None:
        super().__init__(cells)
        self.row = row
        self._headings = headings

    def wrong(self, column: str, what: Said, suggestion: Said | None = None) -> Placed:
        """A mistake in one cell of this row, with its place; several are raised together as BadFile."""
        return Placed(self._headings.place(self.row, column), Mistake((self.row, column), what, suggestion))


def read_csv(path: Path, columns: Mapping[str, Column], *, limit: int = LIMIT) -> list[Row]:
    """The rows of a CSV file of at most `limit` bytes; BadFile (a Mistakes) lists all that is wrong with it.

    Separator `,` `;` or tab; UTF-8 or Windows-1252; headings in Swedish or English, in any order and case.
    """
    return parse_csv(read_bounded(path, limit), path.name, columns)


def parse_csv(data: bytes, name: str, columns: Mapping[str, Column]) -> list[Row]:
    """As `read_csv`, for bytes at hand; `name` stands in the mistakes."""
    headings = _Headings(name, columns)
    text, separator = _separator(spreadsheet_text(data, name), headings)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    found: list[Placed] = []
    number = 0

    def written() -> Iterator[tuple[int, list[str]]]:
        nonlocal number
        for cells in lines:
            number += 1
            yield number, cells

    try:
        _gather(written(), headings, rows, found)
    except csv.Error:
        found.append(headings.wrong(number + 1, "", _QUOTES, _DOUBLE_THEM))
    if not headings.written and not found:
        found.append(headings.wrong(1, "", _EMPTY))
    if found:
        raise BadFile(found[:ENOUGH])
    return rows


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says and what is wrong with it. `usable`: its headings are right, so its rows mean something."""

    rows: tuple[Row, ...]
    found: tuple[Placed, ...]
    usable: bool
    headings: tuple[str, ...]


def read_rows(written: Iterable[tuple[int, Sequence[str]]], name: str, columns: Mapping[str, Column]) -> Read:
    """As `parse_csv`, for numbered rows of cells at hand; raises nothing. One without a heading row has no rows."""
    headings = _Headings(name, columns)
    rows: list[Row] = []
    found: list[Placed] = []
    _gather(written, headings, rows, found)
    usable = not any(placed.path[:1] == (headings.row,) for placed in found)
    return Read(tuple(rows), tuple(found[:ENOUGH]), usable, tuple(headings.keys.values()))


def headed(cells: Sequence[str], columns: Mapping[str, Column]) -> bool:
    """True when these are the headings of such a table: all are known, and what must be there is there."""
    headings = _Headings("", columns)
    written = [cell.strip() for cell in cells]
    return any(written) and not headings.read(1, written)


def _gather(
    written: Iterable[tuple[int, Sequence[str]]], headings: _Headings, rows: list[Row], found: list[Placed]
) -> None:
    for number, line in written:
        cells = [cell.strip().replace("\r\n", "\n") for cell in line]
        if not any(cells):
            continue
        if not headings.written:
            found += headings.read(number, cells)
        else:
            row, wrong = _row(number, cells, headings)
            rows.append(row)
            found += wrong
        if len(found) >= ENOUGH or not headings.keys:
            break


class _Headings:
    """The first row of a table: what each column is called there and which column asked for it is."""

    def __init__(self, name: str, columns: Mapping[str, Column]) -> None:
        self.name = name
        self.columns = columns
        self.known = {_plain(word): key for key, column in columns.items() for word in _words(key, column)}
        self.written: list[str] = []
        self.keys: dict[int, str] = {}  # position in the row -> key
        self.row = 0

    def read(self, row: int, cells: list[str]) -> list[Placed]:
        while not cells[-1]:  # spreadsheets write the empty columns that were once used
            cells.pop()
        self.written, self.row = cells, row
        if len(cells) > WIDEST:
            return [self.wrong(row, "", _TOO_WIDE)]
        found = []
        for at, heading in enumerate(cells):
            key = self.known.get(_plain(heading))
            if key in self.keys.values():
                found.append(self.wrong(row, heading, _TWICE))
            elif key:
                self.keys[at] = key
            elif heading:
                found.append(self.wrong(row, heading, _UNKNOWN, self._meant(heading)))
        if not self.keys:
            return [self.wrong(row, "", _NO_HEADINGS, self._list())]
        return found + [
            self.wrong(row, "", Said(f"kolumnen {column.sv} saknas", f"the column {column.en} is missing"))
            for key, column in self.columns.items()
            if column.required and key not in self.keys.values()
        ]

    def place(self, row: int, column: str = "") -> Said:
        """`roster.csv rad 4, kolumn e-post`; a column's key gives the heading it has in the file."""
        written = [self.written[at] for at, key in self.keys.items() if key == column]
        asked = self.columns.get(column)
        sv, en = (written * 2 or ([asked.sv, asked.en] if asked else [column] * 2))[:2]
        return Said(
            f"{self.name} rad {row}" + (f", kolumn {sv}" if sv else ""),
            f"{self.name} row {row}" + (f", column {en}" if en else ""),
        )

    def wrong(self, row: int, column: str, what: Said, suggestion: Said | None = None) -> Placed:
        path = (row, column) if column else (row,)
        return Placed(self.place(row, column), Mistake(path, what, suggestion))

    def _meant(self, heading: str) -> Said:
        words = [word for key, column in self.columns.items() for word in _words(key, column)]
        meant = did_you_mean(heading, words)
        return Said(f"menade du ”{meant}”?", f"did you mean “{meant}”?") if meant else self._list()

    def _list(self) -> Said:
        columns = self.columns.values()
        return Said(
            "kända kolumner: " + ", ".join(column.sv for column in columns),
            "known columns: " + ", ".join(column.en for column in columns),
        )


def _row(number: int, cells: list[str], headings: _Headings) -> tuple[Row, list[Placed]]:
    values = dict.fromkeys(headings.columns, "")
    found = []
    for at, cell in enumerate(cells):
        key = headings.keys.get(at)
        heading = headings.written[at] if at < len(headings.written) else ""
        if key:
            values[key] = cell
            if hidden := INVISIBLE.search(cell):
                found.append(headings.wrong(number, key, *invisible(hidden[0])))
        elif cell and not heading:
            found.append(headings.wrong(number, "", _too_many(at + 1, cell), _QUOTE_SEPARATOR))
            break
    empty = [key for key in headings.keys.values() if headings.columns[key].required and not values[key]]
    return Row(values, number, headings), found + [headings.wrong(number, key, _MISSING) for key in empty]


def _separator(text: str, headings: _Headings) -> tuple[str, str]:
    """The text without Excel's `sep=` line, and the separator under which most headings are known."""
    if said := re.match(r"sep=([,;\t])\r?\n", text):
        return text[said.end() :], said[1]
    first = text.lstrip().partition("\n")[0]

    def recognised(separator: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"') for cell in first.split(separator)]
        return sum(_plain(cell) in headings.known for cell in cells), len(cells)

    return text, max(";,\t", key=recognised)


def _words(key: str, column: Column) -> tuple[str, ...]:
    return (column.sv, column.en, key, *column.aliases)


def _plain(word: str) -> str:
    return re.sub(r"[\s_-]", "", word.casefold())


def _too_many(position: int, cell: str) -> Said:
    short = cell if len(cell) <= 30 else cell[:30] + "…"
    return Said(
        f"kolumn {position} har ingen rubrik men värdet ”{short}”",
        f"column {position} has no heading but the value “{short}”",
    )


_EMPTY = Said("filen är tom", "the file is empty")
_MISSING = Said("värdet saknas", "the value is missing")
_UNKNOWN = Said("okänd kolumn", "unknown column")
_TWICE = Said("kolumnen finns två gånger", "the column is there twice")
_TOO_WIDE = Said(f"fler än {WIDEST} kolumner", f"more than {WIDEST} columns")
_NO_HEADINGS = Said("raden är ingen rubrikrad som känns igen", "the row is no heading row known here")
_QUOTE_SEPARATOR = Said(
    "sätt citattecken om en text som innehåller skiljetecknet",
    "put quotes around a text that contains the separator",
)
_QUOTES = Said("citattecknen går inte ihop", "the quotes do not match")
_DOUBLE_THEM = Said(
    'skriv "" för ett citattecken inuti en text i citattecken',
    'write "" for a quote inside quoted text',
)
