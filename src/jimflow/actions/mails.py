"""What a person does with the outbox: release what is held, send again, stop, mark an address that bounces."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from jimflow.actions.case import entry, open_cases
from jimflow.actions.errors import BadInput, NotFound
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
        chosen = i.c.held.is_(True) if intents is None else i.c.held.is_(True) & i.c.id.in_(list(intents))
        rows = list(tx.connection.execute(select(i.c.id, i.c.participation, i.c.item).where(chosen)))
        tx.connection.execute(update(i).where(i.c.id.in_([r.id for r in rows])).values(held=False))
        touched = sorted({r.participation for r in rows if r.participation is not None})
        cases = open_cases(runtime, tx, touched, frozenset())
        said = {p: sorted({r.item for r in rows if r.participation == p}) for p in touched}
        append_many(tx, [entry(cases[p], "released", actor, now, extra={"items": said[p]}) for p in touched])
        return len(rows)


def retry(runtime: Runtime, mail: int, actor: Actor) -> None:
    """Tries a dead mail once more, with the same bytes."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        m = table(t.Mail)
        row = tx.connection.execute(select(m.c.status).where(m.c.id == mail)).one_or_none()
        if row is None:
            raise NotFound(f"Mejl nr {mail} finns inte.", f"There is no mail no. {mail}.")
        if row.status not in ("dead", "pending", "unknown"):
            raise BadInput(f"Mejlet är {row.status}.", f"The mail is {row.status}.")
        again = update(m).where(m.c.id == mail)
        tx.connection.execute(again.values(status="pending", next_at=now, attempts=0))
        _note(runtime, tx, mail, "mail_retried", actor)


def _note(runtime: Runtime, tx: Tx, mail: int, kind: str, actor: Actor) -> None:
    i = table(t.Intent).c
    touched = select(i.participation).where(i.mail == mail, i.participation.is_not(None)).distinct()
    cases = open_cases(runtime, tx, list(tx.connection.execute(touched).scalars()), frozenset())
    now = runtime.clock()
    append_many(tx, [entry(c, kind, actor, now, extra={"mail": mail}) for c in cases.values()])
