"""Statements built once from the tables and then run on the bare driver: what the hot paths speak."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import ARRAY, Boolean, Date, Dialect, String, Table, bindparam, column, values
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from jimflow.store.types import UtcTime, to_text

DialectName = Literal["sqlite", "postgresql"]
Row = Sequence[Any]
Convert = Callable[[Any], Any]

MOST_ROWS = 200
"""Rows in one INSERT; more go as several, since both databases limit the number of parameters."""


class Spoken(NamedTuple):
    """A database's way of speaking: its dialect, with parameters in order, and its INSERT."""

    dialect: Dialect
    insert: Callable[[Table], Any]


@cache
def spoken(name: DialectName) -> Spoken:
    """Imported when it is needed: whoever has an SQLite file need not wait for PostgreSQL's."""
    if name == "sqlite":
        from sqlalchemy.dialects import sqlite
        from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

        return Spoken(SQLiteDialect_pysqlite(paramstyle="qmark"), sqlite.insert)
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

    return Spoken(PGDialect_psycopg(paramstyle="format"), postgresql.insert)  # type: ignore[no-untyped-call]


class _List(TypeDecorator[Any]):
    """Any number of values as one parameter: an array on PostgreSQL, JSON text on SQLite."""

    impl = String
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """See the class."""
        return dialect.type_descriptor(String() if dialect.name == "sqlite" else ARRAY(self.of))


class _Listed(ColumnElement[Any]):
    """The right side of IN, made of one parameter."""

    inherit_cache = False

    def __init__(self, name: str, of: TypeEngine[Any]) -> None:
        self.values: Any = bindparam(name, type_=_List(of))


@compiles(_Listed, "sqlite")
def _from_json(element: _Listed, compiler: Any, **kw: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.values, **kw)}))"


@compiles(_Listed, "postgresql")
def _from_array(element: _Listed, compiler: Any, **kw: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.values, **kw)}))"


def one_of(column: Any, name: str) -> Any:
    """`column IN (the values)` with all values as one parameter: the text is the same for every number of them."""
    return column.op("IN", is_comparison=True)(_Listed(name, column.type))


class Sql:
    """One statement made from a Core construct, compiled once for each dialect when it is first used."""

    def __init__(self, construct: Any) -> None:
        self._construct = construct
        self._ready: dict[str, Ready] = {}

    def ready(self, dialect: DialectName) -> Ready:
        """The statement as the driver takes it."""
        found = self._ready.get(dialect)
        if found is None:
            found = self._ready[dialect] = _compiled(self._construct, dialect)
        return found


class Rows:
    """A statement over any number of rows of values, given as tuples in the order of `columns`.

    `build` makes it for one row, with a parameter named as each column and no others.
    """

    def __init__(self, columns: Sequence[str], build: Callable[[DialectName], Any]) -> None:
        self._columns, self._build = tuple(columns), build
        self._ready: dict[str, ReadyRows] = {}

    def ready(self, dialect: DialectName) -> ReadyRows:
        """The statement as the driver takes it, still open in its number of rows."""
        found = self._ready.get(dialect)
        if found is None:
            one = _compiled(self._build(dialect), dialect)
            if one.names != self._columns or one.constants:
                raise TypeError(f"not the columns of this statement, in this order: {one.names}, {one.constants}")
            found = self._ready[dialect] = ReadyRows(one)
        return found


def inserting(table: Table, columns: Sequence[str], finish: Callable[[Any], Any] = lambda made: made) -> Rows:
    """An INSERT of many rows; `finish` adds conflict and RETURNING clauses. `columns` in the order of the table."""
    params: dict[str, Any] = {name: bindparam(name) for name in columns}
    return Rows(columns, lambda dialect: finish(spoken(dialect).insert(table).values(params)))


def given(columns: Mapping[str, TypeEngine[Any]]) -> Any:
    """Rows of parameters to join with, as a table called `given`."""
    made = [column(name, kind) for name, kind in columns.items()]
    one = tuple(bindparam(name, type_=kind) for name, kind in columns.items())
    return values(*made, name="given").data([one]).cte("given")


@dataclass(frozen=True, slots=True)
class Ready:
    """The text, the names of its parameters in order, and what must be converted on the way in and out."""

    text: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]
    writers: tuple[tuple[int, Convert], ...]
    readers: tuple[tuple[int, Convert], ...]

    def bind(self, params: Mapping[str, Any]) -> list[Any]:
        """The parameters as the driver takes them. Raises KeyError when one is missing."""
        if self.constants:
            params = {**self.constants, **params}
        values = [params[name] for name in self.names]
        for place, convert in self.writers:
            if values[place] is not None:
                values[place] = convert(values[place])
        return values

    def read(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The rows with times, dates and truth values as Python's own."""
        if not self.readers:
            return rows
        found = []
        for row in rows:
            values = list(row)
            for place, convert in self.readers:
                if values[place] is not None:
                    values[place] = convert(values[place])
            found.append(values)
        return found


class ReadyRows:
    """A compiled statement whose group of values is repeated once for each row."""

    def __init__(self, one: Ready) -> None:
        self.one = one
        self._head, self._group, self._tail = _around_values(one.text)
        self._texts: dict[int, str] = {}

    def text(self, count: int) -> str:
        """The statement for `count` rows."""
        text = self._texts.get(count)
        if text is None:
            text = self._texts[count] = self._head + ", ".join([self._group] * count) + self._tail
        return text

    def bind(self, rows: Iterable[Row]) -> list[Any]:
        """All rows' values in one flat list."""
        flat: list[Any] = []
        for row in rows:
            values = list(row)
            for place, convert in self.one.writers:
                if values[place] is not None:
                    values[place] = convert(values[place])
            flat += values
        return flat


def _around_values(text: str) -> tuple[str, str, str]:
    start = text.index("VALUES (") + len("VALUES ")
    depth = 0
    for end, char in enumerate(text[start:], start=start + 1):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text[:start], text[start:end], text[end:]
    raise ValueError(f"unbalanced: {text}")


def _compiled(construct: Any, dialect: DialectName) -> Ready:
    compiled = construct.compile(dialect=spoken(dialect).dialect)
    names = tuple(compiled.positiontup)
    binds = compiled.binds
    constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
    writers = [(i, w) for i, name in enumerate(names) if (w := _writer(binds[name].type, dialect))]
    columns = list(getattr(construct, "exported_columns", ()) or ())
    readers = [(i, r) for i, column in enumerate(columns) if (r := _reader(column.type, dialect))]
    return Ready(str(compiled), names, constants, tuple(writers), tuple(readers))


def _writer(kind: TypeEngine[Any], dialect: DialectName) -> Convert | None:
    if isinstance(kind, UtcTime):
        return to_text if dialect == "sqlite" else _aware
    if isinstance(kind, _List):
        return _as_json if dialect == "sqlite" else list
    return date.isoformat if isinstance(kind, Date) and dialect == "sqlite" else None


def _reader(kind: TypeEngine[Any], dialect: DialectName) -> Convert | None:
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat if dialect == "sqlite" else _utc
    if dialect == "sqlite":
        if isinstance(kind, Date):
            return date.fromisoformat
        if isinstance(kind, Boolean):
            return bool
    return None


def _as_json(values: Iterable[Any]) -> str:
    return json.dumps(list(values))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _aware(moment: datetime) -> datetime:
    to_text(moment)
    return moment
