"""A relay that means ill: floods, drips and answers nobody asked for cost bounded time and memory and harm one mail."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from jimflow.mail.sender import Kind, Sender
from tests.mail.posting import ANNA, BO, CILLA, HASTY, PATIENT, Asked, copies, kinds, mail, relay_at, send
from tests.smtp import Fault, Phase, Raw, ScriptedServer, Twice

MAILS = [mail(1, ANNA), mail(2, BO), mail(3, CILLA)]
TEN_MEGABYTES = Raw(b"2" * 65_536, times=160)
ENDLESS = Raw(b"220-" + b"x" * 100 + b"\r\n", times=None)
DRIP = Raw(b"2", times=None, pause=0.02)


@pytest.mark.parametrize("act", [TEN_MEGABYTES, ENDLESS, DRIP], ids=["10 MB", "endless", "drip"])
@pytest.mark.parametrize("phase", ["greeting", "ehlo"])
def test_a_flood_before_the_first_mail_is_a_relay_that_is_down(phase: Phase, act: Raw) -> None:
    asked = Asked()
    with ScriptedServer(Fault(phase, act)) as server, Sender(relay_at(server, HASTY)) as sender:
        began = time.monotonic()
        assert kinds(sender.send(MAILS, asked)) == ["temporary"] * 3
        assert time.monotonic() - began < 10
        assert asked.calls == []
        assert kinds(sender.send(MAILS, asked)) == ["sent"] * 3


@pytest.mark.parametrize("act", [TEN_MEGABYTES, ENDLESS, DRIP], ids=["10 MB", "endless", "drip"])
@pytest.mark.parametrize(("phase", "kind"), [("rcpt", "temporary"), ("data", "temporary"), ("dot", "unknown")])
def test_a_flood_in_a_mail_costs_that_mail_only(phase: Phase, kind: Kind, act: Raw) -> None:
    with ScriptedServer(Fault(phase, act, recipient=BO)) as server:
        assert kinds(send(relay_at(server, HASTY), MAILS)) == ["sent", kind, "sent"]
    assert copies(server) == {m.raw: 1 for m in (MAILS[0], MAILS[2])}


def test_a_flood_is_not_kept_in_memory() -> None:
    with ScriptedServer(Fault("rcpt", TEN_MEGABYTES, recipient=BO)) as server, Sender(relay_at(server)) as sender:
        sender.send(MAILS[:1], Asked())
        tracemalloc.start()
        try:
            sender.send(MAILS[1:], Asked())
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault("greeting", Twice("250 ok")), ["temporary", "temporary", "temporary"]),
        (Fault("mail", Twice("250 ok"), passed=1), ["sent", "temporary", "sent"]),
        (Fault("rcpt", Twice("354 go on"), recipient=BO), ["sent", "temporary", "sent"]),
        (Fault("data", Twice("250 taken"), recipient=BO), ["sent", "temporary", "sent"]),
        (Fault("dot", Twice("250 taken"), recipient=BO), ["sent", "sent", "sent"]),
        (Fault("dot", Twice("550 no"), recipient=BO), ["sent", "sent", "sent"]),
    ],
    ids=str,
)
def test_an_answer_nobody_asked_for_is_never_taken_for_the_answer_to_the_next_command(
    fault: Fault, expected: list[Kind]
) -> None:
    with ScriptedServer(fault) as server:
        outcomes = send(relay_at(server), MAILS)
    assert kinds(outcomes) == expected
    assert copies(server) == {m.raw: 1 for m, kind in zip(MAILS, expected, strict=True) if kind == "sent"}


def test_an_early_yes_to_the_content_does_not_make_a_refused_mail_sent() -> None:
    with ScriptedServer(Fault("data", Twice("250 2.0.0 taken"), recipient=BO)) as server:
        outcomes = send(relay_at(server, PATIENT), MAILS)
    assert [(o.kind, o.code) for o in outcomes] == [("sent", 250), ("temporary", None), ("sent", 250)]
    assert outcomes[1].reply == "the relay gave an answer nobody had asked for (waiting for DATA)"
