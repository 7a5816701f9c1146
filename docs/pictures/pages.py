"""Pictures of the pages, taken in the browser of the tests over the demo that make.py has played."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize

from tests.browser.chromium import running
from tests.browser.serve import serving
from tests.browser.visits import DESKTOP, TABLET, Served, Visits
from tests.browser.watch import Watch
from tests.demo_site import installation

LARGEST = 150_000
"""Bytes that a picture may have, so that a guide opens quickly."""

PATIENCE = 120_000
"""Milliseconds that a rehearsal may take."""

COORDINATOR = "eva"
ROUND = "/rounds/jim-plus-2021-2022"


@dataclass(frozen=True)
class Picture:
    """What is seen of a page from its top down to `height`, in one language or several: the first gives no ending."""

    name: str
    path: str
    height: int
    langs: tuple[Literal["sv", "en"], ...] = ("sv",)
    tablet: bool = False
    press: str = ""
    """A button that is pressed first; the picture is taken of `path` once the page has said that it is done."""


PAGES = (
    Picture("page-board", ROUND, 1390, ("sv", "en")),
    Picture("page-agency", f"{ROUND}/agencies/formas", 950, ("sv", "en")),
    Picture("page-attendance", f"{ROUND}/clusters/rattsvardande/meetings/budgeting/attendance", 930, tablet=True),
    Picture("page-outbox", f"{ROUND}/outbox?view=coming&days=90", 860),
    Picture("page-rehearsal", f"{ROUND}/rehearsal?people=on-time&view=mails", 880, press="Provkör"),
    Picture("page-figures", f"{ROUND}/figures", 900),
)


def taken(database: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The name of each picture and its PNG. Raises ValueError for one that is too large.

    `folder`: where a copy of the database may lie, so that nothing happens to the demo.
    """
    with installation(database, folder) as made, serving(made.app) as address, running() as browser:
        visits = Visits(browser, Watch())
        for picture in PAGES:
            for lang in picture.langs:
                ending = "" if lang == picture.langs[0] else f".{lang}"
                png = _taken(visits, Served(address, made), picture, lang)
                if len(png) > LARGEST:
                    raise ValueError(f"{picture.name}{ending}.png has {len(png)} bytes: cut it at a smaller height.")
                yield f"{picture.name}{ending}.png", png
        visits.close()


def _taken(visits: Visits, site: Served, picture: Picture, lang: Literal["sv", "en"]) -> bytes:
    wide = TABLET if picture.tablet else DESKTOP
    size: ViewportSize = {"width": wide["width"], "height": picture.height}
    page = visits(site, picture.path, who=COORDINATOR, size=size, lang=lang)
    if picture.press:
        page.get_by_role("button", name=picture.press, exact=True).click()
        page.get_by_role("navigation", name="Provkörningens delar").wait_for(timeout=PATIENCE)
        visits.go(page, picture.path)
    return page.screenshot()
