"""Lanes of time, one below the other: spans and single days from the first day to the last, above a scale of months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from xml.sax.saxutils import escape

from jimflow.texts.catalogue import tr
from jimflow.texts.charts.paper import LINE, Paper, number
from jimflow.texts.dates import MONTHS

Sign = Literal["dot", "wedge"]
Height = Literal["whole", "upper", "lower"]
HIGH, GAP = 1.3, 0.5
LABELS = 8
"""The most dates that are written out along the edge, so many as there is room for on a telephone."""
EVERY = (1, 2, 3, 6, 12)
"""Months between two of them."""

_DRAWN: dict[Sign, str] = {
    "dot": '<circle class="sign dot" r="6" fill="currentColor"/>',
    "wedge": '<path class="sign wedge" d="M-6-6H6L0 6z" fill="currentColor"/>',
}


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last; `series` chooses its pattern, `said` tells what it is."""

    series: int
    first: date
    last: date
    said: str
    height: Height = "whole"
    """How much of the lane it takes, so that two kinds may go on at once."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One day."""

    sign: Sign
    day: date
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: what it is about, and what happens when."""

    label: str
    spans: Sequence[Span]
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the patterns and the signs stand for."""

    series: Sequence[str]
    signs: Sequence[tuple[Sign, str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that are drawn."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Per cent of the width; what lies outside is put at the edge."""
        whole = max((self.last - self.first).days, 1)
        return 100 * min(max((day - self.first).days, 0), whole) / whole


def lanes(
    key: str,
    title: str,
    description: str,
    rows: Sequence[Lane],
    legend: Legend,
    scale: Scale,
    lang: str,
    today: date | None = None,
) -> str:
    """The rows above a scale of months, with a line at `today`."""
    paper = Paper(key)
    used = {span.series for row in rows for span in row.spans}
    paper.legend([(n, name) for n, name in enumerate(legend.series) if n in used])
    _signs(paper, legend, {mark.sign for row in rows for mark in row.marks})
    paper.y += GAP
    shown = today is not None and scale.first <= today <= scale.last
    paper.y += LINE if shown else 0
    top = paper.y
    for row in rows:
        paper.words(row.label)
        for span in row.spans:
            x = scale.at(span.first)
            width = max(scale.at(span.last + timedelta(days=1)) - x, 0.4)
            _bar(paper, span, x, width)
        paper.parts += [_placed(mark.sign, scale.at(mark.day), paper.y, mark.said) for mark in row.marks]
        paper.y += HIGH + GAP
    if today is not None and shown:
        _line_at(paper, scale.at(today), top, tr(lang, "i dag"))
    _months(paper, scale, top, lang)
    return paper.done(title, description, lang)


def _line_at(paper: Paper, x: float, top: float, said: str) -> None:
    """From the words above the lanes down through all of them."""
    anchor = "start" if x < 10 else "end" if x > 90 else "middle"
    paper.parts.append(
        f'<line class="today" x1="{number(x)}%" y1="{number(top)}em" x2="{number(x)}%" y2="{number(paper.y)}em" '
        'stroke="currentColor"/>'
    )
    paper.parts.append(paper.text(said, x, top - LINE, "mark today", anchor))


def _bar(paper: Paper, span: Span, x: float, width: float) -> None:
    lane = paper.y
    paper.y += HIGH / 2 if span.height == "lower" else 0
    paper.bar(span.series, span.said, x, width, HIGH if span.height == "whole" else HIGH / 2)
    paper.y = lane


def _signs(paper: Paper, legend: Legend, seen: set[Sign]) -> None:
    for sign, name in legend.signs:
        if sign in seen:
            paper.parts.append(f'<svg x="0.8em" y="{number(paper.y + 0.7)}em" overflow="visible">{_DRAWN[sign]}</svg>')
            paper.parts.append(paper.text(name, 0, paper.y, "label", indent=2.1))
            paper.y += LINE


def _placed(sign: Sign, x: float, y: float, said: str) -> str:
    return (
        f'<svg x="{number(x)}%" y="{number(y + HIGH / 2)}em" overflow="visible">'
        f"<g><title>{escape(said)}</title>{_DRAWN[sign]}</g></svg>"
    )


def _months(paper: Paper, scale: Scale, top: float, lang: str) -> None:
    """A line at the first of a month, as often as there is room, and its name below; the year with the first of it."""
    names = MONTHS["en" if lang == "en" else "sv"]
    firsts = list(_firsts(scale))
    step = next((n for n in EVERY if len(firsts) / n <= LABELS), EVERY[-1])
    lines, words = list[str](), list[str]()
    for day in (day for day in firsts if (day.month - 1) % step == 0):
        x = scale.at(day)
        lines.append(
            f'<line class="grid" x1="{number(x)}%" y1="{number(top)}em" x2="{number(x)}%" '
            f'y2="{number(paper.y)}em" stroke="currentColor" stroke-opacity="0.2"/>'
        )
        if x < 100 - 100 / (LABELS + 3):
            year = f" {day.year % 100:02}" if day.month == 1 or not words else ""
            said = f"{names[day.month - 1][:3]}{year}"
            words.append(paper.text(said, x, paper.y, "mark", indent=0.2 if x else 0))
    paper.parts = [*lines, *paper.parts, *words]
    paper.y += LINE


def _firsts(scale: Scale) -> Iterator[date]:
    day = scale.first if scale.first.day == 1 else _next(scale.first)
    while day <= scale.last:
        yield day
        day = _next(day)


def _next(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
