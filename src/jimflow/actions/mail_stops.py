"""The emergency brake: no mail of a round, or of anybody, leaves until it is let go. The host's overview goes on."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import delete, select

from jimflow.actions.case import alone_in_round
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.own_trail import own_entries
from jimflow.core import audit
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION, append_audit, append_many
from jimflow.store.queries.outbox import Held, held_up
from jimflow.store.sql import inserting
from jimflow.store.tables import MailStop, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

EVERYBODY = 0
"""Stands for the round where all mail is stopped."""

_S = table(MailStop)
_STOP = inserting(
    _S,
    ("round", "since", "reason", "stopped_by"),
    lambda made: made.on_conflict_do_nothing(index_elements=["round"]).returning(_S.c.round),
)


def hold_all(runtime: Runtime, round_id: int | None, reason: str, actor: Actor) -> Held:
    """Stops all mail of a round, of all where None, urgent mail too; what waits because of it.

    Nothing is written, claimed or handed over while it lasts; only what a relay is taking at this very moment may
    still arrive (`leaving`). Raises BadInput without a reason, NotFound, NotAllowed where it is stopped already.
    """
    if not reason.strip():
        raise BadInput("Skriv varför mejlen stoppas.", "Write why the mail is stopped.")
    with write(runtime.engine) as tx:
        now = runtime.clock()
        _known(tx, round_id)
        row = (round_id or EVERYBODY, now, reason.strip(), actor.name)
        if not tx.with_rows(_STOP, [row]):
            raise NotAllowed("Mejlen är redan stoppade.", "The mail is stopped already.")
        _note(runtime, tx, "mail_stopped", round_id, reason.strip(), actor, now)
        return held_up(tx, round_id)


def let_go(runtime: Runtime, round_id: int | None, actor: Actor) -> Held:
    """Lifts the stop that was set with the same `round_id`; what had waited. Each thing is looked at once more before
    it is written, and what has passed meanwhile is not said.

    Raises NotFound, and NotAllowed where nothing is stopped.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        _known(tx, round_id)
        waiting = held_up(tx, round_id)
        if not tx.connection.execute(delete(_S).where(_S.c.round == (round_id or EVERYBODY))).rowcount:
            raise NotAllowed("Mejlen är inte stoppade.", "The mail is not stopped.")
        _note(runtime, tx, "mail_let_go", round_id, "", actor, now)
        return waiting


def _known(tx: Tx, round_id: int | None) -> None:
    if round_id is not None:
        alone_in_round(tx, round_id)
        if tx.connection.execute(select(table(Round).c.id).where(table(Round).c.id == round_id)).first() is None:
            raise NotFound(f"Omgång nr {round_id} finns inte.", f"There is no round no. {round_id}.")


def _note(runtime: Runtime, tx: Tx, kind: str, round_id: int | None, reason: str, actor: Actor, now: datetime) -> None:
    if round_id is not None:
        append_many(tx, own_entries(runtime, tx, kind, actor, now, {round_id: [{}]}, reason=reason))
        return
    payload = audit.payload(kind, now, now, actor, reason=reason)
    append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
