"""The moves of a round to other definitions that were made, as the installation's chain tells them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.audit import INSTALLATION
from jimflow.store.queries.trail import latest
from jimflow.store.transaction import Tx

READ = 2000
"""A move stands among the installation's entries: so many are looked through, the latest first."""


@dataclass(frozen=True, slots=True)
class PastMove:
    """One move. `definition` is what the round follows afterwards, by digest; `outcomes` by participation."""

    at: datetime
    by: str
    reason: str
    back: bool
    settled: bool
    definition: str
    outcomes: tuple[tuple[int, str], ...]


def past_moves(tx: Tx, round_code: str) -> list[PastMove]:
    """The latest first."""
    found = []
    for row in latest(tx, [INSTALLATION], limit=READ):
        told = json.loads(row.payload) if row.payload is not None and b'"round_migrated"' in bytes(row.payload) else {}
        if told.get("kind") == "round_migrated" and told.get("round") == round_code:
            found.append(
                PastMove(
                    at=datetime.fromisoformat(told["local"]),
                    by=str(told["actor"]["name"]),
                    reason=str(told["reason"]),
                    back=bool(told["back"]),
                    settled=bool(told["settled"]),
                    definition=str(told["definition"]),
                    outcomes=tuple((int(of), str(what)) for of, what in told["participations"]),
                )
            )
    return found
