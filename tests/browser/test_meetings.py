"""The cluster's and its meetings' rooms in a browser: no barriers, on a phone and a tablet, by keyboard, no script."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, TABLET, Served, Visits

R = "/rounds/jim-plus-2021-2022"
JUSTICE, WELFARE = f"{R}/clusters/rattsvardande", f"{R}/clusters/valfardsmyndigheter"
DAY = "day-1=2022-02-03&from-1=09:00&to-1=16:00&mode-1=digital&place-1="
ADDRESSES = (
    f"{R}/meetings",
    f"{R}/clusters/forskningsfinansiarer",
    WELFARE,
    f"{WELFARE}/meetings/deepening",
    f"{WELFARE}/meetings/budgeting",
    f"{JUSTICE}/meetings/deepening/dates",
    f"{JUSTICE}/meetings/deepening/dates?{DAY}",
    f"{JUSTICE}/meetings/budgeting/dates",
    f"{JUSTICE}/meetings/deepening/people",
    f"{JUSTICE}/meetings/budgeting/people",
    f"{JUSTICE}/meetings/budgeting/attendance",
    f"{JUSTICE}/meetings/deepening/attendance",
    f"{JUSTICE}/meetings/budgeting/pack",
)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_rooms_of_meetings_have_no_barriers(visit: Visits, demo: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(demo, ADDRESSES[0], lang=lang)
    found, html = {}, {}
    for address in ADDRESSES:
        visit.go(page, address)
        seen = axe(page)
        found[address] = seen.violations + seen.advice + unseen_focus(page)
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_they_fit_a_telephone_and_the_dark(visit: Visits, demo: Served) -> None:
    page = visit(demo, ADDRESSES[0], size=PHONE, scheme="dark")
    found = {}
    for address in ADDRESSES:
        visit.go(page, address)
        found[address] = sideways(page) + axe(page).violations
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_attendance_is_noted_on_a_tablet_by_keyboard_without_a_script(visit: Visits, own_demo: Served) -> None:
    page = visit(own_demo, f"{JUSTICE}/meetings/budgeting/attendance", size=TABLET, script=False)
    police = page.get_by_role("region", name="Polismyndigheten")
    police.get_by_role("group", name="Ekonomifunktion").get_by_role("radio", name="inte med").press("Space")
    page.get_by_role("button", name="Spara närvaron").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Spara närvaron på träff 3 (Jämställdhetsbudgetering)")
    page.get_by_role("button", name="Spara närvaron").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Polismyndigheten får ”Genomgång av en missad träff”.")


def test_a_meeting_is_moved_by_keyboard_alone(visit: Visits, own_demo: Served) -> None:
    page = visit(own_demo, f"{JUSTICE}/meetings/deepening/dates?{DAY}")
    tab_to(page, "link", "tisdag 11 januari 2022").press("Enter")
    expect(page.get_by_text("Dagen krockar inte med något.")).to_be_visible()
    tab_to(page, "button", "Flytta träffen hit").press("Enter")
    expect(page.get_by_role("heading", name="Det här händer")).to_be_visible()
    assert axe(page).violations == []
    tab_to(page, "button", "Flytta träffen").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Träffen är nu tisdag 11 januari 2022.")
