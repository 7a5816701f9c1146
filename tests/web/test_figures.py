"""The figures in the browser: charts with their tables, a cluster in the address, and every table as a file."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from jimflow.actions.head_counts import record_head_count
from jimflow.core.model import Actor
from jimflow.store.queries.rounds import clusters, rounds
from jimflow.store.transaction import read
from tests.demo_site import Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

PAGE = f"{ROUND}/figures"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def book(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def charts(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg xmlns=.*?</svg>", html, re.DOTALL)]


def test_the_demos_figures_are_what_was_played(demo: Installation) -> None:
    """As config/people says: an answer late, one missing, a manager absent. All meetings were digital."""
    anna = Person(demo)
    anna.see(PAGE)
    answers = {(r[0], r[1]): r[2:5] for r in rows(anna.client.get(f"{PAGE}/answers.csv").content)}
    assert answers["Problemformulering", "Formulering av ojämställdhetsproblemet"] == [
        "12",
        "1",
        "0",
    ]  # Polismyndigheten
    assert answers["Jämställdhetsbudgetering", "Beskrivning av hur resurser fördelas i dag"] == [
        "12",
        "0",
        "1",
    ]  # Vinnova
    assert answers["Jämställdhetsbudgetering", "Genomgång av en missad träff"] == ["0", "1", "0"]  # Formas
    came = {r[0]: r[1:] for r in rows(anna.client.get(f"{PAGE}/attendance.csv").content)}
    assert came["Ekonomifunktion"] == ["39", "0", "39", "0", "0", "0", "0", "39", "39", "100"]
    assert came["Chef i kärnverksamheten"] == ["39", "0", "38", "0", "1", "0", "0", "38", "39", "97"]
    assert came["Myndighetschef"] == ["13", "0", "13", "0", "0", "0", "0", "13", "13", "100"]


def test_the_days_of_each_agency_add_up_to_its_days_in_the_round(demo: Installation) -> None:
    """All accepted on 14 January 2021, three working days after the invitation, and none has paused."""
    days: dict[str, int] = {}
    for _, _, agency, _, _, _, calendar_days in rows(Person(demo).client.get(f"{PAGE}/times-each.csv").content)[1:]:
        days[agency] = days.get(agency, 0) + int(calendar_days)
    assert (len(days), set(days.values())) == (13, {286})


def test_every_chart_stands_above_the_table_of_the_same_numbers(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(PAGE)
    found = charts(anna.html)
    assert [chart.get("aria-labelledby") for chart in found] == [
        f"{name}-title {name}-desc" for name in ("times", "answers", "attendance", "heads", "self-assessment")
    ]
    assert len(re.findall(r"<table>", anna.html)) == 7
    assert "Antalet är noterat för 8 av 9 genomförda träffar." in anna.page.words
    assert "Inga resultat är antecknade än." in anna.page.words


def test_one_clusters_figures_have_an_address(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(PAGE)
    anna.press(PAGE, {"cluster": "forskningsfinansiarer"})
    assert anna.path == f"{PAGE}?cluster=forskningsfinansiarer"
    assert "JiM+ 2021–2022 · Forskningsfinansiärer" in anna.page.words
    links = [place for _, place in anna.page.links if "/figures/" in place]
    assert links
    assert all(place.endswith("?cluster=forskningsfinansiarer") for place in links)
    told = rows(anna.client.get(f"{PAGE}/attendance.csv?cluster=forskningsfinansiarer").content)
    assert told[2][:4] == ["Chef i kärnverksamheten", "12", "0", "11"]
    every = book(anna.client.get(f"{PAGE}/all.xlsx?cluster=forskningsfinansiarer").content)
    about = dict(every.worksheets[-1].iter_rows(values_only=True))
    assert (about["Kluster"], about["Räknat"]) == ("Forskningsfinansiärer", "2021-10-27")


def test_all_tables_are_taken_along_in_one_workbook_that_says_what_they_are(demo: Installation) -> None:
    answer = Person(demo, lang="en").client.get(f"{PAGE}/all.xlsx")
    assert answer.headers["content-type"] == XLSX
    assert answer.headers["content-disposition"] == 'attachment; filename="jim-plus-2021-2022-figures.xlsx"'
    found = book(answer.content)
    assert found.sheetnames == [
        *("Time in each step", "Time, each of them", "Answers in time", "Attendance by function"),
        *("Attendance by function, meeting", "Participants in the meetings by", "Self-assessment", "About the tables"),
    ]
    about = dict(found.worksheets[-1].iter_rows(values_only=True))
    assert about["Round"] == "JiM+ 2021–2022 (jim-plus-2021-2022)"
    assert about["Invented example"].startswith("Invented example: the days")
    assert about["Answers in time"] == "The per cent are of those that have come or were due."


@pytest.mark.parametrize(("kind", "media"), [("csv", "text/csv; charset=utf-8"), ("xlsx", XLSX)])
def test_a_table_is_taken_along_by_itself(demo: Installation, kind: str, media: str) -> None:
    answer = Person(demo).client.get(f"{PAGE}/times.{kind}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.headers["content-disposition"] == f'attachment; filename="jim-plus-2021-2022-times.{kind}"'


@pytest.mark.parametrize("file", ["gone.csv", "times.pdf", "times", "all.csv", "results.csv"])
def test_a_table_that_is_not_there_is_not_found(demo: Installation, file: str) -> None:
    Person(demo).see(f"{PAGE}/{file}", 404)


def test_a_cluster_or_a_round_that_is_not_there_is_not_found(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(f"{PAGE}?cluster=gone", 404)
    anna.see("/rounds/gone/figures", 404)


def test_figures_are_for_those_who_are_signed_in(demo: Installation) -> None:
    nobody = Person(demo, login=None)
    nobody.see(f"{PAGE}/times.csv")
    assert nobody.path.startswith("/sign-in")
    assert "Förberedelse" not in nobody.html
    Person(demo, login="david").see(PAGE)


def test_heads_by_sex_are_drawn_as_they_were_noted(own_demo: Installation) -> None:
    """The demo's coordinator has counted at eight meetings; Anna counts once more at the last."""
    with read(own_demo.runtime.engine) as tx:
        (of,) = rounds(tx)
        last = next(c.id for c in clusters(tx, of.id) if c.code == "valfardsmyndigheter")
    numbers = {"women": 12, "men": 7, "not_stated": 1}
    record_head_count(own_demo.runtime, last, "budgeting", **numbers, actor=Actor("anna"))
    bo = Person(own_demo, login="bo", lang="en")
    assert "The number has been noted" not in bo.see(PAGE).words
    heads = next(c for c in charts(bo.html) if c.get("aria-labelledby") == "heads-title heads-desc")
    said = [e.text for e in heads.iter("{http://www.w3.org/2000/svg}title")]
    assert said[-3:] == ["women: 12", "men: 7", "not stated: 1"]
    total = rows(bo.client.get(f"{PAGE}/heads.csv").content)[-1]
    assert total[3:7] == ["112", "66", "3", "181"]
