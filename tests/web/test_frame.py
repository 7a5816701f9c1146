"""What holds for every page: who may, where a form comes from, what is kept, what is said when it cannot be done."""

import re
from datetime import timedelta

import pytest

from jimflow.web.app import routes
from jimflow.web.headers import ALWAYS
from jimflow.web.routing import PARTAKING
from tests.demo_site import PASSWORD, Installation
from tests.web.conftest import ROUND
from tests.web.participant import Participant
from tests.web.person import Person

FILLED = {
    "code": "jim-plus-2021-2022",
    "agency": "formas",
    "cluster": "forskning",
    "step": "deepening",
    "name": "jim-plus",
}


def filled(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda m: FILLED.get(m.group(1), "1"), path)


SHOWN = sorted({r.path for r in routes() if r.method == "GET" and r.right != "anyone"})
ACTED = sorted({(r.path, r.right) for r in routes() if r.method == "POST" and r.right != "anyone"})
PARTAKEN = {r.path for r in routes() if r.right in PARTAKING}


def allowed(made: Installation, right: str) -> Person:
    """Somebody who has the right."""
    if right in PARTAKING:
        return Participant(made)
    return Person(made, {"act": "anna", "administer": "cilla", "read": "david"}[right])


@pytest.mark.parametrize("path", SHOWN)
def test_nobody_sees_a_page_without_signing_in(demo: Installation, path: str) -> None:
    visitor = Person(demo, None)
    visitor.see(filled(path))
    assert visitor.path.startswith("/in?" if path in PARTAKEN else "/sign-in")


@pytest.mark.parametrize("path, right", [(path, right) for path, right in ACTED if right != "read"])
def test_a_form_takes_a_role_that_may(demo: Installation, path: str, right: str) -> None:
    """Without the right nothing is looked at; david may only read."""
    david = Person(demo, "david")
    answer = david.client.post(filled(path), data={"_csrf": "x"})
    if right in PARTAKING:  # an account is nobody there
        assert (answer.status_code, 'action="/in' in answer.text) == (401, True)
        return
    assert answer.status_code == 403
    assert "Du har inte rätt till det här" in answer.text


@pytest.mark.parametrize("path, right", ACTED)
def test_a_form_that_did_not_come_from_our_page_does_nothing(demo: Installation, path: str, right: str) -> None:
    who = allowed(demo, right)
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}):
        answer = who.client.post(filled(path), data={"_csrf": "guessed", "_step": "confirm"}, headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("path", [*SHOWN, "/sign-in"])
def test_every_page_lets_nothing_in_from_elsewhere(demo: Installation, path: str) -> None:
    answer = Person(demo, "anna").client.get(filled(path))
    for name in ALWAYS:
        assert answer.headers[name]
    assert "no-store" in answer.headers["cache-control"] or path.startswith("/static")


def test_someone_signs_in_and_lands_where_the_link_led(own_demo: Installation) -> None:
    visitor = Person(own_demo, None)
    visitor.see(f"{ROUND}?standing=late")
    visitor.press("/sign-in", {"login": "Anna", "password": PASSWORD})
    assert visitor.path == f"{ROUND}?standing=late"


def test_a_wrong_password_is_said_and_the_login_stays(own_demo: Installation) -> None:
    visitor = Person(own_demo, None)
    visitor.see("/sign-in")
    seen = visitor.press("/sign-in", {"login": "anna", "password": "fel"}, status=401)
    assert "Användarnamnet eller lösenordet stämmer inte" in seen.words
    assert ("login", "anna") in seen.form("/sign-in").fields


def test_too_many_tries_are_told_how_long_to_wait(own_demo: Installation) -> None:
    visitor = Person(own_demo, None)
    visitor.see("/sign-in")
    for _ in range(5):
        visitor.press("/sign-in", {"login": "anna", "password": "fel"}, status=401)
    seen = visitor.press("/sign-in", {"login": "anna", "password": PASSWORD}, status=429)
    assert "För många försök. Vänta 60 minuter" in seen.words


def test_the_way_back_after_signing_in_is_never_another_site(own_demo: Installation) -> None:
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example"):
        visitor = Person(own_demo, None)
        visitor.see(f"/sign-in?next={elsewhere}")
        visitor.press("/sign-in", {"login": "anna", "password": PASSWORD})
        assert visitor.path == ROUND


def test_after_signing_out_the_session_is_dead(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROUND)
    anna.press("/sign-out")
    again = Person(own_demo)
    again.see(ROUND)
    assert again.path.startswith("/sign-in")


def test_a_session_that_rests_ends_and_what_was_typed_is_kept(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROUND)
    own_demo.clock.jump(own_demo.clock() + timedelta(hours=11))
    kept = "En anteckning som tog lång tid att skriva."
    answer = anna.client.post(f"{ROUND}/agencies/formas/notes", data={"_csrf": "old", "text": kept})
    assert answer.status_code == 401
    assert kept in answer.text and "Det du skrev finns kvar" in answer.text


def test_the_language_is_chosen_on_any_page_and_stays(demo: Installation) -> None:
    anna = Person(demo)
    anna.see(f"{ROUND}?standing=late")
    seen = anna.press("/language", button="In English")
    assert anna.path == f"{ROUND}?standing=late"
    assert "Call today" in seen.words
    assert "Call today" in anna.see(ROUND).words


def test_a_form_that_is_too_large_is_refused_whole(demo: Installation) -> None:
    answer = Person(demo).client.post("/language", data={"next": "x" * (2 << 20)})
    assert answer.status_code == 413
    assert "Det du skickade är för stort" in answer.text


def test_an_address_that_is_no_page_answers_like_one(demo: Installation) -> None:
    seen = Person(demo).see("/nothing/here", 404)
    assert "Sidan finns inte" in seen.words
