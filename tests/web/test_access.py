"""Who may do what, taken from the table of addresses itself: every address, each role, and whoever has no session."""

from __future__ import annotations

import re
import threading
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import event
from starlette.routing import compile_path

from jimflow.actions.accounts import disable_account, set_role
from jimflow.actions.sign_in import sign_out
from jimflow.core.accounts import IDLE, MAY
from jimflow.core.model import Actor
from jimflow.store.transaction import read
from jimflow.web.app import by_literal_part, routes
from jimflow.web.forms import proof
from jimflow.web.routing import PARTAKING, Route
from tests.demo_site import PEOPLE, Installation
from tests.web.conftest import ROUND
from tests.web.page_reader import read_page
from tests.web.person import Person

ROUTES = sorted((r for r in routes() if r.right not in PARTAKING), key=by_literal_part)
"""Those of the host; the pages of those who take part have tests of their own."""
SHOWN = [r for r in ROUTES if r.method == "GET"]
ACTED = [r for r in ROUTES if r.method == "POST"]
SOME = {
    "code": ROUND.rpartition("/")[2],
    "agency": "formas",
    "cluster": "forskning",
    "step": "deepening",
    "name": "jim-plus",
    "trigger": "pause",
    "what": "yes",
}
FOUND = (200, 404, 422)
"""What a page answers that there is, that there is nothing to show on, or that lacks something in its address."""
"""Stands in an address that no page of the demo leads to; whatever else one takes is 1."""


@dataclass(frozen=True)
class Walked:
    """An address and a form's address for each that the demo's pages lead to."""

    pages: Mapping[str, str]
    forms: Mapping[str, str]

    def address(self, route: Route) -> str:
        """One that the route answers."""
        known = self.pages if route.method == "GET" else self.forms
        return known.get(route.path) or re.sub(r"{(\w+)}", lambda m: SOME.get(m.group(1), "1"), route.path)


@pytest.fixture(scope="module")
def walked(demo: Installation) -> Walked:
    """The demo as anna walks it from the first page, along every link to a kind of page she has not seen."""
    anna = Person(demo, "anna")
    pages: dict[str, str] = {}
    forms: dict[str, str] = {}
    ahead = deque(["/"])
    before = everything(demo)
    while ahead:
        address = ahead.popleft()
        route = answering(SHOWN, address)
        if route in pages:
            continue
        pages[route] = address
        answer = anna.client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            seen = read_page(answer.text)
            ahead += [a for _, a in seen.links if a.startswith("/") and not a.startswith("/my")]
            for form in seen.forms:
                if form.method.lower() == "post":
                    forms.setdefault(answering(ACTED, form.action), form.action)
    assert len(pages) > 25 and len(forms) > 15
    assert everything(demo) == before
    return Walked(pages, forms)


def answering(among: list[Route], address: str) -> str:
    """The path of the first route that takes the address."""
    path = re.split(r"[?#]", address)[0]
    return next(r.path for r in among if compile_path(r.path)[0].match(path))


def everything(made: Installation) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with read(made.runtime.engine) as tx:
        names = [name for (name,) in tx.raw.execute("select name from sqlite_master where type = 'table'")]
        return {name: tx.raw.execute(f"select * from {name} order by rowid").fetchall() for name in names}


def test_an_address_that_is_open_to_anyone_is_about_coming_in_the_language_or_the_law() -> None:
    assert {(r.method, r.path) for r in ROUTES if r.right == "anyone"} == {
        *{("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/sign-out"), ("POST", "/language")},
        *{("GET", "/l/{token}"), ("GET", "/L/{token}"), ("GET", "/l/{token}/{thing}"), ("GET", "/in")},
        *{("POST", "/in/mail-code"), ("POST", "/in/code"), ("POST", "/in/enter"), ("POST", "/in/out")},
        *{("GET", "/accessibility"), ("GET", "/privacy")},
    }


def test_a_form_takes_more_than_reading_unless_it_changes_nothing_that_is_kept() -> None:
    assert [r.path for r in ACTED if r.right == "read"] == ["/rounds/{code}/rehearsal"]


@pytest.mark.parametrize("login", ["anna", "cilla", "david"])
def test_whoever_looks_at_every_page_changes_nothing(demo: Installation, walked: Walked, login: str) -> None:
    who = Person(demo, login)
    before = everything(demo)
    for route in SHOWN:
        answer = who.client.get(walked.address(route))
        allowed = route.right == "anyone" or route.right in MAY[PEOPLE[login][1]]
        assert answer.status_code in (FOUND if allowed else (403,)), route.path
    assert everything(demo) == before


