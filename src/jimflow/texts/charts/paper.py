"""The paper a chart is drawn on: across in per cent of the width, down in the height of its own letters.

So a chart is as wide as its place, from a telephone to a printed page, while its letters stay as large as the text
around it. Without a stylesheet it is drawn in the colour of the text; with one, by its classes.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

LINE = 1.4
"""The height of a line of text."""
ROW = 36
"""Characters of a line, so many as fit on a narrow telephone."""

_HATCHES = (
    "",
    "M0 8 8 0M-1 1 1-1M7 9 9 7",
    "M2 2h1v1h-1zM6 6h1v1h-1z",
    "M0 4h8",
    "M0 0 8 8M-1 7 1 9M7-1 9 1",
    "M4 0v8",
    "M4 0v8M0 4h8",
)
_DEPTHS = (0.75, 0.3, 0.1, 0.0, 0.2, 0.05, 0.0)
"""How dark each pattern is in print and where there is no stylesheet."""
PATTERNS = len(_HATCHES)
"""So many series can be told apart; after them the patterns begin again."""


@dataclass(slots=True)
class Paper:
    """Elements one below the other; `y` is how far down the next one goes. `key` begins every id on it."""

    key: str
    y: float = 0.0
    parts: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def words(self, said: str, kind: str = "label") -> None:
        """A paragraph from the left edge, in as many lines as it takes."""
        for line in textwrap.wrap(said, ROW) or [""]:
            self.parts.append(self.text(line, 0, self.y, kind))
            self.y += LINE

    def text(self, said: str, x: float, y: float, kind: str, anchor: str = "start", indent: float = 0) -> str:
        """One line whose upper edge is at `y`, `indent` heights to the right of `x` per cent."""
        moved = f' dx="{number(indent)}em"' if indent else ""
        placed = "" if anchor == "start" else f' text-anchor="{anchor}"'
        return (
            f'<text class="{kind}" x="{number(x)}%" y="{number(y + 1.05)}em"{moved}{placed} fill="currentColor">'
            f"{escape(said)}</text>"
        )

    def bar(self, series: int, said: str, x: float, width: float, height: float) -> None:
        """A part of a bar at the present height, which says itself in words when it is pointed at."""
        series %= PATTERNS
        self.used.add(series)
        self.parts.append(
            f'<g class="part part-{series + 1}"><title>{escape(said)}</title>'
            f'<rect x="{number(x)}%" y="{number(self.y)}em" width="{number(width)}%" height="{number(height)}em" '
            f'fill="url(#{self.key}-{series + 1})" stroke="currentColor"/></g>'
        )

    def legend(self, names: list[tuple[int, str]]) -> None:
        """What each pattern stands for, one below the other."""
        for n, name in names:
            series = n % PATTERNS
            self.used.add(series)
            self.parts.append(
                f'<rect class="key" x="0" y="{number(self.y + 0.25)}em" width="1.6em" height="0.9em" '
                f'fill="url(#{self.key}-{series + 1})" stroke="currentColor"/>'
            )
            self.parts.append(self.text(name, 0, self.y, "label", indent=2.1))
            self.y += LINE

    def done(self, title: str, description: str, lang: str) -> str:
        """The whole chart."""
        said = f'<title id="{self.key}-title">{escape(title)}</title>'
        more = f'<desc id="{self.key}-desc">{escape(description)}</desc>'
        patterns = "".join(self._pattern(series) for series in sorted(self.used))
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang={quoteattr(lang)} '
                f'aria-labelledby="{self.key}-title {self.key}-desc" width="100%" height="{number(self.y)}em" '
                'overflow="visible">',
                said + more,
                *([f"<defs>{patterns}</defs>"] if patterns else []),
                *self.parts,
                "</svg>",
            )
        )

    def _pattern(self, series: int) -> str:
        hatch, depth = _HATCHES[series], _DEPTHS[series]
        drawn = f'<path class="hatch" d="{hatch}" fill="none" stroke="currentColor"/>' if hatch else ""
        return (
            f'<pattern id="{self.key}-{series + 1}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect class="tone tone-{series + 1}" width="8" height="8" fill="currentColor" '
            f'fill-opacity="{number(depth)}"/>{drawn}</pattern>'
        )


def number(value: float) -> str:
    """A length, no longer than it needs to be."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"
