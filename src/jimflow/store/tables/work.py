"""Meetings, attendance, assignments, answers, results, waivers, and what is due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, ref

PENDING = text("status = 'pending'")
"""What an occurrence must be to be found as due; a query that says it in other words misses the index."""


class Meeting(SQLModel, table=True):
    """A cluster's meeting of one step. `sequence` rises with every calendar change; `uid` never changes.

    `programme`, `notes` and `evaluation` are the host's own words about the day; the last is None until there is one.
    """

    __table_args__ = (UniqueConstraint("cluster", "step"),)
    id: int | None = key()
    cluster: int = ref("cluster.id", index=False)
    step: str
    status: str = "planned"
    day: date
    last_day: date
    theme: str = ""
    notes: str = long_text("")
    programme: str = long_text("")
    example_date: bool = False
    sequence: int = 0
    uid: str
    held_at: datetime | None = maybe_moment()
    evaluation: str | None = Field(default=None, sa_type=Text, nullable=True)


class Session(SQLModel, table=True):
    """One sitting of a meeting."""

    __tablename__ = "meeting_session"
    id: int | None = key()
    meeting: int = ref("meeting.id")
    starts_at: datetime = moment()
    ends_at: datetime = moment()
    mode: str = "on_site"
    place: str = ""


class Rsvp(SQLModel, table=True):
    """An answer to an invitation; the latest stands."""

    __table_args__ = (
        UniqueConstraint("meeting", "appointment"),
        Index("ix_rsvp_whose", "participation", "meeting"),
    )
    id: int | None = key()
    meeting: int = ref("meeting.id", index=False)
    participation: int | None = ref("participation.id", index=False, nullable=True)
    appointment: int = ref("appointment.id", index=False)
    answer: str
    deputy: int | None = None
    answered_at: datetime = moment()


class Attendance(SQLModel, table=True):
    """Who took part. `mode` is on_site or digital; both count."""

    __table_args__ = (
        UniqueConstraint("meeting", "appointment"),
        Index("ix_attendance_whose", "participation", "meeting"),
    )
    id: int | None = key()
    meeting: int = ref("meeting.id", index=False)
    participation: int | None = ref("participation.id", index=False, nullable=True)
    appointment: int = ref("appointment.id", index=False)
    present: bool
    mode: str = "on_site"
    deputised_for: int | None = None


class Assignment(SQLModel, table=True):
    """One assignment of one participation. `anchor` is the local day it was entered or made on."""

    __table_args__ = (UniqueConstraint("participation", "step", "name"),)
    id: int | None = key()
    participation: int = ref("participation.id", index=False)
    step: str
    name: str
    place: str
    status: str
    anchor: date | None = None
    opens_at: datetime | None = maybe_moment()
    due_at: datetime | None = maybe_moment()
    opened_at: datetime | None = maybe_moment()
    submitted_at: datetime | None = maybe_moment()
    accepted_at: datetime | None = maybe_moment()
    late: bool = False


class Part(SQLModel, table=True):
    """That a function's part of an assignment was submitted, when and by whom (a pseudonym or an actor)."""

    __table_args__ = (UniqueConstraint("assignment", "function"),)
    id: int | None = key()
    assignment: int = ref("assignment.id", index=False)
    function: str
    submitted_at: datetime = moment()
    submitted_by: str


class Answer(SQLModel, table=True):
    """One answer to one question of an assignment; `value` is canonical JSON."""

    __table_args__ = (UniqueConstraint("assignment", "field"),)
    id: int | None = key()
    assignment: int = ref("assignment.id", index=False)
    field: str
    value: str = long_text()
    answered_at: datetime = moment()
    answered_by: str


class Draft(SQLModel, table=True):
    """An answer that is saved and not submitted; it becomes the answer when its part is. `value` is canonical JSON."""

    __table_args__ = (UniqueConstraint("assignment", "field"),)
    id: int | None = key()
    assignment: int = ref("assignment.id", index=False)
    field: str
    value: str = long_text()
    saved_at: datetime = moment()
    saved_by: str


class Result(SQLModel, table=True):
    """A result, placed on the chain of results."""

    id: int | None = key()
    participation: int = ref("participation.id")
    step: str
    text: str = long_text()
    goal: str = ""
    added_at: datetime = moment()
    added_by: str


class Waiver(SQLModel, table=True):
    """A decided exception from one rule in one step. Under `block` a second person countersigns."""

    id: int | None = key()
    participation: int = ref("participation.id")
    rule: str
    step: str
    reason: str = long_text()
    until: date
    decided_by: str
    decided_at: datetime = moment()
    needs_countersign: bool = False
    countersigned_by: str | None = None
    countersigned_at: datetime | None = maybe_moment()
    fallen_at: datetime | None = maybe_moment()


class Occurrence(SQLModel, table=True):
    """What is due, when, for which function: the scheduler's truth.

    status: pending, fired, dropped (no longer mattered), collapsed (a later one said it), superseded (re-planned).
    """

    __table_args__ = (
        UniqueConstraint("subject_kind", "subject", "rule", "due_at", "recipient"),
        Index("ix_occurrence_due", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
    )
    id: int | None = key()
    subject_kind: str
    subject: int
    rule: str
    due_at: datetime = moment()
    recipient: str
    for_due: datetime | None = maybe_moment()
    status: str = "pending"
    fired_at: datetime | None = maybe_moment()
