"""The mail that an act would send, written whole before anything is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import func, select

from jimflow.actions.compose import Group, own_definitions, speaking, written
from jimflow.actions.earlier import earlier
from jimflow.mail.shown import Shown, shown
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, witnessed

_I = table(Intent).c


def mail_ahead(runtime: Runtime, act: Callable[[Runtime], object]) -> Shown | None:
    """Runs `act` on a runtime whose writing is undone; the first mail it would send, with its slots masked.

    None where it sends nothing. Raises whatever the act raises. The act is one transaction.
    """
    reads = _Reads(runtime)
    act(replace(runtime, engine=witnessed(runtime.engine, reads)))
    return reads.found


class _Reads:
    """Writes the mail from what the act has meant to be said, and lets nothing be kept."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime, self._last = runtime, 0
        self.found: Shown | None = None

    def begun(self, tx: Tx) -> None:
        self._last = tx.connection.execute(select(func.max(_I.id))).scalar_one() or 0

    def ending(self, tx: Tx) -> bool:
        wanted = select(*(_I[name] for name in DueIntent.__slots__)).where(_I.id > self._last)
        row = tx.connection.execute(wanted.order_by(_I.id).limit(1)).first()
        if row is not None:
            said, now = [DueIntent(*row)], self._runtime.clock()
            voices = speaking(self._runtime, tx, said)
            own = own_definitions(self._runtime, tx, said, voices)
            group = Group(f"one:{said[0].key}", voices[said[0].id], tuple(said), own)
            self.found = shown(written(self._runtime, group, earlier(tx, said), now).raw)
        return False
