"""The demo's mail server, spoken to over TCP."""

from __future__ import annotations

import smtplib
import socket
import threading
from pathlib import Path

import pytest

from jimflow.mail.relay import Outgoing, Relay
from jimflow.mail.sender import Sender
from jimflow.rehearsal.sink import HOST, Sink

MAIL = b"Date: Wed, 27 Oct 2021 22:30:00 +0000\r\nSubject: hej\r\n\r\nEn rad\r\n.\r\n..tv\xc3\xa5\r\n"


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*.eml"))}


def test_a_mail_is_kept_byte_by_byte_under_the_day_it_was_sent_in_sweden(tmp_path: Path) -> None:
    taken: list[Path] = []
    with Sink(tmp_path, taken.append) as sink, smtplib.SMTP(sink.host, sink.port) as client:
        client.sendmail("a@example.org", ["b@example.org"], MAIL)
    assert files(tmp_path) == {"2021-10-28/0001_b@example.org.eml": MAIL}
    assert taken == [tmp_path / "2021-10-28" / "0001_b@example.org.eml"]


def test_our_own_sender_is_understood_and_its_mails_stand_in_order(tmp_path: Path) -> None:
    batch = [Outgoing(n, 1, "a@example.org", f"r{n}@example.org", MAIL) for n in range(1, 4)]
    with Sink(tmp_path) as sink, Sender(Relay(sink.host, sink.port, tls="none", connections=1)) as sender:
        done = sender.send(batch, lambda mail, fence: mail != 2)
    assert [o.kind for o in done] == ["sent", "released", "sent"]
    assert list(files(tmp_path)) == ["2021-10-28/0001_r1@example.org.eml", "2021-10-28/0002_r3@example.org.eml"]


def test_what_lies_in_the_folder_is_never_overwritten(tmp_path: Path) -> None:
    for _ in range(2):
        with Sink(tmp_path) as sink, smtplib.SMTP(sink.host, sink.port) as client:
            client.sendmail("a@example.org", ["b@example.org"], MAIL)
    assert list(files(tmp_path)) == ["2021-10-28/0001_b@example.org.eml", "2021-10-28/0002_b@example.org.eml"]


def test_a_recipient_can_not_choose_where_a_file_lies(tmp_path: Path) -> None:
    with Sink(tmp_path / "mail") as sink, smtplib.SMTP(sink.host, sink.port) as client:
        client.sendmail("a@example.org", ["../../x/y@example.org"], MAIL)
    assert list(files(tmp_path)) == ["mail/2021-10-28/0001_.._.._x_y@example.org.eml"]


def test_commands_out_of_order_are_refused_and_a_reset_forgets(tmp_path: Path) -> None:
    with Sink(tmp_path) as sink, smtplib.SMTP(sink.host, sink.port) as client:
        client.ehlo()
        codes = [client.docmd(c)[0] for c in ("RCPT TO:<b@example.org>", "DATA", "VRFY b", "NOOP")]
        codes += [client.docmd(c)[0] for c in ("MAIL FROM:<a@example.org>", "RCPT TO:b", "RCPT TO:<b@example.org>")]
        codes += [client.docmd(c)[0] for c in ("RSET", "DATA")]
    assert codes == [503, 503, 502, 250, 250, 501, 250, 250, 503]
    assert files(tmp_path) == {}


def test_a_client_that_leaves_in_the_middle_leaves_nothing_and_stops_nobody(tmp_path: Path) -> None:
    with Sink(tmp_path) as sink:
        rude = socket.create_connection((sink.host, sink.port))
        rude.sendall(b"EHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nSubject: half")
        rude.close()
        with smtplib.SMTP(sink.host, sink.port) as client:
            client.sendmail("a@example.org", ["c@example.org"], MAIL)
    assert list(files(tmp_path)) == ["2021-10-28/0001_c@example.org.eml"]


def test_a_port_that_is_taken_is_said_at_once_and_leaves_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        with pytest.raises(OSError, match="address already in use"), Sink(tmp_path, port=other.getsockname()[1]):
            pass
    assert threading.active_count() == before
