"""The key of links: made once, for its owner alone; and what the doctor says of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from jimflow.cli.open import is_loopback, opened, read_settings
from jimflow.core.doors import Doors
from jimflow.files.link_key import make_key, read_key
from tests.cli.console import Console


def doors(console: Console, monkeypatch: pytest.MonkeyPatch) -> Doors | None:
    """What a command on that folder makes links with."""
    monkeypatch.chdir(console.folder)
    with opened(read_settings()) as at_work:
        return at_work.runtime.doors


def said(console: Console) -> tuple[bool | None, str]:
    """What the doctor says of links."""
    checks = console("doctor", "--json", code=None).json["checks"]
    found = next(check for check in checks if check["name"] == "links")
    return found["ok"], found["text"]["sv"]


def test_a_key_is_made_once_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "jimflow.key"
    assert make_key(path)
    key = read_key(path)
    assert key is not None and len(key) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not make_key(path)
    assert read_key(path) == key
    assert read_key(tmp_path / "another.key") is None


def test_init_makes_the_key_and_keeps_it(empty: Console) -> None:
    empty("init")
    key = (empty.folder / "jimflow.key").read_text(encoding="ascii")
    assert "jimflow.key" not in empty("init").out
    assert (empty.folder / "jimflow.key").read_text(encoding="ascii") == key


def test_init_makes_no_file_where_the_key_stands_in_the_settings(
    empty: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIMFLOW_LINK_KEY", "k" * 32)
    empty("init")
    assert not (empty.folder / "jimflow.key").exists()


def test_without_a_key_there_are_no_links(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doors(console, monkeypatch) is None
    assert said(console) == (
        None,
        "Nyckeln jimflow.key finns inte, så deltagare svarar på mejlen. Gör den med: jimflow init",
    )


def test_a_demo_links_to_this_machine_and_a_real_installation_does_not(
    console: Console, real: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (console, real):
        make_key(place.folder / "jimflow.key")
    found = doors(console, monkeypatch)
    assert found is not None and found.link(7).startswith("http://127.0.0.1:8021/l/7-")
    assert doors(real, monkeypatch) is None
    assert said(real) == (
        None,
        "http://127.0.0.1:8021 når bara den här datorn, så mejlen har inga länkar. Ställ in base_url.",
    )


def test_links_lead_where_the_settings_say(real: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    make_key(real.folder / "jimflow.key")
    monkeypatch.setenv("JIMFLOW_BASE_URL", "https://jim.example.se")
    found = doors(real, monkeypatch)
    assert found is not None and found.link(7).startswith("https://jim.example.se/l/7-")
    ok, words = said(real)
    assert ok is None and "web_proxies är tomt" in words
    monkeypatch.setenv("JIMFLOW_WEB_PROXIES", '["10.0.0.1"]')
    assert said(real) == (True, "Mejlens länkar går till https://jim.example.se (jimflow.key).")


@pytest.mark.parametrize(
    ("base_url", "ok", "words"),
    [
        ("http://jim.example.se", False, "utan kryptering"),
        ("https://" + "jim." * 20 + "se", False, "för lång"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_address(
    real: Console, monkeypatch: pytest.MonkeyPatch, base_url: str, ok: bool, words: str
) -> None:
    make_key(real.folder / "jimflow.key")
    monkeypatch.setenv("JIMFLOW_BASE_URL", base_url)
    found, text = said(real)
    assert found is ok and words in text


def test_a_key_that_others_may_read_is_told(console: Console) -> None:
    make_key(console.folder / "jimflow.key")
    (console.folder / "jimflow.key").chmod(0o644)
    assert said(console) == (
        False,
        "Andra än ägaren får läsa jimflow.key (644). Rätta med: chmod 600 jimflow.key",
    )


def test_a_key_that_is_too_short_stops_the_work_with_one_sentence(console: Console) -> None:
    (console.folder / "jimflow.key").write_text("hemligt\n", encoding="ascii")
    answer = console("round", "list", code=3)
    assert answer.err.splitlines()[0] == (
        "Nyckeln till mejlens länkar (jimflow.key) kan inte användas: den har färre än 32 tecken."
    )
    assert "hemligt" not in answer.err + answer.out


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:8021", True),
        ("http://localhost", True),
        ("http://[::1]:8021", True),
        ("https://jim.localhost", True),
        ("https://jim.example.se", False),
        ("https://10.0.0.7", False),
    ],
)
def test_an_address_of_this_machine_alone_is_known(address: str, here: bool) -> None:
    assert is_loopback(address) is here
