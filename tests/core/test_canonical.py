"""The canonical bytes that everything hashed rests on."""

import hashlib

import pytest

from jimflow.core.canonical import canonical, digest


def test_keys_are_sorted_spaces_left_out_and_letters_kept_as_they_are() -> None:
    assert canonical({"b": [1, True, None], "a": "Träff”\n"}) == '{"a":"Träff”\\n","b":[1,true,null]}'.encode()


def test_the_order_of_keys_does_not_change_the_bytes() -> None:
    assert canonical({"x": {"b": 1, "a": 2}, "w": ""}) == canonical({"w": "", "x": {"a": 2, "b": 1}})


def test_a_tuple_and_a_list_are_the_same_data() -> None:
    assert canonical((1, (2,))) == canonical([1, [2]]) == b"[1,[2]]"


def test_the_digest_is_the_sha256_of_the_bytes() -> None:
    assert digest({"å": 1}) == hashlib.sha256('{"å":1}'.encode()).hexdigest()


@pytest.mark.parametrize("value", [1.5, {"a": [0.0]}, {1: "a"}, {"a": {None: 1}}, {True: 1}, b"x", {"a"}, object()])
def test_what_has_no_single_spelling_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical data"):
        canonical(value)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        canonical({"a": "\ud800"})
