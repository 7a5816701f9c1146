"""The installation's own scanner for harmful code: a command that reads a file and answers by its exit code."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Sequence
from typing import Literal

from jimflow.core.mistakes import Said

Verdict = Literal["clean", "infected"]
_VERDICTS: dict[int, Verdict] = {0: "clean", 1: "infected"}
_OURS = "JIMFLOW_"


class CouldNotScan(Exception):  # noqa: N818 - reads as what it is
    """The scanner gave no verdict; the file is neither clean nor infected. `said`: why, for whoever runs jimflow."""

    def __init__(self, sv: str, en: str) -> None:
        self.said = Said(sv, en)
        super().__init__(en)


def scan(command: Sequence[str], content: bytes, timeout_seconds: float) -> Verdict:
    """Runs the command, never through a shell, with the content on its standard input.

    Exit code 0 is clean and 1 infected, as of clamdscan. Raises CouldNotScan for any other, when there is no such
    program, and when it has said nothing in time; it is ended then, with what it has started. What it prints is thrown
    away, and our settings, which hold passwords, are kept from it.
    """
    program = command[0]
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(_OURS)}
    try:
        scanner = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=kept,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CouldNotScan(
            f"Virusskannern {program} kan inte startas ({why}). Rätta scan_command.",
            f"The scanner {program} cannot be started ({why}). Mend scan_command.",
        ) from None
    try:
        scanner.communicate(content, timeout_seconds)
    except subprocess.TimeoutExpired:
        raise CouldNotScan(
            f"Virusskannern {program} svarade inte på {timeout_seconds:g} sekunder. Se efter om den är i gång.",
            f"The scanner {program} did not answer in {timeout_seconds:g} seconds. See whether it is running.",
        ) from None
    finally:
        _end(scanner)
    if verdict := _VERDICTS.get(scanner.returncode):
        return verdict
    raise CouldNotScan(
        f"Virusskannern {program} kunde inte granska filen (slutkod {scanner.returncode}). Se efter i dess logg.",
        f"The scanner {program} could not examine the file (exit code {scanner.returncode}). Look in its log.",
    )


def _end(scanner: subprocess.Popen[bytes]) -> None:
    """Ends it where it still runs, with all of its session, and leaves nothing open."""
    if scanner.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(scanner.pid, signal.SIGKILL)
            else:
                scanner.kill()
    if scanner.stdin:
        with contextlib.suppress(OSError):
            scanner.stdin.close()
    scanner.wait()
