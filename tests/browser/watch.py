"""Notices what goes wrong in the browser while a test looks elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

from tests.browser.serve import HOST

SAID_BY_STATUS = "Failed to load resource: the server responded with a status of"
LEFT = "net::ERR_ABORTED"
"""A request that was given up because the reader went on, or because its answer was saved as a file."""


class Watch:
    """Gathers, in `faults`, one line for each thing that no page of ours may do."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._allowed: set[int] = set()

    def allow(self, *statuses: int) -> None:
        """From now on these answers are what the test is about."""
        self._allowed.update(statuses)

    def over(self, context: BrowserContext) -> None:
        """Watches every page of the context, also those that open later."""
        context.on("console", self._said)
        context.on("weberror", self._broke)
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith((SAID_BY_STATUS, "Failed to load resource: net::")):
            self.faults.append(f"console: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != HOST:
            self.faults.append(f"leaves {HOST}: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT and urlsplit(request.url).hostname == HOST:
            self.faults.append(f"failed: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._allowed:
            self.faults.append(f"answered {response.status}: {response.request.method} {response.url}")
