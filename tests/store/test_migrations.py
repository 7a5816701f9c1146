"""The migrations, the tables and the quick way to a fresh schema all say the same."""

import re
from collections.abc import Callable, Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Engine
from sqlmodel import SQLModel

import jimflow.store.tables  # noqa: F401
from jimflow.store.engine import open_engine
from jimflow.store.migrate import HEAD, alembic_config, create_fresh, is_current, migrate
from jimflow.store.transaction import read, write


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Callable[[], Engine]]:
    """Makes engines on empty databases."""
    opened: list[Engine] = []

    def engine() -> Engine:
        if request.param == "sqlite":
            made = open_engine(":memory:")
        else:
            database: Callable[[], URL] = request.getfixturevalue("pg_database")
            made = open_engine(database().render_as_string(hide_password=False))
        opened.append(made)
        return made

    yield engine
    for each in opened:
        each.dispose()


SCHEMA = {
    "sqlite": ["SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"],
    "postgresql": [
        "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable,"
        " column_default FROM information_schema.columns WHERE table_schema = 'public'",
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    ],
}


def schema(engine: Engine) -> list[tuple[object, ...]]:
    """Everything the database says of itself, without the spaces."""
    with read(engine) as tx:
        rows = [row for query in SCHEMA[tx.dialect] for row in tx.raw.execute(query).fetchall()]
    return sorted((tuple(re.sub(r"\s+|\"", "", v) if isinstance(v, str) else v for v in row) for row in rows), key=repr)


def test_the_migrations_and_the_fresh_schema_are_the_same(empty: Callable[[], Engine]) -> None:
    migrated, fresh = empty(), empty()
    migrate(migrated)
    create_fresh(fresh)
    assert schema(migrated) == schema(fresh)


def test_the_migrated_database_is_what_the_tables_describe(empty: Callable[[], Engine]) -> None:
    engine = empty()
    migrate(engine)
    with read(engine) as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_empty_database_becomes_current_and_stays_so(empty: Callable[[], Engine]) -> None:
    engine = empty()
    assert not is_current(engine)
    migrate(engine)
    assert is_current(engine)
    before = schema(engine)
    migrate(engine)
    assert (is_current(engine), schema(engine)) == (True, before)


def test_a_fresh_schema_counts_as_migrated(empty: Callable[[], Engine]) -> None:
    engine = empty()
    create_fresh(engine)
    assert is_current(engine)
    migrate(engine)
    assert is_current(engine)


def test_a_database_of_the_first_schema_is_brought_up_to_date_and_keeps_its_rows(empty: Callable[[], Engine]) -> None:
    old, fresh = empty(), empty()
    create_fresh(fresh)
    with write(old) as tx:
        config = alembic_config()
        config.attributes["connection"] = tx.connection
        command.upgrade(config, "0001")
        tx.raw.execute("INSERT INTO person (pseudonym, name, mail, language) VALUES ('p', 'n', 'm', 'sv')")
    assert not is_current(old)
    migrate(old)
    assert is_current(old)
    assert schema(old) == schema(fresh)
    with read(old) as tx:
        assert tx.raw.execute("SELECT pseudonym, name, mail, language FROM person").fetchall() == [
            ("p", "n", "m", "sv")
        ]


def test_a_database_of_a_later_program_is_refused_and_left_alone(empty: Callable[[], Engine]) -> None:
    engine = empty()
    create_fresh(engine)
    with write(engine) as tx:
        tx.raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = schema(engine)
    assert not is_current(engine)
    with pytest.raises(CommandError, match="9999"):
        migrate(engine)
    assert schema(engine) == before


def test_a_migration_that_fails_leaves_nothing_behind(empty: Callable[[], Engine]) -> None:
    engine = empty()
    with write(engine) as tx:
        tx.raw.execute("CREATE TABLE rsvp (id INTEGER)")
    before = schema(engine)
    with pytest.raises(Exception, match="rsvp"):
        migrate(engine)
    assert schema(engine) == before


def test_the_last_migration_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]
