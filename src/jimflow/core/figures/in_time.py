"""Answers in time: how each assignment went, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from jimflow.core.figures.facts import RoundFacts, Task
from jimflow.core.figures.shares import Share
from jimflow.core.laps import place, plain
from jimflow.core.status import overdue
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Answers:
    """How the answers to one assignment of one step stand.

    `ended`: it was closed without an answer, or it is optional and its last day has passed; nobody waits for those.
    """

    step: str
    assignment: str
    in_time: int = 0
    late: int = 0
    missing: int = 0
    to_come: int = 0
    ended: int = 0

    @property
    def share(self) -> Share:
        """Those that came in time, of those that have come or should have."""
        return Share(self.in_time, self.in_time + self.late + self.missing)

    @property
    def total(self) -> int:
        """All that were made and not cancelled."""
        return self.in_time + self.late + self.missing + self.to_come + self.ended


def answers_in_time(workflow: Workflow, facts: RoundFacts, now: datetime) -> list[Answers]:
    """One line for each assignment of each step, in the order of the steps and of the assignments in them."""
    found: dict[tuple[str, str], Answers] = {}
    for task in facts.tasks:
        what = _what(workflow, task, now)
        if what is not None:
            line = found.get((task.step, task.name), Answers(task.step, task.name))
            found[task.step, task.name] = replace(line, **{what: getattr(line, what) + 1})
    return sorted(found.values(), key=lambda line: _order(workflow, line))


def together(lines: list[Answers]) -> Answers:
    """Several lines added up; the step and the assignment are left blank."""
    counted = ("in_time", "late", "missing", "to_come", "ended")
    return Answers("", "", **{name: sum(getattr(line, name) for line in lines) for name in counted})


def _what(workflow: Workflow, task: Task, now: datetime) -> str | None:
    if task.status in ("submitted", "accepted"):
        return "late" if task.late else "in_time"
    if task.status == "cancelled":
        return None
    if task.status == "closed":
        return "ended"
    if not overdue(task, now):
        return "to_come"
    known = workflow.assignments.get(task.name)
    return "ended" if known is not None and known.optional else "missing"


def _order(workflow: Workflow, line: Answers) -> tuple[bool, tuple[int, int], int, str]:
    if plain(line.step) not in workflow.steps:
        return True, (0, 0), 0, line.step
    names = [name for _, name in workflow.steps[line.step].assignments]
    where = names.index(line.assignment) if line.assignment in names else len(names)
    return False, place(workflow.steps, line.step), where, line.assignment
