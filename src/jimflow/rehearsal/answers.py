"""Made-up answers to forms: the same for the same question, and allowed by its type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Question, Workflow

MADE_UP = Said("Provkörning", "Rehearsal")
NEXT_LOOK = timedelta(days=90)


def made_up(
    workflow: Workflow,
    questions: Iterable[Question],
    today: date,
    lang: str = "sv",
    said: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """An answer to every question: what is `said` by name, else one made up; none where nothing ("" or []) is said.

    Choices fall on the middle of the list; on the chain of results the answers reach as far as it goes, since a
    rehearsal is of the round and not of its results."""
    known = said or {}
    found = {q.name: known[q.name] if q.name in known else _answer(workflow, q, today, lang) for q in questions}
    return {name: value for name, value in found.items() if value not in ("", [])}


def _answer(workflow: Workflow, question: Question, today: date, lang: str) -> Any:
    match question.kind:
        case "choice" | "choices":
            options = list(workflow.choices[question.choices or ""])
            of_results = question.choices == workflow.result_steps
            chosen = options[-1] if of_results else options[(len(options) - 1) // 2]
            return [chosen] if question.kind == "choices" else chosen
        case "yes_no":
            return True
        case "number":
            return 1
        case "date":
            return (today + NEXT_LOOK).isoformat()
        case _:
            return f"{MADE_UP.in_(lang)}: {question.text.in_(lang)}"[: question.limit]
