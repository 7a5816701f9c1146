"""What hostile requests come to: nothing is done, nothing is told that should not be, and an answer is given."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from starlette.testclient import TestClient

from jimflow.actions.accounts import set_password
from jimflow.actions.sign_in import signed_in
from jimflow.config import Settings
from jimflow.core.accounts import LONGEST
from jimflow.core.model import Actor
from jimflow.web.app import create_app
from jimflow.web.forms import proof
from jimflow.web.rehearsing import rehearsals
from tests.demo_site import PASSWORD, Installation
from tests.web.conftest import ROUND
from tests.web.page_reader import read_page
from tests.web.person import Person
from tests.web.test_access import everything

NOTES = f"{ROUND}/agencies/formas/notes"
HUGE = "9" * 5000


def a_note(made: Installation, login: str = "anna", name: str = "a-form", text: str = "En sak.") -> dict[str, str]:
    """A form as the page would send it."""
    return {"_csrf": proof(made.session(login)), "_form": name, "kind": "call", "text": text}


@pytest.mark.parametrize("number", ["²", "٣", HUGE, "-1", "%00", "1e3"])
def test_a_number_in_an_address_that_is_none_of_ours_is_no_fault(demo: Installation, number: str) -> None:
    anna = Person(demo)
    for address in (
        *(f"{ROUND}?page={number}", f"{ROUND}/people?page={number}", f"/audit?before={number}"),
        *(f"/audit/{number}/1", f"/audit/1/{number}", f"{ROUND}/outbox/{number}", f"{ROUND}?done={number}"),
        *(f"{ROUND}/outbox/waiting/{number}", f"{ROUND}/people/{number}/hand-over"),
        *(f"{ROUND}/outbox?view=sent&before={number}", f"{ROUND}/rehearsal/mails/{number}"),
    ):
        assert anna.client.get(address).status_code in (200, 404), address


@pytest.mark.parametrize("name", ["", "å", "x" * 65, "x" * 900_000, "a b", "\r\nLocation:x", "<script>"])
def test_a_form_without_a_name_of_ours_is_asked_for_again(demo: Installation, name: str) -> None:
    anna, before = Person(demo), everything(demo)
    answer = anna.client.post(NOTES, data=a_note(demo, name=name, text="Det här ska finnas kvar."))
    assert answer.status_code == 403
    assert "Det här ska finnas kvar." in answer.text
    assert everything(demo) == before


def test_the_name_of_a_form_that_somebody_else_sent_does_nothing_and_tells_nothing(own_demo: Installation) -> None:
    anna, bo = Person(own_demo, "anna"), Person(own_demo, "bo")
    assert anna.client.post(NOTES, data=a_note(own_demo)).status_code == 200
    before = everything(own_demo)
    answer = bo.client.post(NOTES, data=a_note(own_demo, "bo"))
    assert answer.status_code == 409
    assert "Anteckningen är sparad" not in answer.text
    assert "Anteckningen är sparad" not in bo.client.get(f"{ROUND}?done=a-form").text
    assert everything(own_demo) == before


def test_a_form_sent_eight_times_at_once_is_done_once_and_answered_alike(own_demo: Installation) -> None:
    anna = Person(own_demo)
    start, sent = Barrier(8), a_note(own_demo, text="Sagt en gång.")

    def send(_: int) -> tuple[int, str]:
        start.wait(10)
        answer = anna.client.post(NOTES, data=sent, follow_redirects=False)
        return answer.status_code, answer.headers["location"].partition("?")[0].partition("#")[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert answers == [(303, f"{ROUND}/agencies/formas")] * 8
    assert str(everything(own_demo)["note"]).count("Sagt en gång.") == 1


@pytest.mark.parametrize("origin, status", [("null", 403), ("https://evil.example", 403), ("http://testserver", 200)])
def test_a_browser_that_tells_only_its_origin_is_believed_too(own_demo: Installation, origin: str, status: int) -> None:
    answer = Person(own_demo).client.post(NOTES, data=a_note(own_demo), headers={"Origin": origin})
    assert answer.status_code == status


def test_behind_a_proxy_the_origin_is_the_address_that_people_know(own_demo: Installation) -> None:
    known = {"Origin": Settings().base_url, "Host": "inside:8021"}
    assert Person(own_demo).client.post(NOTES, data=a_note(own_demo), headers=known).status_code == 200


@pytest.mark.parametrize(
    "kind, body",
    [
        ("multipart/form-data; boundary=x", b"garbage"),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--\r\n"),
        ("application/json", b"{}"),
        ("application/x-www-form-urlencoded", b"&&&=;%%%zz=%" + b"&a" * 400_000),
        ("application/x-www-form-urlencoded; charset=nothing", b"\xff=\xff"),
    ],
)
def test_what_is_no_form_is_refused(demo: Installation, kind: str, body: bytes) -> None:
    before = everything(demo)
    assert Person(demo).client.post(NOTES, content=body, headers={"Content-Type": kind}).status_code == 403
    assert everything(demo) == before


def test_signs_that_nobody_types_are_left_out(own_demo: Installation) -> None:
    fields = {**a_note(own_demo), "text": "Halv\\ud800, tom\\x00, bakvant\\u202e.\\u2028Ny rad."}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    answer = Person(own_demo).client.post(NOTES, content="".join([*parts, "--x--\r\n"]), headers={"Content-Type": kind})
    assert answer.status_code == 200
    assert "Halv, tom, bakvant.\nNy rad." in str(everything(own_demo)["note"][0][3])


@pytest.mark.parametrize("address", [f"{ROUND}/", "/rounds/", "/sign-in/", "//evil.example/", "/static/"])
def test_no_answer_leads_to_the_host_that_a_request_names(demo: Installation, address: str) -> None:
    spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    for login in ("anna", None):
        answer = Person(demo, login).client.get(address, headers=spoofed, follow_redirects=False)
        assert answer.headers.get("location", "/").startswith("/")
        assert not answer.headers.get("location", "/").startswith("//")
        assert "evil.example" not in answer.text.replace('value="//evil.example/"', "")


def test_a_database_that_cannot_be_asked_who_it_is_gives_a_page_and_no_trace(
    own_demo: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    anna = Person(own_demo)
    with own_demo.runtime.engine.begin() as connection:
        connection.exec_driver_sql("alter table web_session rename to elsewhere")
    with caplog.at_level(logging.ERROR, "jimflow.web"):
        for answer in (anna.client.get(ROUND), anna.client.post(NOTES, data=a_note(own_demo)), anna.client.get("/x")):
            assert answer.status_code == 503
            assert "<h1>" in answer.text and "web_session" not in answer.text
            assert "content-security-policy" in answer.headers


def test_the_log_of_a_fault_holds_nothing_that_is_kept(
    own_demo: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    with own_demo.runtime.engine.begin() as connection:
        connection.exec_driver_sql("create trigger full before insert on note begin select raise(abort, 'no'); end")
    answer = Person(own_demo).client.post(NOTES, data=a_note(own_demo, text="Karin Karlsson ringde."))
    assert answer.status_code == 503
    assert "fault" in caplog.text
    assert "Karin" not in caplog.text + answer.text.replace("value=", "")


def test_a_page_never_shows_the_words_of_the_database(own_demo: Installation) -> None:
    with own_demo.runtime.engine.begin() as connection:
        refusing = "raise(abort, 'DETAIL: Key (name)=(Karin Karlsson) already exists')"
        connection.exec_driver_sql(f"create trigger full before insert on note begin select {refusing}; end")
    answer = Person(own_demo).client.post(NOTES, data=a_note(own_demo))
    assert answer.status_code == 503
    assert "Karin" not in answer.text


def test_a_password_sent_from_an_old_page_is_shown_on_no_page(own_demo: Installation) -> None:
    visitor = Person(own_demo, None)
    sent = {"login": "anna", "password": "en lång mening som ingen ska se", "next": ROUND, "kept-text": "Sparat."}
    answer = visitor.client.post("/sign-in", data={**sent, "_csrf": "old"})
    assert answer.status_code == 403
    assert "en lång mening" not in answer.text
    seen = read_page(answer.text)
    assert "Skriv lösenordet igen" in seen.words
    fields = seen.form("/sign-in").fields
    assert {("login", "anna"), ("next", ROUND), ("kept-text", "Sparat.")} <= set(fields)


def test_what_was_told_of_forms_is_forgotten_when_no_browser_can_send_them_again(own_demo: Installation) -> None:
    Person(own_demo).client.post(NOTES, data=a_note(own_demo))
    assert len(everything(own_demo)["submission"]) == 1
    own_demo.clock.jump(own_demo.clock() + LONGEST)
    visitor = Person(own_demo, None)
    visitor.see("/sign-in")
    visitor.press("/sign-in", {"login": "bo", "password": PASSWORD})
    assert everything(own_demo)["submission"] == []


def over_https(made: Installation) -> Installation:
    """The same installation where people reach it over HTTPS."""
    settings = made.runtime.settings.model_copy(update={"base_url": "https://jim.example"})
    runtime = replace(made.runtime, settings=settings)
    return Installation(create_app(runtime), runtime, made.clock)


def test_over_https_a_cookie_travels_encrypted_only_to_this_host_and_to_no_script(own_demo: Installation) -> None:
    client = TestClient(over_https(own_demo).app, base_url="https://jim.example")
    asked = client.get("/sign-in")
    assert asked.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    sent = dict(read_page(asked.text).form("/sign-in").fields)
    entered = client.post("/sign-in", data={**sent, "login": "anna", "password": PASSWORD}, follow_redirects=False)
    for answer, name in ((asked, "browser"), (entered, "session")):
        (said,) = answer.headers.get_list("set-cookie")
        assert said.startswith(f"__Host-jimflow-{name}=")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(said.split("; "))
        assert "Domain" not in said
    assert client.get(ROUND, follow_redirects=False).status_code == 200


def test_signing_in_takes_over_nothing_that_was_there_before(own_demo: Installation) -> None:
    visitor = Person(own_demo, None)
    for name, planted in (("session", "chosen-by-somebody-else"), ("browser", "known-to-somebody-else")):
        visitor.client.cookies.set(f"jimflow-{name}", planted, domain="testserver.local", path="/")
    visitor.see("/sign-in")
    visitor.press("/sign-in", {"login": "anna", "password": PASSWORD})
    ours = visitor.client.cookies["jimflow-session"]
    assert len(ours) == 43
    assert dict(visitor.page.form("/sign-out").fields)["_csrf"] == proof(ours)
    known = {**a_note(own_demo), "_csrf": proof("known-to-somebody-else")}
    assert visitor.client.post(NOTES, data=known).status_code == 403


def test_signing_in_as_somebody_else_ends_the_session_before(own_demo: Installation) -> None:
    before = own_demo.session("anna")
    who = Person(own_demo, "anna")
    sent = {"_csrf": proof(before), "_form": "a-form", "login": "bo", "password": PASSWORD}
    assert who.client.post("/sign-in", data=sent, follow_redirects=False).status_code == 303
    assert signed_in(own_demo.runtime, before) is None


def test_a_new_password_ends_what_was_open_in_every_browser(own_demo: Installation) -> None:
    anna = Person(own_demo)
    anna.see(ROUND)
    set_password(own_demo.runtime, "anna", "ett nytt lösenord", Actor("drift"))
    anna.see(ROUND)
    assert anna.path.startswith("/sign-in")


def test_what_is_remembered_of_the_board_is_nobody_elses(own_demo: Installation) -> None:
    anna, bo, english = Person(own_demo, "anna"), Person(own_demo, "bo"), Person(own_demo, "anna", "en")
    for who, name, word in ((anna, "Anna Alm", "Ring"), (bo, "Bo Berg", "Ring"), (english, "Anna Alm", "Call")) * 2:
        words = who.see(ROUND).words
        assert name in words and word in words
        assert {"Anna Alm", "Bo Berg"} - {name} == {n for n in ("Anna Alm", "Bo Berg") if n not in words}
        assert dict(who.page.form("/sign-out").fields)["_csrf"] == proof(who.client.cookies["jimflow-session"])


def test_more_than_a_form_may_have_is_refused_whole_in_parts_too(demo: Installation) -> None:
    before = everything(demo)
    answer = Person(demo).client.post(f"{ROUND}/edit", files={"file": ("a.xlsx", b"x" * (13 << 20))})
    assert answer.status_code == 413
    many = Person(demo).client.post(NOTES, data={f"f{n}": "1" for n in range(3000)}, files={"file": ("a", b"x")})
    assert many.status_code == 403
    assert everything(demo) == before


def test_as_many_rehearsals_as_are_asked_for_are_one(own_demo: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    david, begun = Person(own_demo, "david"), rehearsals(own_demo.runtime.engine, own_demo.runtime.settings)
    sent = {"_csrf": proof(own_demo.session("david")), "_form": "a-form", "people": "late"}
    with begun.held():
        threads = {t.ident for t in threading.enumerate()}
        for number in range(30):
            data = {**sent, "_form": f"form-{number}"}
            assert david.client.post(f"{ROUND}/rehearsal", data=data, follow_redirects=False).status_code == 303
        more = [t for t in threading.enumerate() if t.name == "jimflow-rehearsal" and t.ident not in threads]
        assert len(more) == 1
        monkeypatch.setattr(begun, "_play", lambda job, people: None)
    more[0].join(10)


def test_a_password_may_begin_and_end_with_a_space(own_demo: Installation) -> None:
    set_password(own_demo.runtime, "anna", " en mening med luft ", Actor("drift"))
    visitor = Person(own_demo, None)
    visitor.see("/sign-in")
    visitor.press("/sign-in", {"login": "anna", "password": "en mening med luft"}, status=401)
    visitor.press("/sign-in", {"login": "anna", "password": " en mening med luft "})
    assert visitor.path == ROUND
