"""Ranges: from the least to the most of each row, with a dot at the median, above one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.texts.charts.paper import LINE, Paper, number

HIGH, GAP = 1.2, 0.5
STEPS = (1, 2, 5)
"""A scale has marks at these numbers, times ten, a hundred …"""
_THICK = ' stroke-width="3"'
MARKS = 5
"""The most intervals that a scale is divided into."""


@dataclass(frozen=True, slots=True)
class Range:
    """A row: what it is about, in words that say its numbers too, and where it begins, has its middle and ends."""

    label: str
    least: float
    median: float
    most: float


def ranges(key: str, title: str, description: str, rows: Sequence[Range], lang: str) -> str:
    """The rows above one scale that begins at 0."""
    paper = Paper(key)
    marks = scale(max((row.most for row in rows), default=0))
    top = paper.y
    drawn: list[str] = []
    for row in rows:
        paper.words(row.label)
        drawn.append(_range(row, paper.y + HIGH / 2, marks[-1]))
        paper.y += HIGH + GAP
    lines = [
        _line("grid", _across(m, marks[-1]), top, _across(m, marks[-1]), paper.y, ' stroke-opacity="0.2"')
        for m in marks
    ]
    paper.parts = [*lines, *paper.parts, *drawn]
    for n, mark in enumerate(marks):
        anchor = "start" if n == 0 else "end" if n == len(marks) - 1 else "middle"
        paper.parts.append(paper.text(str(mark), _across(mark, marks[-1]), paper.y, "mark", anchor))
    paper.y += LINE
    return paper.done(title, description, lang)


def scale(most: float) -> list[int]:
    """Whole numbers from 0 to where everything has room, evenly apart: 0, 20, 40, 60."""
    tens = 1
    while True:
        for step in STEPS:
            count = max(1, -(-int(-(-most // 1)) // (step * tens)))
            if count <= MARKS:
                return [n * step * tens for n in range(count + 1)]
        tens *= 10


def _range(row: Range, y: float, most: float) -> str:
    least, middle, end = (_across(value, most) for value in (row.least, row.median, row.most))
    return (
        f'<g class="range">{_line("span", least, y, end, y, _THICK)}'
        f"{_line('end', least, y - 0.35, least, y + 0.35)}{_line('end', end, y - 0.35, end, y + 0.35)}"
        f'<circle class="dot" cx="{number(middle)}%" cy="{number(y)}em" r="0.4em" fill="currentColor"/></g>'
    )


def _line(kind: str, x: float, y: float, to_x: float, to_y: float, rest: str = "") -> str:
    ends = f'x1="{number(x)}%" y1="{number(y)}em" x2="{number(to_x)}%" y2="{number(to_y)}em"'
    return f'<line class="{kind}" {ends} stroke="currentColor"{rest}/>'


def _across(value: float, most: float) -> float:
    return 100 * value / most
