"""Bars that lie down: the parts of each whole in one bar, or the series side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jimflow.texts.charts.paper import LINE, Paper

THICK, THIN, GAP = 1.5, 1.1, 0.7
"""How high a bar is, one of several is, and what lies between two of them."""
FULL = 88.0
"""Per cent of the width that the longest of several bars has; its number stands after it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: what it is about, and a number for each series. `group` is a heading where it differs from the one before.

    `note` is said in the place of a bar that has nothing in it.
    """

    label: str
    values: tuple[int, ...]
    group: str = ""
    note: str = ""


def stacked(key: str, title: str, description: str, series: Sequence[str], bars: Sequence[Bar], lang: str) -> str:
    """Each row as one bar with a part for each series; all on the scale of the longest."""
    paper = Paper(key)
    _legend(paper, series, bars)
    longest = max((sum(bar.values) for bar in bars), default=0) or 1
    for bar in _rows(paper, bars):
        x = 0.0
        for n, value in enumerate(bar.values):
            width = 100 * value / longest
            if value:
                paper.bar(n, f"{series[n]}: {value}", x, width, THICK)
                if width >= _room(value):
                    paper.parts.append(_number(paper, value, x + width / 2))
            x += width
        paper.y += THICK if any(bar.values) else 0
        paper.y += GAP
    return paper.done(title, description, lang)


def grouped(key: str, title: str, description: str, series: Sequence[str], bars: Sequence[Bar], lang: str) -> str:
    """Each row as one thin bar for each series, with its number after it; all on the scale of the longest."""
    paper = Paper(key)
    _legend(paper, series, bars)
    longest = max((value for bar in bars for value in bar.values), default=0) or 1
    for bar in _rows(paper, bars):
        for n, value in enumerate(bar.values if any(bar.values) else ()):
            width = FULL * value / longest
            paper.bar(n, f"{series[n]}: {value}", 0, width, THIN)
            paper.parts.append(paper.text(str(value), width, paper.y + (THIN - LINE) / 2, "label", indent=0.4))
            paper.y += THIN
        paper.y += GAP
    return paper.done(title, description, lang)


def _rows(paper: Paper, bars: Sequence[Bar]) -> Iterator[Bar]:
    """The rows, each after its words have been written."""
    group = ""
    for bar in bars:
        if bar.group and bar.group != group:
            group = bar.group
            paper.words(group, "group")
        paper.words(f"{bar.label}: {bar.note}" if bar.note and not any(bar.values) else bar.label)
        yield bar


def _legend(paper: Paper, series: Sequence[str], bars: Sequence[Bar]) -> None:
    """Names the series that are to be seen."""
    paper.legend([(n, name) for n, name in enumerate(series) if any(bar.values[n] for bar in bars)])
    paper.y += GAP


def _room(value: int) -> float:
    """Per cent of the width that a number inside a bar takes on a narrow telephone."""
    return 2.2 + 2.8 * len(str(value))


def _number(paper: Paper, value: int, x: float) -> str:
    """A number inside a bar, kept apart from its pattern by a rim in the colour of the page."""
    drawn = paper.text(str(value), x, paper.y + (THICK - LINE) / 2, "number", "middle")
    return drawn.replace("<text ", '<text stroke="Canvas" stroke-width="4" paint-order="stroke" ', 1)
