"""The doors as a browser meets them: links, codes, scanners, guesses, and what is told to nobody."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from jimflow.actions.doors import guest_of
from jimflow.actions.going_out import revoke_links
from jimflow.core.model import Actor
from jimflow.store.tables import Appointment, Intent
from jimflow.store.tables import Person as Human
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.app import create_app
from jimflow.web.cookies import called
from tests.actions.going import EVERY_TABLE
from tests.demo_site import Installation
from tests.participants import holder, task
from tests.web.mailbox import Received, doors_of, mail_about_a_task, sent_code
from tests.web.person import Person

ANNA = "finance.csn@example.org"
HEAD = "agency_head.csn@example.org"


def nobody(made: Installation, lang: str = "sv") -> Person:
    """Somebody at a browser that has never been here."""
    return Person(made, None, lang)


def everything(made: Installation) -> dict[str, list[object]]:
    """Every row of every table."""
    found: dict[str, list[object]] = {}
    with read(made.runtime.engine) as tx:
        for kind in EVERY_TABLE:
            rows = select(table(kind)).order_by(*table(kind).primary_key.columns)
            found[kind.__name__] = [tuple(row) for row in tx.connection.execute(rows)]
    return found


@pytest.fixture
def mail(demo: Installation) -> Received:
    """The latest mail about one task to CSN's holder of finance."""
    return mail_about_a_task(demo, ANNA)


@pytest.fixture
def own(own_demo: Installation) -> Iterator[tuple[Installation, Received]]:
    """The same in a demo of one's own."""
    yield own_demo, mail_about_a_task(own_demo, ANNA)


# --- the link -----------------------------------------------------------------------------------


def test_a_link_leads_to_a_clean_address_and_keeps_its_secret_to_the_cookie(demo: Installation, mail: Received) -> None:
    who = nobody(demo)
    answer = who.client.get(mail.path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/my/tasks/{mail.tasks[0]}")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    cookie = answer.headers["set-cookie"]
    assert mail.path.rpartition("/")[2] in cookie and "HttpOnly" in cookie and "SameSite=lax" in cookie
    page = who.client.get(mail.path)
    assert page.status_code == 200 and mail.path.rpartition("-")[2] not in page.text


def test_a_mail_with_several_things_leads_to_them_all_and_each_link_to_its_own(
    own: tuple[Installation, Received],
) -> None:
    made, mail = own
    other = task(made, "csn", "evaluate_budgeting") or mail.tasks[0] + 1
    with write(made.runtime.engine) as tx:
        row = table(Intent)
        told = tx.connection.execute(select(row).where(row.c.mail == mail.number)).mappings().first()
        assert told is not None
        more = dict(told) | {"id": None, "key": "one more", "assignment": other}
        tx.connection.execute(insert(row).values(**{k: v for k, v in more.items() if k != "id"}))
    who = nobody(made)
    places = [who.client.get(mail.path + end, follow_redirects=False) for end in ("", "/1", "/2", "/2.", "/99")]
    first, second = f"/my/tasks/{mail.tasks[0]}", f"/my/tasks/{other}"
    assert [p.headers["location"] for p in places] == ["/my", first, second, second, "/my"]


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda path: "/L/" + path.removeprefix("/l/").upper(),
        lambda path: f"{path}.",
        lambda path: f"{path}%29",
        lambda path: path.replace("-", "%2D"),
        lambda path: f"{path}?utm_source=mail&data=05%7C02",
    ],
)
def test_a_link_that_came_through_other_programs_still_leads_there(demo: Installation, spoilt) -> None:  # type: ignore[no-untyped-def]
    mail = mail_about_a_task(demo, ANNA)
    answer = nobody(demo).client.get(spoilt(mail.path), follow_redirects=False)
    assert (answer.status_code, answer.headers.get("location")) == (303, f"/my/tasks/{mail.tasks[0]}")


