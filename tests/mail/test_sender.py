"""The Sender against servers that do right: what arrives, in which order, and who is asked before it leaves."""

from __future__ import annotations

import socket
import threading
from collections import defaultdict
from dataclasses import replace

import pytest

from jimflow.mail.sender import Outcome, Outgoing, Relay, Sender
from tests.mail.posting import ANNA, BO, CILLA, SENDER, Asked, kinds, mail, relay_at, send
from tests.smtp import Fault, ScriptedServer, Sink, Stall


def test_a_batch_arrives_octet_by_octet_with_its_envelope_and_is_reported_in_order() -> None:
    mails = [mail(1, ANNA), mail(2, BO), mail(3, CILLA)]
    asked = Asked()
    with Sink() as sink:
        outcomes = send(relay_at(sink), mails, asked)
    assert outcomes == [Outcome(n, 1, "sent", 250, "2.0.0 taken") for n in (1, 2, 3)]
    assert [(m.mail_from, m.rcpt, m.data) for m in sink.mails] == [(SENDER, m.recipient, m.raw) for m in mails]
    assert asked.calls == [(1, 1), (2, 1), (3, 1)]


@pytest.mark.parametrize(
    "body",
    [
        ".",
        ".\r\n.\r\n..\r\n...hidden",
        "Subject: not a header\r\n\r\n.",
        "x" * 990,
        "från ÅÄÖ".encode().decode("latin-1"),
        "line\r\n" * 20_000,
    ],
    ids=["a dot", "lines of dots", "a second header", "a long line", "octets above 127", "a long mail"],
)
def test_no_content_changes_on_the_way(body: str) -> None:
    head = f"From: {SENDER}\r\nTo: {ANNA}\r\n\r\n".encode()
    one = Outgoing(1, 1, SENDER, ANNA, head + body.encode("latin-1") + b"\r\n")
    with Sink() as sink:
        assert kinds(send(relay_at(sink), [one])) == ["sent"]
    assert [m.data for m in sink.mails] == [one.raw]


def test_a_bare_line_end_cannot_smuggle_a_second_mail_in() -> None:
    trick = b"Subject: x\r\n\r\nhello\n.\nMAIL FROM:<evil@example.org>\nRCPT TO:<bo@example.org>\nDATA\n\r.\rbye"
    with ScriptedServer() as server:
        assert kinds(send(relay_at(server), [Outgoing(1, 1, SENDER, ANNA, trick)])) == ["sent"]
    lines = trick.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n") + b"\r\n"
    assert [(m.rcpt, m.data) for m in server.mails] == [(ANNA, lines)]


def test_connections_are_kept_between_batches() -> None:
    with ScriptedServer() as server, Sender(relay_at(server)) as sender:
        for number in range(5):
            assert kinds(sender.send([mail(number)], Asked())) == ["sent"]
        assert len(server.heard) == 1


def test_a_connection_left_idle_too_long_is_replaced() -> None:
    never_idle = replace(relay_at(server := ScriptedServer()).timeouts, idle=0.0)
    with server, Sender(relay_at(server, never_idle)) as sender:
        assert kinds(sender.send([mail(1)], Asked()) + sender.send([mail(2)], Asked())) == ["sent", "sent"]
        assert [lines[-1] for lines in server.heard][:1] == ["QUIT"]
        assert len(server.heard) == 2


def test_several_connections_share_a_batch_and_keep_the_order_of_each_recipient() -> None:
    people = [f"p{n}@agency.example.org" for n in range(7)]
    mails = [mail(n, people[n % 7]) for n in range(70)]
    with Sink() as sink:
        outcomes = send(relay_at(sink, connections=4), mails)
    assert [(o.id, o.kind) for o in outcomes] == [(n, "sent") for n in range(70)]
    arrived = defaultdict(list)
    for taken in sink.mails:
        arrived[taken.rcpt].append(taken.data)
    assert arrived == {who: [m.raw for m in mails if m.recipient == who] for who in people}
    assert 1 < len({taken.peer for taken in sink.mails}) <= 4


