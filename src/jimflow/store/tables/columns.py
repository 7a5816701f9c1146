"""Column shapes that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import LargeBinary, Text
from sqlmodel import Field

from jimflow.store.types import UtcTime


def key() -> Any:
    """A row's own number."""
    return Field(default=None, primary_key=True)


def ref(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    """A reference to another table's row."""
    if nullable:
        return Field(default=None, foreign_key=target, index=index, nullable=True)
    return Field(foreign_key=target, index=index)


def moment() -> Any:
    """A UTC time that must be there."""
    return Field(sa_type=UtcTime)


def maybe_moment() -> Any:
    """A UTC time, or none."""
    return Field(default=None, sa_type=UtcTime, nullable=True)


def long_text(default: str | None = None) -> Any:
    """Text of any length, or canonical JSON."""
    if default is None:
        return Field(sa_type=Text)
    return Field(default=default, sa_type=Text)


def octets(*, nullable: bool = False) -> Any:
    """Raw bytes."""
    if nullable:
        return Field(default=None, sa_type=LargeBinary, nullable=True)
    return Field(sa_type=LargeBinary)
