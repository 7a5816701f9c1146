"""One's own tasks, sending on and substitutes in the browser: no barrier, whole within a telephone, by keyboard."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessible import axe, sideways, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.taking_part import TakingPart
from tests.browser.visits import PHONE, Served, Visits
from tests.participants import task

FINANCE, COORDINATOR, OFFICER = "formas finance", "formas gm_coordinator", "formas ministry_officer"


def forward_room(demo: Served) -> str:
    return f"/my/tasks/{task(demo.installation, 'formas', 'adjust_resources')}/forward"


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true })")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pages_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    found, html = {}, {}
    for who in (FINANCE, COORDINATOR, OFFICER):
        page = visit(TakingPart(demo), "/my", who=who, lang=lang)
        for address in ("/my", "/my/substitutes", *([forward_room(demo)] if who == FINANCE else [])):
            visit.go(page, address)
            unfold(page)
            seen = axe(page)
            found[who, address] = seen.violations + seen.advice
            html[f"{who} {address}"] = as_sent(page)
    assert {at: faults for at, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_pages_fit_a_telephone_and_the_dark_and_the_focus_is_seen(visit: Visits, demo: Served) -> None:
    page = visit(TakingPart(demo), "/my", who=FINANCE, size=PHONE, scheme="dark")
    found = {}
    for address in ("/my", "/my/substitutes", forward_room(demo)):
        visit.go(page, address)
        unfold(page)
        found[address] = sideways(page) + axe(page).violations + unseen_focus(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("script", [True, False])
def test_a_task_is_sent_on_by_keyboard_and_ended(visit: Visits, own_demo: Served, script: bool) -> None:
    page = visit(TakingPart(own_demo), forward_room(own_demo), who=FINANCE, script=script)
    page.get_by_label("Kollegans namn").fill("Nora Nyman")
    page.get_by_label("Kollegans e-postadress").fill("nora@example.org")
    page.get_by_role("button", name="Se mejlet först").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mejlet till Nora Nyman")
    if script:
        seen = axe(page)
        assert seen.violations + seen.advice == []
    page.get_by_role("button", name="Skicka vidare").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Uppgiften är skickad vidare till Nora Nyman")
    page.get_by_role("button", name=re.compile("Avsluta *: Nora Nyman")).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nora Nyman har inte längre uppgiften.")


def test_a_substitute_is_named_by_keyboard_and_what_is_wrong_is_read_first(visit: Visits, own_demo: Served) -> None:
    visit.watch.allow(422)
    page = visit(TakingPart(own_demo), "/my/substitutes", who=FINANCE)
    page.get_by_role("radio", name="Komma till träffar").press("Space")
    page.get_by_label("Ersättarens namn").fill("Nora Nyman")
    page.get_by_label("Ersättarens e-postadress").fill("nora@example.org")
    page.get_by_label("Till och med").fill("2021-10-01")
    page.get_by_role("button", name="Se mejlet först").press("Enter")
    expect(page.locator("#problem")).to_be_focused()
    page.get_by_label("Till och med").fill("2021-12-01")
    page.get_by_role("button", name="Se mejlet först").press("Enter")
    page.get_by_role("button", name="Utse ersättaren").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nora Nyman är ersättare för")
    seen = axe(page)
    assert seen.violations + seen.advice == []
