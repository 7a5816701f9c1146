"""The eyes of the browser tests are open: each sees the fault that is planted for it, and nothing on a good page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from tests.browser.accessible import axe, sideways, tab_to, unseen_focus
from tests.browser.html import as_sent, html_faults
from tests.browser.serve import serving
from tests.browser.visits import PHONE, Site, Visits
from tests.browser.watch import Watch

GOOD = """<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<title>Räksmörgås på ön</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>Räksmörgås på ön</h1>
<form method="post" action="/">
<p><label for="name">Namn</label> <input id="name" name="name" type="text" autocomplete="name"></p>
<p><button type="submit">Spara</button></p>
</form>
<p><a href="/other">En annan sida</a></p>
</main>
</body>
</html>
"""
STYLE = (
    "body { font-family: system-ui; } .pale { color: #ccc; } .wide { width: 500px; } .plain:focus { outline: none; }"
)


def planted(before: str, after: str) -> str:
    assert before in GOOD
    return GOOD.replace(before, after)


PAGES = {
    "/": GOOD,
    "/no-label": planted('<label for="name">Namn</label>', "Namn"),
    "/pale": planted("<h1>", '<p class="pale">Blekt</p><h1>'),
    "/no-heading": planted("<h1>Räksmörgås på ön</h1>", "<p>Text</p>"),
    "/crooked": planted("<p><a", "<div><p><a").replace("</main>", "</p></main>"),
    "/wide": planted("</main>", '<div class="wide">Bred</div></main>'),
    "/unmarked": planted("<a ", '<a class="plain" '),
    "/unreached": planted("<button ", '<button tabindex="-1" '),
    "/elsewhere": planted("</main>", '<img src="http://example.org/x.png" alt=""></main>'),
    "/complains": planted("</main>", '<script>console.error("oj")</script></main>'),
    "/breaks": planted("</main>", "<script>inteDefinierad()</script></main>"),
    "/misses": planted("/style.css", "/none.css"),
    "/inline": planted("</main>", "<script>document.title = 'fel'</script></main>"),
    "/script": planted("</main>", '<p id="said">Utan</p><script src="/script.js"></script></main>'),
}
FILES = {"/style.css": ("text/css", STYLE), "/script.js": ("text/javascript", "said.textContent = 'Med'")}


async def answer(request: Request) -> Response:
    path = request.url.path
    if path in FILES:
        return Response(FILES[path][1], media_type=FILES[path][0])
    policy = {"Content-Security-Policy": "script-src 'self'"} if path == "/inline" else {}
    return HTMLResponse(PAGES.get(path, GOOD), 200 if path in PAGES else 404, headers=policy)


@dataclass(frozen=True)
class Small:
    """The pages above; nobody signs in to them."""

    address: str

    def cookies(self, who: str | None, lang: str) -> Mapping[str, str]:
        return {}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving(Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])) as address:
        yield Small(address)


def test_a_good_page_is_left_in_peace(visit: Visits, site: Site) -> None:
    page = visit(site, "/", size=PHONE)
    assert (axe(page).violations, axe(page).advice) == ([], [])
    assert html_faults({"good": as_sent(page)}) == []
    assert (sideways(page), unseen_focus(page)) == ([], [])


def test_swedish_letters_and_the_language_arrive_as_they_were_sent(visit: Visits, site: Site) -> None:
    assert visit(site, "/").title() == "Räksmörgås på ön"
    page = visit(site, "/", lang="en")
    assert page.get_by_role("heading").inner_text() == "Räksmörgås på ön"
    assert page.evaluate("navigator.language") == "en-GB"


def test_axe_finds_a_missing_label_and_pale_text_and_tells_law_from_advice(visit: Visits, site: Site) -> None:
    found = {path: axe(visit(site, path)) for path in ("/no-label", "/pale", "/no-heading")}
    assert {path: [line.split(":")[:2] for line in a.violations] for path, a in found.items()} == {
        "/no-label": [["label", " #name"]],
        "/pale": [["color-contrast", " .pale"]],
        "/no-heading": [],
    }
    assert [line.split(":")[:2] for line in found["/no-heading"].advice] == [["page-has-heading-one", " html"]]


def test_a_page_is_the_same_without_scripts_but_for_what_they_do(visit: Visits, site: Site) -> None:
    without = visit(site, "/script", script=False)
    assert without.locator("#said").inner_text() == "Utan"
    assert visit(site, "/script").locator("#said").inner_text() == "Med"
    assert (sideways(without), unseen_focus(without)) == ([], [])
    with pytest.raises(ValueError, match="axe-core is a script"):
        axe(without)


def test_html_that_does_not_hold_together_is_found_in_the_document_that_has_it() -> None:
    found = html_faults({"bra": PAGES["/"], "sned": PAGES["/crooked"]})
    assert {line.split(" ")[1] for line in found} == {"close-order:", "no-implicit-close:"}
    assert {line.split(":")[0] for line in found} == {"sned"}


def test_what_makes_a_phone_scroll_sideways_is_named(visit: Visits, site: Site) -> None:
    assert sideways(visit(site, "/wide", size=PHONE)) == ["div.wide ends at 508 of 320"]
    assert sideways(visit(site, "/wide")) == []


def test_a_focus_that_cannot_be_seen_is_named(visit: Visits, site: Site) -> None:
    assert unseen_focus(visit(site, "/unmarked")) == ["a «En annan sida» looks the same with the focus as without"]


def test_the_keyboard_reaches_a_button_and_presses_it(visit: Visits, site: Site) -> None:
    page = visit(site, "/")
    tab_to(page, "textbox", "Namn")
    page.keyboard.type("Åsa Öberg")
    expect(page.get_by_label("Namn")).to_have_value("Åsa Öberg")
    tab_to(page, "link", "En annan sida")
    visit.watch.allow(404)
    page.keyboard.press("Enter")
    page.wait_for_url("**/other")


def test_what_the_keyboard_cannot_reach_is_told_with_the_stops_it_made(visit: Visits, site: Site) -> None:
    page = visit(site, "/unreached")
    with pytest.raises(AssertionError) as told:
        tab_to(page, "button", "Spara")
    assert str(told.value) == (
        "Tab does not reach the button «Spara». It stops at: input#name «name», a «En annan sida»"
    )


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        ("/elsewhere", ["leaves 127.0.0.1: http://example.org/x.png"]),
        ("/complains", ["console: oj"]),
        ("/breaks", ["script: inteDefinierad is not defined"]),
        ("/misses", ["answered 404: GET {site}/none.css"]),
    ],
)
def test_what_goes_wrong_while_nobody_looks_fails_the_test(
    path: str, faults: list[str], visit: Visits, watch: Watch, site: Site
) -> None:
    visit(site, path)
    assert watch.faults == [fault.format(site=site.address) for fault in faults]
    watch.faults.clear()


def test_a_script_that_the_policy_forbids_is_noticed(visit: Visits, watch: Watch, site: Site) -> None:
    assert visit(site, "/inline").title() == "Räksmörgås på ön"
    (said,) = watch.faults
    assert "violates the following Content Security Policy directive" in said
    watch.faults.clear()


def test_an_answer_that_the_test_is_about_is_no_fault(visit: Visits, site: Site) -> None:
    visit(site, "/nowhere", status=404)
