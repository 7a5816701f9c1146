"""Definitions as large as a file may hold are read or refused quickly, whatever they repeat."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes
from tests.build_workflow import both, mini_definition

TEXT = both("text", "text")
Change = Callable[[dict[str, Any]], None]


def _steps(count: int) -> Change:
    return lambda data: data["steps"].update({f"s{n}": {"title": TEXT, "purpose": TEXT} for n in range(count)})


def _unknown_names(data: dict[str, Any]) -> None:
    data["functions"].update({f"function_number_{n}": data["functions"]["planner"] for n in range(190)})
    data["assignments"]["evaluate"]["to"] = [f"function_nummer_{n}" for n in range(5000)]


def _one_form_for_many(data: dict[str, Any]) -> None:
    names = [f"a{n}" for n in range(2000)]
    data["assignments"].update(dict.fromkeys(names, data["assignments"]["final_report"]))
    data["steps"]["closing"]["assignments"] += names
    question = {"type": "text", "sv": "Varför?", "en": "Why?", "prefill": "name_problem.problem"}
    data["forms"]["report"]["questions"] += [{"id": f"q{n}", **question} for n in range(1000)]


def _many_rules_everywhere(data: dict[str, Any]) -> None:
    names = [f"r{n}" for n in range(200)]
    data["rules"].update(dict.fromkeys(names, data["rules"]["roles_filled"]))
    data["steps"].update({f"s{n}": {"title": TEXT, "purpose": TEXT, "exit": names} for n in range(90)})


def _a_text_of_braces(data: dict[str, Any]) -> None:
    data["rules"]["meeting_held"]["text"]["sv"] = "{" * 200_000


LARGE: dict[str, tuple[Change, list[str]]] = {
    "a hundred steps": (_steps(95), []),
    "thousands of steps": (_steps(4000), ["steps: more than 100 steps"]),
    "thousands of assignments with one form": (_one_form_for_many, []),
    "every rule at every step": (_many_rules_everywhere, []),
    "thousands of unknown names": (_unknown_names, ["the reading stops after 100 mistakes"]),
    "a text of braces": (_a_text_of_braces, ["the reading stops after 100 mistakes"]),
}


@pytest.mark.parametrize(("change", "last"), LARGE.values(), ids=LARGE.keys())
def test_a_large_definition_is_read_or_refused_in_moments(change: Change, last: list[str]) -> None:
    data = mini_definition()
    change(data)
    began = time.perf_counter()
    assert _told(data)[-1:] == last
    assert time.perf_counter() - began < 3  # a fraction of a second on a quiet machine


def _told(data: dict[str, Any]) -> list[str]:
    try:
        read_definition(data)
    except Mistakes as mistakes:
        return mistakes.lines("en")
    return []
