"""The notes of calls and talks with those who take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Note
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note. `corrected_by` is the number of the note that puts it right, None while it stands."""

    id: int
    participation: int
    kind: str
    text: str
    written_at: datetime
    written_by: str
    corrects: int | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    corrected_by: int | None

    @property
    def stands(self) -> bool:
        """True while it is neither corrected nor withdrawn."""
        return self.withdrawn_at is None and self.corrected_by is None


def notes(tx: Tx, participations: Sequence[int]) -> list[NoteRow]:
    """The notes about the participations, the latest first; one statement."""
    n = table(Note)
    later = n.alias("later")
    wanted = (
        select(*columns(NoteRow, n, corrected_by=later.c.id))
        .join_from(n, later, later.c.corrects == n.c.id, isouter=True)
        .where(n.c.participation.in_(participations))
        .order_by(n.c.written_at.desc(), n.c.id.desc())
    )
    return list(records(tx, NoteRow, wanted))
