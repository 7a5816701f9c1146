"""The mini round under way: its agencies by name, a clock to set, a sender that keeps what it is given."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine

from jimflow.actions.advance import Outcome, advance
from jimflow.actions.case import open_case
from jimflow.actions.heartbeat import tick
from jimflow.core.model import Actor, Facts, Session
from jimflow.mail.relay import Kind, Outgoing, outcome
from jimflow.mail.relay import Outcome as Answer
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.transaction import read
from tests.actions.loaded import EVA, Clock, Place, place, place_of
from tests.build import STOCKHOLM, at
from tests.build_round import ROUND
from tests.build_workflow import changed

PER = Actor("per", "coordinator")
"""A second person."""

WARNINGS = ("after_submitted", "before_submitted", "head_present", "roles_filled", "self_assessed")
"""What a coordinator of the mini programme may pass knowingly where nothing is submitted."""

SELF_ASSESSMENT = {"in_plan": "missing", "trained": True}
EVERY_TABLE = [kind for kind in vars(t).values() if isinstance(kind, type) and hasattr(kind, "__table__")]


@dataclass
class Box:
    """Takes every mail; `answers` tells, by address, how the relay answers instead."""

    mails: list[Outgoing] = field(default_factory=list)
    answers: dict[str, tuple[Kind, int | None, str]] = field(default_factory=dict)

    def send(self, batch: Sequence[Outgoing], before_data: Callable[[int, int], bool]) -> list[Answer]:
        found = []
        for mail in batch:
            kind, code, reply = self.answers.get(mail.recipient, ("sent", 250, "2.0.0 taken"))
            if kind in ("sent", "unknown"):
                assert before_data(mail.id, mail.fence)
                self.mails.append(mail)
            found.append(outcome(mail, kind, code, reply))
        return found


@dataclass(frozen=True)
class Letter:
    """A mail as it left: to whom, and what it says as (item, function), sorted."""

    to: str
    items: tuple[tuple[str, str], ...]
    raw: bytes = field(repr=False, compare=False)

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    @property
    def text(self) -> str:
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    @property
    def calendar(self) -> str:
        parts = [p for p in self.message.walk() if p.get_content_type() == "text/calendar"]
        return str(parts[0].get_content()).replace("\r\n ", "")


@dataclass(frozen=True)
class Going:
    """A loaded round; `agencies` and `clusters` hold numbers by code."""

    here: Place
    agencies: Mapping[str, int]
    clusters: Mapping[str, int]
    box: Box

    @property
    def runtime(self) -> Runtime:
        return self.here.runtime

    @property
    def clock(self) -> Clock:
        return self.here.clock

    def do(self, agency: str, trigger: str, **rest: Any) -> Outcome:
        """Fires a trigger with what is there now."""
        return advance(self.runtime, self.agencies[agency], rest.pop("seen", None), trigger, EVA, **rest)

    def facts(self, agency: str) -> Facts:
        with read(self.runtime.engine) as tx:
            return open_case(self.runtime, tx, self.agencies[agency]).facts

    def appointment(self, agency: str, function: str) -> int:
        """Who holds the function today."""
        today = self.clock.now.date()
        (found,) = (a.id for a in self.facts(agency).appointments if a.function == function and a.holds_on(today))
        return found

    def tick(self, local: str) -> list[Letter]:
        """One heartbeat at a moment; what left."""
        self.clock.set(local)
        before = len(self.box.mails)
        tick(self.runtime)
        return [self._letter(mail) for mail in self.box.mails[before:]]

    def rows(self, kind: Any, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
        return self.here.rows(kind, *columns, **where)

    def intents(self, agency: str, status: str = "pending") -> list[tuple[str, str]]:
        """What is meant to be said about an agency, as (item, function), sorted."""
        found = self.rows(t.Intent, "item", "function", participation=self.agencies[agency], status=status)
        return sorted((item, function) for item, function in found)

    def waiting(self, agency: str) -> list[tuple[str, str, str]]:
        """What is still to fall due: (local time, rule, recipient), by time."""
        rows = self.rows(
            *(t.Occurrence, "due_at", "rule", "recipient"),
            subject_kind="participation",
            subject=self.agencies[agency],
            status="pending",
        )
        return sorted((local(due), rule, recipient) for due, rule, recipient in rows)

    def work(self, agency: str) -> dict[tuple[str, str], tuple[str, str]]:
        """(step, assignment) → (status, local due day)."""
        rows = self.rows(t.Assignment, "step", "name", "status", "due_at", participation=self.agencies[agency])
        return {(step, name): (status, local(due)[:10] if due else "") for step, name, status, due in rows}

    def trail(self, chain: str | int) -> list[dict[str, Any]]:
        """What the chain of an agency says, in order."""
        number = self.agencies[chain] if isinstance(chain, str) else chain
        entries = self.rows(t.AuditEntry, "id", chain=number)
        return [json.loads(self.rows(t.AuditPayload, "payload", entry=e[0])[0][0]) for e in entries]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table."""
        return {kind.__name__: self.rows(kind) for kind in EVERY_TABLE}

    def _letter(self, mail: Outgoing) -> Letter:
        items = self.rows(t.Intent, "item", "function", mail=mail.id)
        return Letter(mail.recipient, tuple(sorted((i, f) for i, f in items)), mail.raw)


