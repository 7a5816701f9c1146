"""Times that start from a date somebody has answered: a reporting day that differs from one to the next."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.mistakes import Mistakes
from jimflow.core.plan import timings
from jimflow.core.programme import Programme
from tests.build import assignment, at, day, facts, meeting, meetings, programme
from tests.build_workflow import mini_definition


def dated(due: str = "self_assessment.report_on - 5 working days", kind: str = "date") -> Programme:
    sections = mini_definition()["forms"]["self_assessment"]["sections"]
    sections[0]["questions"].append({"id": "report_on", "type": kind, "sv": "När?", "en": "When?"})
    return programme({"forms.self_assessment.sections": sections, "assignments.name_problem.due": due})


def answered(on: str, **other: Any) -> dict[tuple[str, str, str], str]:
    return {("preparation", "self_assessment", "report_on"): f'"{on}"'}


def due_of(p: Programme, **other: Any) -> Any:
    held = meetings(meeting("start", status="held"))
    known = facts("start", meetings=held, **other)
    return next((t.due for t in timings(p, known, at("2021-04-15 10:00")) if t.assignment.name == "name_problem"), "-")


@pytest.mark.parametrize(("on", "due"), [("2021-06-01", "2021-05-25"), ("2021-09-30", "2021-09-23")])
def test_each_ones_own_date_decides_when_its_work_is_due(on: str, due: str) -> None:
    assert due_of(dated(), answers=answered(on)) == day(due)


def test_until_it_is_answered_there_is_no_date() -> None:
    assert due_of(dated()) is None
    assert due_of(dated("self_assessment.report_on else meeting + 10 working days")) == day("2021-04-28")


def test_a_changed_answer_moves_what_is_not_submitted() -> None:
    made = assignment("start", "name_problem", opens="2021-04-14", due="2021-05-25")
    assert due_of(dated(), answers=answered("2021-10-29"), assignments=(made,)) == day("2021-10-22")


@pytest.mark.parametrize(
    ("due", "kind", "told"),
    [
        ("self_assessment.report_on", "text", "är ingen dag"),
        ("self_assessment.report_onn", "date", "okänd fråga"),
        ("self_asessment.report_on", "date", "okänd uppgift"),
    ],
)
def test_what_is_no_answered_date_is_a_mistake_in_its_place(due: str, kind: str, told: str) -> None:
    with pytest.raises(Mistakes) as wrong:
        dated(due, kind)
    assert [(told in line, line.startswith("assignments.name_problem.due")) for line in wrong.value.lines()] == [
        (True, True)
    ]
