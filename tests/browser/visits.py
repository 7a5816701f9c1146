"""Opens pages in windows of the browser: which size, which language, with or without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from jimflow.web.cookies import called
from tests.browser.watch import Watch
from tests.demo_site import Installation

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TABLET: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 320, "height": 720}
PATIENCE = 10_000
"""Milliseconds that a page may take before a test gives up."""

LOCALES = {"sv": "sv-SE", "en": "en-GB"}


class Site(Protocol):
    """What can be visited."""

    @property
    def address(self) -> str:
        """Without a slash at its end."""

    def cookies(self, who: str | None, lang: str) -> Mapping[str, str]:
        """What the browser of somebody who has been there before brings along."""


@dataclass(frozen=True)
class Served:
    """An installation of jimflow that the browser can reach."""

    address: str
    installation: Installation

    def cookies(self, who: str | None, lang: str) -> Mapping[str, str]:
        """The chosen language, and the session of `who`, a login of PEOPLE."""
        session = {called("session", secure=False): self.installation.session(who)} if who else {}
        return {called("lang", secure=False): lang, **session}


class Visits:
    """The windows of one test, each with its own cookies; closed when the test is over."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._open: list[BrowserContext] = []
        self.watch = watch

    def __call__(
        self,
        site: Site,
        path: str = "/",
        *,
        who: str | None = "anna",
        size: ViewportSize = DESKTOP,
        lang: Literal["sv", "en"] = "sv",
        script: bool = True,
        scheme: Literal["light", "dark"] = "light",
        status: int = 200,
    ) -> Page:
        """A new window at `path`, which must answer `status`. `who` is signed in already; None: nobody is."""
        context = self._browser.new_context(
            base_url=site.address,
            viewport=size,
            locale=LOCALES[lang],
            timezone_id="Europe/Stockholm",
            java_script_enabled=script,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        self._open.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": n, "value": v, "url": site.address} for n, v in site.cookies(who, lang).items()])
        self.watch.over(context)
        page = context.new_page()
        self.go(page, path, status)
        return page

    def go(self, page: Page, path: str, status: int = 200) -> None:
        """On to `path` in the same window, which must answer `status`. Quicker than a new window."""
        if status >= 400:
            self.watch.allow(status)
        answer = page.goto(path)
        assert answer is not None
        assert (path, answer.status) == (path, status)

    def close(self) -> None:
        """Closes every window."""
        for context in self._open:
            context.close()
        self._open.clear()
