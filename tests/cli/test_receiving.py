"""A round in which nobody takes part until a case is started from another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.console import Console

INBOX = """\
round: inbox
workflow: raise-to-government
title: {sv: Inkorgen, en: The inbox}
example: true
invite_on: 2021-01-11
starts_on: 2021-01-11
ends_on: 2030-12-31
host: {organisation: centre, mailbox: centre@example.org, sender: {sv: Centrum, en: The centre}}
organisations:
  centre: {name: Centrum, mailbox: centre@example.org}
clusters:
  all: {name: {sv: Alla, en: All}, members: []}
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Console:
    console = Console(tmp_path)
    (tmp_path / "inbox.yaml").write_text(INBOX, encoding="utf-8")
    console("init")
    told = " ".join(console("--lang", "en", "round", "load", "inbox.yaml").out.split())
    assert "has no members: only what is started from other programmes will stand there" in told
    return console


def test_the_board_says_that_nobody_is_there_yet(inbox: Console) -> None:
    assert inbox("--lang", "en", "round", "show").out.splitlines()[-2:] == ["All", "  Nobody is here yet."]
    assert inbox("round", "show", "--json").json == {"clusters": [{"id": "all", "participations": []}]}


@pytest.mark.parametrize(
    "words",
    [("advance", "--cluster", "all"), ("meeting", "theme", "all", "follow_up", "x"), ("mail", "preview", "morning")],
)
def test_what_concerns_those_in_it_is_told_to_wait(inbox: Console, words: tuple[str, ...]) -> None:
    assert " har inga deltagare." in inbox(*words, code=2).err


def test_it_is_rehearsed_without_anybody(inbox: Console) -> None:
    found = inbox("rehearse", "inbox.yaml", "--json").json
    assert (found["mails"], found["deadlines"], found["blocked"]) == ([], [], [])
