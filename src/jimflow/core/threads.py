"""Answers that follow on from assignment to assignment, as the definition's `prefill` carries them: its red threads."""

from __future__ import annotations

from jimflow.core.workflow import Workflow

Field = tuple[str, str]
"""(assignment, question); of a case that was started from another, ("started", name) is what came along."""


def threads(workflow: Workflow) -> list[tuple[Field, ...]]:
    """Every thread with the fields on it in the order of the steps, where it begins first; the longest thread first."""
    before = {
        (name, q.name): q.prefill
        for name, assignment in workflow.assignments.items()
        for q in workflow.forms[assignment.form].questions
        if q.prefill is not None
    }
    found: dict[Field, list[Field]] = {}
    for field in before:
        found.setdefault(_beginning(before, field), []).append(field)
    order = _order(workflow)
    whole = [(start, *sorted(set(rest) - {start}, key=lambda f: order.get(f[0], 0))) for start, rest in found.items()]
    return sorted(whole, key=len, reverse=True)


def _beginning(before: dict[Field, Field], field: Field) -> Field:
    """The field that was answered first; where they go round, the one that stands first in the definition."""
    seen = [field]
    while (field := before.get(field, field)) not in seen:
        seen.append(field)
    around = seen[seen.index(field) :]
    return next((f for f in before if f in around), field)


def _order(workflow: Workflow) -> dict[str, int]:
    """The assignments in the order in which the steps ask for them."""
    asked = (name for step in workflow.steps.values() for _, name in step.assignments)
    return {name: number for number, name in enumerate(dict.fromkeys(asked), start=1)}
