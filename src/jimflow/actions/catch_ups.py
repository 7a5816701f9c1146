"""Catch-ups follow what is recorded of a meeting: made when absence calls for one, taken back when it was a slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from jimflow.actions.case import Case, open_case
from jimflow.actions.outbox import write_messages
from jimflow.actions.planning import replan
from jimflow.core.cures import cure, missed
from jimflow.core.messages import openings
from jimflow.core.model import AssignmentFacts
from jimflow.runtime import Runtime
from jimflow.store.hot import cancel_intents
from jimflow.store.tables import Assignment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def follow_absence(
    runtime: Runtime, tx: Tx, participation: int, step: str, now: datetime
) -> tuple[list[str], list[str]]:
    """The names of the catch-ups that were asked for, and of those that were taken back. What is answered stays."""
    case = open_case(runtime, tx, participation)
    name = case.programme.workflow.steps[step].catch_up
    made = case.facts.assignment(step, name) if name else None
    if made is not None and made.status == "cancelled":
        return _ask_again(runtime, tx, case, made, now), []
    if made is not None and made.unfinished and not missed(case.programme, case.facts, step, now):
        return [], _take_back(runtime, tx, case, made, now)
    timing = cure(case.programme, case.facts, step, now)
    if timing is None:
        return [], []
    replan(runtime, tx, [case], now, extra=[timing])
    return [timing.assignment.name], []


def _take_back(runtime: Runtime, tx: Tx, case: Case, made: AssignmentFacts, now: datetime) -> list[str]:
    if all(a.place == "catch_up" for a in case.facts.assignments if a.step == made.step):
        return []  # it stands for the whole step: the agency joined after the meeting
    a = table(Assignment)
    tx.connection.execute(update(a).where(a.c.id == made.id).values(status="cancelled"))
    cancel_intents(tx, assignments=[made.id])
    replan(runtime, tx, [open_case(runtime, tx, case.facts.id)], now)
    return [made.name]


def _ask_again(runtime: Runtime, tx: Tx, case: Case, made: AssignmentFacts, now: datetime) -> list[str]:
    before = replace(case.facts, assignments=tuple(a for a in case.facts.assignments if a.id != made.id))
    timing = cure(case.programme, before, made.step, now)
    if timing is None:
        return []
    new, a = timing.new(case.programme, now), table(Assignment)
    values = {"status": "open", "anchor": new.anchor, "opens_at": now, "opened_at": now, "due_at": new.due_at}
    tx.connection.execute(update(a).where(a.c.id == made.id).values(**values))
    again = open_case(runtime, tx, case.facts.id)
    replan(runtime, tx, [again], now)
    write_messages(runtime, tx, again, openings(again.programme, again.facts, timing, now), now)
    return [made.name]
