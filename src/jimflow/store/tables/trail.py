"""The audit: entries that chain, payloads that can be erased by a recorded decision, and the installation's own row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import SQLModel

from jimflow.store.tables.columns import big_key, big_ref, big_shared_key, key, moment, octets


class AuditEntry(SQLModel, table=True):
    """One link. `chain` is the participation's id, 0 for the installation; link = SHA-256(previous link, leaf).

    The ids of a chain rise with its numbers, since whoever adds an entry holds the row with the chain's end.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "seq"),)
    id: int | None = big_key()
    chain: int
    seq: int
    leaf: bytes = octets()
    link: bytes = octets()


class AuditPayload(SQLModel, table=True):
    """What an entry says, as canonical bytes, and the salt; leaf = SHA-256(salt, payload)."""

    __tablename__ = "audit_payload"
    entry: int = big_shared_key("audit_entry.id")
    salt: bytes = octets()
    payload: bytes = octets()


class AuditErasure(SQLModel, table=True):
    """That the payload of an entry was erased; `recorded` is the entry of the installation's chain that says why."""

    __tablename__ = "audit_erasure"
    entry: int = big_shared_key("audit_entry.id")
    recorded: int = big_ref("audit_entry.id")


class Installation(SQLModel, table=True):
    """The one row about this database: its own audit chain, and a demo's example clock (seconds ahead of real time)."""

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int | None = key()
    name: str
    created_at: datetime = moment()
    demo: bool = False
    clock_offset: int = 0
    audit_seq: int = 0
    audit_head: bytes = octets()
