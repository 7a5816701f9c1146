"""The figures in the browser: no barrier for anyone, whole within a telephone, by keyboard and without scripts."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits

FIGURES = "/rounds/jim-plus-2021-2022/figures"
ADDRESSES = (FIGURES, f"{FIGURES}?cluster=valfardsmyndigheter")
ROUND = shipped("config") / "rounds" / "jim-plus-2021-2022.yaml"


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_figures_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(demo, "/", lang=lang)
    found, html = {}, {}
    for address in ADDRESSES:
        visit.go(page, address)
        for closed in page.locator("details:not([open]) > summary").all():
            if closed.locator("xpath=ancestor::main").count():
                closed.click()
        seen = axe(page)
        found[address] = seen.violations + seen.advice + unseen_focus(page)
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_figures_fit_a_telephone_and_the_dark(visit: Visits, demo: Served) -> None:
    page = visit(demo, FIGURES, size=PHONE, scheme="dark")
    assert sideways(page) + axe(page).violations == []
    outside = page.evaluate(
        "[...document.querySelectorAll('.chart text')].map(t => [t.textContent, t.getBoundingClientRect().right])"
        ".filter(([words, right]) => right > innerWidth)"
    )
    assert outside == []


def test_a_round_that_has_not_begun_says_so_in_words(visit: Visits, empty: Served) -> None:
    load_round(empty.installation.runtime, ROUND, Actor("cilla", "administrator"))
    page = visit(empty, FIGURES)
    expect(page.locator(".figure")).to_have_count(6)
    expect(page.locator(".figure:not(:has(.empty))")).to_have_count(0)
    expect(page.locator(".chart, table")).to_have_count(0)
    assert axe(page).violations + sideways(page) + unseen_focus(page) == []


@pytest.mark.parametrize("script", [True, False])
def test_a_cluster_is_chosen_and_a_table_taken_along_by_keyboard(visit: Visits, demo: Served, script: bool) -> None:
    page = visit(demo, FIGURES, script=script)
    page.get_by_label("Kluster").select_option("Forskningsfinansiärer")
    page.get_by_role("button", name="Visa").press("Enter")
    page.wait_for_url(f"**{FIGURES}?cluster=forskningsfinansiarer")
    if script:
        tab_to(page, "link", "CSV: Svar i tid")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV: Svar i tid").press("Enter")
    assert taken.value.suggested_filename == "jim-plus-2021-2022-forskningsfinansiarer-answers.csv"
