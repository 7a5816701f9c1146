"""Plays a year of Modellkommuner over real SMTP, with what is answered and tried by hand on the way."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from jimflow.actions import assignments
from jimflow.actions.advance import advance
from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.core.audit import Verification
from jimflow.core.model import Actor, Change, Refusal
from jimflow.mail.relay import Relay
from jimflow.mail.sender import Sender
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.stage import Stage, begins, source, stage_of
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.queries.trail import entries
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import Tx, read
from tests.build import at
from tests.smtp import Mail, Sink
from tests.story.playing import ROOT

ROUND = ROOT / "config" / "rounds" / "modellkommuner-exempel.yaml"
PEOPLE = Path(__file__).parent / "people_modellkommuner.yaml"

PROJECT_LEAD, STRATEGIST = Actor("project_lead", "coordinator"), Actor("strategist", "participant")
REPORT = {
    "steering_begun": True,
    "steering": "Mål och budget",
    "method": "Cykelplanen prioriteras efter resvanor",
    "reached": ["working_method"],
    "process": "Vi räknade resorna",
    "dissemination": "Allt",
    "mentor": "later",
    "approved_by": "Kommunstyrelsen",
}
INTEREST = {"decision": "Fullmäktige § 14", "wish": "Likvärdig hemtjänst", "area": "elderly_care", "grouping": "theme"}


@dataclass
class Story:
    """The round as it was played: its mails, its moves, and what was answered by hand on the way."""

    stage: Stage
    mails: list[Mail]
    items: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each mail carries, by its Message-ID."""
    tried: dict[str, str | list[str]] = field(default_factory=dict)
    """What came of each move that was tried by hand: where it led, or the codes of what stopped it."""
    moves: dict[str, list[str]] = field(default_factory=dict)
    audit: Verification | None = None

    def until(self, local: str) -> None:
        self.stage.play.run(at(local))

    def number(self, who: str) -> int:
        return self.stage.loaded.participations[who]

    def state(self, who: str) -> str:
        return self.stage.play.members[self.number(who)].facts.state

    def answers(self, who: str, name: str, given: Mapping[str, Any]) -> None:
        assignments.submit(self.stage.runtime, self.number(who), name, given, STRATEGIST)

    def tries(self, label: str, who: str, trigger: str, *, known: Collection[str] = (), reason: str = "") -> None:
        done = advance(
            self.stage.runtime, self.number(who), None, trigger, PROJECT_LEAD, acknowledged=known, reason=reason
        ).result
        if isinstance(done, Change):
            self.tried[label] = done.destination
        else:
            assert isinstance(done, Refusal)
            self.tried[label] = sorted({b.code for b in done.blockers if b.stops(frozenset(known))})

    def sent(self, to: str = "", item: str = "") -> list[tuple[date, str, str]]:
        """(day, recipient, item) of what was sent to addresses with `to` in them, about items that begin so."""
        found = []
        for mail in self.mails:
            said = message_from_bytes(mail.data)
            day = parsedate_to_datetime(str(said["Date"])).date()
            codes = self.items[str(said["Message-ID"])]
            found += [(day, mail.rcpt, code) for code in codes if to in mail.rcpt and code.startswith(item)]
        return found


def entered(tx: Tx, number: int) -> list[str]:
    """The states a participation has entered, as the audit tells them."""
    said = [json.loads(row.payload or b"{}") for row in entries(tx, [number], limit=10_000)]
    return [payload["to"] for payload in said if payload["kind"] in ("proposed", "move")]


def late_decision(it: Story) -> None:
    """Stensmåla answers that it has decided nothing yet, and again when the council has."""
    it.until("2027-02-08 12:00")
    it.answers("stensmala", "express_interest", INTEREST | {"decision_made": False})
    it.tries("undecided", "stensmala", "advance", known=("step_done",))
    assignments.send_back(
        it.stage.runtime, it.number("stensmala"), "express_interest", PROJECT_LEAD, "Skicka in när beslutet är fattat"
    )
    it.until("2027-02-22 12:00")
    it.tried["still waiting"] = it.state("stensmala")
    it.answers("stensmala", "express_interest", INTEREST | {"decision_made": True})
    it.until("2027-02-23 12:00")
    it.tried["decided"] = it.state("stensmala")


def goals_and_mentor(it: Story) -> None:
    """Ekforsa wants to be a mentor; Björksala has written a routine that nobody works by yet."""
    it.until("2028-03-28 12:00")
    it.tries("no report yet", "ekforsa", "become_mentor", known=("wants_to_be_mentor",))
    it.answers("ekforsa", "closing_report", REPORT | {"mentor": "now"})
    it.answers("bjorksala", "closing_report", REPORT | {"mentor": "now", "reached": ["activity", "product"]})
    it.tries("mentor by mistake completed", "ekforsa", "advance", known=("everything_in",))
    it.until("2028-04-04 12:00")
    it.tried["mentor"] = it.state("ekforsa")
    it.tries("no method, on", "bjorksala", "advance", known=("mentor_offer_open",))
    it.tries("no method, mentor", "bjorksala", "become_mentor")
    it.tries("no method, no reason", "bjorksala", "end_without_goal")
    it.until("2028-06-01 12:00")
    it.tried["no method, in June"] = it.state("bjorksala")
    it.tries("no method, ended", "bjorksala", "end_without_goal", reason="Rutinen används inte än")


@contextmanager
def kommun_year(database: Path) -> Iterator[Story]:
    """The whole story, played to the last day of the round; what it left is gathered."""
    engine = open_engine(f"sqlite:///{database}")
    settings = Settings(mail_domain="jimflow.example.org")
    found, people = source(settings, ROUND, str(PEOPLE))
    clock = VirtualClock(begins(found))
    set_up(engine, "story", clock)
    with Sink() as sink, Sender(Relay(sink.host, sink.port, tls="none", connections=1)) as sender:
        it = Story(stage_of(settings, engine, clock, sender, ROUND, found, people), sink.mails)
        late_decision(it)
        goals_and_mentor(it)
        it.until("2028-06-30 23:59")
        m, i = table(t.Mail).c, table(t.Intent).c
        with read(engine) as tx:
            it.audit = verify_trail(tx)
            it.moves = {who: entered(tx, number) for who, number in it.stage.loaded.participations.items()}
            carried = select(m.message_id, i.item).join_from(table(t.Mail), table(t.Intent), i.mail == m.id)
            rows = tx.connection.execute(carried.order_by(i.id))
            for name, code in rows:
                it.items[name] = (*it.items.get(name, ()), code)
        yield it
    engine.dispose()
