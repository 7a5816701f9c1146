"""Looks at a page as those do who cannot see it all, or use no mouse: axe-core, the keyboard, a narrow screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.chromium import installed

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ADVICE = "best-practice"
MOST_STOPS = 1000
"""Presses of Tab after which a page is taken to have no end."""


@dataclass(frozen=True, slots=True)
class Axe:
    """What axe-core has against a page, one line for each element: `rule: element: how to mend it`."""

    violations: list[str]
    """Against WCAG 2.2 A and AA."""

    advice: list[str]
    """Against what axe-core holds to be good practice."""


def axe(page: Page) -> Axe:
    """Runs axe-core on the page as it stands. Raises ValueError in a window without scripts, where it cannot run."""
    if _looking(page, "scriptless()"):
        raise ValueError("axe-core is a script: look at this page in a window that may run scripts.")
    page.evaluate(_script(installed("node_modules/axe-core/axe.min.js")))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(r => r.violations)",
        [*WCAG, ADVICE],
    )
    law = [v for v in found if ADVICE not in v["tags"]]
    return Axe(violations=_lines(law), advice=_lines([v for v in found if v not in law]))


def _lines(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{v['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for v in violations
        for node in v["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """The elements that make the whole page scroll sideways; none when it does not."""
    return list(_looking(page, "sideways()"))


def tab_to(page: Page, role: Any, name: str) -> Locator:
    """Presses Tab until the first element of that role and whole name has the focus, from where the focus is.

    Raises AssertionError with the stops on the way when the keyboard does not reach it.
    """
    wanted = page.get_by_role(role, name=name, exact=True).first
    _looking(page, "begin(false)")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.evaluate("e => e === document.activeElement"):
            return wanted
        if not page.evaluate("looking.next()"):
            break
    stops = ", ".join(page.evaluate("looking.passed()"))
    raise AssertionError(f"Tab does not reach the {role} «{name}». It stops at: {stops}")


def unseen_focus(page: Page) -> list[str]:
    """The stops of Tab that look the same with the focus as without it, or lie out of sight or under something.

    Walks the whole page from its top.
    """
    _looking(page, "begin(true)")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if not page.evaluate("looking.next()"):
            break
    return list(page.evaluate("looking.unseen()"))


def _looking(page: Page, call: str) -> Any:
    """The answer of a function of looking.js, which is put into the page first."""
    page.evaluate(_script(Path(__file__).with_name("looking.js")))
    return page.evaluate(f"looking.{call}")


@cache
def _script(file: Path) -> str:
    return file.read_text(encoding="utf-8") + "\nvoid 0"
