"""The page of one that takes part in the browser: no barrier, whole within a telephone, by keyboard, scriptless."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits

AGENCIES = "/rounds/jim-plus-2021-2022/agencies"
FORMAS = f"{AGENCIES}/formas"
ADDRESSES = (FORMAS, f"{AGENCIES}/vinnova", f"{AGENCIES}/kriminalvarden", f"{FORMAS}?on=2022-05-01")
ROUND = shipped("config") / "rounds" / "jim-plus-2021-2022.yaml"


def unfold(page: Page) -> None:
    """Opens everything that is folded on the page itself."""
    page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true })")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_page_has_no_barriers_however_much_is_unfolded(
    visit: Visits, demo: Served, lang: Literal["sv", "en"]
) -> None:
    page = visit(demo, "/", lang=lang)
    found, html = {}, {}
    for address in ADDRESSES if lang == "sv" else ADDRESSES[:1]:
        visit.go(page, address)
        unfold(page)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_focus_is_seen_on_the_whole_page(visit: Visits, demo: Served) -> None:
    page = visit(demo, FORMAS)
    assert unseen_focus(page) == []


def test_the_page_fits_a_telephone_and_the_dark(visit: Visits, demo: Served) -> None:
    page = visit(demo, FORMAS, size=PHONE, scheme="dark")
    assert sideways(page) + axe(page).violations == []
    unfold(page)
    assert sideways(page) == []


def test_one_that_was_proposed_today_is_whole_too(visit: Visits, empty: Served) -> None:
    load_round(empty.installation.runtime, ROUND, Actor("cilla", "administrator"))
    page = visit(empty, FORMAS)
    seen = axe(page)
    assert seen.violations + seen.advice + sideways(page) == []
    assert html_faults({FORMAS: as_sent(page)}) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_note_is_written_and_withdrawn_by_keyboard(visit: Visits, own_demo: Served, script: bool) -> None:
    page = visit(own_demo, f"{FORMAS}#notes", script=script)
    page.locator("summary").filter(has_text="Ny anteckning").press("Enter")
    page.get_by_label("Anteckning", exact=True).last.fill("Ringde: återkommer i november.")
    page.get_by_role("button", name="Spara anteckningen").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Anteckningen är sparad.")
    page.locator("summary").filter(has_text="Rätta eller stryk").first.press("Enter")
    page.get_by_label("Varför den stryks").first.fill("Fel dag.")
    page.get_by_role("button", name="Stryk anteckningen").first.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Anteckningen är struken.")
    assert "struken av" in page.locator(".notes").inner_text()


def test_what_stops_is_a_few_tabs_from_the_top(visit: Visits, demo: Served) -> None:
    page = visit(demo, FORMAS)
    tab_to(page, "link", "Besluta om avsteg")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo.address}{FORMAS}/waive/management_present?step=budgeting")
