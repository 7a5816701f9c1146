"""Occurrences: what is due, who won it, and how a plan is laid anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jimflow.core.model import Occurrence, Subject
from jimflow.core.rearm import Known
from jimflow.store.transaction import Tx

Ending = Literal["fired", "dropped", "collapsed", "superseded"]


@dataclass(frozen=True, slots=True)
class DueOccurrence:
    """A pending row whose time has come."""

    id: int
    subject: Subject
    rule: str
    due_at: datetime
    recipient: str
    for_due: datetime | None


def due(tx: Tx, now: datetime, limit: int) -> list[DueOccurrence]:
    """The first `limit` pending occurrences due at `now`; on PostgreSQL locked, passing by what another sweep holds."""
    raise NotImplementedError


def finish(tx: Tx, endings: Mapping[int, Ending], now: datetime) -> frozenset[int]:
    """Ends occurrences that are still pending; the ids that were won, each by one sweep only."""
    raise NotImplementedError


def plan_rows(tx: Tx, subjects: Sequence[Subject]) -> dict[Subject, list[Known]]:
    """Every occurrence of the subjects, whatever its status."""
    raise NotImplementedError


def insert_occurrences(tx: Tx, occurrences: Sequence[Occurrence]) -> None:
    """Adds pending occurrences; one that is there already is left as it is."""
    raise NotImplementedError


def supersede(tx: Tx, ids: Sequence[int]) -> None:
    """Sets pending occurrences aside because the plan is laid anew."""
    raise NotImplementedError


def revive(tx: Tx, ids: Sequence[int]) -> None:
    """Makes occurrences pending again that were set aside without having fired."""
    raise NotImplementedError
