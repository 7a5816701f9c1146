"""Calls that fit no command, help, versions and languages; and what the program is when it is started for real."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

import jimflow
from tests.cli.console import Console

PROGRAM = [sys.executable, "-m", "jimflow"]


def test_the_version_is_one_line(empty: Console) -> None:
    assert empty("--version").out == f"jimflow {jimflow.__version__}\n"


def test_help_speaks_swedish_unless_asked_otherwise(empty: Console) -> None:
    assert "Visa var varje organisation står" in empty("round", "--help").out
    assert "Show where every organisation stands" in empty("--lang", "en", "round", "--help").out
    assert "Show where every organisation stands" in empty("round", "--help", "--lang=en").out


def test_without_words_the_help_is_shown(empty: Console) -> None:
    answer = empty()
    assert "Användning: jimflow" in answer.out
    assert "advance" in answer.out


def test_the_language_may_come_from_the_settings_file(empty: Console) -> None:
    (empty.folder / "jimflow.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert "See them with" in empty("foo", code=2).err


def test_an_unknown_language_is_refused(empty: Console) -> None:
    assert empty("--lang", "fr", "round", "show", code=2).err.splitlines()[0] == "--lang är sv eller en."


def test_an_unknown_command_gets_the_closest_one(empty: Console) -> None:
    assert empty("advanse", "csn", code=2).err == (
        "jimflow har inget kommando advanse. Menade du advance? Kommandona visas med: jimflow --help\n"
    )
    assert empty("--lang", "en", "round", "shw", code=2).err == (
        "jimflow round has no command shw. Did you mean show? See them with: jimflow round --help\n"
    )


def test_an_unknown_option_gets_the_closest_one(empty: Console) -> None:
    assert empty("advance", "csn", "--acknowlege", "x", code=2).err == (
        "Det finns inget tillval --acknowlege. Menade du --acknowledge? Hjälp: jimflow advance --help\n"
    )
    assert empty("--lang", "en", "tick", "--wwww", code=2).err == (
        "There is no option --wwww. Help: jimflow tick --help\n"
    )


def test_a_missing_word_is_named(empty: Console) -> None:
    assert empty("why", code=2).err == "ORGANISATION saknas. Hjälp: jimflow why --help\n"
    assert empty("--lang", "en", "rsvp", "record", "csn", "1", "--answer", "yes", code=2).err == (
        "--function is missing. Help: jimflow rsvp record --help\n"
    )


def test_a_word_too_many_is_shown(empty: Console) -> None:
    assert empty("why", "csn", "now", code=2).err == "Det står för mycket på raden: now. Hjälp: jimflow why --help\n"


def test_an_option_without_its_value_says_so(empty: Console) -> None:
    assert empty("why", "csn", "--at", code=2).err == ("--at behöver ett värde efter sig. Hjälp: jimflow why --help\n")


def test_the_language_may_stand_anywhere_in_the_call(console: Console) -> None:
    first, last = console("--lang", "en", "why", "csn"), console("why", "csn", "--lang", "en")
    assert first.out == last.out
    assert "Cannot move on yet" in first.out


def test_python_m_jimflow_is_the_same_program(console: Console) -> None:
    found = _started(console, "why", "csn", "--json")
    assert found.returncode == 0
    assert json.loads(found.stdout) == console("why", "csn", "--json").json


def test_no_trace_is_ever_shown(console: Console) -> None:
    console.database.write_bytes(b"not a database at all, but a text that is long enough to be looked at" * 20)
    found = _started(console, "why", "csn")
    assert found.returncode == 3
    assert "Traceback" not in found.stdout + found.stderr
    assert found.stderr.splitlines() == [
        "Filen är ingen hel databas. Återställ en säkerhetskopia: jimflow restore",
        "Detaljer finns i jimflow.log",
    ]
    assert "Traceback" in (console.folder / "jimflow.log").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("audit", "export"), ("why", "csn", "--json")])  # more than a buffer, and less
def test_a_reader_that_goes_away_is_no_error(real: Console, words: tuple[str, ...]) -> None:
    for _ in range(3):
        real("do", "csn", "decline", code=1)
    call = subprocess.Popen(
        [*PROGRAM, *words],
        cwd=real.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=as_at_a_desk(),
    )
    assert call.stdout is not None
    assert call.stderr is not None
    call.stdout.close()
    said = call.stderr.read().replace("påhittat exempel\n", "")
    call.stderr.close()
    assert (said, call.wait()) == ("", 0)


def test_ctrl_c_ends_the_worker_cleanly_with_130(console: Console) -> None:
    assert _interrupted(console, signal.SIGINT) == 130


def test_sigterm_ends_the_worker_cleanly_with_0(console: Console) -> None:
    assert _interrupted(console, signal.SIGTERM) == 0


def _interrupted(console: Console, number: signal.Signals) -> int:
    call = subprocess.Popen(
        [*PROGRAM, "worker"],
        cwd=console.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=as_at_a_desk(),
    )
    assert call.stdout is not None
    lines = [call.stdout.readline() for _ in range(2)]
    assert lines[1].startswith("Arbetar"), (lines, call.stderr.read() if call.stderr else "")
    time.sleep(0.3)
    call.send_signal(number)
    out, err = call.communicate(timeout=20)
    assert "Traceback" not in out + err
    assert err.strip() == ""
    return call.returncode


def _started(console: Console, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *words], cwd=console.folder, capture_output=True, text=True, env=as_at_a_desk(), check=False
    )


def as_at_a_desk() -> dict[str, str]:
    """As at a desk: no settings of this machine, and output that waits in a buffer."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("JIMFLOW_")}
    ours.pop("PYTHONUNBUFFERED", None)
    return ours