def test_a_second_mail_to_the_same_recipient_waits_for_the_first_whatever_the_case_of_the_address() -> None:
    mails = [mail(1, ANNA), mail(2, ANNA.upper()), mail(3, BO)]
    with ScriptedServer(Fault("rcpt", Stall(0.4), recipient=ANNA)) as server:
        assert kinds(send(relay_at(server, connections=3), mails)) == ["sent"] * 3
    assert [m.data for m in server.mails] == [mails[2].raw, mails[0].raw, mails[1].raw]


def test_before_data_runs_in_the_calling_thread_after_rcpt_and_before_data() -> None:
    seen: list[tuple[int, list[str]]] = []
    with ScriptedServer() as server, Sender(relay_at(server)) as sender:

        def before_data(_id: int, _fence: int) -> bool:
            seen.append((threading.get_ident(), server.commands))
            return True

        sender.send([mail(1)], before_data)
    assert seen == [(threading.get_ident(), ["EHLO", "MAIL", "RCPT"])]


def test_before_data_saying_no_keeps_that_mail_here_and_only_that_one() -> None:
    with ScriptedServer() as server, Sender(relay_at(server)) as sender:
        outcomes = sender.send([mail(1), mail(2), mail(3)], Asked(refuses=frozenset({2})))
        assert " ".join(server.commands) == "EHLO MAIL RCPT DATA MAIL RCPT RSET MAIL RCPT DATA"
    assert kinds(outcomes) == ["sent", "released", "sent"]
    assert [m.data for m in server.mails] == [mail(1).raw, mail(3).raw]


def test_before_data_raising_releases_its_mail_and_the_batch_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    def before_data(mail_id: int, _fence: int) -> bool:
        if mail_id == 1:
            raise OSError("the database is away")
        return True

    with Sink() as sink, Sender(relay_at(sink)) as sender:
        outcomes = sender.send([mail(1), mail(2)], before_data)
    assert kinds(outcomes) == ["released", "sent"]
    assert [m.data for m in sink.mails] == [mail(2).raw]
    assert "the database is away" in caplog.text


def test_a_slow_before_data_does_not_stop_the_other_connections_from_talking() -> None:
    first_asked, second_at_rcpt = threading.Event(), threading.Event()

    def before_data(_id: int, _fence: int) -> bool:
        if not first_asked.is_set():
            first_asked.set()
            deadline = 200
            while server.commands.count("RCPT") < 2 and deadline:
                second_at_rcpt.wait(0.05)
                deadline -= 1
            assert server.commands.count("RCPT") == 2
        return True

    with ScriptedServer() as server, Sender(relay_at(server, connections=2)) as sender:
        assert kinds(sender.send([mail(1, ANNA), mail(2, BO)], before_data)) == ["sent", "sent"]


def test_an_empty_batch_does_nothing_at_all() -> None:
    with Sender(Relay("relay.invalid", 25)) as sender:
        assert sender.send([], Asked()) == []


