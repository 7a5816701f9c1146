"""Stopping in the middle: each mail of the batch still gets its outcome, and only what left us may be unknown."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest

from jimflow.mail.sender import Outcome, Relay, Sender
from tests.mail.posting import ANNA, BO, CILLA, PATIENT, Asked, copies, kinds, mail, relay_at
from tests.smtp import Fault, Phase, ScriptedServer, Stall

MAILS = [mail(1, ANNA), mail(2, BO), mail(3, CILLA)]


def _wait(what: str, server: ScriptedServer, times: int) -> None:
    for _ in range(1000):
        if server.commands.count(what) >= times:
            return
        time.sleep(0.01)
    raise AssertionError(f"the server never heard {what} {times} times")


@pytest.mark.parametrize(
    ("phase", "heard", "kind"),
    [
        ("mail", "MAIL", "released"),
        ("rcpt", "RCPT", "released"),
        ("data", "DATA", "released"),
        ("dot", "DATA", "unknown"),
    ],
)
def test_closing_cuts_a_mail_that_hangs_and_releases_those_not_begun(phase: Phase, heard: str, kind: str) -> None:
    outcomes: list[Outcome] = []
    fault = Fault(phase, Stall(60), passed=1) if phase == "mail" else Fault(phase, Stall(60), recipient=BO)
    with ScriptedServer(fault) as server:
        sender = Sender(relay_at(server))
        thread = threading.Thread(target=lambda: outcomes.extend(sender.send(MAILS, Asked())))
        thread.start()
        _wait(heard, server, 2)
        while not server.fired[0]:
            time.sleep(0.01)
        sender.close(patience=0.2)
        thread.join(10)
        assert not thread.is_alive()
    assert kinds(outcomes) == ["sent", kind, "released"]
    assert outcomes[2].reply == "not begun: the sender was closed"


def test_closing_lets_the_mail_on_its_way_arrive_and_begins_no_other() -> None:
    outcomes: list[Outcome] = []
    with ScriptedServer(Fault("dot", Stall(0.5), recipient=BO)) as server:
        sender = Sender(relay_at(server))
        thread = threading.Thread(target=lambda: outcomes.extend(sender.send(MAILS, Asked())))
        thread.start()
        _wait("DATA", server, 2)
        sender.close(patience=20)
        thread.join(10)
    assert kinds(outcomes) == ["sent", "sent", "released"]
    assert copies(server) == {m.raw: 1 for m in MAILS[:2]}


def test_closing_from_within_before_data_ends_at_once_without_a_deadlock() -> None:
    with ScriptedServer() as server:
        sender = Sender(relay_at(server))
        began = time.monotonic()

        def before_data(_id: int, _fence: int) -> bool:
            sender.close(patience=0.1)
            return True

        assert kinds(sender.send(MAILS, before_data)) == ["released"] * 3
        assert time.monotonic() - began < 10
    assert server.mails == []


def test_an_interruption_goes_upwards_sends_nothing_more_and_leaves_the_sender_usable() -> None:
    def interrupted(_id: int, _fence: int) -> bool:
        raise KeyboardInterrupt

    with ScriptedServer() as server, Sender(relay_at(server)) as sender:
        with pytest.raises(KeyboardInterrupt):
            sender.send(MAILS, interrupted)
        assert kinds(sender.send(MAILS, Asked())) == ["sent"] * 3
        assert [line.split()[0] for line in server.heard[0]] == ["EHLO", "MAIL", "RCPT"]
        assert len(server.heard) == 2
    assert copies(server) == {m.raw: 1 for m in MAILS}


def test_a_relay_that_stops_between_batches_is_found_again() -> None:
    with ScriptedServer() as first:
        sender = Sender(relay_at(first))
        assert kinds(sender.send(MAILS[:1], Asked())) == ["sent"]
    asked = Asked()
    assert kinds(sender.send(MAILS[1:], asked)) == ["temporary", "temporary"]
    assert asked.calls == []
    sender.close()


def test_a_mail_given_up_in_the_middle_of_its_content_does_not_trickle_on_to_the_relay() -> None:
    given_up, read = threading.Event(), bytearray()

    def slow_reader(listening: socket.socket) -> None:
        peer, _ = listening.accept()
        with peer:
            for answer in (b"220 slow", b"250 hello", b"250 ok", b"250 ok", b"354 go on"):
                peer.sendall(answer + b"\r\n")
                peer.recv(1000)
            given_up.wait(20)
            with suppress(ConnectionError):
                while octets := peer.recv(1_000_000):
                    read.extend(octets)

    big = replace(mail(1), raw=b"Subject: big\r\n\r\n" + (b"x" * 998 + b"\r\n") * 15_000)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        reader = threading.Thread(target=slow_reader, args=(listening,))
        reader.start()
        relay = Relay("127.0.0.1", listening.getsockname()[1], tls="none", timeouts=replace(PATIENT, content=0.3))
        with Sender(relay) as sender:
            assert kinds(sender.send([big], Asked())) == ["unknown"]
            given_up.set()
            reader.join(20)
    assert b"\r\n.\r\n" not in read
    assert len(read) < len(big.raw)
