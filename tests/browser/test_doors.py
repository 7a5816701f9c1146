"""The doors in a real browser: by keyboard alone, on a telephone, without scripts; and to a scanner that runs them."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from jimflow.store.tables import Answer, Forward, HandedIn, JointDraft, PersonSession, Remark, Rsvp
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read
from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.visits import PHONE, Served, Visits
from tests.web.mailbox import mail_about_a_task, sent_code

ANNA = "finance.csn@example.org"


def without_barriers(page: Page, where: str) -> None:
    seen = axe(page)
    assert (where, seen.violations, seen.advice, sideways(page), unseen_focus(page)) == (where, [], [], [], [])


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_no_door_has_a_barrier_on_a_telephone(visit: Visits, own_demo: Served, lang: Literal["sv", "en"]) -> None:
    mail, html = mail_about_a_task(own_demo.installation, ANNA), {}
    page = visit(own_demo, "/l/hej", who=None, lang=lang, size=PHONE, status=404)
    without_barriers(page, "a link that is over")
    html["over"] = as_sent(page)
    visit.go(page, mail.path)
    visit.go(page, "/in?next=/my")
    page.locator("summary").last.click()
    without_barriers(page, "with a link")
    html["linked"] = as_sent(page)
    visit.watch.allow(401)
    page.locator("#f-code").fill("111 111")
    page.locator("form[action='/in/mail-code'] button").click()
    expect(page.locator("#problem")).to_be_focused()
    without_barriers(page, "a wrong code")
    page.locator("#f-address").fill(ANNA)
    page.locator("form[action='/in/code'] button").click()
    without_barriers(page, "a code was asked for")
    page.locator("#f-sent").fill(sent_code(own_demo.installation))
    page.locator("form[action='/in/enter'] button").click()
    expect(page).to_have_url(f"{own_demo.address}/my")
    assert html_faults(html) == []


@pytest.mark.parametrize("script", [True, False])
def test_by_keyboard_alone_from_the_link_to_the_task(visit: Visits, own_demo: Served, script: bool) -> None:
    mail = mail_about_a_task(own_demo.installation, ANNA)
    page = visit(own_demo, mail.path, who=None, script=script)
    task = page.url
    visit.go(page, f"/in?next={task.removeprefix(own_demo.address)}")
    page.locator("#f-code").focus()
    page.keyboard.type(mail.code.replace(" ", "\u00a0"))
    if script:
        tab_to(page, "button", "Fortsätt")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == task


def test_a_scanner_with_scripts_that_fills_in_and_presses_everything_gets_nowhere(
    visit: Visits, own_demo: Served
) -> None:
    made = own_demo.installation
    mail = mail_about_a_task(made, ANNA)
    kinds = (Answer, Forward, HandedIn, JointDraft, PersonSession, Remark, Rsvp)

    def counted() -> list[int]:
        with read(made.runtime.engine) as tx:
            return [tx.connection.execute(select(func.count()).select_from(table(k))).scalar_one() for k in kinds]

    before = counted()
    page = visit(own_demo, mail.path, who=None)
    visit.watch.allow(401, 403, 404, 422, 429)
    start = page.url
    for place in (start, f"{own_demo.address}/in", f"{own_demo.address}/my"):
        page.goto(place)
        for n in range(page.locator("main button").count()):
            page.goto(place)
            page.evaluate("for (const field of document.querySelectorAll('main input:not([type=hidden])'))"
                          " if (field.type !== 'radio' && field.type !== 'checkbox') field.value ="
                          " field.type === 'email' ? 'scanner@example.org' : '123456'")  # fmt: skip
            page.locator("main button").nth(n).click(force=True)
            page.wait_for_load_state()
    assert counted() == before
    person = visit(own_demo, mail.path, who=None)
    visit.go(person, "/in")
    person.locator("#f-code").fill(mail.code)
    person.get_by_role("button", name="Fortsätt").click()
    expect(person).to_have_url(f"{own_demo.address}/my")


def test_no_request_after_the_link_tells_where_it_came_from(visit: Visits, own_demo: Served) -> None:
    mail = mail_about_a_task(own_demo.installation, ANNA)
    page = visit(own_demo, "/in", who=None)
    told: list[str] = []
    page.on("request", lambda request: told.append(f"{request.url} {request.headers.get('referer', '')}"))
    visit.go(page, mail.path)
    visit.go(page, "/l/hej", 404)
    page.get_by_role("link", name="Logga in med kod").click()
    expect(page).to_have_url(f"{own_demo.address}/in")
    secret = mail.path.rpartition("-")[2]
    assert [line for line in told if secret in line and not line.startswith(f"{own_demo.address}{mail.path} ")] == []
    assert [line for line in told if "/l/" in line.partition(" ")[2]] == []
    assert page.evaluate("window.history.length") > 1
    assert secret not in page.content()
