"""What every browser test may ask for: Chromium, windows in it, and an eye on what goes wrong there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import running
from tests.browser.visits import Visits
from tests.browser.watch import Watch


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
    """`visit(address, size=…, lang=…, script=…, scheme=…, status=…)`: a page in a window of its own."""
    visits = Visits(browser, watch)
    yield visits
    visits.close()
