"""Every page in its usual states: no barrier for anyone, sound HTML, all of it within a telephone, no script needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import pytest

from jimflow.web.app import routes
from jimflow.web.routing import PARTAKING
from tests.browser.accessible import axe, sideways, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits

R = "/rounds/jim-plus-2021-2022"
STATES: Mapping[str, tuple[str, ...]] = {
    "/": ("/",),
    "/audit": ("/audit", "/audit?kind=move", "/audit?agency=formas&kind=erasure"),
    "/audit/whole": ("/audit/whole",),
    "/audit/{chain}/{seq}": ("/audit/8/82", "/audit/0/1"),
    "/rounds/{code}": (R, f"{R}?standing=late", f"{R}?name=zzz", f"{R}?cluster=valfardsmyndigheter&step=budgeting"),
}
"""Of each page that is shown, by its route: the addresses at which it is looked at."""

ELSEWHERE = re.compile(
    r"/(agencies|clusters|meetings|outbox|rehearsal|figures|edit|clone|invitations|people|migration)"
)
"""Rooms that have a test of their own beside this one."""


def test_every_page_that_is_shown_is_looked_at_here_or_in_its_rooms_own_test() -> None:
    shown = {r.path for r in routes() if r.method == "GET" and r.right not in {"anyone", *PARTAKING}}
    rooms = {p for p in shown if ELSEWHERE.search(p) or p.startswith(("/workflows", "/rounds/new")) or p == "/rounds"}
    assert shown - rooms == set(STATES)


ADDRESSES = [address for addresses in STATES.values() for address in addresses]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_page_has_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(demo, "/", lang=lang)
    found, html = {}, {}
    for address in ADDRESSES:
        visit.go(page, address)
        seen = axe(page)
        found[address] = seen.violations + seen.advice + unseen_focus(page)
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_a_page_fits_a_telephone_and_the_dark(visit: Visits, demo: Served) -> None:
    page = visit(demo, "/", size=PHONE, scheme="dark")
    found = {}
    for address in ADDRESSES:
        visit.go(page, address)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_pages_that_say_no_have_no_barriers_either(visit: Visits, demo: Served) -> None:
    page = visit(demo, "/nothing/here", status=404)
    assert axe(page).violations + sideways(page) == []
    page = visit(demo, "/sign-in?next=/audit", who=None)
    assert axe(page).violations + unseen_focus(page) == []
    visit.watch.allow(401)
    page.get_by_label("Användarnamn").fill("anna")
    page.get_by_label("Lösenord").fill("fel")
    page.get_by_role("button", name="Logga in").click()
    assert axe(page).violations == []
    assert page.evaluate("document.activeElement.id") == "problem"
