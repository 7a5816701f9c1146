"""Delivery over real SMTP: at least once, with the same bytes, and every answer of the relay taken at its word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions.compose import compose_due
from jimflow.actions.deliver import FEWEST_TRIES, GIVE_UP, LEASE, RETRIES, deliver
from jimflow.actions.heartbeat import tick
from jimflow.actions.meetings import move_meeting
from jimflow.actions.sweep import sweep_due
from jimflow.mail.relay import Outgoing, Relay, Timeouts, outcome
from jimflow.mail.sender import Sender
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import claim, finish_mail
from jimflow.store.transaction import write
from tests.actions.going import Going, going, grown, join, names_in_the_trail, sitting
from tests.actions.loaded import EVA
from tests.build import at
from tests.smtp import Drop, Fault, Mail, Reply, ScriptedServer, Sink, closed_port

ALFA, BETA = "coordinator.alfa@example.org", "coordinator.beta@example.org"
QUICK = Timeouts(connect=5, command=5, data=5, content=5, closing=1)


@contextmanager
def posting(going: Going, host: str, port: int) -> Iterator[Runtime]:
    """The runtime with a real sender."""
    with Sender(Relay(host, port, tls="none", connections=1, timeouts=QUICK)) as sender:
        yield replace(going.runtime, sender=sender)


def taken(server: Any, to: str) -> list[Mail]:
    return [m for m in server.mails if m.rcpt == to]


def status(going: Going, to: str = ALFA) -> tuple[Any, ...]:
    """(status, attempts, the relay's code) of the mail to someone."""
    return going.rows(t.Mail, "status", "attempts", "last_code", address=to)[0]


@pytest.fixture
def morning(joined: Going) -> Going:
    """Everything of the first morning is composed, nothing has left."""
    return written(joined, "2021-01-19 08:00")


def written(going: Going, local: str) -> Going:
    """Everything that is due at that moment is composed, nothing has left."""
    going.clock.set(local)
    while sweep_due(going.runtime):
        pass
    while compose_due(going.runtime):
        pass
    return going


def test_every_mail_arrives_once_with_the_stored_bytes(morning: Going) -> None:
    with Sink() as sink, posting(morning, sink.host, sink.port) as runtime:
        beat = tick(runtime)
        assert tick(runtime).delivered == 0
    assert beat.delivered == len(sink.mails) == len(morning.rows(t.Mail))
    stored = sorted(bytes(row[0]).replace(b"\r\n", b"\n") for row in morning.rows(t.Mail, "raw"))
    assert sorted(m.data.replace(b"\r\n", b"\n") for m in sink.mails) == stored
    assert {row[0] for row in morning.rows(t.Mail, "status")} == {"sent"}
    assert {m.mail_from for m in sink.mails} == {"centre@example.org"}


def test_what_was_sent_is_in_the_trail_with_its_digest_its_items_and_pseudonyms(morning: Going) -> None:
    with Sink() as sink, posting(morning, sink.host, sink.port) as runtime, grown(morning, alfa=5, beta=7, gamma=1):
        tick(runtime)
    (raw, name) = morning.rows(t.Mail, "raw", "message_id", address=ALFA)[0]
    (entry,) = [e for e in morning.trail("alfa") if e.get("message_id") == name]
    assert (entry["kind"], entry["automatic"], entry["sha256"]) == (
        "mail",
        True,
        hashlib.sha256(bytes(raw)).hexdigest(),
    )
    assert entry["items"] == ["open:preparation:self_assessment"]
    assert entry["functions"] == ["coordinator"]
    person = morning.rows(t.Person, "pseudonym", mail=ALFA)[0][0]
    assert entry["people"] == [person]


def test_the_hosts_own_mail_is_in_the_installations_chain(joined: Going) -> None:
    joined.tick("2021-03-15 08:00")
    (entry,) = [e for e in joined.trail(0) if e["kind"] == "mail"]
    assert (entry["items"], entry["functions"], entry["round"]) == (["morning"], ["host"], "mini-2021")
    assert joined.rows(t.Mail, "message_id", address="ada@example.org") == [(entry["message_id"],)]


def test_with_the_relay_away_everything_waits_and_is_tried_again(morning: Going) -> None:
    with posting(morning, "127.0.0.1", closed_port()) as runtime:
        tick(runtime)
        assert {row[0] for row in morning.rows(t.Mail, "status")} == {"pending"}
        assert tick(runtime).delivered == 0  # not before its time
    morning.clock.set("2021-01-19 08:01")
    with Sink() as sink, posting(morning, sink.host, sink.port) as runtime:
        tick(runtime)
    assert {row[0] for row in morning.rows(t.Mail, "status")} == {"sent"}


def test_a_temporary_refusal_is_tried_again_after_longer_and_longer_waits_then_given_up(morning: Going) -> None:
    """1, 5, 15 minutes, 1 hour, then every 4 hours, in the hours of sending; dead after 17 tries and three days."""
    server = ScriptedServer(Fault("rcpt", Reply("451 4.7.1 greylisted"), recipient=ALFA, times=None))
    waits = []
    with server, posting(morning, server.host, server.port) as runtime:
        while status(morning)[0] != "dead":
            tick(runtime)
            (after,) = morning.rows(t.Mail, "next_at", address=ALFA)[0]
            waits.append(after - morning.clock.now)
            morning.clock.now = after
    assert waits[:6] == [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)] + [waits[5]]
    assert status(morning) == ("dead", FEWEST_TRIES, 451)
    assert morning.clock.now - at("2021-01-19 08:00") >= GIVE_UP
    assert [e["kind"] for e in morning.trail("alfa")].count("mail_dead") == 1
    assert [e for e in morning.trail("alfa") if e["kind"] == "undeliverable"] == []  # the address may be right
    assert {row[0] for row in morning.rows(t.Mail, "status") if row[0] != "dead"} == {"sent"}


