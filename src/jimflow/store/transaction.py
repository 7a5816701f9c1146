"""The transaction: the one place where the program begins, commits and rolls back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from jimflow.store.seams import at
from jimflow.store.sql import MOST_ROWS, DialectName, Ready, Row, Rows, Sql

_BEGIN: Mapping[tuple[str, bool], str] = {
    ("sqlite", True): "BEGIN IMMEDIATE",  # a read turned into a write fails at once when another has committed
    ("sqlite", False): "BEGIN",
    ("postgresql", True): "BEGIN",
    ("postgresql", False): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


_WITNESS, _JOINED = "jimflow_witness", "jimflow_joined"


class Witness(Protocol):
    """Stands by whenever something is written through an engine, in the very transaction that writes it."""

    def begun(self, tx: Tx, /) -> None:
        """The transaction has begun and nothing has been done in it; an error ends it."""

    def ending(self, tx: Tx, /) -> bool:
        """Everything has been done and nothing is committed. False: it is all undone, and whoever wrote goes on."""


def witnessed(engine: Engine, witness: Witness) -> Engine:
    """The same engine, with its connections; `witness` stands by while something is written through it."""
    return engine.execution_options(**{_WITNESS: witness})


def joined(engine: Engine, tx: Tx) -> Engine:
    """The same engine for several acts in one: what is written and read through it takes part in `tx`.

    Only whoever opened `tx` commits; what one of the acts raises ends them all.
    """
    return engine.execution_options(**{_JOINED: tx})


class Tx:
    """One open transaction. `raw` is the driver's connection; `connection` and `session` are made when asked for."""

    def __init__(self, engine: Engine, pooled: Any) -> None:
        self.dialect = cast(DialectName, engine.dialect.name)
        self.raw: Any = pooled.dbapi_connection
        self._engine, self._pooled = engine, pooled
        self._connection: Connection | None = None
        self._session: Session | None = None

    @property
    def connection(self) -> Connection:
        """SQLAlchemy's view of this very transaction; never commit it."""
        if self._connection is None:
            self._connection = Connection(self._engine, connection=self._pooled)
            self._connection.begin()
        return self._connection

    @property
    def session(self) -> Session:
        """A session on this transaction, flushed before each statement of the hot paths and before the commit.

        What those statements change is not seen in objects that were loaded before.
        """
        if self._session is None:
            self._session = Session(self.connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        return self._session

    def rows(self, sql: Sql, **params: Any) -> Sequence[Row]:
        """Runs a statement that answers with rows."""
        ready = self._ready(sql)
        return ready.read(self.raw.execute(ready.text, ready.bind(params)).fetchall())

    def change(self, sql: Sql, **params: Any) -> int:
        """Runs a statement that answers with a number of rows changed."""
        ready = self._ready(sql)
        return int(self.raw.execute(ready.text, ready.bind(params)).rowcount)

    def each(self, sql: Sql, many: Sequence[Mapping[str, Any]]) -> int:
        """Runs a statement once for each set of parameters, in one go; how many rows were changed in all."""
        ready = self._ready(sql)
        cursor = self.raw.cursor()
        cursor.executemany(ready.text, [ready.bind(params) for params in many])
        return int(cursor.rowcount)

    def with_rows(self, rows: Rows, values: Sequence[Row]) -> list[Row]:
        """Runs a statement over many rows of values at once; what RETURNING answers, if the statement has one."""
        self.flush()
        ready = rows.ready(self.dialect)
        answered: list[Row] = []
        for start in range(0, len(values), MOST_ROWS):
            part = values[start : start + MOST_ROWS]
            cursor = self.raw.execute(ready.text(len(part)), ready.bind(part))
            if cursor.description is not None:
                answered += ready.one.read(cursor.fetchall())
        return answered

    def several(self, statements: Sequence[tuple[Sql, Mapping[str, Any]]]) -> list[Sequence[Row]]:
        """Runs reads that do not depend on each other; on PostgreSQL in one round trip."""
        ready = [(self._ready(sql), params) for sql, params in statements]
        if self.dialect == "sqlite":
            return [r.read(self.raw.execute(r.text, r.bind(params)).fetchall()) for r, params in ready]
        with self.raw.pipeline():
            cursors = [self.raw.execute(r.text, r.bind(params)) for r, params in ready]
        return [r.read(cursor.fetchall()) for (r, _), cursor in zip(ready, cursors, strict=True)]

    @contextmanager
    def together(self) -> Iterator[None]:
        """Sends writes without waiting for each, on PostgreSQL in one round trip; their answers are not known."""
        with self.raw.pipeline() if self.dialect == "postgresql" else nullcontext():
            yield

    def commit_now(self) -> None:
        """Writes what the session holds and commits; for `write` alone."""
        self.flush()
        at("before-commit")
        self.raw.commit()
        at("after-commit")

    def undo(self) -> None:
        """Takes back everything done in the transaction; for `write` alone."""
        if self._session is not None:
            self._session.expunge_all()
        self.raw.rollback()

    def close(self) -> None:
        """Gives the connection back."""
        if self._session is not None:
            self._session.close()
        if self._connection is not None:
            self._connection.close()
        else:
            self._pooled.close()

    def abandon(self) -> None:
        """Rolls back and gives the connection back; one that cannot even do that is not used again."""
        try:
            self.raw.rollback()
        except Exception:  # noqa: BLE001 - the first error is the one to be told
            self._pooled.invalidate()
        self.close()

    def _ready(self, sql: Sql) -> Ready:
        self.flush()
        return sql.ready(self.dialect)

    def flush(self) -> None:
        """Writes what the session holds, so that every statement sees it."""
        if self._session is not None:
            self._session.flush()


@contextmanager
def write(engine: Engine) -> Iterator[Tx]:
    """A transaction that commits when the block ends, and rolls back when it raises. Only actions open one.

    On SQLite the write lock is taken at once. Raises the driver's own error when the database cannot be reached, stays
    locked for 10 seconds, or refuses something; whether a commit that failed has taken place can then be unknown.
    """
    outer: Tx | None = engine.get_execution_options().get(_JOINED)
    if outer is not None:
        yield outer
        outer.flush()
        return
    witness: Witness | None = engine.get_execution_options().get(_WITNESS)
    at("before-begin")
    with _transaction(engine, writing=True) as tx:
        at("after-begin")
        if witness is not None:
            witness.begun(tx)
        yield tx
        if witness is None or witness.ending(tx):
            tx.commit_now()
        else:
            tx.undo()


@contextmanager
def read(engine: Engine) -> Iterator[Tx]:
    """A transaction that sees one moment of the database and leaves nothing behind."""
    outer: Tx | None = engine.get_execution_options().get(_JOINED)
    if outer is not None:
        yield outer
        return
    with _transaction(engine, writing=False) as tx:
        yield tx
        tx.raw.rollback()


@contextmanager
def _transaction(engine: Engine, *, writing: bool) -> Iterator[Tx]:
    tx = _begun(engine, writing=writing)
    try:
        yield tx
    except BaseException:
        tx.abandon()
        raise
    tx.close()


def _begun(engine: Engine, *, writing: bool) -> Tx:
    """Begins; a connection that the server has closed since it was last used is noticed here, where nothing is lost."""
    tx = Tx(engine, engine.raw_connection())
    try:
        tx.raw.execute(_BEGIN[tx.dialect, writing])
    except BaseException:
        dead = getattr(tx.raw, "closed", False)
        tx.abandon()
        if not dead:
            raise
        engine.dispose()
        tx = Tx(engine, engine.raw_connection())
        tx.raw.execute(_BEGIN[tx.dialect, writing])
    return tx
