"""`pause --until` from the command line."""

from __future__ import annotations

import pytest

from tests.cli.console import Console


def test_a_pause_with_a_day_is_told_shown_and_may_get_another_day(
    joined: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    out = joined("pause", "krim", "--reason", "flytt", "--until", "2021-03-01").out.splitlines()
    assert out[1:] == [
        "Kriminalvården: Förberedelse → Pausad.",
        "Kriminalvården: uppehåll till måndag 1 mars. Då påminns samordningen; inget händer av sig självt.",
    ]
    assert "var i Förberedelse, uppehåll till 1 mars" in joined("round", "show").out
    out = joined("--lang", "en", "pause", "krim", "--until", "2022-03-01").out.splitlines()
    assert out[1:] == [
        "Swedish Prison and Probation Service: paused until Tuesday 1 March 2022. "
        "The host is reminded then; nothing happens by itself."
    ]
    assert "was in Preparation, pause until 1 March 2022" in joined("--lang", "en", "round", "show").out
    assert joined("pause", "krim", "--until", "2021-04-01", "--json").json == {
        "organisation": "kriminalvarden",
        "paused_until": "2021-04-01",
    }
    joined("resume", "krim")
    assert joined.sql("SELECT DISTINCT paused_until FROM participation") == [(None,)]


def test_a_day_that_will_not_do_pauses_nobody(joined: Console) -> None:
    for said, words in (
        ("--until: 2021-01-11 är inte efter i dag. Ange en senare dag.", ("--until", "2021-01-11")),
        ("--until: i vår är inget datum. Skriv så här: 2021-06-01.", ("--until", "i vår")),
    ):
        assert joined("pause", "krim", "--reason", "flytt", *words, code=2).err == f"{said}\n"
    assert "reason_needed" in joined("pause", "krim", "--until", "2021-03-01", code=1).out
    assert joined("why", "krim", "--json").json["state"] == "preparation"
