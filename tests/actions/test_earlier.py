"""Answers given once are printed later, where another question is prefilled from them."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import Engine

from jimflow.actions.advance import advance
from jimflow.actions.assignments import submit
from jimflow.actions.compose import compose_due
from jimflow.actions.sweep import sweep_due
from jimflow.core.model import Actor
from jimflow.store import tables as t
from tests.actions.loaded import EVA, Place, place
from tests.build_round import mini


def _joined(engine: Engine, folder: Path) -> tuple[Place, int]:
    at = place(engine, folder, "2021-01-18 09:00")
    alfa = at.load().participations["alfa"]
    for trigger in ("invite", "accept"):
        assert advance(at.runtime, alfa, None, trigger, EVA).ok
    return at, alfa


def _texts(at: Place, address: str) -> list[str]:
    """The plain texts of the mails to an address, in the order they were written."""
    found = []
    for (raw,) in at.rows(t.Mail, "raw", address=address):
        for part in message_from_bytes(raw).walk():
            if part.get_content_type() == "text/plain":
                body = part.get_payload(decode=True)
                assert isinstance(body, bytes)
                found.append(body.decode())
    return found


def test_the_problem_written_once_is_printed_in_the_task_it_is_prefilled_into(engine: Engine, tmp_path: Path) -> None:
    at, alfa = _joined(engine, tmp_path)
    source, field, later = _prefilled()
    for _ in range(330):
        at.clock.now += timedelta(days=1)
        sweep_due(at.runtime)
        while compose_due(at.runtime):
            pass
        if any(name == source for (name,) in at.rows(t.Assignment, "name", participation=alfa, status="open")):
            break
    answers = {q: _answer(source, q) for q in _questions(source)} | {field: "Färre kvinnor söker stödet"}
    submit(at.runtime, alfa, source, answers, Actor("kim", "participant"))
    for _ in range(330):
        at.clock.now += timedelta(days=1)
        sweep_due(at.runtime)
        while compose_due(at.runtime):
            pass
    printed = [text for text in _texts(at, "planner.alfa@example.org") if "Färre kvinnor söker stödet" in text]
    assert printed, f"the answer never came back in {later}"


def _prefilled() -> tuple[str, str, str]:
    for name, assignment in mini().assignments.items():
        for q in mini().forms[assignment.form].questions:
            if q.prefill is not None:
                return (*q.prefill, name)
    raise AssertionError("the mini programme has no prefilled question")


def _questions(assignment: str) -> list[str]:
    workflow = mini()
    return [q.name for q in workflow.forms[workflow.assignments[assignment].form].questions if q.required]


def _answer(assignment: str, question: str) -> object:
    workflow = mini()
    asked = workflow.forms[workflow.assignments[assignment].form].question(question)
    assert asked is not None
    if asked.choices is not None:
        first = next(iter(workflow.choices[asked.choices]))
        return [first] if asked.kind == "choices" else first
    return {"yes_no": True, "number": 1, "date": "2021-05-01"}.get(asked.kind, "svar")
