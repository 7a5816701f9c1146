"""Which missed meetings can be made up for: a curable attendance rule that is not met calls for a catch-up."""

from __future__ import annotations

from datetime import datetime

from jimflow.core.model import Facts
from jimflow.core.plan import Timing, catch_up
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate


def cure(programme: Programme, facts: Facts, step: str, now: datetime) -> Timing | None:
    """The catch-up that recorded absence calls for, None when nothing curable is missing (design, promise 4)."""
    at = programme.workflow.steps[step]
    view = View(programme.workflow, facts, at, programme.today(now))
    curable = [r for r in at.attendance if programme.workflow.rules[r].curable]
    missing = any(b for v in evaluate(view, curable) for b in v.blockers if not b.waived and b.severity != "info")
    return catch_up(programme, facts, step, now) if missing else None
