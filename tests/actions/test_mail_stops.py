"""The emergency brake: nothing leaves while mail is stopped, and what leaves afterwards is what still holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.heartbeat import tick
from jimflow.actions.mail_stops import hold_all, let_go
from jimflow.actions.meetings import move_meeting
from jimflow.actions.sweep import sweep_due
from jimflow.mail.relay import Outcome as Answer
from jimflow.mail.relay import Outgoing, outcome
from jimflow.store import tables as t
from jimflow.store.queries.outbox import Held, Stop, stops
from jimflow.store.transaction import read
from tests.actions.going import Going, Letter, sitting
from tests.actions.loaded import EVA
from tests.actions.test_deliver import posting, written
from tests.smtp import Sink

ALFA = "coordinator.alfa@example.org"
HOST = "ada@example.org"


def the_round(going: Going) -> int:
    return int(going.rows(t.Round, "id")[0][0])


def others(letters: list[Letter]) -> list[Letter]:
    """All but the host's overview."""
    return [m for m in letters if m.items != (("morning", "host"),)]


def on(going: Going) -> list[Stop]:
    with read(going.runtime.engine) as tx:
        return stops(tx)


def test_nothing_is_written_or_sent_while_mail_is_stopped_and_it_goes_when_it_is_let_go(joined: Going) -> None:
    held = hold_all(joined.runtime, None, "Fel text i inbjudan", EVA)
    assert held == Held(len(joined.rows(t.Intent, "id", status="pending")), 0, 0)
    assert others(joined.tick("2021-01-19 08:00")) == []
    assert joined.rows(t.Mail, "address") == [(HOST,)]
    assert let_go(joined.runtime, None, EVA).unwritten > held.unwritten
    assert ALFA in [m.to for m in joined.tick("2021-01-19 09:00")]


def test_what_was_written_before_the_stop_waits_for_its_end_with_the_same_bytes(joined: Going) -> None:
    morning = written(joined, "2021-01-19 08:00")
    raw = {bytes(row[0]) for row in morning.rows(t.Mail, "raw")}
    assert hold_all(morning.runtime, the_round(morning), "Fel text", EVA) == Held(0, len(raw), 0)
    with Sink() as sink, posting(morning, sink.host, sink.port) as runtime:
        assert tick(runtime).delivered == 0 and sink.mails == []
        let_go(morning.runtime, the_round(morning), EVA)
        tick(runtime)
        assert {m.data.replace(b"\r\n", b"\n") for m in sink.mails} == {r.replace(b"\r\n", b"\n") for r in raw}


@dataclass
class Slow:
    """A relay during whose greeting something happens."""

    meanwhile: Callable[[], object]
    mails: list[Outgoing] = field(default_factory=list)

    def send(self, batch: list[Outgoing], before_data: Callable[[int, int], bool]) -> list[Answer]:
        self.meanwhile()
        found = []
        for mail in batch:
            if before_data(mail.id, mail.fence):
                self.mails.append(mail)
                found.append(outcome(mail, "sent", 250, "2.0.0 taken"))
            else:
                found.append(outcome(mail, "released", None, "taken back"))
        return found


def test_a_mail_that_is_claimed_but_whose_content_has_not_left_does_not_leave(joined: Going) -> None:
    morning = written(joined, "2021-01-19 08:00")
    slow = Slow(lambda: hold_all(morning.runtime, None, "Fel text", EVA))
    tick(replace(morning.runtime, sender=slow))
    assert slow.mails == []
    assert {row[0] for row in morning.rows(t.Mail, "status")} == {"pending"}
    let_go(morning.runtime, None, EVA)
    assert ALFA in [m.to for m in morning.tick("2021-01-19 08:05")]


