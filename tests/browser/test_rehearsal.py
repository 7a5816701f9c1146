"""The rehearsal in the browser: asked for, waited for, looked through, with and without scripts, on a telephone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.rehearsal.stored import stored_source
from jimflow.web.rehearsing import rehearsals
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits

CODE = "jihu-exchange-exempel"
PAGE = f"/rounds/{CODE}/rehearsal"
VIEWS = ("sum", "mails", "load", "dates", "stops")
LONG = 60_000
"""Milliseconds within which a rehearsal has surely been played."""


@pytest.fixture
def site(empty: Served) -> Served:
    """An installation with one small round."""
    load_round(empty.installation.runtime, shipped("config") / "rounds" / f"{CODE}.yaml", Actor("cilla", "coordinator"))
    return empty


def played(site: Served, people: str) -> Sequence[str]:
    """Plays the round at once; the addresses of all that can be seen of it."""
    runtime = site.installation.runtime
    ours, source = rehearsals(runtime.engine, runtime.settings), stored_source(runtime, CODE)
    job = ours.ask(source, people)
    while not job.done:
        with ours.held():
            assert job.failed is None
    line = max(job.played[0].found.load, key=lambda line: line.hours)
    views = [f"{PAGE}?people={people}&view={view}" for view in VIEWS]
    person = f"{PAGE}?people={people}&view=load&function={line.functions[0]}&who={line.to}"
    return [*views, person, f"{PAGE}/mails/0?people={people}"]


def opened(page: Page) -> None:
    """Opens everything on the page that can be opened."""
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()


def looked_at(visit: Visits, page: Page, addresses: Sequence[str]) -> dict[str, list[str]]:
    """What is wrong at each address."""
    found, html = {}, {}
    for address in addresses:
        visit.go(page, address)
        html[address] = as_sent(page)
        opened(page)
        seen = axe(page)
        # In a frame the focus stands on a link of the mail, and the browser draws its ring there.
        unseen = [line for line in unseen_focus(page) if not line.startswith("iframe")]
        found[address] = seen.violations + seen.advice + unseen + sideways(page)
    found["html"] = html_faults(html)
    return {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_has_no_barriers_before_while_and_after_it_is_played(
    visit: Visits, site: Served, lang: Literal["sv", "en"]
) -> None:
    runtime = site.installation.runtime
    ours, source = rehearsals(runtime.engine, runtime.settings), stored_source(runtime, CODE)
    page = visit(site, PAGE, lang=lang)
    assert looked_at(visit, page, [PAGE, f"{PAGE}?people=late"]) == {}
    with ours.held():
        ours.ask(source, "silent").day = source.read.round.starts_on
        visit.go(page, f"{PAGE}?people=silent")
        assert (axe(page).violations, html_faults({"running": as_sent(page)})) == ([], [])
    assert looked_at(visit, page, played(site, "silent")) == {}


def test_it_fits_a_telephone_and_the_dark(visit: Visits, site: Served) -> None:
    page = visit(site, PAGE, size=PHONE, scheme="dark")
    found = {}
    for address in (PAGE, *played(site, "on-time")):
        visit.go(page, address)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


@pytest.mark.parametrize("script", [True, False])
def test_it_is_asked_for_by_keyboard_and_shows_by_itself_what_came_of_it(
    visit: Visits, site: Served, *, script: bool
) -> None:
    page = visit(site, PAGE, script=script)
    page.get_by_role("radio", name=re.compile("^Ingen svarar")).check()
    page.get_by_role("button", name="Provkör").press("Enter")
    if not script:
        played(site, "silent")
        page.get_by_role("link", name="Visa resultatet").press("Enter")
    expect(page.get_by_role("heading", name="Sammanfattning")).to_be_visible(timeout=LONG)
    assert page.url.endswith(f"{PAGE}?people=silent")
    page.get_by_role("link", name="Mejl dag för dag").press("Enter")
    if script:
        tab_to(page, "link", page.locator(".mail-calendar a").first.inner_text().replace("\n", " "))
    page.locator(".mail-calendar a").first.press("Enter")
    expect(page.locator(".mail-calendar a[aria-current=date]")).to_have_count(1)
    subject = page.locator(".subject summary").first.inner_text()
    page.locator(".subject a").first.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("h1").inner_text() in subject
    assert page.frame_locator("iframe").locator("body").inner_text()
