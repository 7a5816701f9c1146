"""Which missed meetings can be made up for: a curable attendance rule that is not met calls for a catch-up."""

from __future__ import annotations

from datetime import datetime

from jimflow.core.model import Facts
from jimflow.core.plan import Timing, catch_up
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate


def cure(programme: Programme, facts: Facts, step: str, now: datetime) -> Timing | None:
    """The catch-up that recorded absence calls for, None when nothing curable is missing."""
    return catch_up(programme, facts, step, now) if missed(programme, facts, step, now) else None


def missed(programme: Programme, facts: Facts, step: str, now: datetime) -> bool:
    """True when something was missed at the step's meeting that can be made up for and is not made up for yet."""
    at = programme.workflow.steps[step]
    view = View(programme.workflow, facts, at, programme.today(now))
    curable = [r for r in at.attendance if programme.workflow.rules[r].curable]
    return any(b for v in evaluate(view, curable) for b in v.blockers if not b.waived and b.severity != "info")
