"""Lays a graph of states out in pixels: the main path in a line, the rest beside it, the arrows through channels."""

from __future__ import annotations

from jimflow.core.diagram_graph import ANY_STEP, Graph
from jimflow.core.diagram_measures import MARGIN, PAD, TITLE, Measures, Words
from jimflow.core.diagram_routes import Round, Straight
from jimflow.core.diagram_shapes import Box, Drawing, Label, Path, Point


def layout(drawn: Graph, words: Words, *, down: bool = False) -> Drawing:
    """The drawing, running to the right or, for narrow pages, down."""
    return _Layout(drawn, words, down).drawing()


class _Layout(Measures):
    """One drawing in the making; it is turned only at the end, where a point becomes x and y."""

    def __init__(self, drawn: Graph, words: Words, down: bool) -> None:
        super().__init__(drawn, words, down)
        self.paths: list[Path] = []
        self.said: list[Label] = []

    def drawing(self) -> Drawing:
        for s in self.routes.straight:
            self._draw_across(s) if s.across else self._draw_along(s)
        done: set[tuple[int, int]] = set()
        for r in self.routes.round:
            self._draw_round(r, first=(r.number, r.into) not in done)
            done.add((r.number, r.into))
        for number in self.routes.loops:
            self._draw_loop(number)
        boxes = tuple(self._placed(name) for name in self.grid.cells)
        start = (MARGIN + 5, self.lane_v[0])
        self.paths.insert(0, Path((self._xy(*start), self._xy(self._edge_u(self.drawn.main[0], -1), self.lane_v[0]))))
        width, height = self._xy(self.length, self.depth)
        return Drawing(
            width, height, boxes, tuple(self.paths), tuple(self.said), self._frame(), self._xy(*start)
        ).trimmed()

    def _xy(self, u: float, v: float) -> Point:
        return (v, u) if self.down else (u, v)

    def _placed(self, name: str) -> Box:
        rank, lane = self.grid.cells[name]
        box = self.boxes[name]
        x, y = self._xy(self.centre_u[rank], self.lane_v[lane])
        return Box(name, x - box.width / 2, y - box.height / 2, box.width, box.height, box.lines, box.note)

    def _frame_uv(self) -> tuple[float, float, float, float]:
        assert self.grid.frame is not None
        first, last, lane = self.grid.frame
        before, above = (PAD + TITLE, PAD) if self.down else (PAD, PAD + TITLE)
        names = self.grid.cells.items()
        top = max(self.box_size(n)[1] for n, c in names if c[1] == 0)
        bottom = max(self.box_size(n)[1] for n, c in names if c[1] == lane)
        return (
            self.centre_u[first] - self.widths[first] / 2 - before,
            self.lane_v[0] - top / 2 - above,
            self.centre_u[last] + self.widths[last] / 2 + PAD,
            self.lane_v[lane] + bottom / 2 + PAD,
        )

    def _frame(self) -> Box | None:
        if self.grid.frame is None:
            return None
        u, v, w, z = self._frame_uv()
        (x, y), (right, low) = self._xy(u, v), self._xy(w, z)
        return Box(ANY_STEP, x, y, right - x, low - y, (self.words.frame,))

    def _edge_u(self, name: str, side: int) -> float:
        return self.centre_u[self.grid.cells[name][0]] + side * self.box_size(name)[0] / 2

    def _edge_v(self, name: str, side: int) -> float:
        if name not in self.boxes:
            frame = self._frame_uv()
            return frame[1] if side < 0 else frame[3]
        return self.lane_v[self.grid.cells[name][1]] + side * self.box_size(name)[1] / 2

    def _draw_along(self, s: Straight) -> None:
        (a, lane), (b, _) = self.grid.cells[s.source], s.cell
        side, v = (1 if b > a else -1), self.lane_v[lane]
        u, w = self._edge_u(s.source, side), self._edge_u(s.target, -side)
        self.paths.append(Path((self._xy(u, v), self._xy(w, v)), main=self.drawn.arrows[s.number].main))
        if lines := self.labels[s.number]:
            lv = self.label_size(s.number)[1]
            x, y = self._xy(self._middle(u, w), v)
            self.said.append(
                Label(x + 8, y, "start", lines) if self.down else Label(x, y - 5 - lv / 2, "middle", lines)
            )

    def _middle(self, u: float, w: float) -> float:
        """Between two boxes, or between a box and the frame when its edge lies between them."""
        if self.grid.frame:
            first, _, last, _ = self._frame_uv()
            u, w = sorted((u, w))
            u, w = (max(u, last) if u < last < w else u), (min(w, first) if u < first < w else w)
        return (u + w) / 2

    def _draw_across(self, s: Straight) -> None:
        side = -self.enters(s)
        u = self.centre_u[s.cell[0]] + s.shift * self.spread
        v, z = self._edge_v(s.source, side), self._edge_v(s.target, -side)
        self.paths.append(Path((self._xy(u, v), self._xy(u, z))))
        lines, first = self.labels[s.number], s.count > 1 and s.index == 0
        lu, lv = self.label_size(s.number)
        x, y = self._xy(u, max(v, z) - 9 - lv / 2 - (0 if self.down else self.lifted(s)))
        if self.down:
            below = s.count > 1 and s.index == s.count - 1
            self.said.append(Label(x, y + (5 + lu / 2) * (1 if below else -1), "middle", lines))
        else:
            self.said.append(Label(x - 7, y, "end", lines) if first else Label(x + 7, y, "start", lines))

    def _draw_round(self, r: Round, *, first: bool) -> None:
        u, w = self.ends(r)
        v, z = self._edge_v(r.source, r.out), self._edge_v(r.target, r.into)
        leaves, enters = self.track_v(r.leaves, r.number), self.track_v(r.enters, r.number)
        corners = [(u, v), (u, leaves)]
        if r.leaves != r.enters:
            corners += [(self.gutter(r), leaves), (self.gutter(r), enters)]
        corners += [(w, enters), (w, z)]
        self.paths.append(Path(tuple(self._xy(*corner) for corner in corners)))
        if first and self.joined(r) is None:
            spans = {c: self.spans[c, r.number] for c in (r.leaves, r.enters)}
            self._label_over(r.number, max(spans, key=lambda c: spans[c][1] - spans[c][0]))

    def _draw_loop(self, number: int) -> None:
        _, top, _, _ = self._frame_uv()
        lo, hi = self.spans[0, number]
        v = self.track_v(0, number)
        self.paths.append(Path(tuple(self._xy(*p) for p in ((hi, top), (hi, v), (lo, v), (lo, top)))))
        self._label_over(number, 0)

    def _label_over(self, number: int, channel: int) -> None:
        lo, hi = self.spans[channel, number]
        _, lv = self.label_size(number)
        x, y = self._xy((lo + hi) / 2, self.track_v(channel, number))
        lines, far = self.labels[number], 1 if channel == self.grid.lanes else -1
        if self.down:
            self.said.append(Label(x + 6 * far, y, "start" if far > 0 else "end", lines))
        else:
            self.said.append(Label(x, y + (5 + lv / 2) * far, "middle", lines))
