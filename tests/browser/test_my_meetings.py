"""The meetings of those who take part, in a browser: no barrier for anyone, by keyboard alone, without scripts too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Page

from jimflow.web.cookies import called
from tests.browser.accessible import axe, sideways, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits
from tests.participants import holder, meeting, session_of


@dataclass(frozen=True)
class Taking:
    """The demo as somebody who takes part meets it."""

    demo: Served
    agency: str = "formas"
    function: str = "gm_coordinator"

    @property
    def address(self) -> str:
        return self.demo.address

    def cookies(self, who: str | None, lang: str) -> Mapping[str, str]:
        made = self.demo.installation
        secret = session_of(made, holder(made, self.agency, self.function))
        return {called("lang", secure=False): lang, called("person", secure=False): secret}

    def place(self, step: str = "deepening") -> str:
        return f"/my/meetings/{meeting(self.demo.installation, self.agency, step)}"

    @property
    def states(self) -> list[str]:
        return ["/my/meetings", self.place(), self.place("budgeting"), f"{self.place('budgeting')}/answers"]


def open_all(page: Page) -> None:
    """Every part that is folded stands open."""
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pages_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    who = Taking(demo)
    page = visit(who, "/my/meetings", lang=lang)
    found, html = {}, {}
    for address in who.states:
        visit.go(page, address)
        open_all(page)
        seen = axe(page)
        found[address] = seen.violations + seen.advice + unseen_focus(page)
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_they_fit_a_telephone_in_the_dark(visit: Visits, demo: Served) -> None:
    who = Taking(demo)
    page = visit(who, "/my/meetings", size=PHONE, scheme="dark")
    found = {}
    for address in who.states:
        visit.go(page, address)
        open_all(page)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without"])
def test_the_head_answers_by_keyboard_and_sends_somebody_instead(visit: Visits, own_demo: Served, script: bool) -> None:
    who = Taking(own_demo, function="agency_head")
    page = visit(who, who.place("follow_up"), script=script)
    page.get_by_role("button", name="Jag kommer", exact=True).focus()
    page.keyboard.press("Enter")
    assert "Ditt svar är sparat: kommer." in page.get_by_role("status").inner_text()
    page.get_by_text("Låt någon annan komma i stället").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Vem kommer?").select_option("Någon annan")
    page.get_by_label("Namn").fill("Nils Ny")
    page.get_by_label("E-postadress").fill("nils@example.org")
    page.keyboard.press("Enter")
    page.get_by_text("I stället kommer Nils Ny.").wait_for()


def test_an_opinion_is_given_by_keyboard(visit: Visits, own_demo: Served) -> None:
    who = Taking(own_demo, function="finance")
    page = visit(who, who.place("budgeting"))
    page.get_by_label("3", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.get_by_label("Plus: vad var bra?").fill("Bra exempel")
    page.get_by_role("button", name="Spara utvärderingen").press("Enter")
    page.get_by_text("Tack! Din utvärdering är sparad.").wait_for()
    page.get_by_text("Ändra det du skrev").click()
    assert page.get_by_label("4", exact=True).is_checked()


def test_the_calendar_file_is_saved_and_not_shown(visit: Visits, demo: Served) -> None:
    who = Taking(demo)
    page = visit(who, who.place())
    with page.expect_download() as saved:
        page.get_by_role("link", name="Lägg i kalendern").click()
    assert saved.value.suggested_filename.endswith(".ics")
