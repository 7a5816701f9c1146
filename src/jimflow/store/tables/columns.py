"""Column shapes that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel

from jimflow.store.types import UtcTime

# Constraints must have names to be changed by a later migration.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# On SQLite only a column declared INTEGER is the row's own number.
_BIG = BigInteger().with_variant(Integer, "sqlite")


def key() -> Any:
    """A row's own number."""
    return Field(default=None, primary_key=True)


def ref(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    """A reference to another table's row."""
    if nullable:
        return Field(default=None, foreign_key=target, index=index, nullable=True)
    return Field(foreign_key=target, index=index)


def big_key() -> Any:
    """A row's own number in a table that may come to hold very many."""
    return Field(default=None, primary_key=True, sa_type=_BIG)


def big_shared_key(target: str) -> Any:
    """The number of another table's row, which this row belongs to."""
    return Field(primary_key=True, sa_type=_BIG, foreign_key=target, sa_column_kwargs={"autoincrement": False})


def big_ref(target: str) -> Any:
    """A reference to a row with such a number."""
    return Field(sa_type=_BIG, foreign_key=target)


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


def octets() -> Any:
    """Raw bytes."""
    return Field(sa_type=LargeBinary)


def table(model: type[SQLModel]) -> Table:
    """The Core table of a model."""
    return model.__table__  # type: ignore[attr-defined,no-any-return]
