"""Brings the schema up to date, and makes a fresh one at once where nothing is to be kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

import jimflow.store.tables  # noqa: F401 - registers every table
from jimflow.store.sql import DialectName, spoken
from jimflow.store.transaction import read, write
from jimflow.store.triggers import TRIGGERS

HEAD = "0009"
"""The last migration of this program; a test holds it to the folder, which takes long to read."""

_VERSIONS = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def migrate(engine: Engine) -> None:
    """Runs every migration the database has not seen, all in one transaction; nothing when there is none.

    Raises Alembic's CommandError when the database was made by a later jimflow.
    """
    from alembic import command  # which most runs of the program never need

    with write(engine) as tx:
        config = alembic_config()
        config.attributes["connection"] = tx.connection
        command.upgrade(config, "head")


def is_current(engine: Engine) -> bool:
    """True when the database has exactly the migrations this program knows; False for an empty one."""
    with read(engine) as tx:
        if not inspect(tx.connection).has_table("alembic_version"):
            return False
        found = tx.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        return list(found) == [HEAD]


def create_fresh(engine: Engine) -> None:
    """The whole schema in an empty database, without running the migrations one by one: for rehearsals and tests."""
    with write(engine) as tx:
        for statement in _schema(tx.dialect):
            tx.raw.execute(statement)
        tx.raw.execute(_VERSIONS)
        tx.raw.execute(f"INSERT INTO alembic_version (version_num) VALUES ('{HEAD}')")


def alembic_config() -> Any:
    """Where Alembic finds the migrations; there is no alembic.ini."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


@cache
def _schema(dialect: DialectName) -> tuple[str, ...]:
    """Every table, index and trigger, as statements in order."""
    tables = SQLModel.metadata.sorted_tables
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda made: str(made.name))]
    made: list[Any] = [*map(CreateTable, tables), *map(CreateIndex, indexes)]
    return (*(str(statement.compile(dialect=spoken(dialect).dialect)) for statement in made), *TRIGGERS[dialect])
