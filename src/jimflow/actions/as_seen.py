"""An act on what somebody has looked at: done only while nobody has changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import select

from jimflow.actions.case import alone
from jimflow.runtime import Runtime
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import joined, write

T = TypeVar("T")
_P = table(Participation).c


class Overtaken(Exception):  # noqa: N818 - reads as what it is
    """Somebody was faster: the participation is not as it was seen. Nothing was done."""


def as_seen(runtime: Runtime, participation: int, seen: int, act: Callable[[Runtime], T]) -> T:
    """What `act` answers, where the participation still has the version that was `seen`; all in one transaction.

    Raises Overtaken, and whatever `act` raises, with nothing done.
    """
    with write(runtime.engine) as tx:
        alone(tx, [participation])
        if tx.connection.execute(select(_P.version).where(_P.id == participation)).scalar() != seen:
            raise Overtaken
        return act(replace(runtime, engine=joined(runtime.engine, tx)))
