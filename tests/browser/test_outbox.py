"""The outbox in the browser: no barrier for anyone, within a telephone, a mail read and released by keyboard."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.mail_stops import hold_all
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits
from tests.web.test_outbox import BO, OUTBOX, died, held, reviewed, the_round

VIEWS = tuple(f"{OUTBOX}?view={view}" for view in ("review", "coming", "sent", "failed", "addresses"))


def addresses(served: Served) -> list[str]:
    """Every view with something in it, a mail that waits, one that did not arrive, and a stop."""
    made = served.installation
    waiting, dead = reviewed(made)[0].id, died(made).id
    hold_all(made.runtime, the_round(made), "Fel text i inbjudan", BO)
    return [*VIEWS, f"{OUTBOX}?view=coming&days=90", f"{OUTBOX}/waiting/{waiting}", f"{OUTBOX}/{dead}"]


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(folded => folded.open = true)")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_outbox_has_no_barriers(visit: Visits, own_demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(own_demo, "/", lang=lang)
    found, html = {}, {}
    for address in addresses(own_demo):
        visit.go(page, address)
        unfolded(page)
        seen = axe(page)
        # In a frame the focus stands on a link of the mail, and the browser draws its ring there.
        unseen = [line for line in unseen_focus(page) if not line.startswith("iframe")]
        found[address] = seen.violations + seen.advice + unseen
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_an_empty_outbox_has_no_barriers(visit: Visits, demo: Served) -> None:
    page = visit(demo, "/")
    found = {}
    for address in VIEWS:
        visit.go(page, address)
        found[address] = axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_outbox_fits_a_telephone_and_the_dark(visit: Visits, own_demo: Served) -> None:
    page = visit(own_demo, "/", size=PHONE, scheme="dark")
    found = {}
    for address in addresses(own_demo):
        visit.go(page, address)
        unfolded(page)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("script", [True, False])
def test_a_mail_is_read_and_released_by_keyboard(visit: Visits, own_demo: Served, script: bool) -> None:
    several = reviewed(own_demo.installation)
    page = visit(own_demo, OUTBOX, script=script)
    tab_to(page, "link", "Läs det första Kalenderinbjudan till träff 4 (Fördjupning)")
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    tab_to(page, "button", "Släpp mejlet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Släppta: 1.")
    assert len(held(own_demo.installation)) == len(several) - 1