def test_two_senders_with_the_same_batch_deliver_each_mail_once() -> None:
    mails = [mail(n, f"p{n % 5}@agency.example.org") for n in range(60)]
    handed: set[int] = set()
    lock = threading.Lock()
    outcomes: list[list[Outcome]] = []

    def before_data(mail_id: int, _fence: int) -> bool:
        with lock:
            mine = mail_id not in handed
            handed.add(mail_id)
            return mine

    with Sink() as sink, Sender(relay_at(sink)) as one, Sender(relay_at(sink)) as other:
        threads = [
            threading.Thread(target=lambda s=s: outcomes.append(s.send(mails, before_data))) for s in (one, other)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    pairs = [sorted(pair) for pair in zip(*(kinds(o) for o in outcomes), strict=True)]
    assert pairs == [["released", "sent"]] * 60
    assert sorted(m.data for m in sink.mails) == sorted(m.raw for m in mails)


def test_one_sender_may_be_used_by_several_threads() -> None:
    with Sink() as sink, Sender(relay_at(sink, connections=2)) as sender:
        threads = [
            threading.Thread(target=sender.send, args=([mail(n * 10 + k) for k in range(10)], Asked()))
            for n in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(m.data for m in sink.mails) == sorted(mail(n).raw for n in range(40))


@pytest.mark.parametrize("recipient", ["anna@a.se, bo@b.se", "anna", "a\r\nRCPT TO:<x@y.se>@z.se", "", "<a@b.se>"])
def test_a_recipient_that_is_not_one_address_is_refused_here_and_stops_nobody(recipient: str) -> None:
    asked = Asked()
    with ScriptedServer() as server, Sender(relay_at(server)) as sender:
        poison = replace(mail(1), recipient=recipient)
        assert kinds(sender.send([poison, mail(2)], asked)) == ["permanent", "sent"]
        assert server.heard[0][1:] == [f"MAIL FROM:<{SENDER}>", f"RCPT TO:<{ANNA}>", "DATA"]
    assert asked.calls == [(2, 1)]


def test_a_recipient_at_a_domain_with_swedish_letters_is_reached_by_its_ascii_name() -> None:
    with ScriptedServer() as server:
        assert kinds(send(relay_at(server), [mail(1, "anna@exämple.se")])) == ["sent"]
    assert [m.rcpt for m in server.mails] == ["anna@xn--exmple-cua.se"]


def test_a_null_envelope_sender_is_allowed_and_a_malformed_one_is_our_own_fault() -> None:
    with ScriptedServer() as server:
        bounce, broken = replace(mail(1), envelope_from=""), replace(mail(2), envelope_from="jim")
        outcomes = send(relay_at(server), [bounce, broken])
    assert kinds(outcomes) == ["sent", "temporary"]
    assert outcomes[1].reply.startswith("our own envelope sender: ”jim” has no @")
    assert [m.mail_from for m in server.mails] == [""]


def test_we_greet_with_our_address_as_a_literal_unless_a_name_is_set() -> None:
    with ScriptedServer() as server:
        send(relay_at(server), [mail(1)])
        send(relay_at(server, helo="jim.host.example.org"), [mail(1)])
    assert [lines[0] for lines in server.heard] == ["EHLO [127.0.0.1]", "EHLO jim.host.example.org"]


def test_the_thread_ends_with_the_sender_and_a_closed_sender_says_so() -> None:
    before = set(threading.enumerate())
    with Sink() as sink:
        sender = Sender(relay_at(sink, host="localhost"))
        sender.send([mail(1)], Asked())
        assert {t.name for t in set(threading.enumerate()) - before} >= {"jimflow-mail"}
        sender.close()
        sender.close()
        assert "jimflow-mail" not in {t.name for t in threading.enumerate()}
        with pytest.raises(RuntimeError, match="this Sender is closed"):
            sender.send([mail(2)], Asked())


def test_a_sender_that_never_sent_has_no_thread() -> None:
    before = threading.active_count()
    Sender(Relay("relay.invalid", 25)).close()
    assert threading.active_count() == before


def test_a_relay_is_checked_when_it_is_described() -> None:
    with pytest.raises(ValueError, match="1 to 4 connections, not 5"):
        Relay("relay.example.org", 25, connections=5)
    with pytest.raises(ValueError, match="may not go to another machine without TLS"):
        Relay("relay.example.org", 25, username="jim", password="hemligt", tls="none")
    assert "hemligt" not in repr(Relay("relay.example.org", 587, username="jim", password="hemligt"))
    here = ["localhost", "127.0.0.1", "127.9.9.9", "::1", "relay.example.org", "192.0.2.1", "127.0.0.1.example.org"]
    assert [Relay(host, 25).is_this_machine for host in here] == [True] * 4 + [False] * 3


def test_the_socket_of_a_relay_that_is_not_there_is_let_go() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    assert kinds(send(Relay("127.0.0.1", port, tls="none"), [mail(1)])) == ["temporary"]
