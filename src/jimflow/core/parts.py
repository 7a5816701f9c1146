"""Parts of an assignment: one answer for the participation, and when each function's share of it is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from jimflow.core.mistakes import Mistake, Said
from jimflow.core.workflow import Assignment, Question, Workflow


def questions(workflow: Workflow, assignment: Assignment, function: str) -> tuple[Question, ...]:
    """What `function` answers: its own view, or every question when it coordinates."""
    form = workflow.forms[assignment.form]
    return form.questions if workflow.functions[function].coordinates else form.for_function(function)


def finished(
    workflow: Workflow, assignment: Assignment, answered: Collection[str], submitting: Collection[str] = ()
) -> tuple[str, ...]:
    """The addressed functions whose every required question has an answer: submitting a shared one is for all.

    Those `submitting` have been found to lack nothing.
    """
    form = workflow.forms[assignment.form]
    return tuple(
        f
        for f in assignment.to
        if f in submitting or all(q.name in answered for q in form.for_function(f) if q.required)
    )


def check(
    workflow: Workflow, assignment: Assignment, function: str, given: Mapping[str, Any], answered: Collection[str]
) -> list[Mistake]:
    """What is wrong with answers given by a holder of `function`, all at once; `answered` are there from before."""
    left_out = missing(workflow, assignment, function, {*given, *answered})
    return unfit(workflow, assignment, function, given) + [
        Mistake((q.name,), Said(f"svar saknas: {q.text.sv}", f"no answer: {q.text.en}")) for q in left_out
    ]


def missing(
    workflow: Workflow, assignment: Assignment, function: str, answered: Collection[str]
) -> tuple[Question, ...]:
    """The required questions that are left: of the function's own part, or of all where it is only coordinating."""
    own = function in assignment.to
    asked = workflow.forms[assignment.form].for_function(function) if own else questions(workflow, assignment, function)
    return tuple(q for q in asked if q.required and q.name not in answered)


def unfit(workflow: Workflow, assignment: Assignment, function: str, given: Mapping[str, Any]) -> list[Mistake]:
    """The answers that are no answers to what `function` is asked."""
    mistakes: list[Mistake] = []
    asked = {q.name: q for q in questions(workflow, assignment, function)}
    for name, value in given.items():
        if name not in asked:
            known = ", ".join(asked)
            mistakes.append(
                Mistake(
                    (name,), Said("frågan finns inte i din del", "no such question in your part"), Said(known, known)
                )
            )
        elif said := no_answer(workflow, asked[name], value):
            mistakes.append(Mistake((name,), said))
    return mistakes


def no_answer(workflow: Workflow, question: Question, value: Any) -> Said | None:
    """Why the value is no answer to the question; None when it is one."""
    kind = question.kind
    if kind in ("text", "date") and not (isinstance(value, str) and value.strip()):
        return Said("ska vara text", "must be text")
    if kind == "text" and len(value) > question.limit:
        return Said(f"högst {question.limit} tecken", f"at most {question.limit} characters")
    if kind == "number" and (isinstance(value, bool) or not isinstance(value, int)):
        return Said("ska vara ett heltal", "must be a whole number")
    if kind == "yes_no" and not isinstance(value, bool):
        return Said("ska vara true eller false", "must be true or false")
    if kind in ("choice", "choices"):
        options = workflow.choices[question.choices or ""]
        chosen = value if isinstance(value, list) else [value]
        unknown = [v for v in chosen if v not in options]
        if unknown or not chosen or (kind == "choice" and isinstance(value, list)):
            known = ", ".join(options)
            return Said(f"välj bland {known}", f"choose among {known}")
    return None


def takes_answers(status: str, due_at: datetime | None, now: datetime) -> bool:
    """True while answers may be written: until the assignment is submitted, and then until its due time has passed.

    One that has been accepted, closed or called off takes none.
    """
    return status in ("planned", "open") or (status == "submitted" and (due_at is None or now <= due_at))
