"""What a drawing is made of, in pixels, and how wide words are about, so that boxes fit them in any common font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

Point = tuple[float, float]

SIZE = 14.0
"""Pixels of the letters in boxes."""
SMALL = 12.5
"""Pixels of the letters beside arrows."""
LINE = 1.3
_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[] -–"), frozenset("mwMWÅÄÖOQGDCNHU%@—→")


@dataclass(frozen=True, slots=True)
class Box:
    """A state, or anything with words in a frame; `x` and `y` are its upper left corner."""

    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A line with corners and an arrow's head at its last point; `curved`: its four points are those of a curve."""

    points: tuple[Point, ...]
    main: bool = False
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside an arrow; `x` is their start, middle or end, `y` the middle of their height."""

    x: float
    y: float
    anchor: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn. `frame` stands around boxes that belong together; `start` is where it all begins."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    labels: tuple[Label, ...]
    frame: Box | None = None
    start: Point | None = None

    def trimmed(self) -> Drawing:
        """The same, wide enough that no word stands outside it."""
        left = min((x for label in self.labels for x, _ in [reach(label)]), default=0.0)
        right = max((x for label in self.labels for _, x in [reach(label)]), default=0.0)
        shift = max(0.0, 8 - left)
        moved = replace(
            self,
            boxes=tuple(replace(b, x=b.x + shift) for b in self.boxes),
            paths=tuple(replace(p, points=tuple((x + shift, y) for x, y in p.points)) for p in self.paths),
            labels=tuple(replace(label, x=label.x + shift) for label in self.labels),
            frame=replace(self.frame, x=self.frame.x + shift) if self.frame else None,
            start=(self.start[0] + shift, self.start[1]) if self.start else None,
        )
        return replace(moved, width=max(self.width, right + 8) + shift)


BOLD = 1.15
"""How much wider words in boxes are than those beside arrows."""


def width_of(words: str, size: float) -> float:
    """About how wide the words are; rather too wide than too narrow."""
    weight = BOLD if size == SIZE else 1.0
    em = sum(0.34 if c in _NARROW else 0.88 if c in _WIDE else 0.64 if c.isupper() else 0.585 for c in words)
    return em * size * weight


def wrapped(words: str, size: float, widest: float) -> tuple[str, ...]:
    """The words in lines no wider than `widest`; a longer word has a line of its own, cut after a slash or hyphen."""
    lines: list[str] = []
    for word in words.replace("/", "/ ").split():
        joined = f"{lines[-1]}{'' if lines[-1].endswith('/') else ' '}{word}" if lines else word
        if lines and width_of(joined, size) <= widest:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def widest_of(lines: Sequence[str], size: float) -> float:
    """The width of the widest line."""
    return max((width_of(line, size) for line in lines), default=0.0)


def reach(label: Label) -> tuple[float, float]:
    """How far to the left and to the right the words of a label go."""
    width = widest_of(label.lines, SMALL)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width
