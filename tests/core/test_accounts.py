"""Logins, passwords, places and the wait before another try, at their borders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jimflow.core.accounts import (
    MAY,
    folded,
    place_of,
    rest_before_next_try,
    wrong_login,
    wrong_password,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_who_hands_out_accounts_does_not_decide_and_who_looks_on_does_neither() -> None:
    assert {"coordinator": {"read", "act"}, "administrator": {"read", "administer"}, "auditor": {"read"}} == MAY


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("Anna.Ek", "anna.ek"),
        (" åsa ", "åsa"),
        ("A\u030asa", "åsa"),
        ("ａｎｎａ", "anna"),
        ("Straße", "strasse"),
        ("a b\tc", "abc"),
    ],
)
def test_a_login_has_one_form(typed: str, login: str) -> None:
    assert folded(typed) == login == folded(login)


@pytest.mark.parametrize("login", ["anna", "anna.ek@example.org", "åsa_2", "a-b+c", "x" * 100])
def test_letters_digits_and_the_signs_of_an_address_make_a_login(login: str) -> None:
    assert wrong_login(login) is None


@pytest.mark.parametrize("login", ["", "  ", "x" * 101, "anna/ek", "anna\u202eek", "<b>", "аnna", "anna\x00", "a,b"])
def test_what_cannot_be_read_or_could_be_taken_for_another_makes_none(login: str) -> None:
    assert wrong_login(login) is not None


@pytest.mark.parametrize("password", ["a" * 12, "            ", "å" * 12, "1" * 1000, "abc def ghi jkl"])
def test_twelve_characters_of_any_kind_make_a_password(password: str) -> None:
    assert wrong_password(password, "eva") is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("a" * 11, "too short"),
        ("a\u030a" * 11, "too short"),
        ("a" * 1001, "too long"),
        ("elva tecken\n och fler", "control character"),
        ("EVA.Lindqvist@example.org", "is the login"),
    ],
)
def test_fewer_too_many_invisible_ones_and_the_login_itself_do_not(password: str, said: str) -> None:
    wrong = wrong_password(password, "eva.lindqvist@example.org")
    assert wrong is not None and said in wrong.en


@pytest.mark.parametrize(
    ("origin", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        (" Unix ", "unix"),
        ("", ""),
        ("x" * 500, "x" * 64),
    ],
)
def test_a_place_is_an_ipv4_address_or_an_ipv6_network(origin: str, place: str) -> None:
    assert place_of(origin) == place


def test_five_at_a_login_and_thirty_from_a_place_are_the_borders() -> None:
    def rest(same: int, place: int) -> timedelta:
        return rest_before_next_try([NOW] * same, [NOW] * place, NOW)

    hour, none = timedelta(hours=1), timedelta(0)
    assert [rest(4, 29), rest(5, 29), rest(4, 30), rest(6, 31)] == [none, hour, hour, hour]


def test_the_wait_ends_when_so_many_have_grown_old_that_one_more_may_fail() -> None:
    tries = [NOW + n * SECOND for n in range(7)]
    hour = timedelta(hours=1)
    assert rest_before_next_try(tries, tries, NOW + hour) == 2 * SECOND
    assert rest_before_next_try(tries, tries, NOW + hour + 2 * SECOND) == timedelta(0)


def test_of_two_waits_the_longer_one_holds() -> None:
    same, place = [NOW] * 5, [NOW + 5 * SECOND] * 30
    assert rest_before_next_try(same, place, NOW + timedelta(minutes=59)) == timedelta(minutes=1, seconds=5)