def local(moment: datetime) -> str:
    """`2021-04-14 08:00` in Stockholm."""
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def going(
    engine: Engine,
    folder: Path,
    now: str = "2021-01-18 09:00",
    text: str = ROUND,
    changes: dict[str, Any] | None = None,
    **settings: Any,
) -> Going:
    """The round loaded and no more. On the default day everybody holds their function.

    `changes` are made to the definition by dotted path, `settings` to the installation's.
    """
    empty = place(engine, folder, now)
    if changes:
        definition = yaml.safe_dump(changed(changes), allow_unicode=True, sort_keys=False)
        (folder / "workflows" / "mini.yaml").write_text(definition, encoding="utf-8")
    box = Box()
    own = empty.runtime.settings.model_copy(update=settings)
    here = replace(empty, runtime=replace(empty.runtime, sender=box, settings=own))
    loaded = here.load(text)
    return Going(here, loaded.participations, loaded.clusters, box)


def again(like: Going, engine: Engine, folder: Path) -> Going:
    """The same round in a copy of the database that it was just loaded into: a folder, a clock and a box of its own."""
    box = Box()
    here = place_of(engine, folder, local(like.clock.now))
    here.file((like.here.folder / "round.yaml").read_text(encoding="utf-8"))
    here = replace(here, runtime=replace(here.runtime, sender=box), pseudonyms=copy(like.here.pseudonyms))
    found = Going(here, dict(like.agencies), dict(like.clusters), box)
    found.facts(min(like.agencies))  # whoever has loaded a round has read its programme
    return found


def join(going: Going, *agencies: str) -> Going:
    """Invited and accepted, all or those named."""
    for agency in agencies or going.agencies:
        for trigger in ("invite", "accept"):
            done = going.do(agency, trigger)
            assert done.ok, done.result
    return going


def sitting(day: str, since: str = "09:00", until: str = "16:00", mode: str = "on_site") -> Session:
    """One session in local hours."""
    return Session(at(f"{day} {since}"), at(f"{day} {until}"), mode)


def changed_tables(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The tables that are not as they were."""
    return {name for name in before if before[name] != after[name]}


@contextmanager
def grown(going: Going, **chains: int) -> Iterator[None]:
    """The chains of these agencies grow by so many entries inside, and no other chain of an agency grows at all."""
    before = {agency: len(going.rows(t.AuditEntry, "id", chain=n)) for agency, n in going.agencies.items()}
    yield
    after = {agency: len(going.rows(t.AuditEntry, "id", chain=n)) for agency, n in going.agencies.items()}
    assert {a: after[a] - before[a] for a in before} == {a: chains.get(a, 0) for a in before}


def names_in_the_trail(going: Going) -> list[str]:
    """Names and addresses of people that stand in any payload of the audit: there must be none."""
    people = going.rows(t.Person, "name", "mail")
    held = going.rows(t.Appointment, "address", "assistant")
    words = {word for row in (*people, *held) for word in row if word}
    payloads = b"\n".join(bytes(row[0]) for row in going.rows(t.AuditPayload, "payload"))
    text = payloads.decode()
    return sorted(word for word in words if word in text)
