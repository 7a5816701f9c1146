"""A task in the browser: it saves itself, two who write lose nothing, and a dead network or browser costs seconds."""

from __future__ import annotations

import json
from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select, update

from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.taking_part import TakingPart
from tests.browser.visits import PHONE, Served, Visits
from tests.participants import task

COORDINATOR, FINANCE = "formas gm_coordinator", "formas finance"
NAME, DONE = "adjust_resources", "describe_resources"


def place(site: Served, name: str = NAME) -> str:
    return f"/my/tasks/{task(site.installation, 'formas', name)}"


def box(page: Page, number: int = 0) -> Locator:
    """One of the places to write an answer in."""
    return page.locator("textarea[name^='answer.']").nth(number)


def texts(site: Served) -> set[Any]:
    """Every text of the agency's room, also those that were replaced or are aside."""
    with read(site.installation.runtime.engine) as tx:
        found = [tx.connection.execute(select(table(k).c.value)).scalars() for k in (t.JointDraft, t.JointDraftPast)]
        return {json.loads(value) for values in found for value in values}


def until_kept(page: Page, site: Served, *wanted: str) -> None:
    """Waits until each of the texts has reached the agency's room."""
    for _ in range(100):
        if set(wanted) <= texts(site):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{set(wanted) - texts(site)} did not come; there are {texts(site)}")


def saved(page: Page) -> None:
    expect(page.locator("#saving")).to_contain_text("Sparat")


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true })")


def in_two_minds(visit: Visits, site: Served, lang: Literal["sv", "en"] = "sv") -> Page:
    """The page of somebody whose text found a colleague's in its place, without a script."""
    first = visit(TakingPart(site), place(site), who=COORDINATOR, script=False)
    second = visit(TakingPart(site), place(site), who=FINANCE, script=False, lang=lang)
    for page, words in ((first, "Deras text"), (second, "Min text")):
        box(page).fill(words)
        page.locator(".saving-bar button").click()
    return second


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_pages_have_no_barriers(visit: Visits, own_demo: Served, lang: Literal["sv", "en"]) -> None:
    in_two_minds(visit, own_demo)
    page = visit(TakingPart(own_demo), "/my", who=FINANCE, lang=lang)
    found, html = {}, {}
    for address in (place(own_demo), place(own_demo, DONE), f"{place(own_demo, DONE)}?change=yes"):
        visit.go(page, address)
        unfold(page)
        seen = axe(page)
        found[address] = seen.violations + seen.advice
        html[address] = as_sent(page)
    visit.go(page, place(own_demo))
    page.locator(".clash button").nth(1).click()  # nothing is handed in past a choice that waits
    expect(page.locator(".clash")).to_have_count(0)
    for number in range(page.locator("textarea[name^='answer.']").count()):
        box(page, number).fill("Ett svar")
    page.locator("section[aria-labelledby=hand-in] button").click()
    page.locator("a[href*='/receipt/']").first.click()
    seen = axe(page)
    found["receipt"] = seen.violations + seen.advice
    html["receipt"] = as_sent(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert html_faults(html) == []


def test_the_page_fits_a_telephone_and_the_dark_and_the_focus_is_seen(visit: Visits, own_demo: Served) -> None:
    in_two_minds(visit, own_demo)
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE, size=PHONE, scheme="dark")
    unfold(page)
    assert sideways(page) + axe(page).violations == []
    assert unseen_focus(page) == []


