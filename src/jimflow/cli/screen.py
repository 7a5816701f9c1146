"""Tables for people: legible at 80 columns, without colour and on paper."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 80
INDENT = 6


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """One table on the screen; the last column takes what room is left."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, show_edge=False)
    for number, name in enumerate(columns):
        made.add_column(name, overflow="fold", ratio=1 if number == len(columns) - 1 else None)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    console().print(made)


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
