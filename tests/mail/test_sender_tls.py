"""TLS to the relay: demanded, checked by name and issuer, and never given up for the sake of getting a mail away."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from jimflow.mail.sender import Relay
from tests.mail.posting import PATIENT, Asked, kinds, mail, send
from tests.smtp import ScriptedServer, Sink

HERE = Path(__file__).parent / "tls"
CERTIFICATE = str(HERE / "localhost.pem")


def encrypting() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, HERE / "key.pem")
    return context


def relay(port: int, tls: Literal["none", "starttls", "implicit"], host: str = "localhost") -> Relay:
    return Relay(host, port, tls=tls, ca_file=CERTIFICATE, connections=1, timeouts=PATIENT)


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_goes_encrypted_to_a_relay_whose_certificate_is_trusted(
    tls: Literal["starttls", "implicit"],
) -> None:
    server = Sink(starttls=encrypting()) if tls == "starttls" else Sink(implicit=encrypting())
    mails = [mail(1), mail(2)]
    with server as sink:
        assert kinds(send(relay(sink.port, tls), mails)) == ["sent", "sent"]
    assert [m.data for m in sink.mails] == [m.raw for m in mails]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ca_file": None}, "certificate verify failed"),
        ({"host": "127.0.0.1"}, "certificate verify failed"),
        ({"ca_file": "/no/such/file.pem"}, "/no/such/file.pem cannot be read"),
    ],
    ids=["unknown issuer", "another name", "no file of issuers"],
)
def test_a_certificate_that_does_not_hold_leaves_the_batch_for_later(
    tls: Literal["starttls", "implicit"], change: dict[str, Any], says: str
) -> None:
    server = Sink(starttls=encrypting()) if tls == "starttls" else Sink(implicit=encrypting())
    asked = Asked()
    with server as sink:
        (outcome,) = send(replace(relay(sink.port, tls), **change), [mail(1)], asked)
    assert (outcome.kind, asked.calls, sink.mails) == ("temporary", [], [])
    assert says in outcome.reply


def test_a_relay_that_stopped_offering_starttls_gets_no_mail_in_the_clear() -> None:
    asked = Asked()
    with ScriptedServer() as server:
        (outcome,) = send(relay(server.port, "starttls"), [mail(1)], asked)
    assert (outcome.kind, asked.calls) == ("temporary", [])
    assert outcome.reply == "no contact with the relay: SMTP STARTTLS extension not supported by server."
    assert server.commands == ["EHLO"]


def test_a_plain_relay_where_tls_was_expected_from_the_start_is_no_contact() -> None:
    with ScriptedServer() as server:
        (outcome,) = send(relay(server.port, "implicit"), [mail(1)])
    assert outcome.kind == "temporary"
