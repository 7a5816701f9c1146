"""Who gets in, for how long, and how often one may try; with as much work for nobody as for somebody."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.accounts import disable_account, end_sessions, remove_account, set_password, set_role
from jimflow.actions.sign_in import Refused, Session, sign_in_as, sign_out, signed_in, touch
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import EVERY_TABLE
from tests.actions.loaded import place
from tests.actions.signing import AWAY, HOME, OPERATOR, PASSWORD, WRONG, Door, small

HOUR = 3600


@pytest.fixture
def door(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """At nine o'clock."""
    found = Door(place(engine, tmp_path, "2026-11-23 09:00:00"), small(monkeypatch))
    found.add("eva")
    found.add("per", "administrator")
    found.add("ulla")
    found.add("siv", password=None)
    disable_account(found.runtime, "ulla", OPERATOR)
    return found


def at(door: Door, clock: str) -> None:
    door.here.clock.set(f"2026-11-23 {clock}")


# --- who gets in --------------------------------------------------------------------------------


def test_whoever_knows_the_password_is_signed_in_as_the_account(door: Door) -> None:
    session = door.enter()
    assert door.inside(session) == session.account
    assert (session.account.id, session.account.login, session.account.name) == (
        door.numbers["eva"],
        "eva",
        "Eva Påhittad",
    )
    assert (session.account.role, session.account.language) == ("coordinator", "sv")


@pytest.mark.parametrize("typed", ["EVA", "  eva ", "e va", "ｅｖａ", "eva\u00a0"])
def test_a_login_is_the_same_however_it_is_typed(door: Door, typed: str) -> None:
    assert door.enter(typed).account.id == door.numbers["eva"]


def test_a_password_is_the_same_whether_its_rings_and_dots_stand_alone_or_not(door: Door) -> None:
    apart = PASSWORD.replace("å", "a\u030a").replace("ä", "a\u0308")
    assert apart != PASSWORD
    assert door.enter(password=apart).account.login == "eva"


def test_a_password_in_capitals_is_another_password(door: Door) -> None:
    assert door.knock(password=PASSWORD.upper()) == WRONG


@pytest.mark.parametrize("login", ["eva", "ulla", "siv", "nobody", ""])
def test_wrong_unknown_disabled_and_without_password_get_the_same_answer_for_the_same_work(
    door: Door, login: str
) -> None:
    for password in ("fel lösenord", "", PASSWORD if login != "eva" else "fel"):
        before = door.reckoner.tried
        assert door.knock(login, password) == WRONG
        assert door.reckoner.tried == before + 1
    assert door.here.rows(t.WebSession) == []


def test_whoever_is_vouched_for_gets_in_without_a_password_and_nobody_else_does(door: Door) -> None:
    found = sign_in_as(door.runtime, " SIV")
    assert isinstance(found, Session) and door.inside(found) == found.account
    assert found.account.login == "siv"
    assert [sign_in_as(door.runtime, login) for login in ("ulla", "nobody")] == [WRONG, WRONG]


def test_every_session_has_a_secret_of_its_own_of_256_bits(door: Door) -> None:
    found = {door.enter().secret for _ in range(5)}
    assert [len(secret) for secret in found] == [43] * 5  # 32 octets in base64


# --- for how long -------------------------------------------------------------------------------


def test_a_session_that_has_rested_for_half_an_hour_is_over(door: Door) -> None:
    session = door.enter()
    at(door, "09:29:59")
    assert door.inside(session) is not None
    at(door, "09:30:00")
    assert door.inside(session) is None


def test_a_session_that_is_used_lasts_ten_hours_and_no_longer(door: Door) -> None:
    session = door.enter()
    for minutes in range(20, 600, 20):
        at(door, f"{9 + minutes // 60:02}:{minutes % 60:02}:00")
        found = door.inside(session)
        assert found is not None
        touch(door.runtime, found)
    at(door, "18:59:59")
    assert door.inside(session) is not None
    at(door, "19:00:00")
    assert door.inside(session) is None


def test_that_it_was_seen_is_written_once_a_minute_and_reading_writes_nothing(door: Door) -> None:
    session = door.enter()
    seen = []
    for clock in ("09:00:30", "09:00:59", "09:01:00", "09:01:30", "09:02:00"):
        at(door, clock)
        before = door.here.rows(t.WebSession)
        found = door.inside(session)
        assert found is not None and door.here.rows(t.WebSession) == before
        touch(door.runtime, found)
        seen += [moment.strftime("%M:%S") for (moment,) in door.here.rows(t.WebSession, "seen_at")]
    assert seen == ["00:00", "00:00", "01:00", "01:00", "02:00"]


def test_what_has_ended_is_not_brought_back_by_being_seen(door: Door) -> None:
    session = door.enter()
    rested, ended = session.account, door.enter()
    sign_out(door.runtime, ended.secret)
    at(door, "09:30:00")
    before = door.here.rows(t.WebSession)
    touch(door.runtime, rested)
    touch(door.runtime, ended.account)
    assert door.here.rows(t.WebSession) == before


