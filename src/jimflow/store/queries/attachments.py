"""The files of tasks, without their bytes: all of them for the agency, those that were handed in for the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Attachment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A = table(Attachment)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file: `size` in octets, `checked` clean or unscanned, `added_by` a pseudonym."""

    id: int
    assignment: int
    name: str
    kind: str
    media_type: str
    size: int
    digest: str
    checked: str
    added_at: datetime
    added_by: str
    handed_in_at: datetime | None
    removed_at: datetime | None


def all_attachments(tx: Tx, assignment: int) -> list[AttachmentRow]:
    """Every file of the assignment, in the order they came: for the agency alone."""
    return list(records(tx, AttachmentRow, _rows().where(_A.c.assignment == assignment)))


def handed_in_attachments(tx: Tx, assignments: Sequence[int]) -> list[AttachmentRow]:
    """Those that were handed in, also if they were taken away later: what the host may know of."""
    return list(records(tx, AttachmentRow, _handed_in().where(_A.c.assignment.in_(assignments))))


def handed_in_attachment(tx: Tx, assignment: int, attachment: int) -> AttachmentRow | None:
    """One of them, None where it is another task's or has not been handed in."""
    wanted = _handed_in().where(_A.c.assignment == assignment, _A.c.id == attachment)
    return next(records(tx, AttachmentRow, wanted), None)


def _handed_in() -> Any:
    return _rows().where(_A.c.handed_in_at.is_not(None))


def _rows() -> Any:
    return select(*columns(AttachmentRow, _A)).order_by(_A.c.id)
