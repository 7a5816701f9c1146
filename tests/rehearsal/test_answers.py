"""Made-up answers: allowed by every form, and always the same."""

from __future__ import annotations

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.parts import check, finished
from jimflow.core.workflow import Workflow
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.rehearsal.answers import made_up
from tests.build import day
from tests.build_workflow import mini_definition

TODAY = day("2021-06-01")


@pytest.mark.parametrize(
    "workflow",
    [read_definition(mini_definition()), load_workflow(shipped("workflows") / "jim-plus.yaml")],
    ids=["mini", "jim-plus"],
)
def test_every_part_of_every_form_takes_them_and_is_done(workflow: Workflow) -> None:
    for assignment in workflow.assignments.values():
        answered: set[str] = set()
        for function in assignment.to:
            given = made_up(workflow, workflow.forms[assignment.form].for_function(function), TODAY)
            assert check(workflow, assignment, function, given, answered) == []
            answered |= set(given)
            assert function in finished(workflow, assignment, answered)


def test_each_type_of_question_has_its_answer() -> None:
    workflow = read_definition(mini_definition())
    forms = {name: made_up(workflow, form.questions, TODAY, "en") for name, form in workflow.forms.items()}
    assert {name: forms[name] for name in ("self_assessment", "describe_today", "problem")} == {
        "self_assessment": {"in_plan": "missing", "trained": True},
        "describe_today": {"found_how": "Rehearsal: How do you find problems?", "cost": 1},
        "problem": {"problem": "Rehearsal: Which problem?", "goals": ["power"], "since": "2021-08-30"},
    }


def test_a_result_stands_on_the_last_step_of_the_chain() -> None:
    workflow = load_workflow(shipped("workflows") / "jim-plus.yaml")
    given = made_up(workflow, workflow.forms["closing_report"].questions, TODAY)
    assert given["reached"] == ["operations"]


def test_a_text_is_never_longer_than_its_question_allows() -> None:
    data = mini_definition()
    data["forms"]["describe_today"]["questions"][0]["max"] = 12
    workflow = read_definition(data)
    assert made_up(workflow, workflow.forms["describe_today"].questions, TODAY)["found_how"] == "Provkörning:"