def test_urgent_mail_is_stopped_too_and_leaves_at_any_hour_once_let_go(joined: Going) -> None:
    joined.tick("2021-04-09 08:00")
    hold_all(joined.runtime, None, "Fel adresser", EVA)
    joined.clock.set("2021-04-12 21:00")
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-20")], EVA)
    urgent = joined.rows(t.Intent, "address", mail_class="immediate", status="pending")
    assert others(joined.tick("2021-04-12 21:01")) == []
    let_go(joined.runtime, None, EVA)
    left = [m for m in joined.tick("2021-04-12 21:02") if m.items[0][0] == "moved:start"]
    assert sorted(m.to for m in left) == sorted(row[0] for row in urgent) != []


def test_after_days_of_a_stop_a_reader_is_asked_once_for_the_same_work(joined: Going) -> None:
    joined.tick("2021-03-12 08:00")
    hold_all(joined.runtime, None, "Mejlservern byts", EVA)
    for day in (*(f"2021-03-{n}" for n in range(13, 32)), *(f"2021-04-{n:02d}" for n in range(1, 13))):
        joined.tick(f"{day} 08:00")
    meant = [r[0] for r in joined.rows(t.Intent, "item", status="pending", address=ALFA)]
    assert {"open:start:describe_today", "remind:start:describe_today"} <= set(meant)
    let_go(joined.runtime, None, EVA)
    (letter,) = [m for m in joined.tick("2021-04-12 08:05") if m.to == ALFA and m.items[0][0] != "invite:start"]
    assert [item for item, _ in letter.items if item.endswith("start:describe_today")] == ["open:start:describe_today"]


def test_the_hosts_overview_goes_on_and_says_that_mail_is_stopped_why_and_how_much_waits(joined: Going) -> None:
    joined.tick("2021-03-12 08:00")
    hold_all(joined.runtime, the_round(joined), "Fel text i inbjudan", EVA)
    letters = joined.tick("2021-03-15 08:00")
    assert {m.to for m in letters} == {HOST} and {m.items for m in letters} == {(("morning", "host"),)}
    assert "Fel text i inbjudan" in letters[0].text


def test_stopping_and_letting_go_stand_in_the_installations_chain(joined: Going) -> None:
    number, before = the_round(joined), len(joined.trail(0))
    hold_all(joined.runtime, number, "Fel text", EVA)
    assert [(s.round, s.reason, s.stopped_by) for s in on(joined)] == [(number, "Fel text", "eva")]
    let_go(joined.runtime, number, EVA)
    hold_all(joined.runtime, None, "Allt", EVA)
    let_go(joined.runtime, None, EVA)
    said = [(e["kind"], e.get("round"), e.get("reason")) for e in joined.trail(0)[before:]]
    code = joined.rows(t.Round, "code")[0][0]
    assert said == [
        ("mail_stopped", code, "Fel text"),
        ("mail_let_go", code, None),
        ("mail_stopped", None, "Allt"),
        ("mail_let_go", None, None),
    ]
    assert on(joined) == []


def test_a_stop_asks_for_a_reason_and_a_round_that_exists_and_is_set_and_lifted_once(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="Write why"):
        hold_all(joined.runtime, None, "  ", EVA)
    with pytest.raises(NotFound, match=r"no round no\. 999"):
        hold_all(joined.runtime, 999, "Fel", EVA)
    with pytest.raises(NotAllowed, match="not stopped"):
        let_go(joined.runtime, None, EVA)
    assert joined.everything() == before
    hold_all(joined.runtime, None, "Fel", EVA)
    stopped = joined.everything()
    with pytest.raises(NotAllowed, match="stopped already"):
        hold_all(joined.runtime, None, "Fel igen", EVA)
    assert joined.everything() == stopped


def test_work_goes_on_opening_while_mail_is_stopped(joined: Going) -> None:
    hold_all(joined.runtime, None, "Fel", EVA)
    joined.clock.set("2021-01-19 08:00")
    while sweep_due(joined.runtime):
        pass
    assert joined.work("alfa")["preparation", "self_assessment"][0] == "open"
