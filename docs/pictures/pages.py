"""Pictures of the pages and of a mail, taken in the browser of the tests over the demo that make.py has played."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.chromium import running
from tests.browser.serve import serving
from tests.browser.taking_part import TakingPart
from tests.browser.visits import DESKTOP, TABLET, Served, Visits
from tests.browser.watch import Watch
from tests.demo_site import installation
from tests.participants import task

LARGEST = 150_000
"""Bytes that a picture may have, so that a guide opens quickly."""

MAIL_WIDTH = 700

PATIENCE = 120_000
"""Milliseconds that a rehearsal may take."""

COORDINATOR = "eva"
TASK = ("formas", "adjust_resources")
ANSWERS = (
    "Hur medlen för kommunikation fördelas mellan program med olika andel kvinnor bland de sökande.",
    "Fördelningen bör följa antalet sökande. Ekonomi har räknat på två alternativ.",
)
ANSWERS_EN = (
    "How money for communication is shared between programmes with different shares of women among the applicants.",
    "It should follow the number of applicants. Finance has worked out two ways.",
)
ROUND = "/rounds/jim-plus-2021-2022"


@dataclass(frozen=True)
class Picture:
    """What is seen of a page from its top down to `height`, in one language or several: the first gives no ending."""

    name: str
    path: str
    height: int
    langs: tuple[Literal["sv", "en"], ...] = ("sv",)
    tablet: bool = False
    who: str = COORDINATOR
    """Somebody with an account; or, with a space, the agency and the function of somebody who takes part."""

    press: str = ""
    """A button that is pressed first; the picture is taken of `path` once the page has said that it is done."""

    typed: tuple[str, ...] = ()
    """What is written in the page's first fields, which save themselves, before the picture is taken."""


PAGES = (
    Picture("page-board", ROUND, 1390, ("sv", "en")),
    Picture("page-agency", f"{ROUND}/agencies/formas", 950, ("sv", "en")),
    Picture("page-attendance", f"{ROUND}/clusters/rattsvardande/meetings/budgeting/attendance", 930, tablet=True),
    Picture("page-outbox", f"{ROUND}/outbox?view=coming&days=90", 860),
    Picture("page-rehearsal", f"{ROUND}/rehearsal?people=on-time&view=mails", 880, press="Provkör"),
    Picture("page-figures", f"{ROUND}/figures", 900),
    Picture("page-my-tasks", "/my", 620, who="formas finance"),
    Picture("page-my-task", "/my/tasks/{task}", 940, who="formas finance", typed=ANSWERS),
    Picture("page-my-task.en", "/my/tasks/{task}", 940, ("en",), who="formas finance", typed=ANSWERS_EN),
    Picture("page-our-agency", "/my/agency", 790, who="formas gm_coordinator"),
)

MAILS = {"mail-assignment.png": ("*_finance.formas@*.eml", 900)}
"""Each picture of a mail: the last one to have come of those so called, and down to where it is seen."""


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
                yield f"{picture.name}{ending}.png", _small(f"{picture.name}{ending}.png", png)
        visits.close()
        for name, (file, height) in MAILS.items():
            yield name, _small(name, _of_mail(browser, max((database.parent / "mail").rglob(file)), height))


def _small(name: str, png: bytes) -> bytes:
    if len(png) > LARGEST:
        raise ValueError(f"{name} has {len(png)} bytes: cut it at a smaller height.")
    return png


def _taken(visits: Visits, site: Served, picture: Picture, lang: Literal["sv", "en"]) -> bytes:
    wide = TABLET if picture.tablet else DESKTOP
    size: ViewportSize = {"width": wide["width"], "height": picture.height}
    path = picture.path.format(task=task(site.installation, *TASK)) if "{" in picture.path else picture.path
    seen_by = TakingPart(site) if " " in picture.who else site
    page = visits(seen_by, path, who=picture.who, size=size, lang=lang)
    if picture.press:
        page.get_by_role("button", name=picture.press, exact=True).click()
        page.get_by_role("navigation", name="Provkörningens delar").wait_for(timeout=PATIENCE)
        visits.go(page, path)
    if picture.typed:
        _write(page, picture.typed)
    return page.screenshot()


def _write(page: Page, answers: tuple[str, ...]) -> None:
    fields = page.locator("[data-autosave] > .question > .field textarea")
    for at, words in enumerate(answers):
        with page.expect_response("**/save"):
            fields.nth(at).fill(words)
    page.locator("#saving", has_text=re.compile(r"\d\d[.:]\d\d")).wait_for()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def _of_mail(browser: Browser, file: Path, height: int) -> bytes:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    html = mail.get_body(("html",))
    assert html is not None
    page = browser.new_page(viewport={"width": MAIL_WIDTH, "height": height})
    page.set_content(str(html.get_content()))
    png = page.screenshot()
    page.close()
    return png
