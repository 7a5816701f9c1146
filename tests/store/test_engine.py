"""How a database is opened, and which SQLite is not to be trusted."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from jimflow.store.engine import open_engine, sqlite_driver, sqlite_problem
from jimflow.store.migrate import create_fresh
from jimflow.store.transaction import read, write


def test_a_commit_on_sqlite_waits_for_the_disk_and_for_others(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with read(engine) as tx:
        settings = {
            name: tx.raw.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000}


def test_a_rehearsal_keeps_its_database_in_memory() -> None:
    engine = open_engine(":memory:")
    create_fresh(engine)
    with write(engine) as tx:
        tx.connection.execute(text("INSERT INTO person (pseudonym, name, mail, language) VALUES ('p', 'n', 'm', 'sv')"))
    with read(engine) as tx:
        assert tx.connection.execute(text("SELECT name FROM person")).scalars().all() == ["n"]
    engine.dispose()


def test_any_other_database_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="not in mysql"):
        open_engine("mysql://localhost/jim")


def test_a_plain_postgresql_address_is_enough() -> None:
    assert open_engine("postgresql://anna@localhost/jim").dialect.driver == "psycopg"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_the_server_speaks_utc_to_us(engine: Engine) -> None:
    with read(engine) as tx:
        assert tx.raw.execute("SHOW TIME ZONE").fetchone() == ("UTC",)


@pytest.mark.parametrize(
    "version", ["3.40.1", "3.7.0", "3.44.5", "3.45.0", "3.46.1", "3.50.6", "3.51.0", "3.51.2", "3.52.0"]
)
def test_an_sqlite_that_may_lose_what_was_confirmed_is_named(version: str) -> None:
    found = sqlite_problem(version)
    assert found is not None
    assert version in found.sv
    assert version in found.en


@pytest.mark.parametrize(
    "version", ["3.44.6", "3.44.7", "3.50.7", "3.50.8", "3.51.3", "3.53.0", "3.53.4", "4.0", "3.6.23"]
)
def test_a_corrected_sqlite_is_trusted(version: str) -> None:
    assert sqlite_problem(version) is None


def test_the_driver_that_comes_with_jimflow_is_trusted_where_it_is_installed() -> None:
    driver = sqlite_driver()
    problem = sqlite_problem(driver.sqlite_version)
    assert (problem is None) == driver.__name__.startswith("pysqlite3")
