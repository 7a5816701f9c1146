"""What a meeting to come will lack as it looks now: who is missing, and what was to be ready before it."""

from __future__ import annotations

from datetime import datetime

from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate


def outlook(programme: Programme, facts: Facts, step: str, now: datetime) -> tuple[Blocker, ...]:
    """The findings of the meeting's attendance rules, by appointments and answers, and of the rules for entering it.

    Whatever state the participation is in: nobody's place in the programme keeps anybody from a meeting. Judged on the
    day of the meeting, so a waiver that ends before it does not count. Nothing where the programme has no such step.
    """
    at = programme.workflow.steps.get(step)
    if at is None:
        return ()
    meeting, today = facts.meetings.get(step), programme.today(now)
    view = View(programme.workflow, facts, at, max(today, meeting.day) if meeting else today, forecast=True)
    return tuple(b for verdict in evaluate(view, (*at.attendance, *at.entry)) for b in verdict.blockers)
