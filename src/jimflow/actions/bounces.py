"""An address that refuses mail for good: marked, and made a task for whoever can find a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from jimflow.actions.case import open_cases, record
from jimflow.actions.outbox import write_messages
from jimflow.core.messages import notice
from jimflow.core.model import SYSTEM, Actor
from jimflow.core.people import coordinators, hosts
from jimflow.runtime import Runtime
from jimflow.store.tables import Appointment, Mail
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


def mark_undeliverable(
    runtime: Runtime, tx: Tx, mails: Sequence[int], now: datetime, actor: Actor = SYSTEM
) -> list[int]:
    """Marks every current appointment with the address of one of `mails`; coordinator and host are told.

    The appointments' numbers. The function then counts as having no working holder until it is set anew.
    """
    if not mails:
        return []
    a = table(Appointment).c
    addresses = select(table(Mail).c.address).where(table(Mail).c.id.in_(mails))
    wanted = select(a.id, a.participation, a.function).where(a.address.in_(addresses), a.undeliverable_at.is_(None))
    rows = list(tx.connection.execute(wanted))
    if rows:
        marked = update(table(Appointment)).where(a.id.in_([r.id for r in rows]))
        tx.connection.execute(marked.values(undeliverable_at=now))
    cases = open_cases(runtime, tx, sorted({r.participation for r in rows if r.participation is not None}))
    for row in rows:
        if row.participation is None:
            continue
        case = cases[row.participation]
        today = case.programme.today(now)
        told = {p.id: p for p in coordinators(case.programme.workflow, case.facts, today)}
        told |= {p.id: p for p in hosts(case.programme.workflow, case.facts, today)}
        key = f"undeliverable:{case.facts.id}:{row.id}:{now.date().isoformat()}"
        seen = {"about": row.function}
        item = f"undeliverable:{row.function}"
        messages = [notice("undeliverable", item, case.facts, p.function, p, seen, key) for p in told.values()]
        record(tx, [case], "undeliverable", actor, now, extra={"function": row.function, "appointment": row.id})
        write_messages(runtime, tx, case, messages, now)
    return [r.id for r in rows]


def bounced(runtime: Runtime, mail: int, actor: Actor) -> list[int]:
    """Someone saw a mail come back: its address is marked as the relay's own refusal would have marked it."""
    with write(runtime.engine) as tx:
        return mark_undeliverable(runtime, tx, [mail], runtime.clock(), actor)