def test_every_link_that_is_over_gives_the_same_page(own: tuple[Installation, Received]) -> None:
    made, mail = own
    person = holder(made, "csn", "finance")
    never = mail.path[:-4] + "aaaa"
    not_a_mail = f"/l/{doors_of(made).token(99999)}"
    pages = {name: nobody(made).client.get(path) for name, path in (("never", never), ("no mail", not_a_mail))}
    pages["nonsense"] = nobody(made).client.get("/l/hej")
    late = mail_about_a_task(made, "planning_followup.csn@example.org")
    revoke_links(made.runtime, Actor("drift"), person=person)
    pages["revoked"] = nobody(made).client.get(mail.path)
    assert nobody(made).client.get(late.path).status_code == 200
    made.clock.jump(made.clock() + timedelta(days=400))
    pages["over"] = nobody(made).client.get(late.path)
    assert {answer.status_code for answer in pages.values()} == {404}
    own_parts = r'value="[^"]*"|exempelklocka [^<]*'  # its own address, its proofs, and what day it is
    texts = {re.sub(own_parts, "", answer.text) for answer in pages.values()}
    assert len(texts) == 1
    assert "Länken gäller inte" in texts.pop()


def test_whoever_has_left_finds_the_link_over_and_may_not_type_its_code(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    assert who.client.get(mail.path).status_code == 200
    with write(made.runtime.engine) as tx:
        row = table(Appointment)
        gone = update(row).where(row.c.person == holder(made, "csn", "finance"))
        tx.connection.execute(gone.values(until=made.clock().date() - timedelta(days=1)))
    assert nobody(made).client.get(mail.path).status_code == 404
    assert who.see("/in").forms and "/in/mail-code" not in [form.action for form in who.page.forms]


# --- scanners -----------------------------------------------------------------------------------


def test_a_scanner_changes_nothing_and_the_link_works_for_the_person(own: tuple[Installation, Received]) -> None:
    made, mail = own
    before = everything(made)
    scanner = nobody(made)
    head = scanner.client.head(mail.path)
    assert head.status_code == 200 and head.text == ""
    for _ in range(20):
        assert scanner.client.get(mail.path).status_code == 200
    for path in ("/in", "/my", f"/my/tasks/{mail.tasks[0]}", "/l/hej", mail.path + "x", mail.path + "/1"):
        scanner.client.get(path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: nobody(made).client.get(mail.path).status_code, range(8)))
    assert found == [200] * 8
    assert everything(made) == before
    human = nobody(made)
    human.see(mail.path)
    human.see("/in?next=%2Fmy")
    human.press("/in/mail-code", {"code": mail.code})
    assert human.path == "/my"


def test_a_scanner_that_presses_every_button_gets_nowhere(own: tuple[Installation, Received]) -> None:
    made, mail = own
    scanner = nobody(made)
    kinds = ("PersonSession", "JointDraft", "HandedIn", "Forward", "Remark", "Rsvp", "Part", "Answer", "Intent")
    before = {kind: everything(made)[kind] for kind in kinds}
    scanner.see(mail.path)
    for start in (scanner.path, "/in", "/my"):
        page = scanner.see(start)
        for form in page.forms:
            if form.method.lower() == "post":
                scanner.client.post(form.action, data=dict(form.fields))
    assert {kind: everything(made)[kind] for kind in kinds} == before
    human = nobody(made)
    human.see(mail.path)
    human.see("/in")
    human.press("/in/mail-code", {"code": mail.code})
    assert human.path.startswith("/my")


# --- coming in ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_code_of_the_mail_lets_in_to_what_it_is_about(own_demo: Installation, lang: str) -> None:
    mail = mail_about_a_task(own_demo, ANNA)
    who = nobody(own_demo, lang)
    who.see(mail.path)
    task = who.path
    seen = who.see(f"/in?next={task}")
    assert {"sv": "Mejlet gick till adressen f…n@…", "en": "The mail went to the address f…n@…"}[lang] in seen.words
    assert ANNA not in who.html and mail.code not in who.html
    who.press("/in/mail-code", {"code": mail.code})
    assert who.path == task
    assert who.client.cookies.get(called("person", secure=False))


