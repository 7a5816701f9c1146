"""Lays the plan of participations anew: assignments with their dates, and what is due for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from jimflow.actions.case import Case
from jimflow.actions.outbox import intents, stand_ins
from jimflow.core.messages import openings
from jimflow.core.model import AssignmentFacts, Message, NewAssignment, Occurrence
from jimflow.core.plan import Remark, Timing, timings
from jimflow.core.rearm import rearm
from jimflow.core.timetable import of_participation
from jimflow.runtime import Runtime
from jimflow.store.hot import insert_intents, insert_occurrences, plan_rows, revive, supersede
from jimflow.store.tables import Assignment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Planned:
    """What laying the plan did for one participation."""

    participation: int
    made: tuple[str, ...]
    moved: tuple[tuple[str, datetime | None, datetime | None], ...]
    """(step:assignment, due before, due now), UTC."""
    remarks: tuple[Remark, ...]


def replan(
    runtime: Runtime, tx: Tx, cases: Sequence[Case], now: datetime, extra: Sequence[Timing] = ()
) -> dict[int, Planned]:
    """Makes, moves and re-arms what the facts call for; participations that are not active are left alone.

    `extra` adds timings that only an act can cause (a catch-up), for a single case.
    """
    active = [c for c in cases if c.facts.state in c.programme.workflow.active]
    found = {c.facts.id: [*timings(c.programme, c.facts, now), *extra] for c in active}
    rows = plan_rows(tx, [("participation", c.facts.id) for c in active])
    answer: dict[int, Planned] = {}
    fresh: list[Occurrence] = []
    aside: list[int] = []
    woken: list[int] = []
    for case in active:
        table = of_participation(case.programme, case.facts, found[case.facts.id], now)
        armed = rearm(rows.get(("participation", case.facts.id), ()), table.occurrences, now)
        fresh += armed.insert
        aside += armed.supersede
        woken += armed.revive
        answer[case.facts.id] = _planned(case, found[case.facts.id], table.remarks, now)
    _move(tx, active, found, now)
    made = _make(tx, active, found, now)
    supersede(tx, aside)
    revive(tx, woken)
    insert_occurrences(tx, fresh)
    opened = [(c, _openings(c, found[c.facts.id], now)) for c in made]
    standing = stand_ins(tx, [m for _, messages in opened for m in messages])
    said = [i for c, messages in opened for i in intents(runtime, c, messages, now, standing=standing)]
    if said:
        insert_intents(tx, said)
    return answer


def _planned(case: Case, found: list[Timing], remarks: tuple[Remark, ...], now: datetime) -> Planned:
    moved = []
    for t in found:
        due = t.new(case.programme, now).due_at
        if t.existing is not None and t.existing.due_at != due:
            moved.append((f"{t.step.name}:{t.assignment.name}", t.existing.due_at, due))
    made = tuple(f"{t.step.name}:{t.assignment.name}" for t in found if t.existing is None)
    return Planned(case.facts.id, made, tuple(moved), remarks)


def _move(tx: Tx, cases: Sequence[Case], found: dict[int, list[Timing]], now: datetime) -> None:
    changed: list[dict[str, object]] = []
    for case in cases:
        changed += _without_date(case, found[case.facts.id])
        for t in found[case.facts.id]:
            if t.existing is None:
                continue
            wanted = t.new(case.programme, now)
            opens = t.existing.opens_at if t.existing.status == "open" else wanted.opens_at
            if (opens, wanted.due_at) != (t.existing.opens_at, t.existing.due_at):
                changed.append({"row": t.existing.id, "opens": opens, "due": wanted.due_at})
    if changed:
        a = table(Assignment)
        moved = update(a).where(a.c.id == bindparam("row"))
        tx.connection.execute(moved.values(opens_at=bindparam("opens"), due_at=bindparam("due")), changed)


def _without_date(case: Case, found: list[Timing]) -> list[dict[str, object]]:
    """Unfinished work whose meeting has lost its date: it is due no day until there is a new one."""
    dated = {t.existing.id for t in found if t.existing is not None}
    return [
        {"row": a.id, "opens": a.opens_at if a.status == "open" else None, "due": None}
        for a in case.facts.assignments
        if a.unfinished and a.id not in dated and a.due_at is not None
    ]


def _make(tx: Tx, cases: Sequence[Case], found: dict[int, list[Timing]], now: datetime) -> list[Case]:
    """Inserts the new assignments; the cases that got some, with their facts completed."""
    new = {c.facts.id: [t.new(c.programme, now) for t in found[c.facts.id] if t.existing is None] for c in cases}
    values = [_row(i, made, now) for i, several in new.items() for made in several]
    if not values:
        return []
    a = table(Assignment)
    tx.connection.execute(insert(a), values)
    ids = [i for i, several in new.items() if several]
    wanted = select(a.c.participation, a.c.step, a.c.name, a.c.id).where(a.c.participation.in_(ids))
    numbers = {(p, s, n): i for p, s, n, i in tx.connection.execute(wanted)}
    return [_completed(c, new[c.facts.id], numbers) for c in cases if new[c.facts.id]]


def _completed(case: Case, made: list[NewAssignment], numbers: dict[tuple[int, str, str], int]) -> Case:
    facts = case.facts
    added = tuple(
        AssignmentFacts(
            numbers[facts.id, m.step, m.name],
            m.step,
            m.name,
            m.place,
            "open" if m.open_now else "planned",
            m.anchor,
            m.opens_at,
            m.due_at,
        )
        for m in made
    )
    return replace(case, facts=replace(facts, assignments=facts.assignments + added))


def _row(participation: int, made: NewAssignment, now: datetime) -> dict[str, object]:
    return {
        "participation": participation,
        "step": made.step,
        "name": made.name,
        "place": made.place,
        "status": "open" if made.open_now else "planned",
        "anchor": made.anchor,
        "opens_at": made.opens_at,
        "due_at": made.due_at,
        "opened_at": now if made.open_now else None,
        "late": False,
    }


def _openings(case: Case, found: list[Timing], now: datetime) -> list[Message]:
    opened = (t for t in found if t.open_now and t.existing is None)
    return [m for t in opened for m in openings(case.programme, case.facts, t, now)]
