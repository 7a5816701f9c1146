"""Lanes of time: where a day stands, how long a span is, which months are named."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from jimflow.texts.charts.lanes import LABELS, Lane, Legend, Mark, Scale, Span, lanes

SVG = "{http://www.w3.org/2000/svg}"
YEAR = Scale(date(2021, 1, 1), date(2022, 1, 1))
LEGEND = Legend(("stoppas", "öppen"), (("dot", "träff"), ("wedge", "sista dag")))
ROWS = (
    Lane(
        "Uppstart",
        (
            Span(0, date(2021, 1, 1), date(2021, 12, 31), "stoppas hela året", "upper"),
            Span(1, date(2020, 1, 1), date(2030, 1, 1), "öppen <länge>", "lower"),
        ),
        (Mark("dot", date(2021, 7, 2), "träff 2 juli"),),
    ),
    Lane("Fördjupning", (), ()),
)


def drawn(scale: Scale = YEAR, legend: Legend = LEGEND, lang: str = "sv") -> ElementTree.Element:
    return ElementTree.fromstring(lanes("k", "Norr", "Steg för steg", ROWS, legend, scale, lang))


def words(svg: ElementTree.Element, kind: str) -> list[str | None]:
    return [e.text for e in svg.iter(f"{SVG}text") if e.get("class") == kind]


def test_a_span_takes_its_days_and_none_outside_the_scale() -> None:
    bars = {}
    for part in drawn().iter(f"{SVG}g"):
        title, rect = part.find(f"{SVG}title"), part.find(f"{SVG}rect")
        if title is not None and rect is not None:
            bars[title.text] = (rect.get("x"), rect.get("width"))
    assert bars == {"stoppas hela året": ("0%", "100%"), "öppen <länge>": ("0%", "100%")}


def test_two_kinds_in_one_lane_stand_above_each_other() -> None:
    tops = [float(str(rect.get("y")).rstrip("em")) for g in drawn().iter(f"{SVG}g") for rect in g.iter(f"{SVG}rect")]
    assert tops[1] > tops[0]


def test_a_mark_stands_at_its_day_and_says_itself() -> None:
    (mark,) = (e for e in drawn().iter(f"{SVG}svg") if e.get("x", "").endswith("%"))
    assert float(mark.get("x", "").rstrip("%")) == pytest.approx(100 * 182 / 365, abs=0.001)
    assert [t.text for t in mark.iter(f"{SVG}title")] == ["träff 2 juli"]


def test_only_what_is_drawn_is_explained_and_nothing_twice() -> None:
    assert words(drawn(), "label") == ["stoppas", "öppen", "träff", "Uppstart", "Fördjupning"]
    assert words(drawn(legend=Legend((), ())), "label") == ["Uppstart", "Fördjupning"]


def test_months_are_named_as_far_apart_as_there_is_room_with_the_year_where_it_begins() -> None:
    assert words(drawn(), "mark") == ["jan 21", "mar", "maj", "jul", "sep", "nov"]
    long = words(drawn(Scale(date(2021, 1, 11), date(2022, 8, 31)), lang="en"), "mark")
    assert long == ["Apr 21", "Jul", "Oct", "Jan 22", "Apr", "Jul"]
    assert len(words(drawn(Scale(date(2010, 1, 1), date(2021, 1, 1))), "mark")) <= LABELS + 4
