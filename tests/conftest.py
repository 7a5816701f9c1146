"""What every test may ask for: a real PostgreSQL, databases in it, and Hypothesis set up alike everywhere."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, Engine, make_url

from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh, migrate
from tests.beginning import Beginning
from tests.postgres import shared_server

# The settings of whoever runs the tests are not the tests' settings.
for name in [name for name in os.environ if name.startswith("JIMFLOW_")]:
    if name not in ("JIMFLOW_TEST_PG_BIN", "JIMFLOW_TEST_BROWSER", "JIMFLOW_CRASH_ROUNDS", "JIMFLOW_RACE_ROUNDS"):
        del os.environ[name]

# On a build machine the same examples every time; at a desk new ones. A failure prints how to repeat it.
settings.register_profile(
    "jimflow", deadline=None, database=None, print_blob=True, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("jimflow")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is the same for all processes of this run."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def postgres_url(shared_folder: Path) -> Iterator[URL]:
    """The administrator's address of a real PostgreSQL server, one for all processes of this run."""
    with shared_server(shared_folder) as address:
        yield make_url(address)


@pytest.fixture(scope="session")
def pg_template(postgres_url: URL) -> Callable[[str, Callable[[URL], None]], str]:
    """`pg_template(name, fill)`: a database that `fill(url)` has filled, once a run; returns its name.

    Whatever `fill` connects it must also disconnect: a database in use cannot be copied.
    """

    def template(name: str, fill: Callable[[URL], None]) -> str:
        with _administrator(postgres_url) as connection:
            connection.execute("select pg_advisory_lock(hashtext(%s))", [name])
            if not connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                unfinished = f"{name}_{uuid4().hex}"
                connection.execute(SQL("create database {}").format(Identifier(unfinished)))
                fill(postgres_url.set(database=unfinished))
                connection.execute(
                    SQL("alter database {} rename to {}").format(Identifier(unfinished), Identifier(name))
                )
        return name

    return template


@pytest.fixture
def pg_database(postgres_url: URL) -> Iterator[Callable[..., URL]]:
    """`pg_database(template=None)`: the address of a new database, a copy of `template` when one is named."""
    made: list[str] = []

    def database(template: str | None = None) -> URL:
        name = f"test_{uuid4().hex}"
        copied = SQL(" template {}").format(Identifier(template)) if template else SQL("")
        with _administrator(postgres_url) as connection:
            if connection.info.server_version >= 150000:  # before, there was no other way than this, the quicker
                copied += SQL(" strategy file_copy")
            connection.execute(SQL("create database {}{}").format(Identifier(name), copied))
        made.append(name)
        return postgres_url.set(database=name)

    yield database
    with _administrator(postgres_url) as connection:
        for name in made:
            connection.execute(SQL("drop database {} with (force)").format(Identifier(name)))


def _administrator(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


@pytest.fixture
def beginning() -> Beginning:
    """What `engine` begins with: nothing but the schema. A folder of tests may say otherwise."""
    return Beginning()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_templates: Path, beginning: Beginning
) -> Iterator[Engine]:
    """A database with the whole schema and nothing in it: an SQLite file, then one in PostgreSQL."""
    if request.param == "sqlite":
        made, copied = sqlite_templates / f"{beginning.name}.db", tmp_path / "jimflow.db"
        if not made.exists():
            unfinished = made.with_suffix(".new")
            _filled(unfinished, beginning)
            unfinished.rename(made)
        shutil.copyfile(made, copied)
        opened = open_engine(f"sqlite:///{copied}")
    else:
        template = request.getfixturevalue("pg_template")(beginning.name, lambda url: _migrated(url, beginning))
        opened = open_engine(_text(request.getfixturevalue("pg_database")(template)))
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process keeps the SQLite files that tests get copies of."""
    return tmp_path_factory.mktemp("sqlite")


def _filled(file: Path, beginning: Beginning) -> None:
    file.unlink(missing_ok=True)
    fresh = open_engine(f"sqlite:///{file}")
    create_fresh(fresh)
    if beginning.fill:
        beginning.fill(fresh)
    fresh.dispose()  # the last connection leaves all it wrote in the one file


def _migrated(url: URL, beginning: Beginning) -> None:
    fresh = open_engine(_text(url))
    migrate(fresh)
    if beginning.fill:
        beginning.fill(fresh)
    fresh.dispose()


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
