"""Tables for people: legible at 80 columns, without colour and on paper."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 80
INDENT = 6
GAP = 3
"""Characters between two columns of a table."""


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """One table on the screen. Cells are broken between words, inside a word only where the screen is too narrow."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, show_edge=False)
    screen = console()
    columns_of_cells = [[name, *(row[n] for row in rows)] for n, name in enumerate(columns)]
    widths = _widths(columns_of_cells, screen.width - GAP * (len(columns) - 1))
    for name, width in zip(columns, widths, strict=True):
        made.add_column(name, overflow="fold", width=width)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    screen.print(made)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int | None]:
    """How wide each column is. Where there is no room for all, the widest give way, but never below a word."""
    wished = [max(cell_len(cell) for cell in cells) for cells in columns]
    least = [max(cell_len(word) for cell in cells for word in cell.split() or [""]) for cells in columns]
    if sum(wished) <= room or sum(least) > room:
        return [None] * len(columns)

    def within(cap: int) -> list[int]:
        return [min(wish, max(need, cap)) for wish, need in zip(wished, least, strict=True)]

    widths: list[int | None] = [*within(max(cap for cap in range(room + 1) if sum(within(cap)) <= room))]
    return [*widths[:-1], None] if len(widths) > 1 else widths


def entries(heads: Sequence[tuple[Sequence[str], str]]) -> None:
    """A list whose entries are too wide for columns: (cells in line, words below)."""
    widths = [max((len(cells[n]) for cells, _ in heads), default=0) for n in range(len(heads[0][0]) if heads else 0)]
    for cells, below in heads:
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        sys.stdout.write(f"{line}\n")
        for words in textwrap.wrap(below, WIDTH - INDENT, break_long_words=False, break_on_hyphens=False):
            sys.stdout.write(f"{' ' * INDENT}{words}\n")


def console() -> Console:
    """Writes to the screen of the moment; words are never read as markup."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
