"""Which step is meant when an assignment recurs and no step is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jimflow.actions.asked import assignment_of
from jimflow.actions.case import Case
from jimflow.core.model import AssignmentFacts, AssignmentStatus
from tests.build import facts, programme


def _made(number: int, step: str, status: AssignmentStatus) -> AssignmentFacts:
    return AssignmentFacts(number, step, "evaluate", "after", status, None, None, None)


@pytest.mark.parametrize(
    ("statuses", "meant"),
    [
        (("submitted", "open", "planned"), "deepening"),
        (("submitted", "planned", "planned"), "deepening"),
        (("open", "open", "planned"), "deepening"),
        (("submitted", "submitted", "submitted"), "follow_up"),
    ],
)
def test_what_is_open_is_meant_then_what_comes_next(
    statuses: tuple[AssignmentStatus, AssignmentStatus, AssignmentStatus], meant: str
) -> None:
    steps = ("start", "deepening", "follow_up")
    made = tuple(_made(n, step, status) for n, (step, status) in enumerate(zip(steps, statuses, strict=True), 1))
    case = Case(replace(facts("deepening"), assignments=made), programme())
    assert assignment_of(case, "evaluate", None).step == meant
