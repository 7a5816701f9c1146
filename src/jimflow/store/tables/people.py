"""Organisations, people and the functions they hold. Personal data lives here and nowhere else."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, maybe_moment, ref


class Organisation(SQLModel, table=True):
    """An organisation, agency or not."""

    code: str = Field(primary_key=True)
    name_sv: str
    name_en: str
    short: str = ""
    mailbox: str


class Person(SQLModel, table=True):
    """Someone who holds a function. The audit names only `pseudonym`, a random one."""

    id: int | None = key()
    pseudonym: str = Field(unique=True)
    name: str
    mail: str = Field(index=True)
    language: str = "sv"


class Appointment(SQLModel, table=True):
    """A person holds a function, from a day until a day. `participation` is None for the host's and guests' own.

    `cluster` is the number of the one cluster that a guest belongs to; None where it is every cluster of the round.
    """

    __table_args__ = (Index("ix_appointment_whose", "participation", "round"),)
    id: int | None = key()
    round: int = ref("round.id", index=False)
    participation: int | None = ref("participation.id", index=False, nullable=True)
    organisation: str = Field(foreign_key="organisation.code")
    function: str
    person: int = ref("person.id")
    address: str
    since: date
    until: date | None = None
    top_management: bool = False
    acting: bool = False
    deputy: bool = False
    assistant: str | None = None
    undeliverable_at: datetime | None = maybe_moment()
    cluster: int | None = None
