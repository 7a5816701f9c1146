"""Definitions, rounds, clusters and who takes part in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, maybe_moment, moment, octets, ref


class Definition(SQLModel, table=True):
    """A workflow as it was when it was taken into use; running cases read this row, never the file."""

    digest: str = Field(primary_key=True, max_length=64)
    name: str
    version: str
    canonical: bytes = octets()
    stored_at: datetime = moment()


class Round(SQLModel, table=True):
    """One run of a programme. `policy` and `facts` are canonical JSON (facts: titles, host, dates, labels)."""

    id: int | None = key()
    code: str = Field(unique=True)
    definition: str = Field(foreign_key="definition.digest")
    calendar: str = long_text()
    policy: str = long_text()
    policy_digest: str
    facts: str = long_text()
    invite_on: date
    starts_on: date
    ends_on: date
    example: bool
    loaded_at: datetime = moment()


class Cluster(SQLModel, table=True):
    """Organisations that meet together. `model` is the participation that is the model agency, if any."""

    __table_args__ = (UniqueConstraint("round", "code"),)
    id: int | None = key()
    round: int = ref("round.id", index=False)
    code: str
    name_sv: str
    name_en: str
    model: int | None = Field(default=None, nullable=True)


class Participation(SQLModel, table=True):
    """One subject's way through a round: the row that the state machine moves.

    `version` counts the facts a person decides on; `audit_seq` and `audit_head` are the chain's end. `laps` is
    canonical JSON: how many times each repeating step has been entered. `motive` is why the subject was chosen.
    """

    __table_args__ = (UniqueConstraint("round", "subject_kind", "subject"),)
    id: int | None = key()
    round: int = ref("round.id", index=False)
    cluster: int = ref("cluster.id")
    subject_kind: str = "organisation"
    subject: str
    definition: str = Field(foreign_key="definition.digest")
    state: str
    came_from: str | None = None
    paused_until: date | None = None
    version: int = 0
    late_joiner: bool = False
    entered_at: datetime = moment()
    joined_at: datetime | None = maybe_moment()
    audit_seq: int = 0
    audit_head: bytes = octets()
    laps: str = Field(default="{}", sa_type=Text, sa_column_kwargs={"server_default": "{}"})
    motive: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": text("''")})


class Membership(SQLModel, table=True):
    """Which cluster a participation stood in, from when, until when, and why it changed."""

    id: int | None = key()
    participation: int = ref("participation.id")
    cluster: int = ref("cluster.id")
    since: date
    until: date | None = None
    why: str = ""


class Party(SQLModel, table=True):
    """An organisation's part in the subject of a participation; who leaves a part keeps the row, which says when.

    `standing` is invited, joined, declined or left.
    """

    id: int | None = key()
    participation: int = ref("participation.id")
    organisation: str = Field(foreign_key="organisation.code")
    part: str
    standing: str
    contribution: str = long_text("")
    reason: str = long_text("")
    since: date
    until: date | None = None


class Link(SQLModel, table=True):
    """A participation that was started from another, with the answers that went along as canonical JSON.

    `answer` is the state in which it ended and answered back, "" before that.
    """

    __table_args__ = (UniqueConstraint("child"),)
    id: int | None = key()
    parent: int = ref("participation.id")
    start: str
    child: int = ref("participation.id", index=False)
    carried: str = long_text("{}")
    answer: str = ""
    started_at: datetime = moment()
    answered_at: datetime | None = maybe_moment()


class Material(SQLModel, table=True):
    """Something to read or watch in a step of a round."""

    id: int | None = key()
    round: int = ref("round.id")
    step: str
    title_sv: str
    title_en: str
    url: str
