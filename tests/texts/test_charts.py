"""Charts are whole XML with words for whoever cannot see them, tell series apart without colour, hold the numbers."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from jimflow.texts.charts.bars import FULL, Bar, grouped, stacked
from jimflow.texts.charts.paper import PATTERNS, ROW
from jimflow.texts.charts.ranges import Range, ranges, scale

SVG = "{http://www.w3.org/2000/svg}"
SERIES = ("i tid", "efter & sent", "<saknas>")
BARS = (
    Bar("Självskattning", (12, 1, 0), "Förberedelse"),
    Bar("Val av problem", (3, 0, 1), "Uppstart"),
    Bar("Utvärdering", (0, 0, 0), "Uppstart", "inga svar än"),
)
ROWS = (Range("Uppstart: median 17 (17–18)", 17, 17.5, 18), Range("Avslutning: median 90 (10–91)", 10, 90, 91))
DRAWN = {
    "stacked": stacked("k", 'Svar "i" <tid>', "Staplar & delar", SERIES, BARS, "sv"),
    "grouped": grouped("k", 'Svar "i" <tid>', "Staplar & delar", SERIES, BARS, "sv"),
    "ranges": ranges("k", 'Svar "i" <tid>', "Staplar & delar", ROWS, "sv"),
}


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def words(drawn: str, kind: str) -> list[str | None]:
    return [e.text for e in parsed(drawn).iter(f"{SVG}text") if e.get("class") == kind]


def parts(drawn: str) -> list[tuple[str | None, float, float]]:
    """(what it says, where it begins, how wide it is) of each part of a bar."""
    found = []
    for group in parsed(drawn).iter(f"{SVG}g"):
        title, rect = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and rect is not None:
            x, width = (float(str(rect.get(name)).rstrip("%")) for name in ("x", "width"))
            found.append((title.text, x, width))
    return found


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_a_chart_is_a_picture_with_a_title_and_a_description(drawn: str) -> None:
    svg = parsed(drawn)
    title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (svg.get("role"), svg.get("lang"), svg.get("width")) == ("img", "sv", "100%")
    assert (title.text, desc.text) == ('Svar "i" <tid>', "Staplar & delar")
    assert svg.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}" == "k-title k-desc"


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_a_chart_has_no_style_of_its_own_no_script_and_no_fixed_colour(drawn: str) -> None:
    assert not re.search(r"style=|<style|<script|#[0-9a-f]{3}|px|href", drawn)
    fills = set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn))
    assert fills <= {"currentColor", "none", "Canvas", "url(#k-1)", "url(#k-2)", "url(#k-3)"}


@pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())
def test_what_goes_down_is_measured_in_letters_and_what_goes_across_in_shares_of_the_width(drawn: str) -> None:
    svg = parsed(drawn)
    assert str(svg.get("height")).endswith("em")
    for element in svg.iter():
        if (
            element.tag != f"{SVG}pattern"
            and element.get("class") not in ("key", "hatch")
            and "tone" not in str(element.get("class"))
        ):
            assert all(str(element.get(name, "0em")).endswith("em") for name in ("y", "y1", "y2", "cy", "r", "dx"))
            assert all(str(element.get(name, "0%")).endswith("%") for name in ("x", "x1", "x2", "cx"))


def test_each_part_of_a_stacked_bar_says_its_number_and_has_its_width() -> None:
    assert parts(DRAWN["stacked"]) == [
        ("i tid: 12", 0, 92.308),
        ("efter & sent: 1", 92.308, 7.692),
        ("i tid: 3", 0, 23.077),
        ("<saknas>: 1", 23.077, 7.692),
    ]
    assert words(DRAWN["stacked"], "number") == ["12", "1", "3", "1"]


def test_a_number_that_has_no_room_in_its_part_is_left_to_the_words_of_the_part() -> None:
    drawn = stacked("k", "t", "d", ("a", "b"), (Bar("x", (97, 3)),), "sv")
    assert words(drawn, "number") == ["97"]
    assert [said for said, *_ in parts(drawn)] == ["a: 97", "b: 3"]


def test_bars_side_by_side_have_their_numbers_after_them_zeros_too() -> None:
    assert parts(DRAWN["grouped"]) == [
        *(("i tid: 12", 0, FULL), ("efter & sent: 1", 0, 7.333), ("<saknas>: 0", 0, 0)),
        *(("i tid: 3", 0, 22), ("efter & sent: 0", 0, 0), ("<saknas>: 1", 0, 7.333)),
    ]
    labels = words(DRAWN["grouped"], "label")
    assert labels == [
        *SERIES,
        "Självskattning",
        "12",
        "1",
        "0",
        "Val av problem",
        "3",
        "0",
        "1",
        "Utvärdering: inga svar än",
    ]


def test_a_heading_stands_once_above_the_rows_it_is_of() -> None:
    assert words(DRAWN["stacked"], "group") == ["Förberedelse", "Uppstart"]


def test_only_series_that_are_to_be_seen_are_named() -> None:
    drawn = stacked("k", "t", "d", ("a", "b"), (Bar("x", (0, 3)),), "sv")
    assert words(drawn, "label") == ["b", "x"]
    assert re.findall(r'<pattern id="([^"]*)"', drawn) == ["k-2"]


def test_every_series_has_a_pattern_unlike_the_others() -> None:
    drawn = stacked("k", "t", "d", [str(n) for n in range(PATTERNS + 1)], (Bar("x", (1,) * (PATTERNS + 1)),), "sv")
    inside = re.findall(r'<pattern id="k-\d"[^>]*>(.*?)</pattern>', drawn)
    looks = [re.sub(r"tone-\d", "", pattern) for pattern in inside]
    assert len(set(looks)) == len(looks) == PATTERNS


def test_long_words_are_broken_to_fit_a_telephone() -> None:
    name = "Centralt ansvar för verksamhetsplanering, uppföljning och redovisning"
    lines = words(stacked("k", "t", "d", ("a",), (Bar(name, (1,)),), "sv"), "label")[1:]
    assert " ".join(str(line) for line in lines) == name
    assert len(lines) == 3
    assert all(len(str(line)) <= ROW for line in lines)


def test_a_range_goes_from_the_least_to_the_most_with_its_dot_at_the_median() -> None:
    svg = parsed(DRAWN["ranges"])
    spans = [(e.get("x1"), e.get("x2")) for e in svg.iter(f"{SVG}line") if e.get("class") == "span"]
    assert spans == [("17%", "18%"), ("10%", "91%")]
    assert [e.get("cx") for e in svg.iter(f"{SVG}circle")] == ["17.5%", "90%"]
    assert words(DRAWN["ranges"], "mark") == ["0", "20", "40", "60", "80", "100"]
    assert words(DRAWN["ranges"], "label") == [row.label for row in ROWS]


@pytest.mark.parametrize(
    ("most", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3.5, [0, 1, 2, 3, 4]),
        (5, [0, 1, 2, 3, 4, 5]),
        (6, [0, 2, 4, 6]),
        (91, [0, 20, 40, 60, 80, 100]),
        (101, [0, 50, 100, 150]),
        (1000, [0, 200, 400, 600, 800, 1000]),
    ],
)
def test_a_scale_has_whole_even_steps_with_room_for_the_most(most: float, marks: list[int]) -> None:
    assert scale(most) == marks
