"""A table of figures: what a page shows, what a chart draws and what is written to a file, all the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Cell = str | int | float | date | None
"""None is a cell with nothing in it: not known, or not to be said."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. `name` tells it from other tables in addresses and file names, and `note` says what is
    counted, and of how many."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def numeric(self, column: int) -> bool:
        """True for a column of numbers."""
        cells = [row[column] for row in self.rows if row[column] is not None]
        return bool(cells) and all(isinstance(cell, int | float) for cell in cells)


def shown(cell: Cell, lang: str) -> str:
    """A cell as it reads on a page: a decimal comma in Swedish, a dash where there is nothing."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else f"{cell:.1f}"
        return text if lang == "en" else text.replace(".", ",")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def plain(number: Fraction) -> int | float:
    """A number as a cell holds it: whole where it is whole."""
    return int(number) if number.denominator == 1 else float(number)
