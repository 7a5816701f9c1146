"""How large a drawing of states becomes: its boxes, the gaps between them, the ports and the tracks of its arrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.diagram_graph import ANY_STEP, Graph
from jimflow.core.diagram_grid import Cell, Grid, grid
from jimflow.core.diagram_routes import Port, Round, Routes, Straight, routes
from jimflow.core.diagram_shapes import LINE, SIZE, SMALL, Box, widest_of, wrapped

MARGIN, GAP, PAD, TITLE, PORT, STUB = 14.0, 38.0, 16.0, 22.0, 12.0, 24.0
LEAST_CHANNEL = 28.0


@dataclass(frozen=True, slots=True)
class Words:
    """What is written: the title of each state and what stands below it, each trigger's name, the frame's title."""

    titles: Mapping[str, str]
    notes: Mapping[str, str]
    triggers: Mapping[str, str]
    frame: str


class Measures:
    """Everything but the lines themselves, in coordinates (u along the main path, v across it) in pixels."""

    def __init__(self, drawn: Graph, words: Words, down: bool) -> None:
        self.drawn, self.words, self.down = drawn, words, down
        self.grid: Grid = grid(drawn)
        self.routes: Routes = routes(drawn, self.grid)
        told = next((n for n, arrow in enumerate(drawn.arrows) if arrow.main), -1)
        self.labels = [self._label(a.trigger) if n == told or not a.main else () for n, a in enumerate(drawn.arrows)]
        self.spread = self._spread()
        self.boxes = {name: self._box(name) for name in self.grid.cells}
        self._even_sizes()
        self._room_for_ports()
        self.centre_u = self._along()
        self.ports = self._ports()
        self.tracks = self._tracks()
        self.lane_v, self.channel_v = self._across()

    # --- sizes
    def _box(self, name: str) -> Box:
        lines = wrapped(
            self.words.titles.get(name, name),
            SIZE,
            (170 if self.grid.cells[name][1] == 0 else 120) if self.down else 136,
        )
        note = self.words.notes.get(name, "")
        width = max(widest_of(lines, SIZE), widest_of((note,), SMALL), 56) + 26
        return Box(name, 0, 0, width, len(lines) * SIZE * LINE + (SMALL * LINE if note else 0) + 18, lines, note)

    def _even_sizes(self) -> None:
        main = [box for name, box in self.boxes.items() if self.grid.cells[name][1] == 0]
        width, height = max(b.width for b in main), max(b.height for b in self.boxes.values())
        for name, box in self.boxes.items():
            wide = width if self.down and self.grid.cells[name][1] == 0 else box.width
            tall = box.height if self.down else height
            self.boxes[name] = Box(name, 0, 0, wide, tall, box.lines, box.note)

    def _room_for_ports(self) -> None:
        """Makes a box longer where more arrows touch one side of it than there is room for."""
        ends = [end for r in self.routes.round for end in ((r.source, r.out, -1), (r.target, r.into, r.number))]
        for name, box in self.boxes.items():
            for side in (-1, 1):
                straights = self._straights_at(name, side)
                rounds = len({e for e in ends if e[:2] == (name, side)})
                need = self.spread * straights + 2 * PORT * (rounds - 0.4) + 16 if straights + rounds > 1 else 0.0
                long = max(need, self.box_size(name)[0])
                wide, high = (box.width, long) if self.down else (long, box.height)
                self.boxes[name] = Box(name, 0, 0, wide, high, box.lines, box.note)

    def _spread(self) -> float:
        """How far from each other straight arrows between two boxes run; words between three of them need room."""
        crowd = [s for s in self.routes.straight if s.across and s.count > 2] if self.down else []
        return max([2 * PORT, *(self.label_size(s.number)[0] + 8 for s in crowd)])

    def _label(self, trigger: str) -> tuple[str, ...]:
        return wrapped(self.words.triggers.get(trigger, trigger), SMALL, 92 if self.down else 120)

    def _size(self, width: float, height: float) -> tuple[float, float]:
        """(along, across) of something that is so wide and high on the page."""
        return (height, width) if self.down else (width, height)

    def label_size(self, number: int) -> tuple[float, float]:
        lines = self.labels[number]
        return self._size(widest_of(lines, SMALL), len(lines) * SMALL * LINE)

    def box_size(self, name: str) -> tuple[float, float]:
        return self._size(self.boxes[name].width, self.boxes[name].height)

    # --- along the main path
    def _along(self) -> list[float]:
        widths = [0.0] * self.grid.ranks
        for name, (rank, _) in self.grid.cells.items():
            widths[rank] = max(widths[rank], self.box_size(name)[0])
        gaps = [GAP - (6 if self.down else 0)] * self.grid.ranks
        for s in self.routes.straight:
            if not s.across and self.labels[s.number]:
                rank, far = sorted((self.grid.cells[s.source][0], s.cell[0]))
                if far > rank + 1:
                    continue  # there is room enough
                gaps[rank] = max(gaps[rank], self.label_size(s.number)[0] + 26)
        for r in self.routes.round:
            if r.leaves != r.enters:
                gaps[self._turning(r)[0]] += 8
        self._room_for_frame(gaps)
        at, centres = MARGIN + STUB, []
        if self.grid.frame and self.grid.frame[0] == 0:
            at += PAD + (TITLE if self.down else 0)
        for rank, width in enumerate(widths):
            centres.append(at + width / 2)
            at += width + gaps[rank]
        self.widths = widths
        self.length = at - gaps[-1] + MARGIN + (PAD if self.grid.frame and self.grid.frame[1] + 1 == len(widths) else 0)
        return centres

    def _room_for_frame(self, gaps: list[float]) -> None:
        if self.grid.frame:
            first, last, _ = self.grid.frame
            if first:
                gaps[first - 1] += PAD + (TITLE if self.down else 0)
            gaps[last] += PAD

    # --- ports: where arrows that go round touch a box
    def _ports(self) -> dict[Port, float]:
        wanted: dict[tuple[str, int], dict[Port, float]] = defaultdict(dict)
        found: dict[Port, float] = {}
        for r in self.routes.round:
            away = self.centre_u[r.end[0]] - self.centre_u[r.start[0]]
            wanted[r.source, r.out][r.source, r.out, r.number, False] = away
            port = (r.target, r.into, r.number, True)
            joined = self.joined(r)
            if joined is None:
                wanted[r.target, r.into][port] = -away if r.source != r.target else -1
            else:
                found[port] = joined.shift * self.spread
        for (name, side), ports in wanted.items():
            middle = self._straights_at(name, side) * self.spread / 2
            for sign in (-1, 1):
                same = sorted((p for p in ports if (ports[p] >= 0) == (sign > 0)), key=lambda p: -abs(ports[p]))
                for k, port in enumerate(same):
                    found[port] = sign * (middle + PORT * (k + 0.6) + (10 if abs(ports[port]) <= 1 else 0))
        return found

    def joined(self, r: Round) -> Straight | None:
        """The straight part of the same arrow, which the round part runs into."""
        same = (s for s in self.routes.straight if s.across and (s.number, s.target) == (r.number, r.target))
        return next((s for s in same if self.enters(s) == r.into and r.target in self.boxes), None)

    def enters(self, s: Straight) -> int:
        """The side on which a straight arrow across lanes comes in."""
        lanes = [self.grid.cells[n][1] if n in self.grid.cells else -1 for n in (s.source, s.target)]
        return -1 if lanes[1] > lanes[0] else 1

    def _straights_at(self, name: str, side: int) -> int:
        lane = self.grid.cells.get(name, (0, 0))[1]
        ends = [(s, s.target if s.source == name else s.source) for s in self.routes.straight if s.across]
        return sum(
            1
            for s, other in ends
            if name in (s.source, s.target)
            and ((self.grid.cells.get(other, (0, 0))[1] < lane) == (side < 0) or other == ANY_STEP)
        )

    def _port_u(self, port: Port, cell: Cell) -> float:
        at = self.centre_u[cell[0]] + self.ports[port]
        first, last = (cell[0], cell[0]) if port[0] in self.boxes or not self.grid.frame else self.grid.frame[:2]
        within = 8 + ((self.widths[first] - self.box_size(port[0])[0]) / 2 if port[0] in self.boxes else 0)
        least = self.centre_u[first] - self.widths[first] / 2 + within
        most = self.centre_u[last] + self.widths[last] / 2 - within
        return max(least, min(most, at))

    # --- tracks: which line of a channel an arrow takes
    def _tracks(self) -> dict[tuple[int, int], int]:
        spans: dict[tuple[int, int], tuple[float, float]] = {}
        for r in self.routes.round:
            u, w = self.ends(r)
            turn = self.gutter(r)
            for channel, a, b in (
                ((r.leaves, u, w),) if r.leaves == r.enters else ((r.leaves, u, turn), (r.enters, turn, w))
            ):
                lo, hi = spans.get((channel, r.number), (min(a, b), max(a, b)))
                spans[channel, r.number] = min(lo, a, b), max(hi, a, b)
        if self.grid.frame:
            first, last, _ = self.grid.frame
            for number in self.routes.loops:
                spans[0, number] = self.centre_u[first], self.centre_u[last]
        self.spans = spans
        taken: dict[int, list[list[tuple[float, float]]]] = defaultdict(list)
        found: dict[tuple[int, int], int] = {}
        for (channel, number), (lo, hi) in sorted(spans.items(), key=lambda item: item[1][1] - item[1][0]):
            middle, half = (lo + hi) / 2, max(hi - lo, self.label_size(number)[0]) / 2 + 8
            rows = taken[channel]
            row = next((k for k, r in enumerate(rows) if all(middle + half < a or b < middle - half for a, b in r)), -1)
            if row < 0:
                row = len(rows)
                rows.append([])
            rows[row].append((middle - half, middle + half))
            found[channel, number] = row
        return found

    def ends(self, r: Round) -> tuple[float, float]:
        leaves, enters = (r.source, r.out, r.number, False), (r.target, r.into, r.number, True)
        return self._port_u(leaves, r.start), self._port_u(enters, r.end)

    def _turning(self, r: Round) -> tuple[int, int]:
        """(the rank after which the gutter lies, the rank it lies beside)."""
        inner, outer = (r.start, r.end) if r.start[1] < r.end[1] else (r.end, r.start)
        return (inner[0] if outer[0] >= inner[0] or not inner[0] else inner[0] - 1), inner[0]

    def gutter(self, r: Round) -> float:
        after, rank = self._turning(r)
        return self.centre_u[rank] + (self.widths[rank] / 2 + 10) * (1 if after == rank else -1)

    # --- across: lanes and channels
    def _rows(self, channel: int) -> list[float]:
        """How much each track of a channel takes, with the words above it."""
        rows = [0.0] * max((row + 1 for (c, _), row in self.tracks.items() if c == channel), default=0)
        for (c, number), row in self.tracks.items():
            if c == channel:
                rows[row] = max(rows[row], self.label_size(number)[1] + 12)
        return rows

    def _height(self, channel: int) -> float:
        tall = sum(self._rows(channel), 14.0 if self._rows(channel) else 0.0)
        if channel == 0:
            return tall
        across = [s for s in self.routes.straight if s.across and s.cell[1] == channel]
        words = [self.label_size(s.number)[1] + (0 if self.down else self.lifted(s)) + 22 for s in across]
        return max(tall + max(words, default=0.0), LEAST_CHANNEL)

    def lifted(self, s: Straight) -> float:
        """How much higher the words of a third arrow between two boxes stand, so that they clear the second's."""
        return max(0, s.index - 1) * (self.label_size(s.number)[1] + 4)

    def _across(self) -> tuple[list[float], list[float]]:
        """The middle of each lane, and where each channel begins."""
        frame, lanes, channels = self.grid.frame, [], []
        at = MARGIN
        for lane in range(self.grid.lanes):
            channels.append(at)
            at += self._height(lane)
            if frame and lane == 0:
                at += PAD + (0 if self.down else TITLE)
            size = max((self.box_size(n)[1] for n, c in self.grid.cells.items() if c[1] == lane), default=0.0)
            lanes.append(at + size / 2)
            at += size + (PAD if frame and lane == frame[2] else 0)
        channels.append(at)
        last = self.grid.lanes
        self.depth = at + MARGIN + (self._height(last) if any(c == last for c, _ in self.tracks) else 0)
        return lanes, channels

    def track_v(self, channel: int, number: int) -> float:
        row, rows = self.tracks[channel, number], self._rows(channel)
        if channel == 0:
            return self.channel_v[0] + self._height(0) - 14 - sum(rows[:row])
        if channel == self.grid.lanes:  # beyond the last box, where the words stand on the far side of the line
            return self.channel_v[channel] + 14 + sum(rows[:row])
        return self.channel_v[channel] + sum(rows[: row + 1])
