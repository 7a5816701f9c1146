"""Starts the Chromium that make has installed, with its own libraries and font and no way out to the network."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.install import DONE, OWN_BROWSER

INSTALLED = Path(sys.prefix) / "browser"
"""Where `make test` has put the packages: below the virtual environment."""

QUIET = (
    "--no-sandbox",  # or Chromium does not start for root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PACKAGED = ("--headless=shell", "--no-zygote", "--font-render-hinting=none")
"""What the packaged Chromium wants besides. Its own list would turn off the security that the tests look at."""


@contextmanager
def running() -> Iterator[Browser]:
    """A headless Chromium. While it runs, this thread cannot start an asyncio loop of its own."""
    with sync_playwright() as playwright:
        if own := os.environ.get(OWN_BROWSER):
            browser = playwright.chromium.launch(executable_path=own, args=list(QUIET))
        else:
            home = installed("chromium")
            browser = playwright.chromium.launch(
                executable_path=home / "chromium",
                args=[*QUIET, *PACKAGED],
                env={
                    "HOME": str(home),
                    "XDG_CACHE_HOME": str(home / "cache"),
                    "LD_LIBRARY_PATH": str(home / "al2023" / "lib"),
                    "FONTCONFIG_FILE": str(home / "fonts.conf"),
                    "LANG": "C.UTF-8",  # or no file may have a name with å in it
                },
            )
        yield browser
        browser.close()


def installed(part: str) -> Path:
    """Where a part of what make installed lies. Raises FileNotFoundError, saying how to install it."""
    path = INSTALLED / part
    if not ((INSTALLED / DONE).is_file() and path.exists()):
        raise FileNotFoundError(f"{path} is missing: run make .venv/browser.stamp, which installs the browser.")
    return path
