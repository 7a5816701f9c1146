"""A drawing as SVG: text that is text, a title and a description for who cannot see it, colours for light and dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from jimflow.core.diagram_shapes import LINE, SIZE, SMALL, Box, Drawing, Label, Path, Point

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
STYLE = """
.jf {{ --bg: #ffffff; --ink: #1a2230; --soft: #4b5566; --line: #5d6879; --main: #1d5c87;
  --box: #f4f7fa; --edge: #6b7686; --here: #dcecf7; --badge: #1d5c87; --on-badge: #ffffff;
  --frame: #fbfcfd; --rim: #aab4c0; }}
@media (prefers-color-scheme: dark) {{ .jf {{ --bg: #14191f; --ink: #eef2f6; --soft: #b9c3cf; --line: #9aa7b6;
  --main: #7fc1ee; --box: #222a33; --edge: #8693a2; --here: #17384f; --badge: #8ecbf5; --on-badge: #0d1a24;
  --frame: #191f26; --rim: #4e5a68; }} }}
@media print {{ .jf {{ --bg: #ffffff; --ink: #000000; --soft: #333333; --line: #444444; --main: #1d5c87; --box: #ffffff;
  --edge: #444444; --here: #e6eef4; --badge: #1d5c87; --on-badge: #ffffff; --frame: #ffffff; --rim: #999999; }} }}
.jf text {{ font-family: {font}; fill: var(--ink); }}
.jf .page {{ fill: var(--bg); }}
.jf .box rect {{ fill: var(--box); stroke: var(--edge); stroke-width: 1.4; }}
.jf .end rect {{ stroke-width: 1.4; }}
.jf .end .inner {{ fill: none; }}
.jf .here rect {{ fill: var(--here); stroke: var(--main); stroke-width: 2; }}
.jf .strong rect {{ stroke: var(--main); stroke-width: 2.2; }}
.jf .faint rect {{ fill: none; stroke: var(--rim); stroke-dasharray: 5 4; }}
.jf .name {{ font-size: {size}px; font-weight: 600; }}
.jf .note, .jf .said {{ font-size: {small}px; fill: var(--soft); }}
.jf .said {{ paint-order: stroke; stroke: var(--bg); stroke-width: 4px; stroke-linejoin: round; }}
.jf .frame rect {{ fill: var(--frame); stroke: var(--rim); stroke-width: 1.2; }}
.jf .frame text {{ font-size: {small}px; font-weight: 600; fill: var(--soft); }}
.jf .way {{ fill: none; stroke: var(--line); stroke-width: 1.5; }}
.jf .way.main {{ stroke: var(--main); stroke-width: 2.6; }}
.jf .head {{ fill: var(--line); }}
.jf .head.main, .jf .start {{ fill: var(--main); }}
.jf .badge rect {{ fill: var(--badge); stroke: var(--bg); stroke-width: 2; }}
.jf .badge text {{ font-size: {small}px; font-weight: 700; fill: var(--on-badge); }}
"""

ROUND = 9.0
"""Pixels of a rounded corner."""


def svg(
    drawing: Drawing,
    title: str,
    description: str,
    lang: str,
    *,
    kinds: Mapping[str, str] | None = None,
    badges: Mapping[str, str] | None = None,
    note: str = "",
    key: str = "jf",
    styled: bool = True,
) -> str:
    """The picture. `kinds` gives boxes classes (end, here, strong, faint), `badges` a small number at their corner;
    `note` stands under it all.

    `key` starts the ids and must differ between the pictures of one page; a page that holds `style()` itself says
    `styled=False`.
    """
    height = _n(drawing.height + (26 if note else 0))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="jf" role="img" lang="{"en" if lang == "en" else "sv"}" '
        f'aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {_n(drawing.width)} {height}" '
        f'width="{_n(drawing.width)}" height="{height}">',
        f'<title id="{key}-title">{escape(title)}</title>',
        f'<desc id="{key}-desc">{escape(description)}</desc>',
        f"<style>{style()}</style>" if styled else "",
        f'<rect class="page" width="{_n(drawing.width)}" height="{height}"/>',
        *_frame(drawing.frame),
        *(line for path in drawing.paths for line in _path(path)),
        *_start(drawing),
        *(line for label in drawing.labels for line in _said(label)),
        *(line for box in drawing.boxes for line in _box(box, (kinds or {}).get(box.name, ""))),
        *(
            line
            for box in drawing.boxes
            if (badges or {}).get(box.name)
            for line in _badge(box, (badges or {})[box.name])
        ),
        _text(14, drawing.height + 10, note, "note", "start") if note else "",
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def style() -> str:
    """The style that all pictures share."""
    return STYLE.format(font=FONT, size=_n(SIZE), small=_n(SMALL))


def _frame(frame: Box | None) -> Iterator[str]:
    if frame:
        yield '<g class="frame">'
        yield _rect(frame.x, frame.y, frame.width, frame.height, 14)
        yield f'<text x="{_n(frame.x + 14)}" y="{_n(frame.y + 20)}">{escape(frame.lines[0])}</text>'
        yield "</g>"


def _box(box: Box, kind: str) -> Iterator[str]:
    yield f'<g class="{" ".join(["box", kind]).strip()}">'
    yield _rect(box.x, box.y, box.width, box.height, 9)
    if "end" in kind.split():
        yield _rect(box.x + 3.5, box.y + 3.5, box.width - 7, box.height - 7, 6, ' class="inner"')
    lines = [(line, "name", SIZE) for line in box.lines] + ([(box.note, "note", SMALL)] if box.note else [])
    height = sum(size * LINE for _, _, size in lines)
    y = box.y + (box.height - height) / 2
    for words, name, size in lines:
        y += size * LINE
        yield _text(box.x + box.width / 2, y - size * 0.36, words, name, "middle")
    yield "</g>"


def _badge(box: Box, number: str) -> Iterator[str]:
    width = 13 + 8.5 * len(number)
    x, y = box.x + box.width - width / 2 + 5, box.y + box.height - 2
    yield f'<g class="badge">{_rect(x - width / 2, y - 11, width, 22, 11)}'
    yield _text(x, y + 4.4, number, "", "middle") + "</g>"


def _start(drawing: Drawing) -> Iterator[str]:
    if drawing.start:
        yield f'<circle class="start" cx="{_n(drawing.start[0])}" cy="{_n(drawing.start[1])}" r="5.5"/>'


def _path(path: Path) -> Iterator[str]:
    main = " main" if path.main else ""
    *_, (a, b), (x, y) = path.points
    length = max(abs(x - a), abs(y - b)) or 1
    along = ((x - a) / length, 0.0 if path.curved else (y - b) / length)
    size = 9.0 if path.main else 7.5
    points = (*path.points[:-1], (x - along[0] * size * 0.8, y - along[1] * size * 0.8))
    yield f'<path class="way{main}" d="{_curve(points) if path.curved else _line(points)}"/>'
    side = (along[1] * size * 0.52, -along[0] * size * 0.52)
    back = (x - along[0] * size, y - along[1] * size)
    corners = ((x, y), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    yield f'<path class="head{main}" d="M{" L".join(f"{_n(u)} {_n(v)}" for u, v in corners)} Z"/>'


def _curve(points: tuple[Point, ...]) -> str:
    (u, v), *rest = points
    return f"M{_n(u)} {_n(v)} C{', '.join(f'{_n(x)} {_n(y)}' for x, y in rest)}"


def _line(points: tuple[Point, ...]) -> str:
    """Straight pieces with rounded corners."""
    said = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for (a, b), (x, y), (u, v) in zip(points, points[1:], points[2:], strict=False):
        before, after = abs(x - a) + abs(y - b), abs(u - x) + abs(v - y)
        r = min(ROUND, before / 2, after / 2)
        if r < 0.5:
            said.append(f"L{_n(x)} {_n(y)}")
            continue
        said.append(f"L{_n(x - (x - a) / before * r)} {_n(y - (y - b) / before * r)}")
        said.append(f"Q{_n(x)} {_n(y)} {_n(x + (u - x) / after * r)} {_n(y + (v - y) / after * r)}")
    said.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return " ".join(said)


def _said(label: Label) -> Iterable[str]:
    top = label.y - len(label.lines) * SMALL * LINE / 2
    for at, words in enumerate(label.lines):
        yield _text(label.x, top + (at + 1) * SMALL * LINE - SMALL * 0.36, words, "said", label.anchor)


def _text(x: float, y: float, words: str, kind: str, anchor: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, radius: float, rest: str = "") -> str:
    return f'<rect{rest} x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"/>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
