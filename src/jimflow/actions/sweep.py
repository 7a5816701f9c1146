"""Turns what is due into intents, in one transaction: each occurrence is won by one sweep and said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from jimflow.actions.case import Case, entry, free, open_cases
from jimflow.actions.departures import holders_left
from jimflow.actions.host_sweep import sweep_clusters, sweep_rounds
from jimflow.actions.mail_review import hold_for_review
from jimflow.actions.outbox import intents, stand_ins
from jimflow.core.model import SYSTEM, Message
from jimflow.core.rearm import Known
from jimflow.core.remind import Sweep, sweep
from jimflow.runtime import Runtime
from jimflow.store.hot import EVERYTHING, DueOccurrence, NewIntent, append_many, due, finish, insert_intents
from jimflow.store.hot.due import Ending
from jimflow.store.tables import Assignment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

BATCH = 1000
"""Occurrences in one transaction, so that no lock is held for long."""


def sweep_due(runtime: Runtime, limit: int = BATCH) -> int:
    """Handles up to `limit` occurrences that are due now; how many. Again at once says nothing twice.

    What concerns someone who is being acted on at this very moment is left to the next sweep.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        found = due(tx, now, limit)
        own = [o for o in found if o.subject[0] == "participation"]
        left = _participations(runtime, tx, own, now) if own else 0
        if found:
            sweep_clusters(runtime, tx, [o for o in found if o.subject[0] == "cluster"], now)
            hold_for_review(runtime, tx)  # so that the host's morning counts what has just fallen due
            sweep_rounds(runtime, tx, [o for o in found if o.subject[0] == "round"], now)
        return len(found) - left


def _participations(runtime: Runtime, tx: Tx, found: Sequence[DueOccurrence], now: datetime) -> int:
    """How many had to be left."""
    ours = set(free(tx, sorted({o.subject[1] for o in found})))
    grouped: dict[int, list[Known]] = {}
    for o in found:
        if o.subject[1] in ours:
            known = Known(o.id, o.rule, o.due_at, o.recipient, o.for_due, "pending")
            grouped.setdefault(o.subject[1], []).append(known)
    left = len(found) - sum(map(len, grouped.values()))
    if not grouped:
        return left
    cases = open_cases(runtime, tx, list(grouped), _needs({o.rule.split(":", 1)[0] for o in found}))
    answers = {i: sweep(cases[i].programme, cases[i].facts, rows, now) for i, rows in grouped.items()}
    endings: dict[int, Ending] = {i: fate for a in answers.values() for i, fate in a.fates.items()}
    finish(tx, endings, now)
    opened = [i for a in answers.values() for i in a.opened]
    if opened:
        a = table(Assignment)
        rows = update(a).where(a.c.id.in_(opened), a.c.status == "planned")
        tx.connection.execute(rows.values(status="open", opened_at=now))
    _clear_diaries(runtime, tx, cases, grouped, now)
    _say(runtime, tx, cases, answers, {i: max(k.due_at for k in rows) for i, rows in grouped.items()}, now)
    return left


def _clear_diaries(
    runtime: Runtime, tx: Tx, cases: Mapping[int, Case], due: Mapping[int, Sequence[Known]], now: datetime
) -> None:
    """The last day of a holder has passed."""
    for i, rows in due.items():
        facts, programme = cases[i].facts, cases[i].programme
        left = {int(o.rule.split(":")[1]) for o in rows if o.rule.startswith("vacated:")}
        ended = [a.id for a in facts.appointments if a.id in left and a.until and a.until < programme.today(now)]
        holders_left(runtime, tx, programme, ended, now)


def _needs(kinds: set[str]) -> frozenset[str]:
    """The facts that what falls due is decided on: a forecast looks at everything, a reminder at little."""
    if not kinds <= {"open", "remind", "inform", "invite", "hold"}:
        return EVERYTHING
    return frozenset(
        {"meetings", "appointments", "assignments"} | ({"sessions"} if kinds & {"invite", "hold"} else set())
    )


def _say(
    runtime: Runtime,
    tx: Tx,
    cases: Mapping[int, Case],
    answers: Mapping[int, Sweep],
    due_at: Mapping[int, datetime],
    now: datetime,
) -> None:
    rows: list[NewIntent] = []
    entries: list[tuple[int, bytes, bytes]] = []
    standing = stand_ins(tx, [m for answer in answers.values() for m in answer.messages])
    for i, answer in answers.items():
        rows += intents(runtime, cases[i], answer.messages, now, due_at[i], standing)
        if answer.messages or answer.opened:
            extra = {"items": _items(answer.messages), "opened": len(answer.opened)}
            entries.append(entry(cases[i], "due", SYSTEM, now, extra=extra))
    if rows:
        insert_intents(tx, rows)
    if entries:
        append_many(tx, entries)


def _items(messages: Sequence[Message]) -> list[str]:
    return sorted(f"{m.item} → {m.facts['function']}" for m in messages)
