"""Links and codes that follow from a key: what is made is known again, and nothing else is."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jimflow.core.doors import LINK_LIFE, Doors, as_made, same_code, spaced

KEY, OTHER = b"a key that nobody but the tests knows", b"another key, just as long as the one before"
DOORS = Doors(KEY, "https://jim.example.se")
MAILS = st.integers(min_value=1, max_value=2**31 - 1)


@given(MAILS)
@example(1)
def test_a_link_is_short_plain_and_known_again(mail: int) -> None:
    token = DOORS.token(mail)
    assert re.fullmatch(r"[0-9a-v]{1,7}-[a-z2-7]{16}", token)
    assert DOORS.link(mail) == f"https://jim.example.se/l/{token}"
    assert DOORS.mail_of(token) == mail
    assert quote(token) == token


@given(MAILS)
def test_a_link_and_a_code_are_the_same_each_time_and_of_one_key_alone(mail: int) -> None:
    again, other = Doors(KEY, DOORS.base_url), Doors(OTHER, DOORS.base_url)
    assert again.slots(mail) == DOORS.slots(mail)
    assert other.mail_of(DOORS.token(mail)) is None
    assert other.token(mail) != DOORS.token(mail)
    assert re.fullmatch(r"\d{6}", DOORS.code(mail)) and re.fullmatch(r"\d{8}", DOORS.sign_in_code(mail))


@settings(max_examples=300)
@given(MAILS, st.integers(min_value=0, max_value=30), st.sampled_from("0123456789abcdefghijklmnopqrstuvwxyz-."))
def test_one_changed_sign_makes_it_a_link_that_nobody_made(mail: int, place: int, sign: str) -> None:
    token = DOORS.token(mail)
    at = place % len(token)
    changed = token[:at] + sign + token[at + 1 :]
    if as_made(changed) != token:
        assert DOORS.mail_of(changed) is None


@given(st.text(max_size=60))
@example("٠-aaaaaaaaaaaaaaaa")
@example("1-" + "ａ" * 16)
@example("\ud800")
def test_whatever_is_typed_is_a_link_of_ours_or_nothing(typed: str) -> None:
    mail = DOORS.mail_of(typed)
    assert mail is None or DOORS.token(mail) == as_made(typed)


@pytest.mark.parametrize(
    "spoilt",
    [
        str.upper,
        lambda t: f" {t} ",
        lambda t: f"<{t}>",
        lambda t: f"{t}.",
        lambda t: f"{t}),",
        lambda t: f"”{t}”",
        lambda t: t.replace("-", "\u2011"),
        lambda t: t.replace("-", "–"),
        lambda t: f"{t[:9]}\u00ad{t[9:]}",
        lambda t: f"{t[:9]}\u200b{t[9:]}",
        lambda t: f"{t[:9]}\r\n {t[9:]}",
        lambda t: unquote(quote(t, safe="").replace("-", "%2D")),
    ],
)
def test_what_mail_programs_and_people_do_to_a_link_does_not_spoil_it(spoilt) -> None:  # type: ignore[no-untyped-def]
    assert DOORS.mail_of(spoilt(DOORS.token(70))) == 70


def test_the_codes_of_many_mails_lie_all_over() -> None:
    codes = {DOORS.code(mail) for mail in range(1, 2001)}
    assert len(codes) > 1980
    assert {code[0] for code in codes} == set("0123456789")


@given(MAILS)
def test_a_code_is_the_same_however_it_is_grouped_and_no_other_is(mail: int) -> None:
    code = DOORS.code(mail)
    assert all(same_code(code, typed) for typed in (code, spaced(code), f" {code}\n", f"{code[:2]}-{code[2:]}"))
    other = f"{(int(code) + 1) % 10**6:06}"
    assert not any(same_code(code, typed) for typed in (other, code[:5], code + "1", "", "abcdef"))


def test_digits_of_other_scripts_are_no_digits_of_a_code() -> None:
    assert not same_code("123456", "١٢٣٤٥٦")


def test_nothing_of_the_key_is_shown() -> None:
    assert KEY.decode() not in repr(DOORS) + DOORS.key_id
    assert len(DOORS.key_id) == 8


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 31])
def test_a_key_that_can_be_guessed_is_none(key: bytes) -> None:
    with pytest.raises(ValueError, match="at least 32"):
        Doors(key, "https://jim.example.se")


def test_a_link_lives_longer_than_a_task_is_open() -> None:
    assert LINK_LIFE.days == 120
