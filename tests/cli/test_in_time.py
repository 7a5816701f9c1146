"""A warning about what may still come in time says so, before anybody is told how to pass it."""

from __future__ import annotations

import pytest

from tests.cli.console import Console

EARLY = "Inte för sent än:"


@pytest.fixture
def held(started: Console) -> Console:
    """The first meeting was yesterday, and it is recorded as held."""
    started("meeting", "hold", "rattsvardande", "start")
    return started


def told(console: Console, *words: str, code: int = 0) -> str:
    return " ".join(console(*words, code=code).out.split())


def test_why_tells_which_warnings_waiting_would_settle(held: Console) -> None:
    out = told(held, "why", "polismyndigheten")
    assert f"{EARLY} after_done och challenge_noted. Det som saknas kan komma i tid" in out
    assert out.index(EARLY) < out.index("jimflow advance polismyndigheten --acknowledge")


def test_so_does_a_refused_advance(held: Console) -> None:
    out = told(held, "advance", "polismyndigheten", "--lang", "en", code=1)
    assert "Not too late yet: after_done and challenge_noted. What is missing may come in time" in out


def test_what_is_late_is_no_longer_named_there(held: Console) -> None:
    held.travel("2021-05-05T07:00")
    out = told(held, "why", "polismyndigheten")
    assert "after_done" in out and EARLY not in out


def test_severity_and_codes_are_as_before(held: Console) -> None:
    found = held("why", "polismyndigheten", "--json").json["blockers"]
    assert {b["severity"] for b in found if b["code"] in ("after_done", "challenge_noted")} == {"warn"}
