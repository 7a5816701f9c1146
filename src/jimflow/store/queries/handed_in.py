"""Receipts: what was handed in, when, by whom for whom, as it stood then."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jimflow.store.queries.attachments import AttachmentRow, handed_in_attachments
from jimflow.store.queries.seats import people_called
from jimflow.store.tables import HandedIn
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_H = table(HandedIn)


@dataclass(frozen=True, slots=True)
class HandedInRow:
    """A receipt; `answers` are the task's answers as they stood then, `functions` those that handed in."""

    assignment: int
    number: int
    functions: tuple[str, ...]
    answers: dict[str, Any]
    anchored: str
    handed_in_at: datetime
    handed_in_by: str
    on_behalf_of: str
    complete: bool
    late: bool
    files: tuple[str, ...]
    """The names of the files that went along, or lay with the answer already."""

    @property
    def reference(self) -> str:
        """What the receipt is called: `12-1`."""
        return f"{self.assignment}-{self.number}"


def receipts(tx: Tx, tasks: Collection[int]) -> list[HandedInRow]:
    """Everything that was handed in of these tasks, oldest first."""
    if not tasks:
        return []
    rows = tx.connection.execute(select(_H).where(_H.c.assignment.in_(tasks)).order_by(_H.c.id)).all()
    files = handed_in_attachments(tx, sorted({row.assignment for row in rows}))
    return [
        HandedInRow(
            *(row.assignment, row.number, tuple(row.function.split(",")), json.loads(row.answers), row.anchored),
            *(row.handed_in_at, row.handed_in_by, row.on_behalf_of, row.complete, row.late),
            tuple(f.name for f in files if f.assignment == row.assignment and _with(f, row.handed_in_at)),
        )
        for row in rows
    ]


def replaced(row: HandedInRow, every: Iterable[HandedInRow]) -> HandedInRow | None:
    """The receipt that this one replaces: the latest before it of all the answer, or of a function that is in both."""
    before = [r for r in every if r.assignment == row.assignment and r.number < row.number]
    same = (r for r in reversed(before) if r.complete or not set(r.functions).isdisjoint(row.functions))
    return next(same, None)


def _with(file: AttachmentRow, at: datetime) -> bool:
    """True of a file that had been handed in at that moment and not been taken away."""
    there = file.handed_in_at is not None and file.handed_in_at <= at
    return there and (file.removed_at is None or file.removed_at > at)


def names_on(tx: Tx, rows: Collection[HandedInRow]) -> dict[str, str]:
    """The names of those who stand on the receipts, by pseudonym."""
    people = people_called(tx, {p for r in rows for p in (r.handed_in_by, r.on_behalf_of) if p})
    return {pseudonym: who.name for pseudonym, who in people.items()}
