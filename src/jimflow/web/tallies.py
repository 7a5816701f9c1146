"""Answers that several have given to the same form, counted question by question; words are listed, never by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jimflow.core.workflow import Workflow
from jimflow.texts.names import answer_title


@dataclass(frozen=True, slots=True)
class Tally:
    """One question: how many chose each answer, in the order of the list; or what was written."""

    question: str
    counts: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()


def tallies(workflow: Workflow, assignment: str, given: Sequence[Mapping[str, Any]], lang: str) -> list[Tally]:
    """The form of the assignment over the answers of several, those that left a question out not counted."""
    found = []
    for question in workflow.forms[workflow.assignments[assignment].form].questions:
        values = [value for answers in given if (value := answers.get(question.name)) is not None]
        if question.kind in ("choice", "choices", "yes_no"):
            chosen = Counter(one for value in values for one in (value if isinstance(value, list) else [value]))
            listed = [True, False] if question.kind == "yes_no" else [*workflow.choices[question.choices or ""]]
            counts = tuple(
                (answer_title(workflow, assignment, question.name, one, lang), chosen[one]) for one in listed
            )
            found.append(Tally(question.text.in_(lang), counts))
        else:
            found.append(Tally(question.text.in_(lang), words=tuple(str(v) for v in values)))
    return found
