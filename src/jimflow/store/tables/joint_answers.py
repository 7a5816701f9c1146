"""What an agency writes before it is handed in: its own room, which nobody at the host reads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref


class JointDraft(SQLModel, table=True):
    """What stands in one question now, before it is handed in. `value` is canonical JSON; people are pseudonyms.

    `version` counts the saved texts of the question, so that two who write at once are told of each other.
    """

    __tablename__ = "joint_draft"
    __table_args__ = (UniqueConstraint("assignment", "field"),)
    id: int | None = key()
    assignment: int = ref("assignment.id", index=False)
    field: str
    value: str = long_text()
    version: int = 1
    saved_at: datetime = moment()
    saved_by: str


class JointDraftPast(SQLModel, table=True):
    """A text that stood in a question, or that somebody wrote while another was faster: nothing written is lost."""

    __tablename__ = "joint_draft_past"
    id: int | None = key()
    assignment: int = ref("assignment.id")
    field: str
    value: str = long_text()
    saved_at: datetime = moment()
    saved_by: str
    why: str
    """`replaced` by a later text or handed in; `aside`: another was faster, and this one waits to be looked at by its
    writer; `settled` once that is done."""


class RoomComment(SQLModel, table=True):
    """What colleagues say to each other about an answer; `field` is "" where it is about the whole task."""

    __tablename__ = "room_comment"
    id: int | None = key()
    assignment: int = ref("assignment.id")
    field: str
    text: str = long_text()
    written_at: datetime = moment()
    written_by: str
    removed_at: datetime | None = maybe_moment()


class MaterialTick(SQLModel, table=True):
    """That the holder of a function has taken in a piece of material; `material` is its address."""

    __tablename__ = "material_tick"
    __table_args__ = (UniqueConstraint("participation", "function", "material"),)
    id: int | None = key()
    participation: int = ref("participation.id", index=False)
    function: str
    material: str
    ticked_at: datetime = moment()
    ticked_by: str


class HandedIn(SQLModel, table=True):
    """A receipt: the answers as they were handed in, canonical JSON, never changed afterwards.

    `function` names those that handed in, joined by commas where one person holds several. `handed_in_by` and
    `on_behalf_of` are pseudonyms; `anchored` says with whom the answer is settled at the agency.
    """

    __tablename__ = "handed_in"
    __table_args__ = (UniqueConstraint("assignment", "number"),)
    id: int | None = key()
    assignment: int = ref("assignment.id", index=False)
    number: int
    function: str
    answers: str = long_text()
    anchored: str = long_text("")
    handed_in_at: datetime = moment()
    handed_in_by: str
    on_behalf_of: str = ""
    complete: bool
    late: bool
