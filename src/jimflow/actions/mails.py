"""What a person does with the outbox: release what is held, send again what did not arrive."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from jimflow.actions.case import entry, open_cases
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.own_trail import own_entries, rounds_of
from jimflow.core.model import Actor
from jimflow.mail.own_words import OWN, own_words
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import DueIntent, append_many
from jimflow.store.queries.outbox import clusters_said
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_I, _A, _R = table(t.Intent).c, table(t.Appointment).c, table(t.MailReview).c
_HELD = _I.held.is_(True) & (_I.status == "pending")
_BATCH = (
    select(*(_I[name] for name in DueIntent.__slots__), _A.round)
    .join_from(table(t.Intent), table(t.Appointment), _I.appointment == _A.id)
    .join(table(t.MailReview), _R.round == _A.round)
    .where(_HELD, _R.policy == "first")
)


def release(runtime: Runtime, intents: Sequence[int] | None, actor: Actor) -> int:
    """Lets held intents go, all of them when `intents` is None; how many. They leave at their own time.

    Where a round looks at the first of each batch, the rest of the batch goes with it. One whose own words were
    written before what it is about changed waits on; BadInput where it is named.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        chosen = _HELD if intents is None else _HELD & _I.id.in_(_with_batches(tx, intents))
        wanted = select(_I.id, _I.participation, _I.item, _I.appointment, _I.facts).where(chosen).order_by(_I.id)
        found = tx.connection.execute(wanted.with_for_update()).all()
        rows = [r for r in found if not _outdated(r)]
        if intents is not None and len(rows) < len(found):
            raise _look_again(next(r.id for r in found if _outdated(r)))
        free = update(table(t.Intent)).where(_I.id.in_([r.id for r in rows]))
        tx.connection.execute(free.values(held=False, reviewed=True))
        note_intents(runtime, tx, "released", rows, actor, now)
        return len(rows)


def _with_batches(tx: Tx, intents: Sequence[int]) -> list[int]:
    """Those intents with the batches they are the first of."""
    batches: dict[tuple[Any, ...], list[int]] = {}
    found = [(DueIntent(*row), of) for *row, of in tx.connection.execute(_BATCH)]
    for (row, of), cluster in zip(found, clusters_said(tx, [row for row, _ in found]), strict=True):
        batches.setdefault((of, cluster, row.template, row.item, row.send_at), []).append(row.id)
    together = {number: several for several in batches.values() for number in several}
    return sorted({n for one in intents for n in together.get(one, [one])})


def _outdated(row: Any) -> bool:
    return OWN in row.facts and (own := own_words(json.loads(row.facts))) is not None and own.stale


def _look_again(number: int) -> BadInput:
    return BadInput(
        f"Nr {number} har egen text som skrevs innan uppgifterna ändrades. Spara den igen eller ta bort den.",
        f"No. {number} has a text of its own from before the facts changed. Save it again or take it away.",
    )


def note_intents(
    runtime: Runtime,
    tx: Tx,
    kind: str,
    rows: Sequence[Any],
    actor: Actor,
    now: datetime,
    extra: Mapping[str, object] | None = None,
) -> None:
    """Writes what was done with intents to the chain of whatever each is about; `extra` stands in each entry."""
    touched = sorted({r.participation for r in rows if r.participation is not None})
    cases = open_cases(runtime, tx, touched, frozenset())
    said = {p: sorted({r.item for r in rows if r.participation == p}) for p in touched}
    own = _by_round(tx, [(r.appointment, r.item) for r in rows if r.participation is None])
    more = {number: [{**one, **(extra or {})} for one in several] for number, several in own.items()}
    entries = [entry(cases[p], kind, actor, now, extra={"items": said[p], **(extra or {})}) for p in touched]
    append_many(tx, entries + own_entries(runtime, tx, kind, actor, now, more))


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


def retry_all(runtime: Runtime, mails: Sequence[int], actor: Actor) -> int:
    """Tries again those of the mails that were given up, in one act; how many. The others are left as they are."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        m = table(t.Mail)
        wanted = select(m.c.id, m.c.round).where(m.c.id.in_(list(mails)), m.c.status == "dead").order_by(m.c.id)
        rows = tx.connection.execute(wanted.with_for_update()).all()
        again = update(m).where(m.c.id.in_([r.id for r in rows]))
        tx.connection.execute(again.values(status="pending", next_at=now, attempts=0))
        for row in rows:
            _note(runtime, tx, row.id, row.round, actor, now)
        return len(rows)


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
