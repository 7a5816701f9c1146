"""An agency's own pages in the browser: no barrier, whole within a telephone, by keyboard, scriptless, on one A4."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.taking_part import TakingPart
from tests.browser.visits import PHONE, Served, Visits

COORDINATOR, COLLEAGUE, LATE = "formas gm_coordinator", "formas finance", "vinnova gm_coordinator"
A4 = 72 / 25.4 * 210, 72 / 25.4 * 297


def addresses(page: Page) -> list[str]:
    """The sheet and every page it leads to, from where the browser stands."""
    room = page.locator("a[href$='/registrar']").get_attribute("href")
    assert room is not None
    base = room.removesuffix("/registrar")
    return [
        "/my/agency",
        f"{base}/functions",
        f"{base}/functions/gm_coordinator",
        f"{base}/functions/ministry_officer",
        room,
    ]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true })")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pages_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(TakingPart(demo), "/my/agency", who=COORDINATOR, lang=lang)
    found, html = {}, {}
    for address in addresses(page):
        visit.go(page, address)
        unfold(page)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_pages_fit_a_telephone_and_the_dark_and_the_focus_is_seen(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my/agency", who=LATE, size=PHONE, scheme="dark")
    found = {}
    for address in addresses(page):
        visit.go(page, address)
        unfold(page)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}
    visit.go(page, "/my/agency")
    assert unseen_focus(page) == []


def test_a_colleagues_page_has_no_barriers(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my/agency", who=COLLEAGUE, size=PHONE)
    seen = axe(page)
    assert seen.violations + seen.advice + sideways(page) == []


@pytest.mark.parametrize("who", [COORDINATOR, LATE])
def test_the_year_is_printed_on_one_page_of_a4(visit: Visits, demo: Served, who: str) -> None:
    page = visit(TakingPart(demo), "/my/agency", who=who)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    (box,) = set(re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper))
    assert [round(float(side)) for side in box] == [round(side) for side in A4]


@pytest.mark.parametrize("script", [True, False])
def test_somebody_is_named_by_keyboard(visit: Visits, own_demo: Served, script: bool) -> None:
    page = visit(TakingPart(own_demo), "/my/agency", who=COORDINATOR, script=script)
    page.get_by_role("link", name=re.compile("Ändra *: Ekonomifunktion")).press("Enter")
    new = page.locator("form").filter(has=page.get_by_label("Namn"))
    new.get_by_label("Namn").fill("Nora Ny")
    new.get_by_label("E-postadress").fill("nora@formas.example")
    new.get_by_role("button", name="Se vad som händer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nora Ny som ”Ekonomifunktion”")
    page.get_by_role("button", name="Ange Nora Ny").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Nora Ny är nu ”Ekonomifunktion” hos er.")
    expect(page.locator("main")).to_contain_text("nora@formas.example")


def test_what_is_late_is_a_few_tabs_from_the_top(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my/agency", who=LATE)
    stop = tab_to(page, "link", "Öppna ”Beskrivning av hur resurser fördelas i dag”")
    assert re.fullmatch(r"/my/tasks/\d+", stop.get_attribute("href") or "")
