"""Copies an SQLite database whole while it is in use, and looks a copy over."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from jimflow.store.engine import sqlite_driver

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database in use; never copied, since it may not fit the copy."""


def copy_whole(engine: Engine, path: Path) -> None:
    """Writes one consistent copy to a new file, without stopping anyone's work. Raises the driver's errors."""
    pooled = engine.raw_connection()
    try:
        pooled.driver_connection.execute("VACUUM INTO ?", (str(path),))  # type: ignore[union-attr]
    finally:
        pooled.close()


def faults(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file; nothing when it is a whole database."""
    connection = sqlite_driver().connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)")]
        found += [f"foreign key: {row[0]} row {row[1]}" for row in connection.execute("PRAGMA foreign_key_check")]
    finally:
        connection.close()
    return [] if found == ["ok"] else [f for f in found if f != "ok"]
