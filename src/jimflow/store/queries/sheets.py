"""The answers of one assignment: what has been submitted, what is only saved, and what earlier answers suggest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jimflow.core.language.forms import STARTED
from jimflow.core.workflow import Workflow
from jimflow.store.queries.parties import carried_along
from jimflow.store.queries.work import AssignmentRow, answers, drafts
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Answers:
    """By question. `saved` are kept and not submitted; `suggested` stand in neither."""

    submitted: Mapping[str, Any]
    saved: Mapping[str, Any]
    suggested: Mapping[str, Any]


def answers_of(tx: Tx, workflow: Workflow, row: AssignmentRow, every: Sequence[AssignmentRow]) -> Answers:
    """The answers of `row`, one of `every` assignment of its participation; the others' answers are what suggests."""
    stored, saved = answers(tx, [a.id for a in every]), drafts(tx, [row.id])[row.id]
    known = {(a.name, field): value for a in every for field, value in stored[a.id].items()}
    known |= {(STARTED, field): value for field, value in carried_along(tx, row.participation).items()}
    form = workflow.forms[workflow.assignments[row.name].form]
    there = stored[row.id].keys() | saved.keys()
    suggested = {q.name: known[q.prefill] for q in form.questions if q.prefill in known and q.name not in there}
    return Answers(stored[row.id], saved, suggested)
