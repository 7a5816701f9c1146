"""Rosters: who holds which function of which organisation, from YAML or CSV, every mistake with its place."""

from __future__ import annotations

from pathlib import Path

from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Node
from jimflow.core.mistakes import Mistakes, Said
from jimflow.files.decode import refused
from jimflow.files.roster_rows import Grounds, guests_of, known_names, roster_from
from jimflow.files.roster_table import appointments_in_table
from jimflow.files.round_shape import AppointmentFile
from jimflow.files.yaml import load

__all__ = ["Grounds", "guests_of", "read_roster"]


def read_roster(path: Path, grounds: Grounds) -> list[AppointmentFile]:
    """The appointments in a file ending in .csv, .yaml or .yml; BadFile lists every mistake in it."""
    kind = path.suffix.lower()
    if kind == ".csv":
        return appointments_in_table(path, grounds)
    if kind not in (".yaml", ".yml"):
        what = Said("är varken CSV eller YAML", "is neither CSV nor YAML")
        raise refused(path.name, what, Said("spara den som .csv eller .yaml", "save it as .csv or .yaml"))
    document = load(path)
    book = Book()
    try:
        known_names(book, grounds)
        found = roster_from(Node(document.data, (), book), grounds)
    except Mistakes as mistakes:
        raise document.bad(mistakes) from None
    if book.mistakes:
        raise document.bad(book.mistakes)
    return found
