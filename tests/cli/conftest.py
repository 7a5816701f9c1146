"""Databases to call commands on, each a copy of one that was filled once."""

from pathlib import Path

import pytest

from tests.cli.console import Console, copied, loaded_round

WARNINGS = "functions_named,self_assessment_done"


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


@pytest.fixture(scope="session")
def started_once(filled: Console, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """Kriminalvården and Polismyndigheten in the first meeting's step, the day after it. Not to be changed."""
    console = copied(filled, tmp_path_factory.mktemp("started"))
    for agency in ("kriminalvarden", "polismyndigheten"):
        console("do", agency, "invite")
        console("do", agency, "accept")
        console("advance", agency, "--acknowledge", WARNINGS)
    console.travel("2021-04-15T07:00")
    return console


@pytest.fixture
def started(started_once: Console, tmp_path: Path) -> Console:
    """A copy of the round whose first meeting was yesterday."""
    folder = tmp_path / "started"
    folder.mkdir()
    return copied(started_once, folder)


@pytest.fixture
def joined(console: Console) -> Console:
    """Kriminalvården in preparation, 11 January 2021."""
    console("do", "kriminalvarden", "invite")
    console("do", "kriminalvarden", "accept")
    return console
