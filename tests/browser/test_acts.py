"""The forms that act on one agency, by keyboard alone, with and without scripts, in every state they have."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.store.queries.rounds import participations
from jimflow.store.transaction import read
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits

FORMAS = "/rounds/jim-plus-2021-2022/agencies/formas"
WORK = f"{FORMAS}/assignments/budgeting"
ADDRESSES = (
    f"{FORMAS}/move/advance",
    f"{FORMAS}/move/pause",
    f"{FORMAS}/move/reopen",
    f"{FORMAS}/move/resume",
    f"{FORMAS}/waive/management_present",
    f"{FORMAS}/waivers",
    f"{WORK}/read_notes",
    f"{WORK}/adjust_resources",
    f"{FORMAS}/assignments/preparation/self_assessment",
    f"{FORMAS}/functions/finance",
    f"{FORMAS}/result",
    f"{FORMAS}/start/raise_problem",
)
SHARED = "/rounds/utokad-samverkan-exempel/agencies/honour_violence"


def state(site: Served) -> str:
    with read(site.installation.runtime.engine) as tx:
        return next(p.state for p in participations(tx) if p.organisation == "formas")


def without_barriers(page: Page) -> None:
    seen = axe(page)
    assert (seen.violations, seen.advice, sideways(page)) == ([], [], [])


def enter(page: Page) -> None:
    """Presses what has the focus, and waits for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_form_has_a_barrier(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(demo, "/", lang=lang)
    found, html = {}, {}
    for address in ADDRESSES:
        visit.go(page, address)
        page.evaluate("for (const folded of document.querySelectorAll('main details')) folded.open = true")
        seen = axe(page)
        found[address] = seen.violations + seen.advice + unseen_focus(page)
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_every_form_fits_a_telephone_and_the_dark(visit: Visits, demo: Served) -> None:
    page = visit(demo, "/", size=PHONE, scheme="dark")
    found = {}
    for address in ADDRESSES:
        visit.go(page, address)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_an_agency_catches_up_and_is_moved_on_by_keyboard_alone(
    visit: Visits, own_demo: Served, lang: Literal["sv", "en"]
) -> None:
    """The answer is accepted, warnings are considered, what happens is seen, and it is done."""

    def said(sv: str, en: str) -> str:
        return en if lang == "en" else sv

    page = visit(own_demo, f"{WORK}/read_notes", lang=lang)
    tab_to(page, "button", said("Godkänn svaret", "Accept the answer"))
    enter(page)
    tab_to(page, "button", said("Godkänn", "Accept"))
    without_barriers(page)
    enter(page)
    expect(page.get_by_role("status")).to_contain_text(said("är godkänd", "is accepted"))

    visit.go(page, f"{FORMAS}/move/advance")
    visit.watch.allow(409)
    tab_to(page, "button", said("Se vad som händer", "See what will happen"))
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text(said("Ta ställning till varningarna", "Consider the warnings"))
    assert page.evaluate("document.activeElement.id") == "problem"
    without_barriers(page)

    boxes = page.get_by_role("checkbox")
    for n in range(boxes.count()):
        page.keyboard.press("Tab")
        while not boxes.nth(n).evaluate("e => e === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
    tab_to(page, "button", said("Se vad som händer", "See what will happen"))
    enter(page)
    expect(page.get_by_role("heading", name=said("Det här händer", "What happens"))).to_be_visible()
    assert state(own_demo) == "budgeting"
    without_barriers(page)
    tab_to(page, "button", said("Gå vidare", "Move on"))
    enter(page)
    expect(page.get_by_role("status")).to_contain_text(said("→ Fördjupning", "→ In-depth session"))
    assert state(own_demo) == "deepening"


def test_the_same_goes_without_scripts(visit: Visits, own_demo: Served) -> None:
    page = visit(own_demo, f"{WORK}/read_notes", script=False)
    page.get_by_role("button", name="Godkänn svaret").press("Enter")
    page.get_by_role("button", name="Godkänn", exact=True).press("Enter")
    page.goto(f"{FORMAS}/move/advance")
    for box in page.get_by_role("checkbox").all():
        box.press("Space")
    page.get_by_role("button", name="Se vad som händer").press("Enter")
    page.get_by_role("button", name="Gå vidare").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("→ Fördjupning")
    assert state(own_demo) == "deepening"


def test_answers_that_are_missing_are_links_to_their_fields(visit: Visits, demo: Served) -> None:
    page = visit(demo, f"{WORK}/adjust_resources", size=PHONE)
    visit.watch.allow(422)
    page.get_by_label("Avstämt med").fill("Ekonomichefen")
    for_them = page.get_by_role("region", name="Skicka in åt Formas")
    for_them.get_by_role("button", name="Se vad som händer").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Inget skickades in.")
    assert page.evaluate("document.activeElement.id") == "problem"
    without_barriers(page)
    expect(page.get_by_label("Avstämt med")).to_have_value("Ekonomichefen")
    page.get_by_role("alert").get_by_role("link").first.press("Enter")
    assert page.evaluate("document.activeElement.name").startswith("answer.")


def test_the_parties_of_a_shared_subject_and_a_start_have_no_barriers(visit: Visits, own_demo: Served) -> None:
    for name in ("utokad-samverkan-exempel", "raise-to-government-exempel"):
        load_round(own_demo.installation.runtime, shipped("config") / "rounds" / f"{name}.yaml", Actor("drift"))
    page = visit(own_demo, "/", size=PHONE)
    for address in (f"{SHARED}/parties", f"{SHARED}/functions/area_coordinator", f"{FORMAS}/start/raise_problem"):
        visit.go(page, address)
        page.evaluate("for (const folded of document.querySelectorAll('main details')) folded.open = true")
        without_barriers(page)
        assert html_faults({address: as_sent(page)}) == []
