"""One beat: what is due becomes intents, intents become mails, mails are delivered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jimflow.actions.compose import ADDRESSES, compose_due
from jimflow.actions.deliver import BATCH as MAILS
from jimflow.actions.deliver import deliver
from jimflow.actions.sweep import BATCH, sweep_due
from jimflow.runtime import Runtime

ROUNDS = 10_000
"""A bound on one beat's loops, so that a fault can never make it endless."""


@dataclass(frozen=True, slots=True)
class Beat:
    """How much one beat did."""

    swept: int
    composed: int
    delivered: int


def tick(runtime: Runtime) -> Beat:
    """Does everything that is due now. Safe to run in several processes at once, and again at once."""
    swept = _all(lambda: sweep_due(runtime), BATCH)
    composed = _all(lambda: compose_due(runtime), ADDRESSES)
    return Beat(swept, composed, _all(lambda: deliver(runtime), MAILS))


def _all(one: Callable[[], int], full: int) -> int:
    """Repeats until a round finds less than a full batch."""
    done = 0
    for _ in range(ROUNDS):
        found = one()
        done += found
        if found < full:
            break
    return done
