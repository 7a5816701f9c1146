"""What is served to the browser tests is what they take it for: whose page, which day, whose database."""

from __future__ import annotations

from playwright.sync_api import expect

from jimflow.actions.accounts import disable_account
from jimflow.core.model import Actor
from tests.browser.visits import Served, Visits
from tests.demo_site import PEOPLE


def test_each_with_an_account_is_let_in_under_her_own_name_and_nobody_else_is(visit: Visits, demo: Served) -> None:
    for login, (name, _) in PEOPLE.items():
        expect(visit(demo, who=login).locator("summary").filter(has_text=name)).to_be_visible()
    page = visit(demo, who=None)
    assert page.url.startswith(f"{demo.address}/sign-in")


def test_a_page_is_in_the_language_asked_for_and_its_clock_stands_on_the_demos_day(visit: Visits, demo: Served) -> None:
    page = visit(demo)
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect(page.locator("body")).to_contain_text("27 oktober 2021")
    page = visit(demo, lang="en", script=False)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("body")).to_contain_text("27 October 2021")


def test_what_a_test_does_in_its_own_demo_happens_in_no_other(visit: Visits, demo: Served, own_demo: Served) -> None:
    page = visit(own_demo, who="bo")
    disable_account(own_demo.installation.runtime, "bo", Actor("cilla", "administrator"))
    visit.go(page, "/")
    assert page.url.startswith(f"{own_demo.address}/sign-in")
    assert "/sign-in" not in visit(demo, who="bo").url


def test_in_the_empty_installation_there_is_no_round(visit: Visits, empty: Served) -> None:
    page = visit(empty, "/rounds/jim-plus-2021-2022", status=404)
    assert page.url == f"{empty.address}/rounds/jim-plus-2021-2022"