def test_signing_out_ends_that_browser_alone(door: Door) -> None:
    home, away = door.enter(), door.enter(origin=AWAY)
    sign_out(door.runtime, home.secret)
    assert door.inside(home) is None and door.inside(away) == away.account


@pytest.mark.parametrize("secret", ["", "x", "å" * 43, "\udc80", "' OR 1=1 --"])
def test_a_secret_that_nobody_was_given_is_nobodys(door: Door, secret: str) -> None:
    door.enter()
    assert signed_in(door.runtime, secret) is None
    sign_out(door.runtime, secret)
    assert door.here.rows(t.WebSession, "ended_at") == [(None,)]


def test_what_is_stored_of_a_session_opens_nothing(door: Door) -> None:
    door.enter()
    ((stored,),) = door.here.rows(t.WebSession, "secret")
    assert signed_in(door.runtime, stored) is None


def test_disabling_a_new_password_signing_out_and_removing_end_every_session_of_that_account_alone(door: Door) -> None:
    others = door.enter("per")
    for end in (
        lambda: set_password(door.runtime, "eva", PASSWORD, OPERATOR),
        lambda: end_sessions(door.runtime, "eva", OPERATOR),
        lambda: disable_account(door.runtime, "eva", OPERATOR),
    ):
        mine = [door.enter(), door.enter(origin=AWAY)]
        assert end() == 2
        assert [door.inside(session) for session in mine] == [None, None]
    session = door.enter("per", AWAY)
    assert door.inside(others) == others.account
    remove_account(door.runtime, "per", OPERATOR)
    assert [door.inside(s) for s in (others, session)] == [None, None]


def test_a_session_opens_nothing_once_its_account_is_disabled_even_where_it_was_not_ended(door: Door) -> None:
    session = door.enter()
    account = table(t.Account)
    with write(door.runtime.engine) as tx:
        tx.connection.execute(update(account).values(disabled_at=door.here.clock.now))
    assert door.here.rows(t.WebSession, "ended_at") == [(None,)]
    assert door.inside(session) is None


def test_a_role_that_is_changed_holds_from_the_next_look(door: Door) -> None:
    session = door.enter()
    set_role(door.runtime, "eva", "auditor", OPERATOR)
    assert door.inside(session) == replace(session.account, role="auditor")


def test_a_password_that_is_changed_while_it_is_looked_at_lets_nobody_in(door: Door) -> None:
    def changed() -> None:
        door.reckoner.meanwhile = lambda: None
        set_password(door.runtime, "eva", "ett alldeles nytt lösenord", OPERATOR)

    door.reckoner.meanwhile = changed
    assert door.knock(password=PASSWORD) == WRONG
    assert door.here.rows(t.WebSession) == []


def test_an_account_that_is_disabled_while_its_password_is_looked_at_lets_nobody_in(door: Door) -> None:
    def off() -> None:
        door.reckoner.meanwhile = lambda: None
        disable_account(door.runtime, "eva", OPERATOR)

    door.reckoner.meanwhile = off
    assert door.knock(password=PASSWORD) == WRONG
    assert door.here.rows(t.WebSession) == []


def test_sessions_are_kept_for_thirty_days_and_go_when_anyone_knocks(door: Door) -> None:
    door.enter()
    door.here.clock.set("2026-12-23 18:59:59")
    door.knock("nobody")
    assert len(door.here.rows(t.WebSession)) == 1
    door.here.clock.set("2026-12-23 19:00:00")
    door.knock("nobody")
    assert door.here.rows(t.WebSession) == []


# --- how often one may try ----------------------------------------------------------------------


def test_the_sixth_failed_try_within_an_hour_is_not_looked_at_and_neither_is_a_right_one(door: Door) -> None:
    for second in range(5):
        at(door, f"09:00:0{second}")
        assert door.knock() == WRONG
    before = door.reckoner.tried
    assert door.knock(password=PASSWORD) == Refused(HOUR - 4)
    at(door, "09:59:59")
    assert door.knock(password=PASSWORD) == Refused(1)
    assert door.reckoner.tried == before
    at(door, "10:00:00")
    assert isinstance(door.knock(password=PASSWORD), Session)


def test_the_true_person_gets_in_from_elsewhere_while_somebody_guesses(door: Door) -> None:
    for _ in range(8):
        door.knock()
    assert door.enter(origin=AWAY).account.login == "eva"


