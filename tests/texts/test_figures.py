"""The figures in words: each says what it counts and of how many, and its chart has the numbers of its table."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.figures.facts import Answered, Came, Group, Heads, Held, Holding, Member, Reached, RoundFacts, Task
from jimflow.core.figures.whole import Figures, counted, looked_at
from jimflow.core.machine import build_machine
from jimflow.core.mistakes import Said
from jimflow.core.programme import Programme
from jimflow.texts.figures.every import every_figure
from jimflow.texts.figures.figure import Figure
from jimflow.texts.tables import shown
from tests.build import SWEDEN, at, day, ends, mini
from tests.build_workflow import both, changed

SVG = "{http://www.w3.org/2000/svg}"
NORTH, SOUTH = Group(1, "north", Said("Norr", "North")), Group(2, "south", Said("Söder", "South"))
ALFA = Member(1, 1, "alfa", Said("Alfaverket", "Alfa"), "start", day("2021-01-18"), ((1, day("2021-01-01"), None),))
BETA = Member(2, 2, "beta", Said("Beta", "Beta"), "preparation", day("2021-01-18"), ((2, day("2021-01-01"), None),))
KICK_OFF, OTHER = Held(1, 1, "start", day("2021-04-14"), "held"), Held(2, 2, "start", day("2021-04-15"), "held")


def move(when: str, source: str, to: str) -> dict[str, Any]:
    return {"kind": "move", "when": at(when).isoformat(), "from": source, "to": to}


def programme() -> Programme:
    """The mini programme with three statements on one scale, which the final report asks again, and with goals."""
    statements = [
        {"id": name, "type": "choice", "choices": "level", **both(f"{name}?", f"{name}!")} for name in ("a", "b", "c")
    ]
    again = [{**one, "prefill": f"self_assessment.{one['id']}"} for one in statements]
    own = changed({})["forms"]["report"]["questions"]
    workflow = read_definition(
        changed(
            {
                "result_goals": "policy_goal",
                "forms.self_assessment.sections.0.questions": statements,
                "forms.report.questions": [*own, *again],
            }
        )
    )
    return Programme(workflow, build_machine(workflow), SWEDEN)


FULL = RoundFacts(
    (NORTH, SOUTH),
    (ALFA, BETA),
    (
        (1, (move("2021-01-18 09:00", "invited", "preparation"), move("2021-02-15 09:00", "preparation", "start"))),
        (2, (move("2021-01-18 09:00", "invited", "preparation"),)),
    ),
    (
        Task(1, "start", "describe_today", "submitted", ends("2021-04-07")),
        Task(2, "start", "describe_today", "open", ends("2021-04-07")),
    ),
    (KICK_OFF, OTHER),
    (Holding(1, 1, "planner", day("2021-01-01")),),
    (Came(1, 1, 1, present=True, mode="digital"),),
    (Heads(1, 9, 6, 1),),
    (
        *(Answered(n, "preparation", "self_assessment", "a", "missing", at("2021-02-01 09:00")) for n in (1, 2)),
        Answered(1, "closing", "final_report", "a", "in_place", at("2022-02-01 09:00")),
    ),
    (Reached(1, "methods", "power"), Reached(2, "products")),
)
NOW = at("2021-04-20 12:00")


@pytest.fixture(scope="module")
def figures() -> Figures:
    return counted(programme(), FULL, NOW)


def named(figures: Figures, name: str, lang: str = "sv") -> Figure:
    return next(f for f in every_figure(figures, lang) if f.name == name)


def rows(figure: Figure, table: int = 0) -> list[tuple[str, ...]]:
    return [tuple(shown(cell, "sv") for cell in row) for row in figure.tables[table].rows]


def numbers(chart: str) -> Counter[str]:
    """What the parts of the bars say, with how often."""
    parts = ElementTree.fromstring(chart).iter(f"{SVG}g")
    titles = [part.find(f"{SVG}title") for part in parts]
    return Counter(str(title.text) for title in titles if title is not None)


def test_every_figure_stands_in_its_place(figures: Figures) -> None:
    assert [(f.name, f.title) for f in every_figure(figures, "sv")] == [
        ("times", "Tid i varje steg"),
        ("answers", "Svar i tid"),
        ("attendance", "Närvaro efter funktion"),
        ("heads", "Deltagare på träffarna efter kön"),
        ("self-assessment", "Självskattning"),
        ("results", "Resultat på resultatkedjan"),
    ]


def test_times_are_told_over_all_in_each_cluster_and_for_each_who_takes_part(figures: Figures) -> None:
    figure = named(figures, "times")
    assert rows(figure) == [
        ("Förberedelse", "Alla", "1", "1", "20", "20", "20", "28", "28", "28"),
        ("Förberedelse", "Norr", "1", "0", "20", "20", "20", "28", "28", "28"),
        ("Förberedelse", "Söder", "0", "1", *"––––––"),
        ("Uppstart", "Alla", "0", "1", *"––––––"),
        ("Uppstart", "Norr", "0", "1", *"––––––"),
    ]
    assert rows(figure, 1) == [
        ("Förberedelse", "Norr", "Alfaverket", "2021-01-18", "2021-02-15", "20", "28"),
        ("Förberedelse", "Söder", "Beta", "2021-01-18", "–", "64", "92"),
        ("Uppstart", "Norr", "Alfaverket", "2021-02-15", "–", "44", "64"),
    ]
    assert figure.tables[1].note.endswith("räknas dagarna till och med 2021-04-20.")
    assert "Förberedelse: median\N{NO-BREAK SPACE}20\N{NO-BREAK SPACE}(20–20)" in figure.charts[0]


def test_answers_are_told_with_their_base(figures: Figures) -> None:
    figure = named(figures, "answers")
    assert rows(figure) == [
        ("Uppstart", "Nulägesbeskrivning", "1", "0", "1", "0", "0", "2", "50"),
        ("Alla", "Alla uppgifter", "1", "0", "1", "0", "0", "2", "50"),
    ]
    assert figure.tables[0].columns[-2:] == ("Har kommit eller skulle ha kommit", "I tid, procent")
    assert numbers(figure.charts[0]) == {"i tid: 1": 1, "har inte kommit: 1": 1}


def test_attendance_is_told_by_function_and_meeting_by_meeting(figures: Figures) -> None:
    figure = named(figures, "attendance")
    assert rows(figure)[:2] == [
        ("Planeringsfunktion", "2", "0", "1", "0", "0", "0", "1", "1", "1", "100"),
        ("JiM-samordnare", "2", "0", "0", "0", "0", "1", "1", "0", "1", "0"),
    ]
    assert rows(figure, 1)[0] == ("Uppstart", "Norr", "2021-04-14", *rows(figure)[0][:1], *"1010000", "1", "1", "100")
    assert "Planeringsfunktion: 1 av 1 (100 %)" in figure.charts[0].replace("\N{NO-BREAK SPACE}", " ")
    every = named(figures, "attendance").tables[0].rows
    drawn = numbers(figure.charts[0])
    for series, column in (("digitalt", 3), ("ingen hade funktionen", 6), ("inte antecknat", 7)):
        assert drawn[f"{series}: 1"] == sum(row[column] == 1 for row in every)


def test_heads_are_told_by_sex_and_what_was_not_noted_is_said(figures: Figures) -> None:
    figure = named(figures, "heads")
    assert rows(figure) == [
        ("Uppstart", "Norr", "2021-04-14", "9", "6", "1", "16", "56", "38"),
        ("Uppstart", "Söder", "2021-04-15", *"––––––"),
        ("Alla noterade träffar", "–", "–", "9", "6", "1", "16", "56", "38"),
    ]
    assert figure.remarks == ("Antalet är noterat för 1 av 2 genomförda träffar.",)
    assert numbers(figure.charts[0]) == {"kvinnor: 9": 1, "män: 6": 1, "ej angivet: 1": 1}


def test_a_self_assessment_is_told_at_the_start_and_again(figures: Figures) -> None:
    figure = named(figures, "self-assessment")
    assert figure.tables[0].columns == (
        *("Område", "Påstående", "I början: saknas", "I början: på plats", "I början: svar"),
        *("På nytt: saknas", "På nytt: på plats", "På nytt: svar"),
        *("Lägre än i början", "Samma", "Högre än i början"),
    )
    assert rows(figure)[0] == ("Styrning", "a?", "2", "0", "2", "0", "1", "1", "0", "0", "1")
    assert numbers(figure.charts[0]) == {"saknas: 2": 1, "på plats: 1": 1}
    assert figure.remarks == ()


def test_results_are_told_by_goal_and_for_each_who_takes_part(figures: Figures) -> None:
    figure = named(figures, "results")
    assert rows(figure) == [
        ("Makt", "0", "0", "1", "0", "1"),
        ("Ekonomi", "0", "0", "0", "0", "0"),
        ("Inget mål angivet", "0", "1", "0", "0", "1"),
    ]
    assert rows(figure, 1) == [
        ("Norr", "Alfaverket", "0", "0", "1", "0", "1"),
        ("Söder", "Beta", "0", "1", "0", "0", "1"),
    ]
    assert "Ekonomi: inga resultat" in figure.charts[0]
    assert numbers(figure.charts[0])["produkter: 1"] == 1


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_where_there_is_nothing_a_sentence_stands_in_the_place_of_the_chart(lang: str) -> None:
    empty = every_figure(counted(programme(), RoundFacts((NORTH,), (replace(ALFA, joined=None),)), NOW), lang)
    assert all(figure.empty and not figure.charts for figure in empty)
    assert all(re.search(r"\b(än|yet)\.$", figure.remarks[0]) for figure in empty)


def test_what_a_programme_does_not_have_is_left_out() -> None:
    names = [f.name for f in every_figure(counted(mini(), RoundFacts(), NOW), "sv")]
    assert names == ["times", "answers", "attendance", "heads", "results"]
    assert looked_at(mini().workflow) == frozenset()


def test_an_assessment_that_is_made_once_says_so(figures: Figures) -> None:
    (assessment,) = figures.assessments
    statements = tuple(replace(s, end=(0, 0), higher=0) for s in assessment.statements)
    once = replace(assessment, again=(), statements=statements)
    figure = named(replace(figures, assessments=(once,)), "self-assessment")
    assert figure.remarks == ("Programmet gör skattningen en gång, så det finns inget slut att jämföra med.",)
    assert figure.tables[0].columns[-1] == "I början: svar"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_chart_and_every_table_is_whole_in_both_languages(figures: Figures, lang: str) -> None:
    every = every_figure(figures, lang)
    ids = [i for f in every for chart in f.charts for i in re.findall(r' id="([^"]*)"', chart)]
    assert len(ids) == len(set(ids))
    for figure in every:
        for chart in figure.charts:
            assert ElementTree.fromstring(chart).get("lang") == lang
        for table in figure.tables:
            assert {len(row) for row in table.rows} == {len(table.columns)}
            assert table.note
    swedish = re.compile(r"[åäö]|\b(och|inte|som)\b")
    told = " ".join((f.title + f.counted + "".join(f.remarks)) for f in every)
    assert bool(swedish.search(told)) is (lang == "sv")
