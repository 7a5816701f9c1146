"""Where each state of a graph stands: its rank along the main path and its lane beside it, before any measure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jimflow.core.diagram_graph import ANY_STEP, Graph

Cell = tuple[int, int]
"""(rank, lane): lane 0 is the main path, higher ones are further from it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cell of each state. `frame` is (first rank, last rank, last lane) of the frame around the steps, if any."""

    cells: Mapping[str, Cell]
    frame: tuple[int, int, int] | None

    @property
    def ranks(self) -> int:
        return max(rank for rank, _ in self.cells.values()) + 1

    @property
    def lanes(self) -> int:
        return max(lane for _, lane in self.cells.values()) + 1

    def clear(self, a: Cell, b: Cell) -> bool:
        """True when nothing stands on the straight line between two cells of one rank or one lane."""
        (r, lane), (s, other) = sorted((a, b))
        between = {(n, lane) for n in range(r + 1, s)} if lane == other else set()
        if r == s:
            between = {(r, n) for n in range(lane + 1, other)}
        return (r == s or lane == other) and between.isdisjoint(self.cells.values())

    def open_below(self, cell: Cell, lane: int) -> bool:
        """True when nothing stands under a cell before `lane`."""
        return {(cell[0], n) for n in range(cell[1] + 1, lane)}.isdisjoint(self.cells.values())


def grid(drawn: Graph) -> Grid:
    """Each state gets the free cell that is nearest to what leads there."""
    cells: dict[str, Cell] = {state: (rank, 0) for rank, state in enumerate(drawn.main)}
    inside = [state for state in drawn.beside if state in drawn.group]
    outside = [state for state in drawn.beside if state not in drawn.group]
    frame = None
    steps = [cells[state][0] for state in drawn.group if state in cells]
    for state in inside:
        cells[state] = _free(cells, _wanted(drawn, state, cells, None, 0), None, steps)
    if drawn.group and drawn.together:
        ranks = [cells[s][0] for s in drawn.group]
        frame = (min(ranks), max(ranks), max(cells[s][1] for s in drawn.group))
    elif drawn.group:
        outside.insert(0, ANY_STEP)
    common = [s for s in outside if _from_the_group(drawn, s)]
    for state in outside:
        apart = 2 * common.index(state) - len(common) + 1 if state in common else 0
        cells[state] = _free(cells, _wanted(drawn, state, cells, frame, apart), frame)
    return Grid(cells, frame)


def _from_the_group(drawn: Graph, state: str) -> bool:
    return any(arrow.target == state and ANY_STEP in arrow.sources for arrow in drawn.arrows)


def _wanted(
    drawn: Graph, state: str, cells: Mapping[str, Cell], frame: tuple[int, int, int] | None, apart: int
) -> Cell:
    """The cell where a state would stand best: under what leads there, between that and what it leads to."""
    if state == ANY_STEP:
        steps = [cells[s][0] for s in drawn.group if s in cells]
        return (min(steps) + max(steps)) // 2, 1
    lane = frame[2] + 1 if frame else 1
    parents = [s for a in drawn.arrows if a.target == state for s in a.sources if s in cells]
    if frame and _from_the_group(drawn, state):
        middle = (frame[0] + frame[1]) // 2
        return min(max(middle + apart, frame[0]), frame[1]), lane
    onward = [a.target for a in drawn.arrows if state in a.sources]
    back = not {ANY_STEP, *parents}.isdisjoint(onward)
    onward = [target for target in onward if cells.get(target, (0, 1))[1] == 0]
    on_main = [cells[s][0] for s in parents if cells[s][1] == 0]
    if on_main and back:
        return sum(on_main) // len(on_main), 1
    if on_main:
        start, end = on_main[0], cells[onward[0]][0] if onward and onward[0] in cells else on_main[0]
        return (start + end + (1 if end > start else 0)) // 2, 1
    if parents:
        rank, at = cells[parents[0]]
        return rank + 1, at
    return len(drawn.main) - 1, lane


def _free(
    cells: Mapping[str, Cell],
    wanted: Cell,
    frame: tuple[int, int, int] | None,
    ranks: Collection[int] = (),
) -> Cell:
    """The free cell nearest to the one wanted: outside the frame, or in one of the `ranks`."""
    taken = set(cells.values())
    rank, lane = wanted

    def open_(cell: Cell) -> bool:
        within = frame is not None and frame[0] <= cell[0] <= frame[1] and cell[1] <= frame[2]
        return cell not in taken and not within

    among = ranks or range(max(0, rank - 6), rank + 7)
    free = [(r, n) for r in among for n in range(1, lane + len(cells) + 1) if open_((r, n))]
    return min(free, key=lambda c: (abs(c[0] - rank) + 1.6 * abs(c[1] - lane), -c[0]))
