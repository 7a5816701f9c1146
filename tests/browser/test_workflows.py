"""The definitions and the move of a round in the browser: no barriers, a telephone, the dark, and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from jimflow.web.app import create_app
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.serve import serving
from tests.browser.visits import PHONE, Served, Visits
from tests.demo_site import demo_database, installation

CODE = "jim-plus-2021-2022"
MIGRATION = f"/rounds/{CODE}/migration"
PAIR = "assignment:describe_start=describe_beginning"


@pytest.fixture
def site(tmp_path: Path, shared_folder: Path) -> Iterator[Served]:
    """The demo with three definitions: its own, a later version of it, and one that is broken."""
    folder = tmp_path / "workflows"
    folder.mkdir()
    shutil.copy(shipped("workflows") / "jim-plus.yaml", folder)
    text = (folder / "jim-plus.yaml").read_text(encoding="utf-8")
    after = text.replace('version: "2021-1"', 'version: "2021-2"').replace("describe_start", "describe_beginning")
    (folder / "next.yaml").write_text(
        after.replace("due: meeting + 20 working days", "due: meeting + 25 working days"), encoding="utf-8"
    )
    (folder / "half.yaml").write_text(text.replace("calendar: sweden", "calendar: swedn"), encoding="utf-8")
    with installation(demo_database(shared_folder), tmp_path) as made:
        settings = made.runtime.settings.model_copy(update={"workflows": folder})
        runtime = replace(made.runtime, settings=settings)
        here = replace(made, app=create_app(runtime), runtime=runtime)
        with serving(here.app) as address:
            yield Served(address, here)


def target(site: Served) -> str:
    folder = site.installation.runtime.settings.workflows
    assert folder is not None
    return load_workflow(folder / "next.yaml").digest


def addresses(site: Served) -> list[str]:
    """Every page and state."""
    to = target(site)
    return [
        "/workflows",
        f"/workflows/jim-plus?round={CODE}",
        "/workflows/half",
        MIGRATION,
        f"{MIGRATION}?to={to}",
        f"{MIGRATION}?to={to}&map={PAIR}",
        f"{MIGRATION}?to=nope",
        f"{MIGRATION}/moves",
    ]


def opened(page: Page) -> None:
    """Opens all that is folded."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")


def status(address: str) -> int:
    return 422 if "nope" in address else 200


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_page_of_them_has_barriers(visit: Visits, site: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(site, "/workflows", lang=lang)
    found, html = {}, {}
    for address in addresses(site):
        visit.go(page, address, status=status(address))
        opened(page)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    # the roles of the document's tables are said once more, since they are lost where a table is laid out as a list
    assert [fault for fault in html_faults(html) if "no-redundant-role" not in fault] == []


def test_they_fit_a_telephone_and_the_dark_and_every_stop_of_the_keyboard_is_seen(visit: Visits, site: Served) -> None:
    page = visit(site, "/workflows", size=PHONE, scheme="dark")
    found = {}
    for address in addresses(site):
        visit.go(page, address, status=status(address))
        opened(page)
        found[address] = sideways(page) + axe(page).violations
        if not address.startswith("/workflows/"):
            found[address] += unseen_focus(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_the_diagram_scrolls_in_its_own_frame_and_shows_who_is_where_in_the_pages_colours(
    visit: Visits, site: Served
) -> None:
    page = visit(site, f"/workflows/jim-plus?round={CODE}", size=PHONE)
    picture = page.locator(".picture")
    expect(picture).to_have_attribute("tabindex", "0")
    assert picture.evaluate("e => e.scrollWidth > e.clientWidth")
    expect(page.locator(".jf .badge")).to_have_count(2)
    box, accent = page.locator(".jf .here rect").first, page.locator(".step .number").first
    stroke = box.evaluate("e => getComputedStyle(e).stroke")
    assert stroke == accent.evaluate("e => getComputedStyle(e).backgroundColor")


def test_on_paper_the_picture_is_light_whatever_the_screen_is(visit: Visits, site: Served) -> None:
    page = visit(site, f"/workflows/jim-plus?round={CODE}", scheme="dark")
    boxes = "[...document.querySelectorAll('.jf .here rect')].map(e => getComputedStyle(e).fill)"
    dark = page.evaluate(boxes)
    page.emulate_media(media="print")
    paper = page.evaluate(boxes)
    page.emulate_media(media="screen", color_scheme="light")
    assert paper == page.evaluate(boxes) != dark


@pytest.mark.parametrize("script", [True, False])
def test_a_round_is_moved_by_keyboard_with_and_without_scripts(visit: Visits, site: Served, script: bool) -> None:
    page = visit(site, MIGRATION, script=script)
    page.get_by_label("Definition att flytta till").select_option(target(site))
    tab_to(page, "button", "Visa vad som skulle hända").press("Enter")
    page.get_by_label("describe_start i start är avslutad").select_option(PAIR)
    tab_to(page, "button", "Visa vad som skulle hända").press("Enter")
    expect(page.get_by_text("13 flyttas.")).to_be_visible()
    page.get_by_label("Skäl").fill("Beslut")
    tab_to(page, "button", "Gå vidare").press("Enter")
    expect(page.get_by_role("heading", name="Flytta omgången?")).to_be_visible()
    if script:
        assert axe(page).violations == []
    tab_to(page, "button", "Ja, flytta").press("Enter")
    expect(page.get_by_role("status")).to_have_text("13 har flyttats.")
    expect(page.get_by_role("row", name="Kriminalvården flyttad")).to_be_visible()
    if script:
        assert axe(page).violations + sideways(page) == []
