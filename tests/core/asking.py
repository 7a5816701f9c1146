"""Asks one rule about one agency, and says what it found."""

from __future__ import annotations

from typing import Any

from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate
from tests.build import DAY, START, mini

AFTER = START + DAY


def found(rule: str, known: Facts, **at: Any) -> list[dict[str, object]]:
    """What the rule found, the whole of it."""
    return [dict(b.facts) for b in blockers(rule, known, **at)]


def blockers(
    rule: str,
    known: Facts,
    *,
    p: Programme | None = None,
    step: str = "start",
    today: Any = AFTER,
    forecast: bool = False,
) -> tuple[Blocker, ...]:
    p = p or mini()
    (verdict,) = evaluate(View(p.workflow, known, p.workflow.steps[step], today, forecast), [rule])
    assert verdict.met == (not verdict.blockers)
    assert (verdict.rule, verdict.step) == (rule, step)
    return verdict.blockers
