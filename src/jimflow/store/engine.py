"""Opens the database: SQLite with the settings that make a commit durable, or PostgreSQL."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, event, make_url

from jimflow.core.mistakes import Said

SQLITE_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16384",  # KiB
    "PRAGMA wal_autocheckpoint=4000",  # pages: at most 16 MB of log between two
)
STATEMENTS_KEPT = 256


def sqlite_driver() -> Any:
    """The SQLite module in use: `pysqlite3`, which brings a current SQLite, or else Python's own."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        from sqlite3 import dbapi2
    return dbapi2


def open_engine(url: str) -> Engine:
    """An engine whose drivers leave BEGIN and COMMIT to `jimflow.store.transaction`.

    Takes `sqlite:///file.db`, `:memory:` (one connection for all, so no transaction inside another) and `postgresql://…`.
    Nothing is connected yet. An engine must be disposed of after a fork. Raises ValueError for another database.
    """
    address = make_url("sqlite://" if url == ":memory:" else url)
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _sqlite(address)
    if backend == "postgresql":
        return _postgresql(address)
    raise ValueError(f"jimflow keeps its data in SQLite or PostgreSQL, not in {backend}")


def sqlite_problem(version: str) -> Said | None:
    """Why this SQLite must not be trusted with a database in use, or None.

    From 3.7.0 to 3.51.2 a race between two connections in WAL mode can lose what was committed or corrupt the file
    (SQLite release history, 3.51.3); 3.44.6 and 3.50.7 carry the correction; 3.52.0 was withdrawn.
    """
    numbers = tuple(int(n) for n in re.findall(r"\d+", version)[:3])
    numbers += (0,) * (3 - len(numbers))
    corrected = (3, 44, 6) <= numbers < (3, 45, 0) or (3, 50, 7) <= numbers < (3, 51, 0)
    if numbers == (3, 52, 0):
        return Said(
            f"SQLite {version} drogs tillbaka av sina utgivare. "
            "Installera paketet pysqlite3 eller SQLite 3.53 eller senare.",
            f"SQLite {version} was withdrawn by its makers. Install the package pysqlite3, or SQLite 3.53 or later.",
        )
    if (3, 7, 0) <= numbers <= (3, 51, 2) and not corrected:
        return Said(
            f"SQLite {version} kan förlora bekräftade ändringar när två processer skriver. "
            "Installera paketet pysqlite3 eller SQLite 3.51.3, 3.53 eller senare.",
            f"SQLite {version} may lose confirmed changes when two processes write. "
            "Install the package pysqlite3, or SQLite 3.51.3, 3.53 or later.",
        )
    return None


def _sqlite(address: Any) -> Engine:
    in_memory = address.database in (None, "", ":memory:")
    options: dict[str, Any] = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(
        address,
        module=sqlite_driver(),
        hide_parameters=True,  # an error goes to the log, and what is kept of people does not
        connect_args={
            "isolation_level": None,
            "check_same_thread": False,
            "cached_statements": STATEMENTS_KEPT,
            "timeout": 10,
        },
        **options,
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        for setting in SQLITE_SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def _(connection: Any) -> None:
        if not connection.connection.dbapi_connection.in_transaction:
            connection.exec_driver_sql("BEGIN")

    return engine


def _postgresql(address: Any) -> Engine:
    engine = create_engine(
        address.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        connect_args={"autocommit": True},
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.execute("SET lock_timeout = '10s'")  # as long as SQLite waits

    @event.listens_for(engine, "begin")
    def _(connection: Any) -> None:
        driver = connection.connection.dbapi_connection
        if driver.info.transaction_status == driver.info.transaction_status.IDLE:
            connection.exec_driver_sql("BEGIN")

    return engine
