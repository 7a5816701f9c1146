"""Om mig in the browser: no barrier, whole within a telephone, by keyboard, scriptless, in both languages."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.taking_part import TakingPart
from tests.browser.visits import PHONE, Served, Visits

FINANCE, COORDINATOR = "formas finance", "formas gm_coordinator"
PAGES = ("/my/me", "/my/me/data")
UNFOLD = "document.querySelectorAll('main details').forEach(folded => { folded.open = true })"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pages_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(TakingPart(demo), "/my/me", who=COORDINATOR, lang=lang)
    found, html = {}, {}
    for address in PAGES:
        visit.go(page, address)
        page.evaluate(UNFOLD)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_pages_fit_a_telephone_and_the_dark_and_the_focus_is_seen(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my/me", who=FINANCE, size=PHONE, scheme="dark")
    for address in PAGES:
        visit.go(page, address)
        page.evaluate(UNFOLD)
        assert sideways(page) + axe(page).violations + unseen_focus(page) == [], address


@pytest.mark.parametrize("script", [True, False])
def test_mail_is_stopped_by_keyboard_after_a_look_at_what_follows(
    visit: Visits, own_demo: Served, script: bool
) -> None:
    page = visit(TakingPart(own_demo), "/my/me", who=FINANCE, script=script)
    page.locator("summary", has_text="Jag vill inte ha fler mejl").focus()
    page.keyboard.press("Enter")
    tab_to(page, "textbox", "Varför? (om du vill)")
    page.keyboard.type("Jag har bytt arbete.")
    tab_to(page, "button", "Se vad som händer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vill du sluta få mejl?")).to_be_visible()
    if script:
        assert axe(page).violations == []
    tab_to(page, "button", "Sluta skicka mejl till mig")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Du får inga fler mejl.")
    expect(page.get_by_role("button", name="Skicka mejl till mig igen")).to_be_visible()
    if script:
        assert axe(page).violations == []


def test_the_file_is_saved_and_holds_what_is_kept(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my/me/data", who=FINANCE)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Hämta det som fil").click()
    assert "finance.formas@example.org" in saved.value.path().read_text(encoding="utf-8")
