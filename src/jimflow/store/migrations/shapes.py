"""Column shapes in which migrations are written; several names make several columns."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from jimflow.store.types import UtcTime

Columns = Iterator[sa.Column[Any]]

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Integer()


def _shape(kind: Any) -> Callable[..., Columns]:
    def columns(*names: str, null: bool = False) -> Columns:
        return (sa.Column(name, kind, nullable=null) for name in names)

    return columns


words = _shape(sa.String())
texts = _shape(sa.Text())
numbers = _shape(NUMBER)
moments = _shape(UtcTime())
days = _shape(sa.Date())
flags = _shape(sa.Boolean())
octets = _shape(sa.LargeBinary())


def own_number(kind: Any = NUMBER) -> sa.Column[Any]:
    """`id`, counted up by the database."""
    return sa.Column("id", kind, primary_key=True)


def shared_number(name: str, target: str) -> sa.Column[Any]:
    """A primary key that is another table's."""
    return sa.Column(name, BIG, sa.ForeignKey(target), primary_key=True, autoincrement=False)


def reference(name: str, target: str, kind: Any = NUMBER, *, null: bool = False) -> sa.Column[Any]:
    """A column that refers to another table's key."""
    return sa.Column(name, kind, sa.ForeignKey(target), nullable=null)


def index(name: str, table: str, *columns: str, where: str | None = None) -> None:
    """An index, over some of the rows only with `where`."""
    only = sa.text(where) if where else None
    op.create_index(name, table, list(columns), sqlite_where=only, postgresql_where=only)
