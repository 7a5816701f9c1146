"""The rooms of the rounds in a browser: no barriers in any state, on a telephone and in the dark, by keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from jimflow.actions.rounds import load_round
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits
from tests.build_workbook import edited

R = "/rounds/jim-plus-2021-2022"
JIHU = "/rounds/jihu-exchange-exempel"
ADDRESSES = (
    "/rounds",
    "/rounds/new",
    "/rounds/new/file",
    "/rounds/new/form",
    "/rounds/new/form?workflow=jim-plus",
    "/rounds/new/form?workflow=utokad-samverkan",
    f"{R}/edit",
    f"{R}/clone",
    f"{R}/invitations",
    f"{JIHU}/invitations",
    f"{R}/people",
    f"{R}/people?q=zzz",
    f"{JIHU}/people",
)


@pytest.fixture
def two(own_demo: Served) -> Served:
    """The demo with a second round, in which nobody has been asked yet."""
    file = Path(shipped("config") / "rounds" / "jihu-exchange-exempel.yaml")
    load_round(own_demo.installation.runtime, file, Actor("anna", "coordinator"))
    return own_demo


def person_page(page: Page) -> str:
    return str(page.locator("a", has_text="Lämna över").first.get_attribute("href"))


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_rooms_have_no_barriers(visit: Visits, two: Served, lang: Literal["sv", "en"]) -> None:
    page = visit(two, f"{R}/people")
    addresses = [*ADDRESSES, person_page(page)]
    page = visit(two, "/rounds", lang=lang)
    found, html = {}, {}
    for address in addresses:
        visit.go(page, address)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_they_fit_a_telephone_and_the_dark(visit: Visits, two: Served) -> None:
    page = visit(two, "/rounds", size=PHONE, scheme="dark")
    found = {}
    for address in ADDRESSES:
        visit.go(page, address)
        found[address] = sideways(page) + axe(page).violations + unseen_focus(page)
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_an_empty_installation_welcomes_without_barriers(visit: Visits, empty: Served) -> None:
    page = visit(empty, "/", size=PHONE)
    expect(page.get_by_text("Välkommen. Här finns ingen omgång än.")).to_be_visible()
    seen = axe(page)
    assert seen.violations + seen.advice + sideways(page) + html_faults({"empty": as_sent(page)}) == []


def test_mistakes_in_the_form_lead_to_their_fields_without_a_script(visit: Visits, two: Served) -> None:
    page = visit(two, "/rounds/new/form?workflow=jim-plus", script=False)
    page.get_by_label("Rubrik", exact=True).fill("JiM+ 2027")
    page.get_by_role("button", name="Fler rader").first.click()
    expect(page.get_by_label("Rubrik", exact=True)).to_have_value("JiM+ 2027")
    expect(page.get_by_label("Myndighet 8")).to_have_count(1)
    visit.watch.allow(422)
    page.get_by_role("button", name="Kontrollera och gå vidare").click()
    page.get_by_role("link", name="Inbjudan går ut").click()
    assert page.url.endswith("#f-invite_on")
    expect(page.get_by_label("Inbjudan går ut")).to_have_attribute("aria-invalid", "true")


def test_mistakes_in_the_form_have_no_barriers_and_take_the_focus(visit: Visits, two: Served) -> None:
    page = visit(two, "/rounds/new/form?workflow=jim-plus", size=PHONE)
    visit.watch.allow(422)
    page.get_by_role("button", name="Kontrollera och gå vidare").click()
    page.wait_for_selector("#problem")
    assert page.evaluate("document.activeElement.id") == "problem"
    seen = axe(page)
    assert seen.violations + seen.advice + sideways(page) == []
    assert html_faults({"form": page.content()}) == []


def test_a_workbook_goes_out_and_comes_back_by_keyboard(visit: Visits, two: Served, tmp_path: Path) -> None:
    page = visit(two, f"{R}/edit")
    with page.expect_download() as waiting:
        tab_to(page, "link", "jim-plus-2021-2022.xlsx").press("Enter")
    assert waiting.value.suggested_filename == "jim-plus-2021-2022.xlsx"
    changes: Mapping[str, Mapping[str, str]] = {
        "Omgång": {"B8": "EXEMPEL 2021/7", "B6": "2021-02-01"},
        "Deltagare": {"H2": "Möter många"},
    }
    file = tmp_path / "omgang.xlsx"
    file.write_bytes(edited(changes, Path(waiting.value.path()).read_bytes()))
    page.get_by_label("Arbetsboken").set_input_files(file)
    tab_to(page, "button", "Se vad som skulle ändras").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Det här skulle ändras")
    seen = axe(page)
    assert seen.violations + seen.advice + unseen_focus(page) == []
    assert html_faults({"changes": page.content()}) == []
    page.get_by_label("Gör resten ändå").check()
    tab_to(page, "button", "Se vad det gör för människor").press("Enter")
    tab_to(page, "button", "Ändra omgången").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Gjort: 2 ändrade.")


def test_the_form_can_be_saved_as_a_workbook_and_still_be_sent(visit: Visits, two: Served) -> None:
    page = visit(two, "/rounds/new/form?workflow=jim-plus")
    page.get_by_label("Rubrik", exact=True).fill("JiM+ 2027")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Spara som arbetsbok").click()
    assert waiting.value.suggested_filename == "jim-plus.xlsx"
    visit.watch.allow(422)
    page.get_by_role("button", name="Kontrollera och gå vidare").click()
    expect(page.locator("#problem")).to_be_visible()
