"""A refused file: every mistake in it with the place where a person finds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from jimflow.core.mistakes import Mistake, Mistakes, Path, Said


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a round's tables: the sheet and the column by their keys ("": the whole row), the row as shown."""

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mistake and its place in a file: `jim-plus.yaml:12`, or `roster.csv rad 4, kolumn e-post`."""

    place: Said
    mistake: Mistake
    cell: Cell | None = None
    """Where it stands in a round's tables."""

    @property
    def what(self) -> Said:
        return self.mistake.what

    @property
    def suggestion(self) -> Said | None:
        return self.mistake.suggestion

    @property
    def path(self) -> Path:
        return self.mistake.path

    def in_(self, lang: str) -> str:
        """Where, what and how to mend it, on one line."""
        return f"{self.place.in_(lang)}: {self.mistake.in_(lang)}"


class BadFile(Mistakes):
    """A file that cannot be used; `mistakes` holds every mistake with its place, in the order of the file."""

    def __init__(self, mistakes: Iterable[Placed]) -> None:
        self.mistakes: tuple[Placed, ...] = tuple(mistakes)
        super().__init__(placed.mistake for placed in self.mistakes)

    def lines(self, lang: str = "sv") -> list[str]:
        """One line per mistake: file and line, what, how to mend it."""
        return [placed.in_(lang) for placed in self.mistakes]


class Source(Protocol):
    """What somebody wrote, read as plain data, which knows where each value of it stands."""

    @property
    def data(self) -> Any: ...

    def bad(self, mistakes: Mistakes | Iterable[Mistake], /) -> BadFile:
        """The mistakes found in the data, each with its place, in the order in which they are read."""
