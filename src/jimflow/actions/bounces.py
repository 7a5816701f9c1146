"""An address that refuses mail for good: marked, and made a task for whoever can find a new one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from jimflow.actions.case import Case, open_cases, record
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.outbox import write_messages
from jimflow.actions.own_trail import own_entries
from jimflow.core.messages import notice
from jimflow.core.model import SYSTEM, Actor, Message
from jimflow.core.people import coordinators, hosts
from jimflow.runtime import Runtime
from jimflow.store.hot import append_many
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
    rows = _refused(tx, mails)
    if rows:
        marked = update(table(Appointment)).where(a.id.in_([r.id for r in rows]))
        tx.connection.execute(marked.values(undeliverable_at=now))
    cases = open_cases(runtime, tx, sorted({r.participation for r in rows if r.participation is not None}))
    own: dict[int, list[dict[str, object]]] = {}
    for row in rows:
        extra = {"function": row.function, "appointment": row.id}
        if row.participation is None:
            own.setdefault(row.round, []).append(extra)
            continue
        case = cases[row.participation]
        record(tx, [case], "undeliverable", actor, now, extra=extra)
        write_messages(runtime, tx, case, _notices(case, row, now), now)
    append_many(tx, own_entries(runtime, tx, "undeliverable", actor, now, own))
    _assistants(runtime, tx, mails, now, actor)
    return [r.id for r in rows]


def _assistants(runtime: Runtime, tx: Tx, mails: Sequence[int], now: datetime, actor: Actor) -> None:
    """Whoever keeps a holder's diary and cannot be reached gets no more copies; the holder's own mail goes on."""
    a, m = table(Appointment).c, table(Mail).c
    wanted = select(a.id, a.participation, a.function).where(
        a.assistant.in_(select(m.address).where(m.id.in_(mails))), a.participation.is_not(None)
    )
    rows = list(tx.connection.execute(wanted.order_by(a.id)))
    if not rows:
        return
    without = update(table(Appointment)).where(a.id.in_([r.id for r in rows]))
    tx.connection.execute(without.values(assistant=None))
    cases = open_cases(runtime, tx, sorted({r.participation for r in rows}), frozenset())
    for row in rows:
        extra = {"function": row.function, "appointment": row.id}
        record(tx, [cases[row.participation]], "assistant_undeliverable", actor, now, extra=extra)


def _refused(tx: Tx, mails: Sequence[int]) -> list[Any]:
    """The appointments whose address one of the mails went to and which are not marked yet, with the relay's words."""
    a, m = table(Appointment).c, table(Mail).c
    wanted = (
        select(a.id, a.participation, a.round, a.function, a.address, m.last_reply, m.status)
        .join_from(table(Appointment), table(Mail), a.address == m.address)
        .where(m.id.in_(mails), a.undeliverable_at.is_(None))
        .order_by(a.id, m.id)
    )
    return list({row.id: row for row in tx.connection.execute(wanted)}.values())


def _notices(case: Case, row: Any, now: datetime) -> list[Message]:
    """To whoever can find a new address: the agency's coordinator, and the host."""
    today, workflow = case.programme.today(now), case.programme.workflow
    told = {p.id: p for p in (*coordinators(workflow, case.facts, today), *hosts(workflow, case.facts, today))}
    key = f"undeliverable:{case.facts.id}:{row.id}:{now.date().isoformat()}"
    # A mail that came back later had been taken at first: then the relay's words are no refusal.
    seen = {"about": row.function, "address": row.address, "reply": row.last_reply if row.status == "dead" else ""}
    item = f"undeliverable:{row.function}"
    return [notice("undeliverable", item, case.facts, p.function, p, seen, key) for p in told.values()]


def bounced(runtime: Runtime, mail: int, actor: Actor) -> list[int]:
    """Someone saw a mail come back: its address is marked as the relay's own refusal would have marked it.

    Raises NotFound, or BadInput for a mail that has not left.
    """
    with write(runtime.engine) as tx:
        m = table(Mail).c
        status = tx.connection.execute(select(m.status).where(m.id == mail)).scalar_one_or_none()
        if status is None:
            raise NotFound(f"Mejl nr {mail} finns inte.", f"There is no mail no. {mail}.")
        if status in ("pending", "claimed", "cancelled"):
            raise BadInput(f"Mejl nr {mail} har inte skickats.", f"Mail no. {mail} has not left.")
        return mark_undeliverable(runtime, tx, [mail], runtime.clock(), actor)
