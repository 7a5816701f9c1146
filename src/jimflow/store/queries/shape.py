"""How a query's answer takes its shape: a frozen record whose fields are named as the columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from jimflow.store.transaction import Tx

Record = TypeVar("Record")


def columns(record: type[Any], *tables: Any, **renamed: Any) -> list[Any]:
    """The column of each field, from the first table that has it; `renamed` gives those that are called otherwise.

    A field with a default is filled in afterwards and takes no column.
    """
    names = [f.name for f in fields(record) if f.default is MISSING]
    return [renamed[name] if name in renamed else _column(name, tables) for name in names]


def records(tx: Tx, record: type[Record], statement: Any) -> Iterator[Record]:
    """The rows of the statement, each as a record."""
    return (record(*row) for row in tx.connection.execute(statement))


def _column(name: str, tables: tuple[Any, ...]) -> Any:
    return next(table.c[name] for table in tables if name in table.c)
