"""Programmes in Swedish only: texts without English, and what is said of English that was not declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, Said
from tests.build_workflow import GONE, both, changed, mini_definition
from tests.own_words import in_swedish


def told(data: dict[str, Any]) -> list[str]:
    with pytest.raises(Mistakes) as found:
        read_definition(data)
    return found.value.lines("sv")


def all_said(value: object) -> list[Said]:
    """Every text of a workflow, in the order of its parts; the noun's derived forms too."""
    if isinstance(value, Said):
        return [value]
    if is_dataclass(value):
        return [said for f in fields(value) for said in all_said(getattr(value, f.name))]
    if isinstance(value, Mapping):
        return [said for inner in value.values() for said in all_said(inner)]
    if isinstance(value, tuple):
        return [said for inner in value for said in all_said(inner)]
    return []


@pytest.mark.parametrize("alone", [True, False], ids=["texts alone", "texts under sv"])
def test_a_programme_in_swedish_says_in_swedish_what_its_english_would_have_said(alone: bool) -> None:
    with_english, without = (
        read_definition(mini_definition()),
        read_definition(in_swedish(mini_definition(), alone=alone)),
    )
    assert without.languages == ("sv",)
    assert all_said(without) == [Said(said.sv, said.sv) for said in all_said(with_english)]
    assert len(all_said(without)) > 100


def test_a_stored_definition_in_swedish_is_read_back_as_it_was() -> None:
    first = read_definition(in_swedish(mini_definition()))
    assert read_definition(json.loads(first.source)) == first


@pytest.mark.parametrize("languages", [GONE, ["sv", "en"]])
def test_english_is_asked_for_unless_the_programme_is_in_swedish(languages: Any) -> None:
    data = changed({"title": {"sv": "Mini"}, "steps.start.title": "Uppstart"})
    if languages is not GONE:
        data["languages"] = languages
    assert told(data) == [
        "steps.start.title: här ska stå en text på två språk, {sv: …, en: …}, inte texten ”Uppstart”",
        "title.en: översättningen till engelska saknas – skriv en: och texten",
    ]


def test_english_that_was_not_declared_is_told_plainly_wherever_it_stands() -> None:
    data = in_swedish(mini_definition())
    data["title"] = both("Mini", "Mini")
    data["forms"]["problem"]["questions"][0]["en"] = "The problem?"
    assert told(data) == [
        f"{place}: programmet är bara på svenska – ta bort en:, eller skriv languages: [sv, en]"
        for place in ("forms.problem.questions[0].en", "title.en")
    ]


def test_a_question_needs_its_swedish() -> None:
    data = in_swedish(mini_definition())
    del data["forms"]["problem"]["questions"][0]["sv"]
    assert told(data) == ["forms.problem.questions[0].sv: nyckeln sv saknas"]


def test_a_text_that_stands_alone_is_read_as_strictly_as_one_of_two() -> None:
    data = in_swedish(mini_definition())
    data["title"] = "två\nrader"
    data["assignments"]["describe_today"]["ask"] = "göra {organisaton} klar"
    data["steps"]["start"]["purpose"] = " "
    data["steps"]["start"]["title"] = 3
    assert sorted(told(data)) == [
        "assignments.describe_today.ask: okänd platshållare {organisaton} – menade du {organisation}?",
        "steps.start.purpose: texten är tom",
        "steps.start.title: här ska stå en text, inte talet 3",
        "title: texten ska stå på en rad",
    ]


def test_a_missing_title_is_asked_for_in_one_language_where_there_is_one() -> None:
    data = in_swedish(mini_definition())
    del data["state_titles"]["paused"]
    assert told(data) == ["state_titles.paused: tillståndet ”paused” saknar titel – skriv paused: och titeln"]


def test_an_empty_placeholder_is_told_once() -> None:
    data = in_swedish(mini_definition())
    data["assignments"]["describe_today"]["instruction"] = "Läs om {theme}."
    assert told(data) == [
        "assignments.describe_today.instruction.sv: {theme} är tomt i steget ”start” – "
        "ta bort det eller skriv theme: per cluster"
    ]


@pytest.mark.parametrize("languages", [["en"], ["en", "sv"], ["sv", "fi"], ["sv", "sv"], []])
def test_swedish_always_comes_first_and_english_is_the_only_other(languages: list[str]) -> None:
    data = mini_definition() | {"languages": languages}
    data = in_swedish(data) | {"languages": languages} if "en" not in languages else data
    assert told(data) == [
        "languages: texterna är på svenska, och kanske på engelska – skriv [sv] eller [sv, en]",
    ]


def test_whoever_reads_english_is_answered_in_swedish_where_there_is_no_english() -> None:
    bilingual, swedish = read_definition(mini_definition()), read_definition(in_swedish(mini_definition()))
    assert [w.language(lang) for w in (bilingual, swedish) for lang in ("sv", "en")] == ["sv", "en", "sv", "sv"]


@pytest.mark.parametrize("word", ["own", "agency"])
def test_a_function_belongs_to_what_takes_part_by_either_word(word: str) -> None:
    data = mini_definition()
    data["functions"]["planner"]["belongs_to"] = word
    assert read_definition(data).functions == read_definition(mini_definition()).functions


def test_where_a_function_belongs_is_asked_for_in_neutral_words() -> None:
    data = mini_definition()
    data["functions"]["planner"]["belongs_to"] = "elsewhere"
    wrong = "okänt ord ”elsewhere” – skriv own, ministry, outside, host eller guest"
    assert told(data) == [f"functions.planner.belongs_to: {wrong}"]
