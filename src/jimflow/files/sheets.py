"""Reads a workbook that a spreadsheet saved: its sheets as rows of text, within bounds, and nothing that acts."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from jimflow.core.mistakes import Mistake, Said
from jimflow.files.decode import refused
from jimflow.files.packages import Bounds, OverfullPackage, parts_of, room_for, unpacked
from jimflow.files.places import BadFile, Placed
from jimflow.files.table import ENOUGH

LIMIT = 2 * 1024 * 1024  # bytes of the file
UNPACKED = 3 * 1024 * 1024  # bytes of the tables in it
PICTURES = 2 * 1024 * 1024  # bytes of everything else
MOST_PARTS = 500
_BOUNDS = Bounds(MOST_PARTS, UNPACKED + PICTURES)
MOST_SHEETS = 50
MOST_ROWS = 4000
"""Of one sheet, the empty ones counted."""
WIDEST = 40
"""Columns of one sheet; what stands to the right of them is not looked at."""
MOST_CELLS = 40_000
"""Of the whole workbook, the empty ones not counted."""
MOST_MARKS = 250_000
"""Beginnings and ends of elements in the parts that are read: what reading takes time by."""
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0")
"""A text that begins so may be taken for a formula by a spreadsheet; it is written with an apostrophe before it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, and its numbered rows that are not empty, every cell as text."""

    title: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def sheets_in(data: bytes, name: str) -> list[Sheet]:
    """The sheets of the workbook in those bytes; BadFile when it is none, is too large, or holds what could act.

    `name` stands in the mistakes.
    """
    if len(data) > LIMIT:
        raise refused(name, *_too_much(LIMIT))
    try:
        _inspect(data, name)
        from openpyxl import load_workbook  # it takes longer to load than most commands to run

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out of a spreadsheet's looks is not read anyway
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            if len(book.worksheets) > MOST_SHEETS:
                raise refused(name, Said(f"har fler än {MOST_SHEETS} blad", f"has more than {MOST_SHEETS} sheets"))
            return _read(book, name)
    except BadFile:
        raise
    except OverfullPackage:
        raise refused(name, *_too_much(UNPACKED)) from None
    except Exception:  # noqa: BLE001 - whatever the libraries meet in a broken file, the file is what is wrong
        raise refused(name, _NO_WORKBOOK, _SAVE_ANEW) from None


def _read(book: Any, name: str) -> list[Sheet]:
    found, wrong, left = [], list[Placed](), MOST_CELLS
    for sheet in book.worksheets:
        rows = []
        for number, cells in enumerate(sheet.iter_rows(max_col=WIDEST), 1):
            if number > MOST_ROWS:
                raise refused(f"{name}, {sheet.title}", _TOO_LONG, _DELETE_ROWS)
            formulas = [cell for cell in cells if cell.data_type == "f"]
            wrong += [_formula(sheet.title, number, cell.column_letter) for cell in formulas[: ENOUGH - len(wrong)]]
            texts = [text_of(cell.value) for cell in cells]
            filled = sum(map(bool, texts))
            left -= filled
            if left < 0:
                raise refused(name, _TOO_FULL, _DELETE_ROWS)
            if filled:
                rows.append((number, tuple(texts)))
        found.append(Sheet(sheet.title, tuple(rows)))
    if wrong:
        raise BadFile(wrong)
    return found


def _inspect(data: bytes, name: str) -> None:
    """Looks at what is in the package before anything of it is unpacked, and refuses what no table needs."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(name, _LOCKED, _SAVE_ANEW)
    parts = parts_of(data, _BOUNDS)
    names = [part.name for part in parts]
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refused(name, _NO_WORKBOOK, _SAVE_ANEW)
    tables = sum(p.size for p in parts if _is_table(p.name))
    if tables > UNPACKED or sum(p.size for p in parts) - tables > PICTURES:
        raise OverfullPackage
    if any(part.casefold().endswith("vbaproject.bin") for part in names):
        raise refused(name, _MACROS, _SAVE_ANEW)
    if any(part.casefold().startswith("xl/externallinks/") for part in names):
        raise refused(name, _LINKS, _BREAK_LINKS)
    marks, room = 0, room_for(data, _BOUNDS)
    for part in parts:  # all of them: which are read as tables is said inside the package, whatever they are called
        octets = b"".join(unpacked(data, part, room)).replace(b"\0", b"")  # as it reads in UTF-16, too
        marks += octets.count(b"<")
        if b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
            raise refused(name, _NO_WORKBOOK, _SAVE_ANEW)
        if part.name == "[Content_Types].xml" and b"macroEnabled" in octets:
            raise refused(name, _MACROS, _SAVE_ANEW)
    if marks > MOST_MARKS:
        raise refused(name, _TOO_FULL, _DELETE_ROWS)


def _is_table(part: str) -> bool:
    return part.casefold().endswith((".xml", ".rels"))


def text_of(value: object) -> str:
    """A cell as it is written in the round's YAML: dates and hours in one way, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain_text(str(value))


def plain_text(text: str) -> str:
    """A text without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(RISKY) else text


def _formula(sheet: str, row: int, column: str) -> Placed:
    place = Said(f"{sheet}, cell {column}{row}", f"{sheet}, cell {column}{row}")
    what = Said("cellen innehåller en formel", "the cell holds a formula")
    mend = Said("skriv värdet i stället (kopiera, klistra in värden)", "write the value instead (copy, paste values)")
    return Placed(place, Mistake((sheet, row, column), what, mend))


def _too_much(most: int) -> tuple[Said, Said]:
    size = most // 1024 // 1024
    return (
        Said(f"är för stor: högst {size} MB är tillåtet", f"is too large: at most {size} MB are allowed"),
        Said("ta bort allt utom omgångens tabeller", "remove everything but the round's tables"),
    )


_NO_WORKBOOK = Said("kan inte läsas som en arbetsbok (.xlsx)", "cannot be read as a workbook (.xlsx)")
_LOCKED = Said("är sparad i ett äldre format eller med lösenord", "is saved in an older format or with a password")
_SAVE_ANEW = Said("spara den på nytt som Excel-arbetsbok (.xlsx)", "save it anew as an Excel workbook (.xlsx)")
_MACROS = Said("innehåller makron", "contains macros")
_LINKS = Said("hänvisar till andra arbetsböcker", "refers to other workbooks")
_BREAK_LINKS = Said("bryt länkarna och spara på nytt", "break the links and save it anew")
_TOO_FULL = Said(f"har fler än {MOST_CELLS} ifyllda celler", f"has more than {MOST_CELLS} cells filled in")
_TOO_LONG = Said(f"har rader efter rad {MOST_ROWS}", f"has rows after row {MOST_ROWS}")
_DELETE_ROWS = Said("ta bort rader som inte används, även de tomma", "delete rows not in use, the empty ones too")
