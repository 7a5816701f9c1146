"""Files and dialogue in the browser: both sides, without barriers, with and without scripts, by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, expect

from jimflow.actions.attachments import hand_in_files
from jimflow.store.transaction import write
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.taking_part import TakingPart
from tests.browser.visits import PHONE, Served, Visits
from tests.participants import task
from tests.small_files import pdf

COORDINATOR, FINANCE = "formas gm_coordinator", "formas finance"
HOST = "/rounds/jim-plus-2021-2022/agencies/formas/assignments/budgeting/adjust_resources"
NAME = "Underlag åt träffen.pdf"


def place(site: Served) -> str:
    return f"/my/tasks/{task(site.installation, 'formas', 'adjust_resources')}"


def add(page: Page, name: str = NAME, content: bytes = pdf(NAME)) -> None:
    """Puts a file to the task."""
    sent: FilePayload = {"name": name, "mimeType": "application/pdf", "buffer": content}
    page.get_by_label("Lägg till en fil").set_input_files(sent)
    page.get_by_role("button", name="Lägg till filen").click()


def talked(visit: Visits, site: Served) -> Page:
    """The task with a file that was handed in and one that was not, and words from both sides."""
    mine = visit(TakingPart(site), place(site), who=COORDINATOR, script=False)
    add(mine)
    expect(mine.locator("main")).to_contain_text(f"{NAME} är tillagd.")
    with write(site.installation.runtime.engine) as tx:
        hand_in_files(tx, task(site.installation, "formas", "adjust_resources"), site.installation.runtime.clock())
    add(mine, "Utkast.pdf", pdf("Utkast"))
    expect(mine.locator("main")).to_contain_text("Utkast.pdf är tillagd.")
    mine.get_by_label("Skriv till samordnaren").fill("Räcker det så här?")
    mine.get_by_role("button", name="Skicka till samordnaren").click()
    expect(mine.locator(".turns")).to_contain_text("Räcker det så här?")
    host = visit(site, HOST, script=False)
    host.get_by_label("Skriv till dem").fill("Ja, tack.")
    host.locator("form[action$='/comment'] button").click()
    host.get_by_role("button", name="Skriv till dem").click()
    expect(host.locator("main")).to_contain_text("Kommentaren är sparad.")
    visit.go(mine, place(site))
    return mine


def test_a_file_goes_from_one_side_to_the_other_without_a_script(visit: Visits, own_demo: Served) -> None:
    mine = talked(visit, own_demo)
    expect(mine.locator(".turns")).to_contain_text("Ja, tack.")
    host = visit(own_demo, HOST, script=False)
    expect(host.locator("main")).not_to_contain_text("Utkast.pdf")
    with host.expect_download() as saved:
        host.get_by_role("link", name=NAME).click()
    assert saved.value.suggested_filename == NAME
    assert saved.value.path().read_bytes() == pdf(NAME)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_both_sides_have_no_barriers(visit: Visits, own_demo: Served, lang: Literal["sv", "en"]) -> None:
    talked(visit, own_demo)
    mine = visit(TakingPart(own_demo), place(own_demo), who=FINANCE, lang=lang)
    host = visit(own_demo, HOST, lang=lang)
    found = {side: axe(page) for side, page in (("mine", mine), ("host", host))}
    assert {side: seen.violations + seen.advice for side, seen in found.items()} == {"mine": [], "host": []}
    assert html_faults({"mine": as_sent(mine), "host": as_sent(host)}) == []


def test_both_sides_fit_a_telephone_and_the_dark(visit: Visits, own_demo: Served) -> None:
    talked(visit, own_demo)
    mine = visit(TakingPart(own_demo), place(own_demo), who=FINANCE, size=PHONE, scheme="dark")
    host = visit(own_demo, HOST, size=PHONE, scheme="dark")
    for page in (mine, host):
        assert sideways(page) + axe(page).violations == []
        assert unseen_focus(page) == []


def test_a_reply_is_written_by_keyboard_alone(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    tab_to(page, "textbox", "Skriv till samordnaren")
    page.keyboard.type("Kan vi få en vecka till?")
    tab_to(page, "button", "Skicka till samordnaren")
    page.keyboard.press("Enter")
    expect(page.locator(".turns")).to_contain_text("Kan vi få en vecka till?")


def test_what_is_refused_or_too_large_is_told_in_words(visit: Visits, own_demo: Served, tmp_path: Path) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=COORDINATOR)
    visit.watch.allow(413, 422)
    add(page, "Program.exe", b"MZ")
    expect(page.get_by_role("alert")).to_contain_text("Program.exe: .exe-filer kan vi inte ta emot")
    large = tmp_path / "large.pdf"
    large.write_bytes(pdf("Stor", 60 << 20))
    page.get_by_label("Lägg till en fil").set_input_files(large)
    page.get_by_role("button", name="Lägg till filen").click()
    expect(page.locator("main")).to_contain_text("Högst 25 MB går att ta emot.")
