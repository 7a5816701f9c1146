"""The cells that a round's values come from, and a mistake told at its cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jimflow.core.language.book import Book
from jimflow.core.language.nodes import Node
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Mistake, Mistakes, Path, Said
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.files.places import BadFile, Cell, Placed
from jimflow.files.roster_table import code
from jimflow.files.round_sheets import KINDS
from jimflow.files.table import ENOUGH, Row

Tables = Mapping[str, Sequence[Row]]
"""The rows of each sheet, by its key."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell: the sheet's number and key, the row, and the column's key ("" for the whole row)."""

    sheet: int
    row: Row | None
    column: str = ""

    @property
    def order(self) -> tuple[int, int]:
        return self.sheet, self.row.row if self.row is not None else 0


@dataclass(frozen=True, slots=True)
class Written:
    """A round as it was written: its data as the YAML form has it, where each value stands, what is wrong already."""

    name: str
    data: dict[str, Any] = field(repr=False)
    spots: Mapping[Path, Spot] = field(repr=False)
    found: tuple[Mistake, ...] = ()
    """Mistakes in the cells' own words, which the reading of the data does not see."""
    placed: tuple[tuple[int, Placed], ...] = ()
    """Mistakes of the tables, each with its sheet's number: cells that are empty or hold what cannot be seen."""

    @property
    def wrong(self) -> bool:
        """True when the tables hold mistakes whatever their data says."""
        return bool(self.found or self.placed)

    def bad(self, mistakes: Mistakes | Iterable[Mistake]) -> BadFile:
        """All that is wrong, sheet by sheet and row by row; what is told of a cell already is told once."""
        items = mistakes.items if isinstance(mistakes, Mistakes) else mistakes
        own = [(self._spot(m.path), m) for m in self.found]
        said = {(*spot.order, spot.column) for spot, _ in own}
        more = [(spot, m) for m in items if (*(spot := self._spot(m.path)).order, spot.column) not in said]
        known = {p.place for _, p in self.placed}
        told = [((sheet, _row(p)), _at_cell(sheet, p)) for sheet, p in self.placed]
        told += [(s.order, p) for s, m in [*own, *more] if (p := self._placed(s, m)).place not in known]
        return BadFile([p for _, p in sorted(told, key=lambda one: one[0])][:ENOUGH])

    def _spot(self, path: Path) -> Spot:
        while path and path not in self.spots:
            path = path[:-1]
        return self.spots.get(path, Spot(0, None))

    def _placed(self, spot: Spot, mistake: Mistake) -> Placed:
        if spot.row is None:
            kind = list(KINDS.values())[spot.sheet]
            place = Said(f"{self.name}, {kind.title.sv}", f"{self.name}, {kind.title.en}")
            return Placed(place, mistake, Cell(kind.key, 0))
        place = spot.row.wrong(spot.column, mistake.what, mistake.suggestion).place
        return Placed(place, mistake, Cell(list(KINDS)[spot.sheet], spot.row.row, spot.column))


def _row(placed: Placed) -> int:
    return int(placed.path[0]) if placed.path else 0


def _at_cell(sheet: int, placed: Placed) -> Placed:
    column = str(placed.path[1]) if len(placed.path) > 1 else ""
    return replace(placed, cell=Cell(list(KINDS)[sheet], _row(placed), column))


class Growing:
    """Data in the making: where each value stands, and the words that its cells may use."""

    def __init__(self, tables: Tables, workflow: Workflow) -> None:
        self.tables, self.workflow, self.book = tables, workflow, Book()
        self.data: dict[str, Any] = {"organisations": {}, "clusters": {}}
        self.spots: dict[Path, Spot] = {(kind,): Spot(n, None) for n, kind in enumerate(KINDS)}
        self.section = "organisations" if workflow.subject == ORGANISATION else "subjects"
        self.words: dict[str, Mapping[str, str]] = {}
        self.lost: set[str] = set()

    def at(self, path: Path, number: int, row: Row, columns: Mapping[str, str]) -> None:
        """Where the value at `path` stands, and each of its keys; columns by key."""
        self.spots.setdefault(path, Spot(number, row))
        for key, column in columns.items():
            self.spots[*path, key] = Spot(number, row, column)

    def word(self, row: Row, column: str, path: Path, kind: str = "") -> str:
        """What a cell's word stands for; one that nobody knows is read on as it stands."""
        return code(row[column], self.words[kind or column], Node(row[column], path, self.book)) if row[column] else ""

    def choice(self, row: Row, column: str, path: Path, several: Mapping[str, Said]) -> str:
        """As `_word`, where only the words of the language are known: any other is a mistake here."""
        before = len(self.book.mistakes)
        found = self.word(row, column, path)
        if found and found not in several and len(self.book.mistakes) == before:
            words = [", ".join(s.in_(lang) for s in several.values()) for lang in ("sv", "en")]
            what = Said(f"{quoted(row[column])} känns inte igen", f"{quoted(row[column])} is not known")
            self.book.add(path, what, Said(f"skriv något av {words[0]}", f"write one of {words[1]}"))
        return found if found in several else ""

    def a_name(self, sv: str, en: str) -> object:
        return {"sv": sv, "en": en} if sv and en and sv != en else sv or en

    def a_text(self, sv: str, en: str) -> dict[str, str]:
        return {lang: words for lang, words in (("sv", sv), ("en", en)) if words}

    def put(self, path: Path, value: object) -> None:
        here = self.data
        for key in path[:-1]:
            here = here.setdefault(str(key), {})
        here[str(path[-1])] = value
