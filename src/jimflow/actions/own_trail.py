"""Evidence of mail that concerns no single participation: it stands in the installation's own chain."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from jimflow.actions.voices import speakers
from jimflow.core import audit
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A = table(Appointment).c
_ROUNDS = Sql(select(_A.id, _A.round).where(one_of(_A.id, "ids")))


def own_entries(
    runtime: Runtime,
    tx: Tx,
    kind: str,
    actor: Actor,
    now: datetime,
    rounds: Mapping[int, Sequence[Mapping[str, object]]],
    *,
    reason: str = "",
) -> list[tuple[int, bytes, bytes]]:
    """(chain, payload, salt) for each thing said in `rounds`, where what concerns each round is listed by its number.

    The local time is that of the round's own programme.
    """
    known = speakers(runtime, tx, rounds) if rounds else {}
    return [
        (
            INSTALLATION,
            audit.payload(
                kind,
                now,
                known[number].programme.calendar.local(now),
                actor,
                reason=reason,
                extra={"round": known[number].voice.round_code, **said},
            ),
            secrets.token_bytes(audit.SALT_BYTES),
        )
        for number, several in rounds.items()
        for said in several
    ]


def rounds_of(tx: Tx, appointments: Collection[int]) -> dict[int, int]:
    """The rounds that appointments belong to, by their numbers."""
    return {row[0]: row[1] for row in tx.rows(_ROUNDS, ids=sorted(appointments))}