def told_of(going: Going, morning: str) -> object:
    """How many mails that did not go the host's overview of that morning speaks of."""
    going.tick(morning)
    made = going.rows(t.Intent, "facts", key=f"morning:1:{morning[:10]}:host:1")
    return json.loads(made[0][0]).get("given_up") if made else None


@pytest.mark.parametrize(("answer", "told"), [("451 4.7.1 greylisted", 1), ("550 5.1.1 User unknown", None)])
def test_the_host_is_told_in_the_morning_of_mail_that_was_given_up_for_two_weeks(
    morning: Going, answer: str, told: int | None
) -> None:
    """A refusal for good has a notice of its own."""
    server = ScriptedServer(Fault("rcpt", Reply(answer), recipient=ALFA, times=None))
    with server, posting(morning, server.host, server.port) as runtime:
        while status(morning)[0] != "dead":
            tick(runtime)
            (morning.clock.now,) = max([(morning.clock.now,), *morning.rows(t.Mail, "next_at", address=ALFA)])
    assert told_of(morning, "2021-01-29 08:00") == told
    assert told_of(morning, "2021-02-05 08:00") is None


def test_a_refusal_for_good_ends_the_mail_and_marks_the_address(morning: Going) -> None:
    words = f"550 5.1.1 <{ALFA}>: Recipient address rejected: User unknown"
    server = ScriptedServer(Fault("rcpt", Reply(words), recipient=ALFA))
    with server, posting(morning, server.host, server.port) as runtime:
        tick(runtime)
    assert status(morning) == ("dead", 1, 550)
    (entry,) = [e for e in morning.trail("alfa") if e["kind"] == "mail_dead"]
    assert entry["reply"] == "5.1.1 <…>: Recipient address rejected: User unknown (RCPT)"
    assert morning.rows(t.Mail, "last_reply", address=ALFA) == [(f"{words[4:]} (RCPT)",)]
    assert morning.rows(t.Appointment, "undeliverable_at", address=ALFA) == [(at("2021-01-19 08:00"),)]
    assert len(taken(server, BETA)) == 1, "the others are not held up"


def test_a_relay_that_names_other_addresses_puts_none_in_the_trail(morning: Going) -> None:
    words = "550 5.7.1 hedda@example.org, head.beta@example.org: denied by 'planner.alfa@example.org'"
    server = ScriptedServer(Fault("rcpt", Reply(words), recipient=ALFA))
    with server, posting(morning, server.host, server.port) as runtime:
        tick(runtime)
    assert names_in_the_trail(morning) == []


