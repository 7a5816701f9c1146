"""Saves changes of state: the row, its audit entry, work, occurrences and intents, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.model import Change, Facts
from jimflow.store.hot.intents import NewIntent
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Save:
    """One allowed change, ready to be written. `seen` is the version the person decided on, `now` aware UTC.

    `payload` and `salt` make the audit entry; `intents` are the change's messages with their times of sending.
    """

    facts: Facts
    seen: int
    change: Change
    payload: bytes
    salt: bytes
    now: datetime
    intents: tuple[NewIntent, ...] = ()


def save_change(tx: Tx, saves: Sequence[Save]) -> list[bool]:
    """Writes every change whose participation still has the version that was seen; False where someone was faster."""
    raise NotImplementedError