def test_two_browsers_in_one_draft_lose_nothing(visit: Visits, own_demo: Served) -> None:
    first = visit(TakingPart(own_demo), place(own_demo), who=COORDINATOR)
    second = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    for n in range(3):
        box(first).fill(f"Första {n}")
        box(second).fill(f"Andra {n}")
        box(first, 1).fill(f"Bredvid {n}")
        box(first, 2).focus()  # what was typed is saved when one goes on
        until_kept(first, own_demo, f"Första {n}", f"Bredvid {n}")
        box(second, 2).focus()
        until_kept(second, own_demo, f"Andra {n}")
        clash = second.locator(".clash")
        expect(clash).to_contain_text(f"Första {n}")
        expect(clash).to_contain_text(f"Andra {n}")
        clash.get_by_role("button", name="Behåll båda").click()
        expect(box(second)).to_have_value(f"Första {n}\n\nAndra {n}")
        until_kept(second, own_demo, f"Första {n}\n\nAndra {n}")
        expect(clash).to_have_count(0)
        first.reload()
        expect(box(first)).to_have_value(f"Första {n}\n\nAndra {n}")
        expect(box(first, 1)).to_have_value(f"Bredvid {n}")
    wanted = {f"{who} {n}" for who in ("Första", "Andra", "Bredvid") for n in range(3)}
    assert wanted <= texts(own_demo)


def test_a_browser_that_dies_in_mid_sentence_loses_less_than_ten_seconds(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), "/my", who=FINANCE)
    page.clock.install()
    visit.go(page, place(own_demo))
    for letter in "abcdefghij":  # one a second, without a rest
        box(page).press(letter)
        page.clock.run_for(1000)
    saved(page)
    kept = max(texts(own_demo), key=len)
    assert "abcdefgh".startswith(kept[:8]) and len(kept) >= 8
    page.evaluate(
        "() => { window.fetch = () => new Promise(() => {}) }"
    )  # nothing gets out any more, not even at the end
    box(page).press("k")
    again = page.context.new_page()
    page.close()
    again.goto(place(own_demo))
    expect(again.get_by_text("Det finns text som inte hann sparas förra gången.")).to_be_visible()
    again.get_by_role("button", name="Lägg tillbaka den").click()
    expect(box(again)).to_have_value("abcdefghijk")
    expect(box(again)).to_be_focused()
    saved(again)
    assert "abcdefghijk" in texts(own_demo)


