"""Moves an agency of the mini programme, from the step start with everything in place or from wherever it is."""

from __future__ import annotations

from typing import Any

from jimflow.core.advance import advance
from jimflow.core.model import Change, Facts, Refusal
from jimflow.core.programme import Programme
from tests.build import (
    assignment,
    at,
    came,
    facts,
    meeting,
    meetings,
    mini,
)

NOW = at("2021-05-03 10:00")
DONE = (
    assignment("start", "describe_today", "submitted"),
    assignment("start", "name_problem", "submitted"),
    assignment("deepening", "prepare_theme", "planned"),
)
THEME = meetings(meeting("deepening", theme="case_handling"), held=["start"])


def clear(**changes: Any) -> Facts:
    """In the step start, with everything in place for the next."""
    given: dict[str, Any] = {
        "meetings": THEME,
        "presences": came("start", "planner", "coordinator", "head", "officer"),
        "assignments": (*DONE, assignment("preparation", "self_assessment", "submitted")),
        "answers": {("start", "name_problem", "problem"): '"x"'},
        **changes,
    }
    return facts("start", **given)


def move(known: Facts, trigger: str = "advance", p: Programme | None = None, **how: Any) -> Change:
    result = advance(p or mini(), known, trigger, how.pop("now", NOW), **how)
    assert isinstance(result, Change), [(b.code, b.severity) for b in result.blockers]
    return result


def refuse(known: Facts, trigger: str = "advance", p: Programme | None = None, **how: Any) -> Refusal:
    result = advance(p or mini(), known, trigger, how.pop("now", NOW), **how)
    assert isinstance(result, Refusal), result.destination
    return result
