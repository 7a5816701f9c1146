"""What is said of several alike is said once."""

from __future__ import annotations

from jimflow.texts.together import said_once


def test_what_all_have_in_common_is_taken_out_and_each_keeps_the_rest() -> None:
    assert said_once({1: ["a", "b"], 2: ["c", "a"], 3: ["a", "a"]}) == (["a"], {1: ["b"], 2: ["c"], 3: []})


def test_one_alone_keeps_everything_and_nobody_says_nothing() -> None:
    assert said_once({1: ["a", "b", "a"]}) == ([], {1: ["a", "b"]})
    assert said_once({1: ["a"], 2: []}) == ([], {1: ["a"], 2: []})
    assert said_once({}) == ([], {})
