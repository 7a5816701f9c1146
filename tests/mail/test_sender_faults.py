"""Every fault at every step of a mail: what is said of it, who is asked before, and how often it arrives in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from jimflow.mail.conversation import Step, kind_of_refusal, kind_of_silence
from jimflow.mail.sender import Kind, Outcome, Relay, Sender
from tests.mail.posting import (
    ANNA,
    BO,
    CILLA,
    HASTY,
    PATIENT,
    Asked,
    copies,
    kinds,
    mail,
    relay_at,
    send,
    send_until_final,
)
from tests.smtp import Drop, Fault, Phase, Raw, Reply, ScriptedServer, Sink, Stall, closed_port

MAILS = [mail(1, ANNA), mail(2, BO), mail(3, CILLA)]
SILENT = Stall(8)


@dataclass(frozen=True)
class Row:
    """One line of the table: the second of three mails meets the fault; `extra` copies of it arrive in the end."""

    phase: Phase
    act: Reply | Drop | Stall
    kind: Kind
    code: int | None = None
    asked: bool = True
    extra: int = 0

    @property
    def fault(self) -> Fault:
        if self.phase in ("mail", "rset", "quit"):
            return Fault(self.phase, self.act, passed=1 if self.phase == "mail" else 0)
        return Fault(self.phase, self.act, recipient=BO)

    def __str__(self) -> str:
        return f"{self.phase}-{self.act}"


def temporary(phase: Phase, *codes: int, asked: bool) -> list[Row]:
    return [Row(phase, Reply(f"{code} later"), "temporary", code, asked) for code in codes]


def permanent(phase: Phase, *codes: int, asked: bool) -> list[Row]:
    return [Row(phase, Reply(f"{code} never"), "permanent", code, asked) for code in codes]


def silent(phase: Phase, kind: Kind, asked: bool, extra: int = 0) -> list[Row]:
    return [Row(phase, act, kind, None, asked, extra) for act in (Drop(), Drop(reset=True), SILENT)]


TABLE = [
    *temporary("mail", 421, 450, 451, 452, 550, 553, 530, asked=False),
    *silent("mail", "temporary", asked=False),
    *temporary("rcpt", 421, 450, 451, 452, 503, 530, asked=False),
    *permanent("rcpt", 501, 550, 551, 552, 553, 554, asked=False),
    *silent("rcpt", "temporary", asked=False),
    *temporary("data", 421, 450, 451, 452, 503, asked=True),
    *permanent("data", 550, 554, asked=True),
    *silent("data", "temporary", asked=True),
    *temporary("content", 421, 451, asked=True),
    *permanent("content", 552, 554, asked=True),
    Row("content", Drop(after=1), "unknown"),
    Row("content", Drop(after=40), "unknown"),
    Row("content", Drop(after=40, reset=True), "unknown"),
    *temporary("dot", 421, 450, 451, 452, asked=True),
    *permanent("dot", 550, 552, 553, 554, asked=True),
    *silent("dot", "unknown", asked=True, extra=1),
    Row("dot", Drop(taken=False), "unknown"),
    Row("quit", Drop(), "sent", 250),
    Row("quit", Reply("500 what?"), "sent", 250),
    Row("quit", SILENT, "sent", 250),
]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_fault_strikes_one_mail_is_told_apart_and_never_touches_the_others(row: Row) -> None:
    asked = Asked()
    timeouts = HASTY if row.act is SILENT else PATIENT
    with ScriptedServer(row.fault) as server:
        outcomes = send(relay_at(server, timeouts), MAILS, asked)
    assert [(o.id, o.kind, o.code) for o in outcomes] == [
        (1, "sent", 250),
        (2, row.kind, row.code),
        (3, "sent", 250),
    ]
    assert asked.calls == [(n, 1) for n in (1, 2, 3) if n != 2 or row.asked]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_in_the_end_each_mail_arrives_whole_and_twice_only_where_the_relay_hid_that_it_had_it(row: Row) -> None:
    timeouts = HASTY if row.act is SILENT else PATIENT
    with ScriptedServer(row.fault) as server:
        state = send_until_final(relay_at(server, timeouts), MAILS)
    refused = row.kind == "permanent"
    assert state == {1: "sent", 2: "permanent" if refused else "sent", 3: "sent"}
    arrived = 0 if refused else 1 + row.extra
    assert copies(server) == {m.raw: count for m, count in zip(MAILS, (1, arrived, 1), strict=True) if count}


def test_silence_in_the_middle_of_the_content_is_unknown_and_costs_one_copy_at_most() -> None:
    with ScriptedServer(Fault("content", Stall(1), recipient=BO)) as server:
        state = send_until_final(relay_at(server, HASTY), MAILS)
    assert state == {1: "sent", 2: "sent", 3: "sent"}
    assert set(copies(server)) == {m.raw for m in MAILS}
    assert max(copies(server).values()) <= 2


@pytest.mark.parametrize(
    "fault",
    [
        Fault("connect", Drop(reset=True)),
        Fault("greeting", Drop()),
        Fault("greeting", SILENT),
        Fault("greeting", Reply("421 4.3.2 closing")),
        Fault("greeting", Reply("450 4.3.2 busy")),
        Fault("greeting", Reply("554 5.3.2 no")),
        Fault("ehlo", Drop()),
        Fault("ehlo", SILENT),
        Fault("ehlo", Reply("421 4.3.2 closing")),
        Fault("ehlo", Reply("550 5.7.1 no"), times=2),
    ],
    ids=str,
)
def test_a_relay_that_does_not_let_us_in_leaves_the_whole_batch_for_later_and_nobody_is_asked(fault: Fault) -> None:
    asked = Asked()
    with ScriptedServer(fault) as server, Sender(relay_at(server, HASTY)) as sender:
        outcomes = sender.send(MAILS, asked)
        assert (kinds(outcomes), asked.calls, server.mails) == (["temporary"] * 3, [], [])
        code = int(fault.act.line[:3]) if isinstance(fault.act, Reply) else None
        assert {(o.code, bool(o.reply)) for o in outcomes} == {(code, True)}
        assert kinds(sender.send(MAILS, asked)) == ["sent"] * 3
    assert copies(server) == {m.raw: 1 for m in MAILS}


@pytest.mark.parametrize("host", ["127.0.0.1", "relay.invalid"], ids=["refused", "no such host"])
def test_a_relay_that_is_not_there_leaves_the_whole_batch_for_later(host: str) -> None:
    asked = Asked()
    relay = Relay(host, closed_port(), tls="none", connections=3, timeouts=PATIENT)
    outcomes = send(relay, MAILS, asked)
    assert (kinds(outcomes), asked.calls) == (["temporary"] * 3, [])
    assert all(o.reply.startswith("no contact with the relay: ") for o in outcomes)


def test_greylisted_mails_arrive_at_the_second_try() -> None:
    faults = [Fault("rcpt", Reply("450 4.2.0 greylisted, try again"), recipient=who) for who in (ANNA, BO, CILLA)]
    with ScriptedServer(*faults) as server, Sender(relay_at(server)) as sender:
        assert kinds(sender.send(MAILS, Asked())) == ["temporary"] * 3
        assert kinds(sender.send(MAILS, Asked())) == ["sent"] * 3
        assert len(server.heard) == 1, "a greylisting relay keeps its connection"


def test_a_sign_in_that_is_refused_blames_the_relay_and_not_the_recipients() -> None:
    asked = Asked()
    with ScriptedServer(Fault("auth", Reply("535 5.7.8 wrong")), ehlo=("AUTH PLAIN",)) as server:
        outcomes = send(relay_at(server, username="jim", password="hemligt"), MAILS, asked)
    assert outcomes == [
        Outcome(n, 1, "temporary", 535, "the relay refused our sign-in: 5.7.8 wrong") for n in (1, 2, 3)
    ]
    assert asked.calls == []


def test_a_sign_in_that_is_right_lets_the_mail_through() -> None:
    with Sink(sign_in=("jim", "hemligt åäö")) as sink:
        assert kinds(send(relay_at(sink, username="jim", password="hemligt åäö"), MAILS)) == ["sent"] * 3
        assert kinds(send(relay_at(sink, username="jim", password="fel"), MAILS[:1])) == ["temporary"]
    assert copies(sink) == {m.raw: 1 for m in MAILS}


def test_a_relay_that_knows_no_ehlo_is_greeted_the_old_way() -> None:
    with ScriptedServer(Fault("ehlo", Reply("502 5.5.1 what?"))) as server:
        assert kinds(send(relay_at(server), [mail(1)])) == ["sent"]
    assert server.commands[:3] == ["EHLO", "HELO", "MAIL"]


def test_one_connection_the_relay_does_not_grant_does_not_hold_the_others() -> None:
    mails = [mail(n, f"p{n}@agency.example.org") for n in range(40)]
    with ScriptedServer(Fault("greeting", Reply("421 4.7.0 too many connections"), times=3)) as server:
        assert kinds(send(relay_at(server, connections=4), mails)) == ["sent"] * 40
    assert copies(server) == {m.raw: 1 for m in mails}


def test_mails_of_a_connection_that_was_lost_and_not_granted_again_go_over_another() -> None:
    mails = [mail(1, ANNA), mail(2, ANNA), mail(3, BO)]
    faults = [
        Fault("rcpt", Drop(), recipient=ANNA),
        Fault("rcpt", Stall(0.5), recipient=BO),
        Fault("greeting", Reply("421 4.7.0 too many connections"), times=None, passed=2),
    ]
    with ScriptedServer(*faults) as server:
        assert kinds(send(relay_at(server, connections=2), mails)) == ["temporary", "sent", "sent"]
    assert copies(server) == {m.raw: 1 for m in mails[1:]}


def test_a_relay_that_breaks_off_at_every_mail_is_given_up_after_three() -> None:
    mails = [mail(n) for n in range(10)]
    with ScriptedServer(Fault("mail", Drop(), times=None)) as server:
        outcomes = send(relay_at(server), mails)
    assert kinds(outcomes) == ["temporary"] * 10
    assert server.commands.count("MAIL") == 3
    assert outcomes[-1].reply == "the relay broke off 3 times before a recipient was named"


def test_many_poisoned_mails_in_a_row_do_not_stop_the_healthy_ones() -> None:
    mails = [mail(n, f"p{n}@agency.example.org") for n in range(12)]
    poison = [Fault("rcpt", Drop(), recipient=m.recipient) for m in mails[:4]]
    poison += [Fault("dot", Drop(taken=False), recipient=m.recipient) for m in mails[4:8]]
    with ScriptedServer(*poison) as server:
        outcomes = send(relay_at(server), mails)
    assert kinds(outcomes) == ["temporary"] * 4 + ["unknown"] * 4 + ["sent"] * 4
    assert copies(server) == {m.raw: 1 for m in mails[8:]}


def test_a_refused_mail_leaves_nothing_of_its_envelope_for_the_next_one() -> None:
    with ScriptedServer(Fault("rcpt", Reply("550 5.1.1 nobody"), recipient=BO)) as server:
        send(relay_at(server), MAILS)
    assert " ".join(server.commands) == "EHLO MAIL RCPT DATA MAIL RCPT RSET MAIL RCPT DATA QUIT"


@pytest.mark.parametrize("act", [Drop(), SILENT, Reply("500 what?")], ids=str)
def test_a_relay_that_cannot_begin_anew_is_met_over_a_new_connection(act: Drop | Stall | Reply) -> None:
    with ScriptedServer(Fault("rcpt", Reply("550 5.1.1 nobody"), recipient=BO), Fault("rset", act)) as server:
        assert kinds(send(relay_at(server, HASTY), MAILS)) == ["sent", "permanent", "sent"]
    assert len(server.heard) == 2


def test_any_yes_of_the_second_hundred_is_a_yes() -> None:
    with ScriptedServer(
        Fault("rcpt", Reply("252 2.1.5 cannot verify, will try")), Fault("dot", Reply("251 2.0.0 forwarded"))
    ) as server:
        assert [(o.kind, o.code) for o in send(relay_at(server), [mail(1)])] == [("sent", 251)]


@pytest.mark.parametrize(
    ("phase", "line", "kind"),
    [
        ("rcpt", "354 eh", "temporary"),
        ("data", "250 eh", "temporary"),
        ("dot", "354 eh", "unknown"),
        ("dot", "999 eh", "unknown"),
        ("dot", "100 eh", "unknown"),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer_and_ends_the_connection(phase: Phase, line: str, kind: str) -> None:
    with ScriptedServer(Fault(phase, Reply(line), recipient=BO)) as server:
        assert kinds(send(relay_at(server), MAILS)) == ["sent", kind, "sent"]
        assert len(server.heard) == 2


def test_a_fault_of_our_own_strikes_one_mail_and_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    no_bytes = replace(mail(2, BO), raw="text")  # type: ignore[arg-type]
    with Sink() as sink:
        outcomes = send(relay_at(sink), [mail(1, ANNA), no_bytes, mail(3, CILLA)])
    assert kinds(outcomes) == ["sent", "temporary", "sent"]
    assert outcomes[1].reply == "a fault in jimflow, see its log (waiting for DATA)"
    assert [record.getMessage() for record in caplog.records] == ["mail 2 met a fault in jimflow"]
    assert "TypeError" in caplog.text


def test_only_a_mail_whose_content_has_left_can_be_unknown() -> None:
    assert {step: kind_of_silence(step) for step in Step} == {
        Step.SENDER: "temporary",
        Step.RECIPIENT: "temporary",
        Step.LEAVE: "temporary",
        Step.DATA: "temporary",
        Step.CONTENT: "unknown",
    }
    for code in range(-1, 1000):
        assert ("unknown" in {kind_of_refusal(step, code) for step in Step}) == (not 400 <= code <= 599)


def test_the_answer_is_kept_short_printable_and_on_one_line() -> None:
    said = "550-5.1.1 \x1b[31mnobody\u202e here\r\n550 5.1.1 " + "å" * 700
    with ScriptedServer(Fault("rcpt", Reply(said))) as server:
        (outcome,) = send(relay_at(server), [mail(1)])
    assert outcome.reply == ("5.1.1 [31mnobody here 5.1.1 " + "å" * 700)[:500]


def test_octets_that_are_no_text_do_not_reach_the_outcome() -> None:
    with ScriptedServer(Fault("rcpt", Raw(b"550 \xff\xfe\xed\xa0\x80 no\r\n", times=1))) as server:
        (outcome,) = send(relay_at(server, HASTY), [mail(1)])
    assert outcome.kind == "permanent"
    outcome.reply.encode("utf-8")
