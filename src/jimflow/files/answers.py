"""Reads what is answered in a file of tests or of people, `{assignment: {question: answer}}`; each must be possible."""

from __future__ import annotations

from typing import Any

from jimflow.core.language.nodes import Node
from jimflow.core.mistakes import Said
from jimflow.core.parts import no_answer
from jimflow.core.workflow import Question, Workflow
from jimflow.files.values import a_day


def read_answers(node: Node, workflow: Workflow) -> dict[tuple[str, str], Any]:
    """By (assignment, question), of what is submitted: what must be answered cannot be left out by "" or [].

    The book must know the names of the assignments.
    """
    found: dict[tuple[str, str], Any] = {}
    for written, inner in node.entries().items():
        assignment = node.book.find("assignment", written, inner.path)
        if assignment is not None:
            given = answers_of(inner, assignment, workflow, submitted=True)
            found |= {(assignment, field): value for field, value in given.items()}
    return found


def answers_of(node: Node, assignment: str, workflow: Workflow, *, submitted: bool = False) -> dict[str, Any]:
    """The answers to one assignment's questions; what cannot be answered is noted."""
    form = workflow.forms[workflow.assignments[assignment].form]
    found: dict[str, Any] = {}
    for asked, answer in node.entries().items():
        field = node.book.find("field", asked, answer.path, [q.name for q in form.questions])
        question = form.question(field) if field else None
        if question is not None:
            if answer.value in ("", []) and submitted and question.required:
                answer.wrong(Said("frågan måste besvaras", "the question must be answered"))
            _fits(question, answer, workflow)
            found[question.name] = answer.value
    return found


def _fits(question: Question, answer: Node, workflow: Workflow) -> None:
    if answer.value in ("", []):
        return
    if question.kind == "date":
        a_day(answer)
    elif wrong := no_answer(workflow, question, answer.value):
        answer.wrong(wrong)
