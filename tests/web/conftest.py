"""What every test of a page may ask for: installations of the demo and of nothing, and people at their browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo_site import Installation, demo_database, empty_database, installation

ROUND = "/rounds/jim-plus-2021-2022"


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[Installation]:
    """The demo on 27 October 2021. For tests that change nothing in it."""
    with installation(demo_database(shared_folder), tmp_path_factory.mktemp("demo")) as made:
        yield made


@pytest.fixture
def own_demo(tmp_path: Path, shared_folder: Path) -> Iterator[Installation]:
    """The same, for one test to do with as it likes."""
    with installation(demo_database(shared_folder), tmp_path) as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path, shared_folder: Path) -> Iterator[Installation]:
    """An installation in which nothing has happened yet."""
    with installation(empty_database(shared_folder), tmp_path) as made:
        yield made