def test_a_wrong_code_is_told_and_the_sixth_is_not_looked_at(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    who.see("/in")
    warned = []
    for _ in range(5):
        told = who.press("/in/mail-code", {"code": "000 000"}, status=401)
        assert "Koden stämmer inte" in told.words
        warned.append("Ett försök kvar." in told.words)
    assert warned == [False, False, False, True, False]
    told = who.press("/in/mail-code", {"code": mail.code}, status=429)
    assert "En ny kod till din e-post fungerar redan nu. Annars kan du försöka igen om 60 minuter." in told.words
    who.press("/in/code", {"address": ANNA})
    who.press("/in/enter", {"code": sent_code(made)})
    assert who.path == "/my"


def test_whoever_answers_for_another_says_who_and_is_shown_so(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    task = who.path
    who.see(f"/in?next={task}")
    told = who.press("/in/mail-code", {"code": mail.code, "name": "Kim Kollega", "mail": "kim"}, status=422)
    assert "Din e-postadress" in told.words
    seen = who.press("/in/mail-code", {"code": mail.code, "name": "Kim Kollega", "mail": "kim@csn.se"})
    assert who.path == task and "Kim Kollega" in seen.words


def test_a_code_to_ones_address_lets_in_to_everything(own: tuple[Installation, Received]) -> None:
    made, _ = own
    who = nobody(made)
    who.see("/my/agency")
    assert who.path == "/in?next=%2Fmy%2Fagency"
    asked = who.press("/in/code", {"address": f" {ANNA.upper()} "})
    assert "Om adressen finns hos oss har vi skickat en kod" in asked.words
    told = who.press("/in/enter", {"code": "0000 0000"}, status=401)
    assert "Koden stämmer inte" in told.words
    who.press("/in/enter", {"code": sent_code(made)})
    assert who.path == "/my/agency"


def test_an_address_that_nobody_has_cannot_be_told_from_one_that_somebody_has(own_demo: Installation) -> None:
    pages = []
    for address in (ANNA, "finance.xyz@example.org"):
        who = nobody(own_demo)
        who.see("/in")
        who.press("/in/code", {"address": address})
        pages.append(re.sub(r'value="[^"]{20,}"', "", who.html).replace(address, "…"))
        who.press("/in/enter", {"code": "0000 0000"}, status=401)
        pages.append(re.sub(r'value="[^"]{20,}"', "", who.html).replace(address, "…"))
    assert pages[:2] == pages[2:]


def test_the_worker_is_woken_for_a_code_whoever_has_the_address(own_demo: Installation) -> None:
    rung: list[str] = []
    made = replace(own_demo, app=create_app(own_demo.runtime, lambda: rung.append("ring")))
    for address in (ANNA, "finance.xyz@example.org", "anna"):
        who = nobody(made)
        who.see("/in")
        who.press("/in/code", {"address": address}, status=422 if address == "anna" else 200)
    assert rung == ["ring", "ring"]


def test_several_people_at_one_address_choose_and_only_among_themselves(own_demo: Installation) -> None:
    with write(own_demo.runtime.engine) as tx:
        row = table(Human)
        tx.connection.execute(update(row).where(row.c.mail == HEAD).values(mail=ANNA, name="Chef Exempel"))
    who = nobody(own_demo)
    who.see("/in")
    who.press("/in/code", {"address": ANNA})
    seen = who.press("/in/enter", {"code": sent_code(own_demo)})
    assert "Vem är du?" in seen.words
    head = holder(own_demo, "csn", "agency_head")
    found = who.press("/in/enter", {"person": str(head)})
    assert who.path == "/my" and "Chef Exempel" in found.words


def test_what_was_typed_before_the_door_is_gone_on_with(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    sent = {"_csrf": "x", "_form": "a-form", "text": "Det här skrev jag innan jag hade kommit in."}
    answer = who.client.post(f"/my/tasks/{mail.tasks[0]}/comments", data=sent)
    assert answer.status_code == 401 and "Det du skrev finns kvar" in answer.text
    who._took(answer, 401)
    seen = who.press("/in/mail-code", {"code": mail.code})
    assert "Det här skrev jag innan jag hade kommit in." in seen.words
    assert [form.action for form in seen.forms if "comments" in form.action] == [f"/my/tasks/{mail.tasks[0]}/comments"]


def test_going_out_ends_it_in_every_window_and_forgets_the_link(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    who.see("/in")
    seen = who.press("/in/mail-code", {"code": mail.code})
    secret = who.client.cookies.get(called("person", secure=False))
    assert "/in/out" in [form.action for form in seen.forms]
    assert "Du har loggat ut" in who.press("/in/out").words
    other = nobody(made)
    other.client.cookies.set(called("person", secure=False), secret or "")
    other.see("/my")
    assert other.path.startswith("/in?next=")


@pytest.mark.parametrize(
    "place", ["https://evil.example", "//evil.example", "/\\evil.example", "/rounds", "/in/out", "/my\x00"]
)
def test_nobody_is_led_elsewhere(own: tuple[Installation, Received], place: str) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    who.see("/in")
    who.press("/in/mail-code", {"code": mail.code, "next": place})
    assert who.path == "/my"


def test_every_door_gives_a_new_secret_and_ends_the_session_it_replaces(own: tuple[Installation, Received]) -> None:
    made, mail = own
    who = nobody(made)
    who.see(mail.path)
    who.see("/in")
    who.press("/in/mail-code", {"code": mail.code})
    first = who.client.cookies.get(called("person", secure=False)) or ""
    who.see("/in?next=%2Fmy%2Fagency")
    assert "/in/mail-code" not in [form.action for form in who.page.forms]
    who.press("/in/code", {"address": ANNA})
    who.press("/in/enter", {"code": sent_code(made)})
    second = who.client.cookies.get(called("person", secure=False)) or ""
    assert first and second and first != second
    assert (guest_of(made.runtime, first, "") is None, guest_of(made.runtime, second, "") is None) == (True, False)


@pytest.mark.parametrize("path", ["/in/code", "/in/mail-code", "/in/enter", "/in/out"])
def test_a_form_of_elsewhere_opens_no_door(own: tuple[Installation, Received], path: str) -> None:
    made, mail = own
    sent = {"code": mail.code, "address": ANNA}
    who = nobody(made)
    who.see(mail.path)
    assert who.client.post(path, data=sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert who.client.post(path, data=sent | {"_csrf": "guessed"}).status_code == 403
    assert who.client.get(path).status_code in (404, 405)


# --- what is told to nobody ---------------------------------------------------------------------


def test_neither_link_nor_code_stands_in_a_log_a_page_or_a_table(
    own: tuple[Installation, Received], caplog: pytest.LogCaptureFixture
) -> None:
    made, mail = own
    caplog.set_level(logging.DEBUG)
    who = nobody(made)
    html = [who.client.get(mail.path).text]
    who.see("/in?next=%2Fmy")
    html.append(who.html)
    who.press("/in/mail-code", {"code": "111 111"}, status=401)
    html.append(who.html)
    who.press("/in/code", {"address": ANNA})
    html.append(who.html)
    code = sent_code(made)
    who.press("/in/enter", {"code": code})
    html.append(who.html)
    log = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))  # the test's own browser
    secret = mail.path.rpartition("-")[2]
    dump = str(everything(made))
    session = who.client.cookies.get(called("person", secure=False)) or ""
    assert session
    for hidden in (secret, mail.code, mail.code.replace(" ", ""), code, code.replace(" ", ""), session):
        alone = re.compile(rf"(?<![\w.]){re.escape(hidden)}(?!\w)")  # six digits stand within digests by chance
        assert [alone.search(text) for text in (dump, log)] == [None, None]
    for hidden in (secret, mail.code, code, session):
        assert [page for page in html if hidden in page] == []


def test_the_outbox_and_a_mail_shown_mask_them(demo: Installation, mail: Received) -> None:
    anna = Person(demo, "anna")
    anna.see(f"/rounds/jim-plus-2021-2022/outbox/{mail.number}")
    assert (
        "••••••" in anna.html
        or "••••••" in anna.client.get(f"/rounds/jim-plus-2021-2022/outbox/{mail.number}/html").text
    )
    assert mail.path not in anna.html and mail.code not in anna.html


def test_an_account_of_the_host_opens_no_page_of_those_who_take_part(demo: Installation) -> None:
    anna = Person(demo, "anna")
    for path in ("/my", "/my/agency", "/my/meetings"):
        anna.see(path)
        assert anna.path.startswith("/in?next=")
