"""How mistakes are put to people."""

import time

import pytest

from jimflow.core.mistakes import Mistake, Mistakes, Path, Said, did_you_mean, spelled

KNOWN = ["agency_head", "gm_coordinator", "planning_followup", "severity", "waivable", "at_least", "e-post"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("agency_haed", "agency_head"),
        ("Agency-Head", "agency_head"),
        ("agency head", "agency_head"),
        ("agencyhead", "agency_head"),
        ("planing_followup", "planning_followup"),
        ("severty", "severity"),
        ("WAIVABLE", "waivable"),
        ("atleast", "at_least"),
        ("epost", "e-post"),
        ("head", ""),
        ("deadline", ""),
        ("", ""),
    ],
)
def test_a_misspelt_name_brings_the_closest_known_one_or_none(word: str, meant: str) -> None:
    assert did_you_mean(word, KNOWN) == meant


def test_the_answer_does_not_hang_on_the_order_of_the_known_names() -> None:
    assert did_you_mean("start_3", ["start_2", "start_1"]) == did_you_mean("start_3", ["start_1", "start_2"]) != ""


def test_an_endless_word_is_not_compared() -> None:
    start = time.process_time()
    assert did_you_mean("x" * 10_000_000, KNOWN) == ""
    assert time.process_time() - start < 0.1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("forms",), "forms"),
        (("forms", "describe_today", "questions", 2, "id"), "forms.describe_today.questions[2].id"),
        ((4, "email"), "[4].email"),
    ],
)
def test_a_path_is_spelled_with_dots_and_brackets(path: Path, text: str) -> None:
    assert spelled(path) == text


def test_a_sentence_is_swedish_unless_english_is_asked_for() -> None:
    said = Said("saknas", "is missing")
    assert [said.in_("sv"), said.in_("en"), said.in_("de")] == ["saknas", "is missing", "saknas"]


def test_all_mistakes_are_told_line_by_line_in_the_order_they_were_found() -> None:
    mistakes = Mistakes(
        [
            Mistake(
                ("steps", 1), Said("okänt steg", "unknown step"), Said("menade du ”start”?", "did you mean “start”?")
            ),
            Mistake((), Said("kalendern saknas", "the calendar is missing")),
        ]
    )
    assert mistakes.lines("sv") == ["steps[1]: okänt steg – menade du ”start”?", "kalendern saknas"]
    assert mistakes.lines("en") == ["steps[1]: unknown step – did you mean “start”?", "the calendar is missing"]
    assert str(mistakes) == "\n".join(mistakes.lines("sv"))
