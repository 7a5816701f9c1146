"""Opens pages in windows of the browser: which size, which language, with or without scripts."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.watch import Watch

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TABLET: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 320, "height": 720}
PATIENCE = 10_000
"""Milliseconds that a page may take before a test gives up."""

LOCALES = {"sv": "sv-SE", "en": "en-GB"}


class Visits:
    """The windows of one test, each with its own cookies; closed when the test is over."""

    def __init__(self, browser: Browser, watch: Watch) -> None:
        self._browser = browser
        self._open: list[BrowserContext] = []
        self.watch = watch

    def __call__(
        self,
        address: str,
        *,
        size: ViewportSize = DESKTOP,
        lang: Literal["sv", "en"] = "sv",
        script: bool = True,
        scheme: Literal["light", "dark"] = "light",
        status: int = 200,
        cookies: dict[str, str] | None = None,
    ) -> Page:
        """A new window at `address`, which must answer `status`."""
        context = self._browser.new_context(
            viewport=size,
            locale=LOCALES[lang],
            timezone_id="Europe/Stockholm",
            java_script_enabled=script,
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self._open.append(context)
        context.set_default_timeout(PATIENCE)
        host = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        context.add_cookies([{"name": n, "value": v, "url": host} for n, v in (cookies or {}).items()])
        self.watch.over(context)
        if status >= 400:
            self.watch.allow(status)
        page = context.new_page()
        answer = page.goto(address)
        assert answer is not None
        assert (address, answer.status) == (address, status)
        return page

    def close(self) -> None:
        """Closes every window."""
        for context in self._open:
            context.close()
        self._open.clear()
