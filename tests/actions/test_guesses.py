"""How often codes, links and addresses may be tried, and that whoever is right gets in all the same."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.asked_codes import Asked
from jimflow.actions.coming_in import Refused
from jimflow.actions.doors import guest_of
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import create_fresh
from tests.actions.coming import AWAY, HOME, WRONG, Doorstep, a_mail, doorstep, inside

COORDINATOR = "coordinator.alfa@example.org"
HOUR = 3600


@pytest.fixture
def step(engine: Engine, tmp_path: Path) -> Doorstep:
    return doorstep(engine, tmp_path)


def test_the_sixth_wrong_code_within_an_hour_is_not_looked_at_and_after_it_the_right_one_is(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    assert [step.type(mail, "000000") for _ in range(5)] == [WRONG] * 5
    assert [step.type(mail, step.code_of(mail), place) for place in (HOME, AWAY)] == [Refused(HOUR)] * 2
    step.at("2021-01-18 10:00")
    inside(step.type(mail, step.code_of(mail)))


def test_while_a_mails_code_waits_the_person_signs_in_with_a_code_that_is_sent(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    for _ in range(6):
        step.type(mail, "000000", AWAY)
    step.ask(COORDINATOR)
    inside(step.enter(step.sent()))


def test_after_fifty_wrong_codes_in_all_a_mail_opens_nothing_any_more(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    for hour in range(10):
        step.at(f"2021-01-18 {9 + hour:02}:00")
        for n in range(5):
            assert step.type(mail, "000000", f"192.0.2.{n}") == WRONG
    step.at("2021-02-18 09:00")
    assert step.type(mail, step.code_of(mail)) == Refused(spent=True)
    step.ask(COORDINATOR, AWAY)
    told = step.round.rows(t.Guess, "about", "origin")
    assert {origin for about, origin in told if about == f"mail:{mail}"} == {""}  # not kept longer than it is needed


def test_one_place_has_thirty_tries_an_hour_at_anything_however_it_spells_itself(step: Doorstep) -> None:
    mails = [a_mail(step, "alfa") for _ in range(8)]
    places = [f"2001:db8::{n:x}" for n in range(40)]
    found = [step.type(mails[n // 5], "000000", places[n]) for n in range(31)]
    assert found == [*[WRONG] * 30, Refused(HOUR)]
    assert step.ask(COORDINATOR, "2001:DB8:0:0:ffff::1") == Refused(HOUR)
    assert isinstance(step.ask(COORDINATOR, "2001:db8:0:1::1"), Asked)


def test_codes_that_are_asked_for_keep_nobody_at_that_place_from_typing_the_one_in_a_mail(step: Doorstep) -> None:
    """A mail filter that presses every button asks for codes, from the address that a whole agency comes from."""
    mail, before = a_mail(step, "alfa"), "another browser"
    step.ask(COORDINATOR, browser=before)
    code = step.sent()
    found = [step.ask(f"made.up.{n}@example.org") for n in range(30)]
    assert [isinstance(one, Asked) for one in found] == [True] * 29 + [False]
    inside(step.type(mail, step.code_of(mail)))
    inside(step.enter(code, browser=before))


def test_three_codes_may_be_asked_for_in_a_quarter_of_an_hour_from_wherever(step: Doorstep) -> None:
    spelt = [COORDINATOR, COORDINATOR.upper(), f"  {COORDINATOR} ", COORDINATOR]
    found = [step.ask(address, f"192.0.2.{n}") for n, address in enumerate(spelt)]
    assert [isinstance(f, Asked) for f in found] == [True] * 3 + [False] and found[3] == Refused(900)
    step.at("2021-01-18 09:15")
    assert isinstance(step.ask(COORDINATOR), Asked)


def test_five_wrong_codes_end_a_sign_in_and_not_the_next_one(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    for _ in range(5):
        step.enter("00000000", AWAY)
    assert step.enter(step.sent()) == Refused(HOUR)
    step.ask(COORDINATOR)
    inside(step.enter(step.sent()))


def test_wrong_links_lock_nobody_out(step: Doorstep) -> None:
    mail = a_mail(step, "alfa")
    for n in range(40):
        step.type(mail + 1 + n, "000000")
    inside(step.type(mail, step.code_of(mail)))


def test_ten_thousand_guesses_at_links_and_codes_hit_nothing(tmp_path: Path) -> None:
    engine = open_engine("sqlite://")
    create_fresh(engine)
    step = doorstep(engine, tmp_path)
    mail = a_mail(step, "alfa")
    step.ask(COORDINATOR)
    place, found = [f"10.{n // 256}.{n % 256}.1" for n in range(5000)], set()
    for n in range(1000):
        found.add(step.type(mail, f"{n:06}", place[n]))
        found.add(step.enter(f"{n:08}", place[n + 2500]))
    guessed = [step.doors.token(n) for n in range(mail + 1, mail + 5001)]
    guessed += [f"{step.doors.token(mail)[:-4]}{n:04}".replace("0", "a").replace("1", "b") for n in range(3000)]
    opened = [token for token in guessed if guest_of(step.runtime, "", token) is not None]
    assert (found, opened) == ({WRONG, Refused(HOUR)}, [])
    assert len(step.round.rows(t.Guess, "id")) == 11  # five, five and the code that was asked for
    assert guest_of(step.runtime, "", step.doors.token(mail)) is not None
    engine.dispose()


def test_tries_at_the_same_moment_count_as_many_as_they_are(step: Doorstep) -> None:
    mail, many = a_mail(step, "alfa"), 50
    start, found = threading.Barrier(many), []

    def knock(n: int) -> None:
        start.wait(30)
        found.append(step.type(mail, "000000", f"192.0.2.{n}"))

    threads = [threading.Thread(target=knock, args=(n,)) for n in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found.count(WRONG), found.count(Refused(HOUR))) == (5, 45)
    assert len(step.round.rows(t.Guess, "id")) == 5


def test_a_code_typed_four_times_at_once_lets_in_once(step: Doorstep) -> None:
    step.ask(COORDINATOR)
    code, start, found = step.sent(), threading.Barrier(4), []

    def knock(_: int) -> None:
        start.wait(30)
        found.append(step.enter(code))

    threads = [threading.Thread(target=knock, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(f).__name__ for f in found) == ["Refused"] * 3 + ["Session"]
    assert len(step.round.rows(t.PersonSession, "id")) == 1