def test_a_drop_before_the_final_dot_sends_it_again_in_the_same_bytes(morning: Going) -> None:
    server = ScriptedServer(Fault("content", Drop(after=40), recipient=ALFA))
    with server, posting(morning, server.host, server.port) as runtime:
        tick(runtime)
        assert status(morning)[0] in ("pending", "unknown")
        morning.clock.set("2021-01-19 08:30")
        tick(runtime)
    assert status(morning)[0] == "sent"
    (raw,) = morning.rows(t.Mail, "raw", address=ALFA)[0]
    assert [m.data for m in taken(server, ALFA)] == [bytes(raw)]


def test_a_drop_after_the_final_dot_gives_one_more_copy_with_the_same_bytes_and_message_id(morning: Going) -> None:
    """The one honest window: the relay may have it, so it goes again, and a mailbox can tell that it is the same."""
    server = ScriptedServer(Fault("dot", Drop(), recipient=ALFA))
    with server, posting(morning, server.host, server.port) as runtime:
        tick(runtime)
        assert status(morning)[:2] == ("unknown", 1)
        morning.clock.now += LEASE - timedelta(seconds=1)
        tick(runtime)
        assert status(morning)[:2] == ("unknown", 1)
        morning.clock.now += timedelta(seconds=1)
        tick(runtime)
        tick(runtime)
    assert status(morning)[:2] == ("sent", 2)
    copies = taken(server, ALFA)
    assert len(copies) == 2 and copies[0].data == copies[1].data
    assert [e["kind"] for e in morning.trail("alfa")].count("mail") == 5  # the coordinator's, and four holds
    assert {len(taken(server, m.rcpt)) for m in server.mails if m.rcpt == BETA} == {1}


def test_a_relay_that_never_answers_is_given_up_after_some_days_not_flooded(morning: Going) -> None:
    server = ScriptedServer(Fault("dot", Drop(), recipient=ALFA, times=None))
    with server, posting(morning, server.host, server.port) as runtime:
        for _ in range(60):
            tick(runtime)
            if status(morning)[0] == "dead":
                break
            (morning.clock.now,) = morning.rows(t.Mail, "next_at", address=ALFA)[0]
    assert status(morning)[0] == "dead"
    assert len({m.data for m in taken(server, ALFA)}) == 1
    assert len(taken(server, ALFA)) < 25


# --- two workers --------------------------------------------------------------------------------


class Meanwhile:
    """A relay that takes each mail, but only after something else has happened."""

    def __init__(self, happens: Any) -> None:
        self.happens = happens
        self.mails: list[Outgoing] = []

    def send(self, batch: Any, before_data: Any) -> list[Any]:
        self.happens()
        found = []
        for mail in batch:
            if before_data(mail.id, mail.fence):
                self.mails.append(mail)
                found.append(outcome(mail, "sent", 250, "taken"))
            else:
                found.append(outcome(mail, "released", None, "not ours"))
        return found


def test_a_worker_that_was_thought_dead_hands_nothing_over_and_marks_nothing(morning: Going) -> None:
    """Its lease ran out while it stood still; another one has sent everything. Its late word is refused."""
    later = morning.clock.now + LEASE

    def another_takes_over() -> None:
        morning.clock.now = later
        tick(morning.runtime)

    late = Meanwhile(another_takes_over)
    assert deliver(replace(morning.runtime, sender=late), 100) > 0
    assert late.mails == []
    assert {(row[0], row[1]) for row in morning.rows(t.Mail, "status", "fence")} == {("sent", 2)}
    sent = morning.rows(t.Mail, "id")
    assert sorted(m.id for m in morning.box.mails) == [row[0] for row in sent]
    assert [e["kind"] for e in morning.trail("gamma")].count("mail") == 1


def test_a_late_answer_under_an_old_fence_changes_nothing(morning: Going) -> None:
    now = morning.clock.now
    with write(morning.runtime.engine) as tx:
        old = claim(tx, now, now + LEASE, 1)[0]
    with write(morning.runtime.engine) as tx:
        new = next(m for m in claim(tx, now + LEASE, now + 2 * LEASE, 100) if m.id == old.id)
    assert new.fence == old.fence + 1
    before = morning.rows(t.Mail, id=old.id)
    for kind in ("sent", "dead", "unknown"):
        with write(morning.runtime.engine) as tx:
            assert not finish_mail(tx, old.id, old.fence, kind, now)  # type: ignore[arg-type]
    assert morning.rows(t.Mail, id=old.id) == before


