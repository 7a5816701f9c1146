"""How each arrow of a drawing runs: straight between neighbours, or round the boxes through the channels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from jimflow.core.diagram_graph import ANY_STEP, Arrow, Graph
from jimflow.core.diagram_grid import Cell, Grid

Port = tuple[str, int, int, bool]
"""(box, side, arrow's number, enters): where an arrow that goes round leaves or enters; side -1 is towards lane 0."""


@dataclass(frozen=True, slots=True)
class Straight:
    """An arrow between two neighbours; `across` lanes, else along one. `index` of `count` between the same two."""

    number: int
    source: str
    target: str
    across: bool
    cell: Cell
    index: int = 0
    count: int = 1

    @property
    def shift(self) -> float:
        """How many places it stands beside the middle of the box."""
        return self.index - (self.count - 1) / 2


@dataclass(frozen=True, slots=True)
class Round:
    """An arrow through channels: `leaves` and `enters` are the channels; they differ when it also takes a gutter."""

    number: int
    source: str
    target: str
    start: Cell
    end: Cell
    out: int
    into: int
    leaves: int
    enters: int


@dataclass(slots=True)
class Routes:
    """All arrows of a graph on its grid. `loops` are those from the whole frame back to itself."""

    straight: list[Straight] = field(default_factory=list)
    round: list[Round] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)


def routes(drawn: Graph, grid: Grid) -> Routes:
    """Decides for every arrow which way it takes."""
    found, onto = Routes(), defaultdict[str, list[Straight]](list)
    taken: set[tuple[str, str]] = set()
    for number, arrow, source in _each(drawn):
        if grid.frame and source == arrow.target == ANY_STEP:
            found.loops.append(number)
            continue
        start, end = _cell(grid, source, arrow.target), _cell(grid, arrow.target, source)
        whole = grid.frame is not None and ANY_STEP in (source, arrow.target)
        if start[0] == end[0] and start[1] != end[1] and grid.clear(start, end):
            onto[_outer(grid, source, arrow.target)].append(Straight(number, source, arrow.target, True, end))
        elif _along(grid, start, end) and not whole and (source, arrow.target) not in taken:
            taken |= {(source, arrow.target), *([(arrow.target, source)] if start[1] else [])}
            found.straight.append(Straight(number, source, arrow.target, False, end))
        else:
            found.round.append(_round(grid, number, source, arrow.target, start, end))
    for same in onto.values():
        for index, one in enumerate(same):
            cell = one.cell if one.target != ANY_STEP or grid.frame is None else _cell(grid, one.source, one.source)
            found.straight.append(Straight(one.number, one.source, one.target, True, cell, index, len(same)))
    return found


def _each(drawn: Graph) -> Iterator[tuple[int, Arrow, str]]:
    for number, arrow in enumerate(drawn.arrows):
        for source in arrow.sources:
            yield number, arrow, source


def _cell(grid: Grid, name: str, other: str) -> Cell:
    """The cell of a box; of the frame, the part of it that is nearest to the other end."""
    if grid.frame is None or name != ANY_STEP:
        return grid.cells[name]
    first, last, lane = grid.frame
    rank, at = grid.cells[other]
    return min(max(rank, first), last), (lane if at else 0)


def _outer(grid: Grid, source: str, target: str) -> str:
    """The end of a straight arrow that is further out; all that reach it from within stand beside each other."""
    return max((source, target), key=lambda name: grid.cells[name][1] if name in grid.cells else -1)


def _along(grid: Grid, start: Cell, end: Cell) -> bool:
    if start[1] != end[1] or start == end:
        return False
    return end[0] == start[0] + 1 if start[1] == 0 else grid.clear(start, end)


def _round(grid: Grid, number: int, source: str, target: str, start: Cell, end: Cell) -> Round:
    """Along the channel that is further out; down to it, or up from it, beside the box where others stand between."""
    a, b = start[1], end[1]
    if a == b:
        side, channel = (-1, 0) if a == 0 else (1, a + 1)
        return Round(number, source, target, start, end, side, side, channel, channel)
    outer = max(a, b)
    inner = start if a < b else end
    first = outer if grid.open_below(inner, outer) else inner[1] + 1
    if a < b:
        return Round(number, source, target, start, end, 1, -1, first, outer)
    return Round(number, source, target, start, end, -1, 1, outer, first)
