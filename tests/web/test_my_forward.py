"""Skicka vidare: the form, the mail that is shown first, and that it happens once."""

from __future__ import annotations

import re

import pytest

from jimflow.actions.heartbeat import tick
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import task
from tests.web.participant import Participant
from tests.web.test_my import a_mail, browser_of

TASK = "adjust_resources"
NORA = {"name": "Nora Nyman", "address": "nora@example.org"}


def room(made: Installation, agency: str = "formas") -> str:
    return f"/my/tasks/{task(made, agency, TASK)}/forward"


def rows(made: Installation, sql: str) -> list[tuple[object, ...]]:
    with read(made.runtime.engine) as tx:
        return [tuple(row) for row in tx.raw.execute(sql).fetchall()]


def test_the_mail_is_shown_before_anything_is_done_and_then_sent_once(own_demo: Installation) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    seen = finance.press(place, {**NORA, "words": "Kan du ta\nfrågan om kostnader?"})
    assert "Mejlet till Nora Nyman" in seen.words
    assert "”Kan du ta frågan om kostnader?”" in seen.words
    assert "Skriv koden ••••••" in seen.words
    assert rows(own_demo, "select * from forward") == []
    name = dict(finance.page.form(place).fields)["_form"]
    done = finance.press(place, button="Skicka vidare")
    assert "Uppgiften är skickad vidare till Nora Nyman (nora@example.org)." in done.words
    assert rows(own_demo, "select may_hand_in, words from forward") == [(0, "Kan du ta\nfrågan om kostnader?")]
    again = finance.client.post(place, data={**NORA, "_form": name, "_step": "confirm", "_csrf": csrf(finance)})
    assert "Uppgiften är skickad vidare till Nora Nyman" in again.text
    assert len(rows(own_demo, "select * from forward")) == 1


def csrf(person: Participant) -> str:
    found = re.search(r'name="_csrf" value="(\w+)"', person.html)
    assert found is not None
    return found[1]


def test_the_mail_leaves_with_a_link_and_a_code_that_open_the_task(own_demo: Installation) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    finance.press(place, NORA)
    finance.press(place, button="Skicka vidare")
    tick(own_demo.runtime)
    ((mail, raw),) = rows(own_demo, "select id, raw from mail where address = 'nora@example.org'")
    assert isinstance(raw, bytes) and b"[[link]]" in raw and b"[[code]]" in raw
    assert rows(own_demo, f"select mail from mail_link where mail = {mail}") == [(mail,)]
    nora = browser_of(own_demo, "nora@example.org")
    assert "Nora Nyman" in nora.see(place).words


def test_a_mail_that_did_not_arrive_is_told_to_whoever_sent_it_on(own_demo: Installation) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    finance.press(place, NORA)
    finance.press(place, button="Skicka vidare")
    tick(own_demo.runtime)
    with write(own_demo.runtime.engine) as tx:
        tx.raw.execute("update mail set status = 'dead' where address = 'nora@example.org'")
    assert "Mejlet kom inte fram. Avsluta och försök med en annan adress." in finance.see(place).words


def test_thinking_better_of_it_keeps_what_was_typed(own_demo: Installation) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    finance.press(place, {**NORA, "may_hand_in": "yes"})
    assert "Kollegan får också skicka in svaret." in finance.page.words
    finance.press(place, button="Ändra först")
    assert {"name": "Nora Nyman", "address": "nora@example.org", "may_hand_in": "yes"}.items() <= dict(
        finance.page.form(place).fields
    ).items()
    assert rows(own_demo, "select * from forward") == []


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"name": "", "address": "nora@example.org"}, 422, "Skriv kollegans namn"),
        ({"name": "Nora", "address": "nora"}, 422, "saknar @"),
        ({"name": "Chefen", "address": "jim-samordnare.formas@example.org"}, 409, "har redan uppgiften"),
    ],
)
def test_what_will_not_do_is_told_above_the_form(
    demo: Installation, typed: dict[str, str], status: int, said: str
) -> None:
    finance, place = Participant(demo, "formas", "finance"), room(demo)
    if "jim" in typed["address"]:
        wanted = "select mail from person where name = 'JiM-samordnare, Formas'"
        typed = {**typed, "address": str(rows(demo, wanted)[0][0])}
    finance.see(place)
    assert said in finance.press(place, typed, status=status).words
    assert dict(finance.page.form(place).fields)["address"] == typed["address"]


def test_it_is_ended_by_whoever_sent_it_and_the_colleague_has_it_no_more(own_demo: Installation) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    finance.press(place, NORA)
    finance.press(place, button="Skicka vidare")
    nora = browser_of(own_demo, "nora@example.org")
    assert f"{place}/end" not in [f.action for f in nora.see(place).forms]
    assert "Nora Nyman har inte längre uppgiften." in finance.press(f"{place}/end").words
    nora.see(place, status=404)


def test_another_agencys_page_and_no_page_are_the_same(demo: Installation) -> None:
    finance = Participant(demo, "formas", "finance")
    pages = []
    for address in (room(demo, "vinnova"), "/my/tasks/999999/forward", "/my/tasks/x/forward"):
        finance.see(address, status=404)
        pages.append(finance.html.replace(address, "").replace(csrf(finance), ""))
    assert pages[0] == pages[1] == pages[2]


def test_the_code_of_the_tasks_mail_is_enough_and_a_link_alone_is_not(own_demo: Installation) -> None:
    place = room(own_demo)
    mail = a_mail(own_demo, "formas", "finance", task(own_demo, "formas", TASK))
    Participant(own_demo, "formas", "finance", mail=mail).see(place)
    other = a_mail(own_demo, "formas", "finance", task(own_demo, "formas", "self_assessment"))
    Participant(own_demo, "formas", "finance", mail=other).see(place, status=404)


def test_in_english(demo: Installation) -> None:
    finance, place = Participant(demo, "formas", "finance", lang="en"), room(demo)
    assert "Send on: Analysis of the allocation of resources" in finance.see(place).words
    assert "The mail to Nora Nyman" in finance.press(place, NORA).words


def test_the_colleague_s_language_is_the_page_s_unless_another_is_chosen_and_a_known_person_keeps_theirs(
    own_demo: Installation,
) -> None:
    finance, place = Participant(own_demo, "formas", "finance"), room(own_demo)
    finance.see(place)
    assert dict(finance.page.form(place).fields)["language"] == "sv"
    assert "has sent an assignment on to you" in finance.press(place, {**NORA, "language": "en"}).words
    finance.press(place, button="Skicka vidare")
    finance.see(place)
    finance.press(place, {"name": "Olle Ek", "address": "olle@example.org"})
    finance.press(place, button="Skicka vidare")
    spoken = "select mail, language from person where mail in ('nora@example.org', 'olle@example.org') order by mail"
    assert rows(own_demo, spoken) == [("nora@example.org", "en"), ("olle@example.org", "sv")]
    tick(own_demo.runtime)
    nora = browser_of(own_demo, "nora@example.org")
    nora.client.cookies.delete(called("lang", secure=False))
    assert "My assignments" in nora.see(place).words
    other = Participant(own_demo, "vinnova", "finance")
    there = room(own_demo, "vinnova")
    other.see(there)
    assert "has sent an assignment on to you" in other.press(there, {**NORA, "language": "sv"}).words
