"""Tables for people: legible at 80 columns, without colour and on paper."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """One table on the screen; the last column takes what room is left."""
    made = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False, show_edge=False)
    for number, name in enumerate(columns):
        made.add_column(name, overflow="fold", ratio=1 if number == len(columns) - 1 else None)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    console().print(made)


def console() -> Console:
    """Writes to the screen of the moment; words are never read as markup."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
