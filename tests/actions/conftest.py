"""A round for every test of the actions; when the test is over, its audit must hold and name nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.actions.going import Going, going, join, names_in_the_trail


@pytest.fixture
def loaded(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    """The mini round loaded, all agencies proposed, on a day when everybody holds their function."""
    found = going(engine, tmp_path)
    yield found
    assert found.here.verified().ok
    assert names_in_the_trail(found) == []


@pytest.fixture
def joined(loaded: Going) -> Going:
    """The same with all agencies in preparation."""
    return join(loaded)
