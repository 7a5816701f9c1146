"""Databases to call commands on, each a copy of one that was filled once."""

from pathlib import Path

import pytest

from tests.cli.console import Console, copied, loaded_round


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Console:
    """The round 2021-2022, loaded on 11 January 2021 at a demo's example clock. Not to be changed."""
    return loaded_round(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="session")
def filled_for_real(tmp_path_factory: pytest.TempPathFactory) -> Console:
    """The same round in a database that is no demo. Not to be changed."""
    return loaded_round(tmp_path_factory.mktemp("real"), demo=False)


@pytest.fixture
def console(filled: Console, tmp_path: Path) -> Console:
    """A copy of the loaded round, at 11 January 2021."""
    return copied(filled, tmp_path)


@pytest.fixture
def real(filled_for_real: Console, tmp_path: Path) -> Console:
    """A copy of the loaded round in a real database, at the present time."""
    folder = tmp_path / "real"
    folder.mkdir()
    return copied(filled_for_real, folder)


@pytest.fixture
def empty(tmp_path: Path) -> Console:
    """A folder with nothing in it."""
    return Console(tmp_path)
