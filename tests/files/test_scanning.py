"""The installation's scanner: a command that gets the file on its standard input and answers by its exit code."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from jimflow.files.scanning import CouldNotScan, scan

INFECTED = b"X5O!P%@AP[4"
LOOKS = "import sys; sys.exit(sys.stdin.buffer.read().startswith(b'X5O!'))"
SECONDS = 20.0


def python(script: str, *more: str) -> list[str]:
    return [sys.executable, "-c", script, *more]


def refused(command: list[str], content: bytes = b"x", seconds: float = SECONDS) -> CouldNotScan:
    with pytest.raises(CouldNotScan) as error:
        scan(command, content, seconds)
    return error.value


def test_exit_code_0_is_clean_and_1_infected() -> None:
    assert [scan(python(LOOKS), content, SECONDS) for content in (b"svar", INFECTED)] == ["clean", "infected"]


def test_the_whole_content_reaches_the_scanner(tmp_path: Path) -> None:
    content = bytes(range(256)) * 100_000
    kept = tmp_path / "kept"
    copy = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    assert scan(python(copy, str(kept)), content, SECONDS) == "clean"
    assert kept.read_bytes() == content


def test_a_scanner_that_answers_without_reading_everything_is_believed() -> None:
    assert scan(python("import sys; sys.exit(1)"), b"x" * 5_000_000, SECONDS) == "infected"


@pytest.mark.parametrize("code", [2, 3, 100, 255])
def test_any_other_exit_code_is_no_verdict(code: int) -> None:
    found = refused(python(f"import sys; sys.exit({code})"))
    assert found.said.sv == (
        f"Virusskannern {sys.executable} kunde inte granska filen (slutkod {code}). Se efter i dess logg."
    )


def test_a_scanner_that_breaks_down_is_no_verdict() -> None:
    assert "slutkod -9" in refused(python("import os; os.kill(os.getpid(), 9)")).said.sv


def test_a_scanner_that_is_not_there_is_told_by_name() -> None:
    assert refused(["no-such-scanner"]).said.en == (
        "The scanner no-such-scanner cannot be started (No such file or directory). Mend scan_command."
    )


def test_a_scanner_that_is_late_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    began = tmp_path / "began"
    child = f"import os, pathlib, time; pathlib.Path({str(began)!r}).write_text(str(os.getpid())); time.sleep(60)"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    start = time.monotonic()
    found = refused(python(script), seconds=2)
    assert time.monotonic() - start < 15
    assert found.said.sv.endswith("svarade inte på 2 sekunder. Se efter om den är i gång.")
    assert not _alive(int(began.read_text()))


def _alive(process: int) -> bool:
    """Not ended, or ended and only waiting for its parent to notice."""
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    there = tmp_path / "there"
    script = "import sys; sys.exit(sys.argv[1] != '$(touch ' + sys.argv[2] + ')')"
    assert scan(python(script, f"$(touch {there})", str(there)), b"x", SECONDS) == "clean"
    assert not there.exists()


def test_our_secrets_are_kept_from_the_scanner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIMFLOW_SMTP_PASSWORD", "hemligt")
    monkeypatch.setenv("SCANNER_SETTING", "1")
    script = "import os, sys; sys.exit(any(n.startswith('JIMFLOW_') for n in os.environ) * 2)"
    assert scan(python(script), b"x", SECONDS) == "clean"
    assert scan(python("import os, sys; sys.exit('SCANNER_SETTING' not in os.environ)"), b"x", SECONDS) == "clean"


def test_what_the_scanner_says_and_what_it_read_reach_neither_screen_nor_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    loud = "import sys; d = sys.stdin.read(); print(d); print(d, file=sys.stderr); sys.exit(2)"
    found = refused(python(loud), b"hemligt svar")
    assert (tuple(capfd.readouterr()), caplog.text) == (("", ""), "")
    assert "hemligt" not in f"{found.said.sv}{found.said.en}{found}"


def test_nothing_is_left_open_or_running() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for command, seconds in ((python("pass"), SECONDS), (python("import time; time.sleep(9)"), 0.1)):
        try:
            scan(command, b"x" * 1_000_000, seconds)
        except CouldNotScan:
            continue
    assert len(list(Path("/proc/self/fd").iterdir())) == before
