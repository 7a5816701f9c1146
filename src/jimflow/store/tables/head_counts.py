"""How many women and men took part in a meeting, as counted there; of persons no sex is ever kept."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, moment


class HeadCount(SQLModel, table=True):
    """One meeting's heads by sex; counted anew, the row is written over and the audit keeps what it said before."""

    __tablename__ = "head_count"
    id: int | None = key()
    meeting: int = Field(foreign_key="meeting.id", unique=True)
    women: int
    men: int
    not_stated: int
    noted_by: str
    noted_at: datetime = moment()
