"""`serve`: the pages answer, a port that is taken is told, and both ways of ending are clean."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cli.console import Console
from tests.cli.test_calls import PROGRAM, as_at_a_desk


@contextmanager
def serving(console: Console, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program at work and the address that it told."""
    call = subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", *words],
        cwd=console.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=as_at_a_desk(),
    )
    assert call.stdout is not None
    try:
        for line in call.stdout:
            if found := re.search(r"http://\S+", line):
                yield call, found.group()
                return
        raise AssertionError(call.stderr.read() if call.stderr else "")
    finally:
        call.kill()
        call.communicate()


@pytest.mark.parametrize("number, code", [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_the_pages_answer_until_they_are_ended(console: Console, number: signal.Signals, code: int) -> None:
    with serving(console) as (call, address):
        with urllib.request.urlopen(f"{address}/sign-in") as page:
            assert "Logga in" in page.read().decode()
        call.send_signal(number)
        out, err = call.communicate(timeout=30)
        assert (out.splitlines()[-1], err.strip(), call.returncode) == ("Avslutat.", "", code)


def test_without_a_worker_it_says_who_does_the_sending(console: Console) -> None:
    with serving(console, "--no-worker") as (call, _):
        assert call.stdout is not None
        assert call.stdout.readline() == "Inget skickas härifrån: kör jimflow worker.\n"


def test_a_port_that_is_taken_is_told_with_what_to_do(console: Console) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = console("serve", "--port", port, code=3)
    assert f"Det går inte att lyssna på 127.0.0.1 port {port}." in refused.err
    assert "Välj en annan med --port." in refused.err
