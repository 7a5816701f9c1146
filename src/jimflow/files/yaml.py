"""YAML as plain data: text, whole numbers and true/false, with the line of every path; nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jimflow.core.mistakes import Mistake, Mistakes
from jimflow.core.mistakes import Path as DataPath
from jimflow.files.compose import Place, Places, compose
from jimflow.files.decode import at_line, read_bounded, too_large, utf8
from jimflow.files.places import BadFile

__all__ = ["LIMIT", "BadFile", "Document", "load", "loads"]

LIMIT = 256 * 1024  # bytes


@dataclass(frozen=True)
class Document:
    """One YAML file as read: its data, and where in the file each path of the data stands."""

    name: str
    data: Any = field(repr=False)
    _places: Places = field(repr=False)

    def place(self, path: DataPath) -> Place:
        """Line and column, from 1, of the key or list item at `path`; of its nearest ancestor when it is not there."""
        while path not in self._places:
            path = path[:-1]
        return self._places[path]

    def bad(self, mistakes: Mistakes | Iterable[Mistake]) -> BadFile:
        """The mistakes found in this document's data, each with its line, in the order of the file."""
        items = mistakes.items if isinstance(mistakes, Mistakes) else mistakes
        ordered = sorted(items, key=lambda item: self.place(item.path))
        return BadFile(at_line(self.name, self.place(item.path)[0], item) for item in ordered)


def load(path: Path, *, limit: int = LIMIT) -> Document:
    """Reads a YAML file of at most `limit` bytes; BadFile lists all that is wrong with it."""
    return loads(read_bounded(path, limit), path.name, limit=limit)


def loads(text: str | bytes, name: str, *, limit: int = LIMIT) -> Document:
    """As `load`, for text at hand; `name` stands in the mistakes."""
    if len(text) > limit:
        raise too_large(name, len(text), limit)
    decoded = utf8(text, name) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    data, places = compose(decoded, name)
    return Document(name, data, places)