def test_no_page_waits_for_a_second_connection_while_it_holds_one(demo: Installation, walked: Walked) -> None:
    """Otherwise as many at once as there are connections would all wait for each other."""
    held, most, here = threading.local(), Counter[str](), ""

    def out(*_: object) -> None:
        held.count = getattr(held, "count", 0) + 1
        most[here] = max(most[here], held.count)

    def back(*_: object) -> None:
        held.count -= 1

    event.listen(demo.runtime.engine, "checkout", out)
    event.listen(demo.runtime.engine, "checkin", back)
    try:
        for route in SHOWN:
            here = route.path
            Person(demo, "anna").client.get(walked.address(route))
    finally:
        event.remove(demo.runtime.engine, "checkout", out)
        event.remove(demo.runtime.engine, "checkin", back)
    assert {path: count for path, count in most.items() if count > 1} == {}


def test_asking_for_the_head_of_every_page_changes_nothing_and_says_nothing(demo: Installation, walked: Walked) -> None:
    before = everything(demo)
    for route in SHOWN:
        answer = Person(demo, "anna").client.head(walked.address(route))
        assert (answer.status_code in FOUND, answer.content) == (True, b""), route.path
    assert everything(demo) == before


@pytest.mark.parametrize("login", ["anna", "cilla", "david"])
def test_whoever_has_not_the_right_is_refused_by_every_form(demo: Installation, walked: Walked, login: str) -> None:
    """The forms are proven to be theirs, so that it is the right alone that is missing."""
    may, who = MAY[PEOPLE[login][1]], Person(demo, login)
    sent = {"_csrf": proof(demo.session(login)), "_form": "a-form-of-theirs", "_step": "confirm"}
    before = everything(demo)
    for route in ACTED:
        if route.right not in may and route.right != "anyone":
            assert who.client.post(walked.address(route), data=sent).status_code == 403, route.path
    assert everything(demo) == before


@pytest.mark.parametrize("source", ["cross-site", "same-site", "no-proof", "not-a-proof", "proof-of-another"])
def test_no_form_is_taken_from_anywhere_but_our_own_page(demo: Installation, walked: Walked, source: str) -> None:
    wrong = {"no-proof": None, "not-a-proof": "rätt", "proof-of-another": proof(demo.session("bo"))}
    given = wrong.get(source, proof(demo.session("anna")))
    headers = {"Sec-Fetch-Site": source} if source.endswith("-site") else {}
    sent = {"_form": "some-form", "_step": "confirm", **({"_csrf": given} if given else {})}
    before = everything(demo)
    for route in ACTED:
        anna = Person(demo, "anna")
        assert anna.client.post(walked.address(route), data=sent, headers=headers).status_code == 403, route.path
    assert everything(demo) == before


@pytest.mark.parametrize("why", ["never", "signed-out", "rested", "disabled"])
def test_without_a_session_nothing_is_shown_and_nothing_done(own_demo: Installation, walked: Walked, why: str) -> None:
    secret = own_demo.session("anna")
    who = Person(own_demo, None if why == "never" else "anna")
    match why:
        case "signed-out":
            sign_out(own_demo.runtime, secret)
        case "rested":
            own_demo.clock.jump(own_demo.clock() + IDLE + timedelta(seconds=1))
        case "disabled":
            disable_account(own_demo.runtime, "anna", Actor("drift"))
    before = everything(own_demo)
    who.client.follow_redirects = False
    for route in ROUTES:
        if route.right == "anyone":
            continue
        if route.method == "GET":
            answer = who.client.get(walked.address(route))
            assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in"), route.path
        else:
            answer = who.client.post(walked.address(route), data={"_csrf": proof(secret), "_form": "a-form"})
            assert answer.status_code == 401, route.path
        assert "Formas" not in answer.text
    assert everything(own_demo) == before


def test_another_role_holds_from_the_next_page_on(own_demo: Installation) -> None:
    anna, notes = Person(own_demo, "anna"), f"{ROUND}/agencies/formas/notes"
    seen = anna.see(f"{ROUND}/agencies/formas")
    sent = {**dict(seen.form(notes).fields), "text": "En anteckning."}
    set_role(own_demo.runtime, "anna", "auditor", Actor("drift"))
    before = everything(own_demo)
    assert anna.client.post(notes, data=sent).status_code == 403
    assert notes not in [f.action for f in anna.see(f"{ROUND}/agencies/formas").forms]
    assert everything(own_demo) == before