def test_a_try_that_was_not_looked_at_does_not_make_the_wait_longer(door: Door) -> None:
    for _ in range(5):
        door.knock()
    at(door, "09:30:00")
    assert [door.knock() for _ in range(3)] == [Refused(HOUR // 2)] * 3
    at(door, "10:00:00")
    assert door.knock() == WRONG


@pytest.mark.parametrize("login", ["eva", "nobody", "ulla"])
def test_another_way_of_typing_a_login_is_no_other_login(door: Door, login: str) -> None:
    for typed in (login, login.upper(), f" {login}", f"{login[0]} {login[1:]}", f"{login}\u3000"):
        assert door.knock(typed) == WRONG
    assert door.knock(login) == Refused(HOUR)


def test_another_address_of_the_same_network_is_no_other_place(door: Door) -> None:
    same = (
        "2001:db8:1:2::1",
        "2001:DB8:1:2:ffff::9",
        "2001:0db8:0001:0002::5%eth0",
        "2001:db8:1:2::",
        "2001:db8:1:2::7",
    )
    for origin in same:
        assert door.knock(origin=origin) == WRONG
    assert door.knock(origin="2001:db8:1:2:a:b:c:d") == Refused(HOUR)
    assert door.knock(origin="2001:db8:1:3::1") == WRONG


def test_an_ipv4_address_is_the_same_place_in_the_dress_of_ipv6_and_its_neighbour_is_another(door: Door) -> None:
    for origin in (HOME, f"::ffff:{HOME}", f" {HOME}", HOME, f"::FFFF:{HOME}"):
        assert door.knock(origin=origin) == WRONG
    assert door.knock(origin=HOME) == Refused(HOUR)
    assert door.knock(origin="::ffff:192.0.2.8") == WRONG


def test_from_one_place_thirty_tries_may_fail_within_an_hour_whatever_the_logins(door: Door) -> None:
    for n in range(30):
        assert door.knock(f"gissning{n}") == WRONG
    assert door.knock("eva", PASSWORD) == Refused(HOUR)
    assert door.enter("eva", AWAY).account.login == "eva"
    at(door, "10:00:00")
    assert door.enter("eva").account.login == "eva"


def test_getting_in_forgets_the_failed_tries_at_that_login_from_that_place_alone(door: Door) -> None:
    for login, origin in (("eva", HOME), ("per", HOME), ("eva", AWAY)):
        for _ in range(4):
            assert door.knock(login, origin=origin) == WRONG
    door.enter()
    assert Counter(origin for (origin,) in door.here.rows(t.SignInTry, "origin")) == {HOME: 4, AWAY: 4}
    assert [door.knock() for _ in range(6)] == [WRONG] * 5 + [Refused(HOUR)]


def test_no_try_is_kept_longer_than_it_counts(door: Door) -> None:
    door.knock()
    at(door, "10:00:00")
    door.knock("per", origin=AWAY)
    assert door.here.rows(t.SignInTry, "origin") == [(AWAY,)]


@pytest.mark.parametrize(("logins", "looked_at"), [(1, 5), (50, 30)])
def test_fifty_guesses_at_the_same_moment_count_as_fifty(door: Door, logins: int, looked_at: int) -> None:
    barrier, answers = threading.Barrier(50), []

    def guess(n: int) -> None:
        barrier.wait(20)
        try:
            answers.append(door.knock(f"eva{n % logins}"))
        except BaseException as error:  # noqa: BLE001 - it is told below, in the test's own thread
            answers.append(error)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert Counter(answers) == {WRONG: looked_at, Refused(HOUR): 50 - looked_at}
    assert door.reckoner.tried == looked_at


# --- what is kept -------------------------------------------------------------------------------


def test_no_secret_is_stored_logged_or_shown(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    session = door.enter()
    by_mistake = "mitt riktiga lösenord"
    for _ in range(6):
        door.knock(by_mistake, "något annat hemligt")
    set_password(door.runtime, "per", "ännu ett lösenord", OPERATOR)
    stored = repr({kind.__name__: door.here.rows(kind) for kind in EVERY_TABLE})
    everything = stored + caplog.text + repr(session)
    secrets = (
        session.secret,
        PASSWORD,
        by_mistake,
        by_mistake.replace(" ", ""),
        "något annat hemligt",
        "ännu ett lösenord",
    )
    assert [secret for secret in secrets if secret in everything] == []
    assert "sign-in of account" in caplog.text and "too many failed tries" in caplog.text


def test_a_password_is_kept_anew_when_the_parameters_have_changed_and_its_sessions_go_on(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = door.enter()
    small(monkeypatch, time_cost=2)
    door.enter()
    ((kept,),) = door.here.rows(t.Account, "password", login="eva")
    assert "$m=8,t=2,p=1$" in kept
    assert door.inside(before) == before.account
    door.enter()
    assert door.here.rows(t.Account, "password", login="eva") == [(kept,)]


def test_two_who_sign_in_at_once_when_the_parameters_have_changed_both_get_in(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    stronger = small(monkeypatch, time_cost=2)

    def other() -> None:
        stronger.meanwhile = lambda: None
        door.enter(origin=AWAY)

    stronger.meanwhile = other
    door.enter()
    assert door.here.rows(t.WebSession, "ended_at") == [(None,), (None,)]
