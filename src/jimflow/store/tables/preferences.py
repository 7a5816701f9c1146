"""What people and agencies have chosen for themselves, and what they thought of a meeting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref


class Preference(SQLModel, table=True):
    """How a person wants mail. No row: everything of a day in one mail.

    `language` is the one she has chosen herself, "" where she has not: no list of people writes over it.
    """

    person: int = Field(primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False})
    language: str = ""
    separate: bool = False
    stopped_at: datetime | None = maybe_moment()
    stop_reason: str = long_text("")


class AgencyRoom(SQLModel, table=True):
    """What an agency has chosen in a round: the registrar's address, "" for none, which gets every receipt."""

    __tablename__ = "agency_room"
    participation: int = Field(
        primary_key=True, foreign_key="participation.id", sa_column_kwargs={"autoincrement": False}
    )
    registrar: str = ""


class MeetingEvaluation(SQLModel, table=True):
    """What somebody who took part thought of a meeting; `written_by` is a pseudonym that no page of the host shows."""

    __tablename__ = "meeting_evaluation"
    __table_args__ = (UniqueConstraint("meeting", "written_by"),)
    id: int | None = key()
    meeting: int = ref("meeting.id", index=False)
    participation: int | None = ref("participation.id", index=False, nullable=True)
    written_by: str
    worth: int
    """1 (not at all) to 5 (very much)."""
    good: str = long_text("")
    less_good: str = long_text("")
    interesting: str = long_text("")
    written_at: datetime = moment()
