"""A round for every test of the actions; when the test is over, its audit must hold and name nobody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.actions.going import Going, again, going, join, names_in_the_trail
from tests.beginning import Beginning


@pytest.fixture(scope="session")
def models() -> dict[str, Going]:
    """The mini round as it was loaded into what the tests get copies of, by the name of the database's kind."""
    return {}


@pytest.fixture
def beginning(
    request: pytest.FixtureRequest, models: dict[str, Going], tmp_path_factory: pytest.TempPathFactory
) -> Beginning:
    """The mini round for a test that asks for it `loaded`, else nothing but the schema."""

    def fill(engine: Engine) -> None:
        models[engine.dialect.name] = going(engine, tmp_path_factory.mktemp("model"))

    return Beginning(f"mini_round_{os.getpid()}", fill) if "loaded" in request.fixturenames else Beginning()


@pytest.fixture
def loaded(engine: Engine, models: dict[str, Going], tmp_path: Path) -> Iterator[Going]:
    """The mini round loaded, all agencies proposed, on a day when everybody holds their function."""
    found = again(models[engine.dialect.name], engine, tmp_path)
    yield found
    assert found.here.verified().ok
    assert names_in_the_trail(found) == []


@pytest.fixture
def joined(loaded: Going) -> Going:
    """The same with all agencies in preparation."""
    return join(loaded)
