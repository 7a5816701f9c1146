"""What a person does with the outbox: release what is held, send again what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from jimflow.actions.case import entry, open_cases
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.own_trail import own_entries, rounds_of
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import append_many
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


def release(runtime: Runtime, intents: Sequence[int] | None, actor: Actor) -> int:
    """Lets held intents go, all of them when `intents` is None; how many. They leave at their own time."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        i = table(t.Intent)
        waiting = i.c.held.is_(True) & (i.c.status == "pending")
        chosen = waiting if intents is None else waiting & i.c.id.in_(list(intents))
        rows = tx.connection.execute(select(i.c.id, i.c.participation, i.c.item, i.c.appointment).where(chosen)).all()
        tx.connection.execute(update(i).where(i.c.id.in_([r.id for r in rows])).values(held=False))
        touched = sorted({r.participation for r in rows if r.participation is not None})
        cases = open_cases(runtime, tx, touched, frozenset())
        said = {p: sorted({r.item for r in rows if r.participation == p}) for p in touched}
        own = _by_round(tx, [(r.appointment, r.item) for r in rows if r.participation is None])
        entries = [entry(cases[p], "released", actor, now, extra={"items": said[p]}) for p in touched]
        append_many(tx, entries + own_entries(runtime, tx, "released", actor, now, own))
        return len(rows)


def retry(runtime: Runtime, mail: int, actor: Actor) -> None:
    """Tries a mail that did not arrive once more, with the same bytes, as soon as mail may be sent.

    Raises NotFound, or BadInput for one that has arrived or is on its way.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        m = table(t.Mail)
        row = tx.connection.execute(select(m.c.status, m.c.round).where(m.c.id == mail).with_for_update()).one_or_none()
        if row is None:
            raise NotFound(f"Mejl nr {mail} finns inte.", f"There is no mail no. {mail}.")
        if row.status not in ("dead", "pending", "unknown"):
            raise _over(mail, row.status)
        again = update(m).where(m.c.id == mail)
        tx.connection.execute(again.values(status="pending", next_at=now, attempts=0))
        _note(runtime, tx, mail, row.round, actor, now)


def _over(mail: int, status: str) -> BadInput:
    if status == "sent":
        return BadInput(f"Mejl nr {mail} är redan skickat.", f"Mail no. {mail} has been sent already.")
    if status == "cancelled":
        return BadInput(
            f"Mejl nr {mail} är inställt och skickas inte.", f"Mail no. {mail} is cancelled: it is not sent."
        )
    return BadInput(f"Mejl nr {mail} är på väg just nu.", f"Mail no. {mail} is on its way just now.")


def _note(runtime: Runtime, tx: Tx, mail: int, round_id: int | None, actor: Actor, now: datetime) -> None:
    i = table(t.Intent).c
    touched = set(tx.connection.execute(select(i.participation).where(i.mail == mail)).scalars())
    cases = open_cases(runtime, tx, sorted(p for p in touched if p is not None), frozenset())
    own = {round_id: [{"mail": mail}]} if round_id is not None and None in touched else {}
    entries = [entry(c, "mail_retried", actor, now, extra={"mail": mail}) for c in cases.values()]
    append_many(tx, entries + own_entries(runtime, tx, "mail_retried", actor, now, own))


def _by_round(tx: Tx, said: Sequence[tuple[int | None, str]]) -> dict[int, list[dict[str, object]]]:
    """What concerns no participation, in one entry for each round."""
    rounds = rounds_of(tx, [a for a, _ in said if a is not None])
    items: dict[int, set[str]] = {}
    for appointment, item in said:
        if appointment in rounds:
            items.setdefault(rounds[appointment], set()).add(item)
    return {number: [{"items": sorted(several)}] for number, several in items.items()}