# --- hours --------------------------------------------------------------------------------------


def test_what_a_relay_kept_waiting_leaves_in_the_hours_of_sending_only(morning: Going) -> None:
    morning.clock.set("2021-01-19 16:58")
    with posting(morning, "127.0.0.1", closed_port()) as runtime:
        tick(runtime)
    for closed in ("2021-01-19 17:00", "2021-01-19 23:00", "2021-01-20 06:59"):
        assert morning.tick(closed) == []
    assert {m.to for m in morning.tick("2021-01-20 07:00")} >= {ALFA, BETA}


def test_a_mail_that_waited_over_a_long_holiday_is_still_tried_several_times(morning: Going) -> None:
    morning.clock.set("2021-08-09 08:00")  # long after: the program was down, or mail was held back
    server = ScriptedServer(Fault("rcpt", Reply("451 4.7.1 greylisted"), recipient=ALFA, times=2))
    with server, posting(morning, server.host, server.port) as runtime:
        for minutes in (0, 1, 6):
            morning.clock.set(f"2021-08-09 08:{minutes:02}")
            deliver(runtime, 100)
    assert status(morning) == ("sent", 3, 250)


def test_the_waits_between_the_fewest_tries_make_two_days_and_nights() -> None:
    waits = [RETRIES[min(n, len(RETRIES) - 1)] for n in range(FEWEST_TRIES - 1)]
    assert timedelta(hours=48) <= sum(waits, timedelta()) < timedelta(hours=52)


@pytest.mark.parametrize("composed", ["2021-01-19 08:00", "2021-01-22 08:00"], ids=["on a Tuesday", "on a Friday"])
@pytest.mark.parametrize("waited", [0, 200], ids=["just composed", "after a long standstill"])
def test_an_outage_of_two_days_costs_no_mail(joined: Going, composed: str, waited: int) -> None:
    written(joined, composed)
    joined.clock.now += timedelta(days=waited)
    until = joined.clock.now + timedelta(hours=48)
    joined.box.answers[ALFA] = ("temporary", None, "connection refused")
    while joined.clock.now < until:
        deliver(joined.runtime, 100)
        assert status(joined)[0] == "pending"
        (joined.clock.now,) = joined.rows(t.Mail, "next_at", address=ALFA)[0]
    del joined.box.answers[ALFA]
    deliver(joined.runtime, 100)
    assert status(joined)[0] == "sent"


def test_an_urgent_mail_outlasts_two_days_too(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    joined.clock.set("2021-04-12 22:00")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-05-19")], EVA)
    hedda = "hedda@example.org"
    joined.box.answers[hedda] = ("temporary", None, "connection refused")
    until = joined.clock.now + timedelta(hours=48)
    joined.tick("2021-04-12 22:00")
    (urgent,) = [row[0] for row in joined.rows(t.Mail, "id", address=hedda, status="pending")]
    while joined.clock.now < until:
        (joined.clock.now,) = joined.rows(t.Mail, "next_at", id=urgent)[0]
        deliver(joined.runtime, 100)
        assert joined.rows(t.Mail, "status", id=urgent) == [("pending",)]


def test_a_mail_that_waits_for_an_hour_of_sending_has_not_been_tried(morning: Going) -> None:
    for night in ("2021-01-19 22:00", "2021-01-20 06:00", "2021-01-20 06:30"):
        morning.clock.set(night)
        deliver(morning.runtime, 100)
    assert status(morning)[:2] == ("pending", 0)


def test_a_mail_composed_on_friday_does_not_leave_on_a_holiday(engine: Engine, tmp_path: Path) -> None:
    found = join(going(engine, tmp_path, now="2021-06-22 09:00"))
    written(found, "2021-06-24 08:00")
    assert found.rows(t.Mail) != []
    for closed in ("2021-06-25 10:00", "2021-06-26 10:00", "2021-06-27 10:00"):  # Midsummer Eve and the weekend
        assert found.tick(closed) == []
    assert found.tick("2021-06-28 07:00") != []
