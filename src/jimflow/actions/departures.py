"""Takes coming meetings out of the diaries of those who were given them and will not come: an agency or a holder that
has left, whoever was to come in somebody's place. Nothing else is said to whoever has left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from jimflow.actions.case import Case
from jimflow.actions.diaries import Told, last_told, still_needed
from jimflow.actions.outbox import send_time
from jimflow.core.canonical import canonical
from jimflow.core.messages import off_the_diary
from jimflow.core.model import Change
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot import NewIntent, insert_intents
from jimflow.store.transaction import Tx

Left = Literal["agency", "function", "instead"]


def agencies_left(runtime: Runtime, tx: Tx, moves: Sequence[tuple[Case, Change]], now: datetime) -> None:
    """Of `moves`, already saved, those that left the round before its goal: what lies ahead leaves their diaries."""
    left: dict[int, list[Case]] = defaultdict(list)
    for case, change in moves:
        workflow = case.programme.workflow
        if change.destination in workflow.finals and change.destination != workflow.goal:
            left[case.facts.round].append(case)
    for cases in left.values():
        own = [a.id for case in cases for a in case.facts.appointments if a.own]
        _take_out(runtime, tx, cases[0].programme, own, "agency", now)


def holders_left(runtime: Runtime, tx: Tx, programme: Programme, appointments: Collection[int], now: datetime) -> None:
    """These have ended: the meetings after their last day leave their holders' diaries."""
    if appointments:
        _take_out(runtime, tx, programme, appointments, "function", now)


def substitute_left(runtime: Runtime, tx: Tx, programme: Programme, appointment: int, mark: str, now: datetime) -> None:
    """A substitute for the holder comes no more: what was written under keys that end with `mark` leaves the diary."""
    _take_out(runtime, tx, programme, [appointment], "instead", now, mark)


def deputy_left(runtime: Runtime, tx: Tx, programme: Programme, appointment: int, meeting: int, now: datetime) -> None:
    """Whoever was named to come to that meeting in somebody's place comes no more: it leaves the diary."""
    _take_out(runtime, tx, programme, [appointment], "instead", now, meeting=meeting)


def _take_out(
    runtime: Runtime,
    tx: Tx,
    programme: Programme,
    appointments: Collection[int],
    left: Left,
    now: datetime,
    mark: str = "",
    meeting: int | None = None,
) -> None:
    told = [t for t in last_told(tx, appointments, mark) if t.template != "cancelled" and _ahead(t, now)]
    told = [t for t in told if meeting in (None, t.facts["meeting"])]
    if not told:
        return
    needed = still_needed(tx, programme.workflow, {t.entry: t.facts for t in told})
    insert_intents(tx, [_intent(runtime, programme, t, left, now) for t in told if t.entry not in needed])


def _ahead(told: Told, now: datetime) -> bool:
    return datetime.fromisoformat(str(told.facts["ends"])) > now


def _intent(runtime: Runtime, programme: Programme, told: Told, left: Left, now: datetime) -> NewIntent:
    seen = off_the_diary(told.facts, left)
    return NewIntent(
        key=f"left:{told.intent}",
        mail_class="calendar",
        template="cancelled",
        item=f"left:{told.facts['step']}",  # the meeting stands, and what becomes of it is told apart
        participation=told.participation,
        appointment=told.appointment,
        function=told.function,
        address=told.address,
        language=told.language,
        facts=canonical(seen).decode(),
        made_at=now,
        send_at=send_time(programme, "calendar", now),
        held=runtime.settings.review_hold,
    )