def test_leaving_the_page_sends_what_was_typed_last(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    box(page).fill("Sista orden")
    visit.go(page, "/my")
    visit.go(page, place(own_demo))
    expect(box(page)).to_have_value("Sista orden")


def test_a_dead_network_is_told_once_and_the_text_goes_when_it_is_back(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)

    def dead(route: Route) -> None:
        route.abort("aborted")

    page.route("**/save", dead)
    box(page).fill("Utan nät")
    expect(page.locator("#saving")).to_contain_text("Kunde inte spara, försöker igen.")
    expect(page.locator("#told")).to_contain_text("Kunde inte spara")
    expect(page.locator("#saving")).to_have_class("failed")
    page.unroute("**/save", dead)
    expect(page.locator("#saving")).to_contain_text("Sparat kl.")
    expect(page.locator("#told")).to_have_text("Det går att spara igen. Allt är sparat.")
    assert texts(own_demo) == {"Utan nät"}
    assert page.evaluate("localStorage.length") == 0


def test_a_session_that_ended_keeps_the_text_and_opens_the_door(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    with write(own_demo.installation.runtime.engine) as tx:
        tx.connection.execute(update(table(t.PersonSession)).values(ended_at=own_demo.installation.runtime.clock()))
    visit.watch.allow(401)
    box(page).fill("Skrivet efteråt")
    link = page.get_by_role("link", name="Kom in igen")
    expect(link).to_have_attribute("href", f"/in?next={place(own_demo).replace('/', '%2F')}")
    assert "Skrivet efteråt" in page.evaluate("JSON.stringify(localStorage)")


def test_a_colleagues_text_comes_by_itself_and_never_into_a_field_at_hand(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), "/my", who=FINANCE)
    page.clock.install()
    visit.go(page, place(own_demo))
    other = visit(TakingPart(own_demo), place(own_demo), who=COORDINATOR, script=False)
    box(other).fill("Nytt")
    box(other, 1).fill("Också nytt")
    other.locator(".saving-bar button").click()
    box(page, 1).focus()
    page.clock.run_for(16_000)
    expect(box(page)).to_have_value("Nytt")
    expect(box(page, 1)).to_have_value("")
    news = page.locator("[data-question]").nth(1).locator(".news")
    expect(news).to_contain_text("Nytt från en kollega: Sparat av JiM-samordnare")
    expect(news).to_contain_text("Också nytt")
    expect(page.locator("[data-question]").nth(0)).to_contain_text("Sparat av JiM-samordnare, Formas kl. 12.00")
    assert page.locator("#told").text_content() == ""
    news.get_by_role("button", name="Ta in texten i rutan").click()
    expect(box(page, 1)).to_have_value("Också nytt")
    expect(news).to_have_count(0)


def test_a_space_at_the_end_neither_stands_in_the_way_of_a_colleague_nor_goes_from_the_writers_box(
    visit: Visits, own_demo: Served
) -> None:
    page = visit(TakingPart(own_demo), "/my", who=FINANCE)
    page.clock.install()
    visit.go(page, place(own_demo))
    box(page).fill("Vi tog fram siffror")
    page.clock.run_for(3000)
    until_kept(page, own_demo, "Vi tog fram siffror")
    box(page).press("End")
    box(page).press("Space")
    with page.expect_response("**/save"):
        page.clock.run_for(3000)
    expect(box(page)).to_have_value("Vi tog fram siffror ")
    other = visit(TakingPart(own_demo), place(own_demo), who=COORDINATOR, script=False)
    box(other).fill("Vi tog fram siffror och mer")
    other.locator(".saving-bar button").click()
    box(page, 1).focus()
    page.clock.run_for(16_000)
    expect(box(page)).to_have_value("Vi tog fram siffror och mer")
    expect(page.locator(".clash")).to_have_count(0)


def test_the_bar_does_not_say_saved_while_two_texts_wait(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    other = visit(TakingPart(own_demo), place(own_demo), who=COORDINATOR, script=False)
    box(other).fill("Deras")
    other.locator(".saving-bar button").click()
    box(page).fill("Min")
    box(page, 1).focus()
    expect(page.locator("#saving")).to_have_text("En text väntar på dig")
    mine = page.locator("[data-question]").nth(0)
    expect(mine.locator("[data-from]")).to_have_text("Din text är inte med i svaret än. Välj nedan.")
    expect(mine.locator(".clash")).to_contain_text("Text av JiM-samordnare, Formas, kl. 12.00")
    page.get_by_role("button", name="Använd den andra").click()
    saved(page)


def test_a_task_is_answered_by_keyboard_alone(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    for number in range(page.locator("textarea[name^='answer.']").count()):
        label = page.locator("[data-question] label").filter(visible=True).nth(number)
        tab_to(page, "textbox", (label.text_content() or "").strip())
        page.keyboard.type(f"Svar {number}")
    tab_to(page, "textbox", "Förankrat hos (frivillig)")
    page.keyboard.type("Chefen")
    tab_to(page, "button", "Skicka in min del")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Din del är inskickad. Tack!")).to_be_visible()
    expect(page.locator("#done")).to_be_focused()
    expect(page).to_have_title("Din del är inskickad – Analys av resursfördelningen – jimflow")
    expect(page.get_by_role("link", name="Kvitto")).to_be_visible()


def test_without_a_script_both_texts_stand_on_the_page_and_a_button_settles_them(
    visit: Visits, own_demo: Served
) -> None:
    page = in_two_minds(visit, own_demo)
    expect(page.locator(".clash")).to_contain_text("Deras text")
    page.get_by_role("button", name="Behåll båda").click()
    expect(box(page)).to_have_value("Deras text\n\nMin text")
    expect(page.locator(".clash")).to_have_count(0)


def test_the_receipt_is_clean_on_paper(visit: Visits, own_demo: Served) -> None:
    page = visit(TakingPart(own_demo), place(own_demo), who=FINANCE)
    for number in range(page.locator("textarea[name^='answer.']").count()):
        box(page, number).fill("Ett svar")
    page.get_by_role("button", name="Skicka in min del").click()
    page.get_by_role("link", name="Kvitto").click()
    page.emulate_media(media="print")
    for what in ("header .top", "footer", "button[data-print]", ".crumbs"):
        expect(page.locator(what).first).to_be_hidden()
    expect(page.get_by_text("Kvittonummer")).to_be_visible()
