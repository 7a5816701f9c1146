"""Tables that break between words, whatever the width of the screen."""

from __future__ import annotations

import pytest

from jimflow.cli.screen import table

ROWS = [
    ["Formas", "Jämställdhetsbudgetering", "stannar: after_done, resource_question_noted, functions_present"],
    ["Statens institutionsstyrelse", "Fördjupning", "klart"],
]
WORDS = {word for row in ROWS for cell in row for word in cell.split()}


def drawn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    table(["Myndighet", "Läge", "Utfall"], ROWS)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [80, 90, 120, 200])
def test_no_word_is_broken_and_no_line_is_wider_than_the_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    lines = drawn(monkeypatch, capsys, width)
    assert set(" ".join(lines[2:]).split()) == WORDS
    assert max(map(len, lines)) <= width


def test_the_widest_column_gives_way_and_the_others_stand_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [line.rstrip() for line in drawn(monkeypatch, capsys, 100)]
    assert lines[2:] == [
        "Formas                         Jämställdhetsbudgetering   stannar: after_done,",
        "                                                          resource_question_noted, functions_present",
        "Statens institutionsstyrelse   Fördjupning                klart",
    ]


def test_a_screen_narrower_than_the_words_still_shows_every_letter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = drawn(monkeypatch, capsys, 40)
    assert sorted("".join(lines[2:]).replace(" ", "")) == sorted(
        "".join(c for row in ROWS for c in row).replace(" ", "")
    )


def test_a_long_word_keeps_its_column_although_the_others_have_more_to_say(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    word, sentence = "a" * 40, "en mening med många korta ord som behöver mycket plats på skärmen"
    table(["A", "B", "C"], [[sentence, word, sentence]])
    assert word in capsys.readouterr().out
