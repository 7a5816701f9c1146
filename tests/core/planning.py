"""Lays the plan of one agency, and picks what it says of one assignment."""

from __future__ import annotations

from datetime import datetime

from jimflow.core.model import Facts
from jimflow.core.plan import Timing, timings
from jimflow.core.programme import Programme
from tests.build import (
    assignment,
    at,
    mini,
)

JOINED = at("2021-01-14 10:00")
DONE = assignment("preparation", "self_assessment", "submitted")


def plan(known: Facts, now: datetime = JOINED, p: Programme | None = None) -> dict[tuple[str, str], Timing]:
    return {(t.step.name, t.assignment.name): t for t in timings(p or mini(), known, now)}


def dates(timing: Timing) -> tuple[str | None, str | None]:
    """(opens, due) as they would be written."""
    opens, due = timing.opens, timing.due
    return (opens.isoformat() if opens else None, due.isoformat() if due else None)


def of(step: str, name: str, known: Facts, now: datetime = JOINED, p: Programme | None = None) -> Timing:
    return plan(known, now, p)[step, name]
