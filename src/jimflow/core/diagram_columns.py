"""Lays boxes out in columns from left to right, with soft arrows between them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from jimflow.core.diagram_shapes import LINE, SIZE, SMALL, Box, Drawing, Label, Path, widest_of, wrapped

MARGIN, GAP, ROW, HEAD = 14.0, 64.0, 14.0, 26.0
WIDEST = 230.0


Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a box says: its words and what kind of thing they name."""

    words: str
    note: str = ""


def columns(
    boxes: Sequence[Sequence[Name]],
    arrows: Sequence[tuple[Name, Name]],
    entries: Mapping[Name, Entry],
    heads: Sequence[str],
) -> Drawing:
    """The drawing: each column with its heading, centred beside the others. A box is called by the text of its key."""
    made = [[_box(key, entries[key]) for key in column] for column in boxes]
    heights = [sum(box.height for box in column) + ROW * (len(column) - 1) for column in made]
    placed: dict[str, Box] = {}
    labels: list[Label] = []
    x = MARGIN
    for column, height, head in zip(made, heights, heads, strict=True):
        width = max(*(box.width for box in column), widest_of((head,), SMALL))
        y = MARGIN + HEAD + (max(heights) - height) / 2
        labels.append(Label(x + width / 2, MARGIN + 8, "middle", (head,)))
        for box in column:
            placed[box.name] = Box(box.name, x, y, width, box.height, box.lines, box.note)
            y += box.height + ROW
        x += width + GAP
    paths = tuple(_curve(placed[str(a)], placed[str(b)]) for a, b in arrows)
    return Drawing(
        x - GAP + MARGIN, MARGIN * 2 + HEAD + max(heights), tuple(placed.values()), paths, tuple(labels)
    ).trimmed()


def _box(key: Hashable, entry: Entry) -> Box:
    lines = wrapped(entry.words, SIZE, WIDEST)
    width = max(widest_of(lines, SIZE), widest_of((entry.note,), SMALL)) + 28
    return Box(
        str(key), 0, 0, width, len(lines) * SIZE * LINE + (SMALL * LINE if entry.note else 0) + 16, lines, entry.note
    )


def _curve(a: Box, b: Box) -> Path:
    """From the right of one to the left of the other; within a column from below to above."""
    u, v = a.x + a.width, a.y + a.height / 2
    x, y = b.x, b.y + b.height / 2
    bend = (x - u) / 2
    return Path(((u, v), (u + bend, v), (x - bend, y), (x, y)), curved=True)
