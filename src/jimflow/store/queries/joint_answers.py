"""What an agency writes before it hands in: its own room, which only its own people's pages and acts read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text

from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql
from jimflow.store.tables import JointDraft, JointDraftPast, RoomComment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_D, _P, _C = (table(t) for t in (JointDraft, JointDraftPast, RoomComment))


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What stands in one question now. `text` is the canonical JSON of `value`; None: somebody has emptied it."""

    id: int
    field: str
    text: str
    version: int
    saved_at: datetime
    saved_by: str

    @property
    def value(self) -> Any:
        """The same as an answer."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A text of somebody's that found another in its place, and waits to be looked at by whoever wrote it."""

    id: int
    field: str
    text: str
    saved_at: datetime

    @property
    def value(self) -> Any:
        """The same as an answer."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What a colleague said; `field` is "" where it is about the whole task."""

    id: int
    field: str
    text: str
    written_at: datetime
    written_by: str


_DRAFTS = Sql(
    select(_D.c.id, _D.c.field, _D.c.value, _D.c.version, _D.c.saved_at, _D.c.saved_by)
    .where(_D.c.assignment == bindparam("task"))
    .order_by(_D.c.id)
)
_REPLACED = Sql(
    select(_P.c.field, func.count())
    .where(_P.c.assignment == bindparam("task"), _P.c.why == text("'replaced'"))
    .group_by(_P.c.field)
)
_ASIDE = Sql(
    select(_P.c.id, _P.c.field, _P.c.value, _P.c.saved_at)
    .where(_P.c.assignment == bindparam("task"), _P.c.why == text("'aside'"), _P.c.saved_by == bindparam("who"))
    .order_by(_P.c.id)
)


def joint_drafts(tx: Tx, task: int) -> dict[str, DraftRow]:
    """What stands in the questions of the task and is not handed in, by field."""
    return {row[1]: DraftRow(*row) for row in tx.rows(_DRAFTS, task=task)}


def replaced(tx: Tx, task: int) -> dict[str, int]:
    """How many texts of each field have been replaced or handed in: the version of one that stands nowhere now."""
    return {row[0]: row[1] for row in tx.rows(_REPLACED, task=task)}


def set_aside(tx: Tx, task: int, who: str) -> list[AsideRow]:
    """The texts of that person (a pseudonym) that wait to be looked at, oldest first."""
    return [AsideRow(*row) for row in tx.rows(_ASIDE, task=task, who=who)]


def comments(tx: Tx, task: int) -> list[CommentRow]:
    """What colleagues have said to each other and not taken back, oldest first."""
    wanted = select(*columns(CommentRow, _C)).where(_C.c.assignment == task, _C.c.removed_at.is_(None))
    return list(records(tx, CommentRow, wanted.order_by(_C.c.id)))
