"""What the host writes down about those who take part."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref


class Note(SQLModel, table=True):
    """A note of a call or a talk; `kind` is call, meeting or other. It is never changed once it is written.

    What was wrong in it is put right by another note, whose `corrects` is its number, or it is withdrawn and stays.
    """

    id: int | None = key()
    participation: int = ref("participation.id")
    kind: str
    text: str = long_text()
    written_at: datetime = moment()
    written_by: str
    corrects: int | None = None
    withdrawn_at: datetime | None = maybe_moment()
    withdrawn_by: str | None = None
