"""What every browser test may ask for: Chromium, windows in it, something to look at, and an eye on what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import running
from tests.browser.serve import serving
from tests.browser.visits import Served, Visits
from tests.browser.watch import Watch
from tests.demo_site import demo_database, empty_database, installation


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the browser tests of this process."""
    with running() as started:
        yield started


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What went wrong in the browser; anything left in its `faults` fails the test."""
    watching = Watch()
    yield watching
    assert watching.faults == []


@pytest.fixture
def visit(browser: Browser, watch: Watch) -> Iterator[Visits]:
    """`visit(site, path, who=…, size=…, lang=…, script=…, scheme=…, status=…)`: a page in a window of its own."""
    visits = Visits(browser, watch)
    yield visits
    visits.close()


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[Served]:
    """The demo on 27 October 2021, served. For tests that change nothing in it."""
    with (
        installation(demo_database(shared_folder), tmp_path_factory.mktemp("demo")) as made,
        serving(made.app) as address,
    ):
        yield Served(address, made)


@pytest.fixture
def own_demo(tmp_path: Path, shared_folder: Path) -> Iterator[Served]:
    """The same, for one test to do with as it likes."""
    with installation(demo_database(shared_folder), tmp_path) as made, serving(made.app) as address:
        yield Served(address, made)


@pytest.fixture
def empty(tmp_path: Path, shared_folder: Path) -> Iterator[Served]:
    """An installation in which nothing has happened yet, served for one test."""
    with installation(empty_database(shared_folder), tmp_path) as made, serving(made.app) as address:
        yield Served(address, made)
