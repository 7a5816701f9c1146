"""Red threads: answers that the definition carries on from assignment to assignment."""

from typing import Any

from jimflow.core.threads import Field, threads
from tests.build import programme
from tests.build_workflow import GONE
from tests.mini_people import both

NAMED = ("name_problem", "problem")
THEME = ("prepare_theme", "problem")
REPORT = ("final_report", "problem")


BACK = {"title": both("Börja om", "Start over"), "from": "closing", "to": "start"}


def carried(**more: Any) -> list[tuple[Field, ...]]:
    """The threads of the mini programme, begun anew after closing, where the first question of a form is filled in."""
    filled = {f"forms.{form}.questions.0.prefill": before for form, before in more.items()}
    return threads(programme({"transitions.start_over": BACK, **filled}).workflow)


def test_a_thread_runs_from_where_it_begins_through_the_steps() -> None:
    assert carried() == [(NAMED, THEME, REPORT)]


def test_a_thread_follows_answers_that_were_carried_themselves() -> None:
    assert carried(report="prepare_theme.problem") == [(NAMED, THEME, REPORT)]


def test_the_longest_thread_comes_first() -> None:
    learned = (("describe_today", "found_how"), ("read_notes", "learned"))
    assert carried(notes="describe_today.found_how") == [(NAMED, THEME, REPORT), learned]


def test_an_answer_that_the_same_assignment_repeats_on_the_next_lap_is_a_thread_of_itself() -> None:
    assert carried(evaluation="evaluate.useful")[1:] == [(("evaluate", "useful"),)]


def test_two_that_fill_in_each_other_lap_after_lap_are_one_thread() -> None:
    assert carried(theme_notes="final_report.problem", report="prepare_theme.problem") == [(THEME, REPORT)]


def test_where_nothing_is_carried_there_is_no_thread() -> None:
    apart = {f"forms.{form}.questions.0.prefill": GONE for form in ("theme_notes", "report")}
    assert threads(programme(apart).workflow) == []
