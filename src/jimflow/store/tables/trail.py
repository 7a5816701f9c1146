"""The audit: entries that chain, payloads that can be erased by a recorded decision, and the installation's own row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from jimflow.store.tables.columns import key, long_text, moment, octets


class AuditEntry(SQLModel, table=True):
    """One link. `chain` is the participation's id, 0 for the installation; link = SHA-256(previous link, leaf)."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "seq"),)
    id: int | None = key()
    chain: int
    seq: int
    leaf: bytes = octets()
    link: bytes = octets()


class AuditPayload(SQLModel, table=True):
    """What an entry says, as canonical bytes, and the salt; leaf = SHA-256(salt, payload)."""

    __tablename__ = "audit_payload"
    entry: int = Field(primary_key=True, foreign_key="audit_entry.id", sa_column_kwargs={"autoincrement": False})
    salt: bytes = octets()
    payload: bytes = octets()


class AuditErasure(SQLModel, table=True):
    """That the payload of an entry was erased, by whose decision; the installation's chain holds it too."""

    __tablename__ = "audit_erasure"
    entry: int = Field(primary_key=True, foreign_key="audit_entry.id", sa_column_kwargs={"autoincrement": False})
    reason: str = long_text()
    erased_by: str
    erased_at: datetime = moment()


class Installation(SQLModel, table=True):
    """The one row about this database: its own audit chain, and a demo's example clock (seconds ahead of real time)."""

    id: int | None = key()
    name: str
    created_at: datetime = moment()
    demo: bool = False
    clock_offset: int = 0
    audit_seq: int = 0
    audit_head: bytes = octets()
