"""The composition root: the parts every action needs, joined in one place and passed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, select

from jimflow.clock import Clock
from jimflow.config import Settings
from jimflow.core.advance import needs
from jimflow.core.calendar import Calendar
from jimflow.core.calendar_record import from_record
from jimflow.core.definition import read_definition
from jimflow.core.doors import Doors
from jimflow.core.machine import build_machine
from jimflow.core.programme import Programme
from jimflow.core.workflow import Workflow
from jimflow.files.link_key import NAME, read_key
from jimflow.files.shipped import shipped
from jimflow.mail.relay import Outcome, Outgoing
from jimflow.mail.templates import Templates
from jimflow.store.tables import Definition, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


class Sends(Protocol):
    """What delivers a batch; the real one speaks SMTP, a rehearsal's keeps the bytes."""

    def send(self, batch: Sequence[Outgoing], before_data: Callable[[int, int], bool]) -> list[Outcome]:
        """One outcome per mail, in order; `before_data(id, fence)` permits each hand-over."""


class Programmes:
    """The definitions in use, each read from its row once and kept with its machine and calendar."""

    def __init__(self) -> None:
        self._ready: dict[tuple[str, str], Programme] = {}
        self._workflows: dict[str, Workflow] = {}
        self._needs: dict[tuple[str, str, str], frozenset[str]] = {}

    def of(self, tx: Tx, definition: str, policy_digest: str, round_id: int) -> Programme:
        """The programme a case runs on: its stored definition and its round's calendar, never a file."""
        ready = self._ready.get((definition, policy_digest))
        if ready is None:
            ready = self._read(tx, definition, round_id)
            self._ready[definition, policy_digest] = ready
        return ready

    def knows(self, definition: str) -> bool:
        """True once the definition has been read in this process."""
        return definition in self._workflows

    def gone(self) -> frozenset[str]:
        """The states, over the definitions read so far, whose participations have left their cluster."""
        return frozenset(state for w in self._workflows.values() for state in w.finals if state != w.goal)

    def asked(self) -> frozenset[str]:
        """The fields, over the definitions read so far, whose answers some rule or time looks at."""
        rules = (rule for w in self._workflows.values() for rule in w.rules.values())
        dates = {field for w in self._workflows.values() for _, field in w.answer_dates}
        return frozenset(str(rule.params["field"]) for rule in rules if "field" in rule.params) | dates

    def needs(self, tx: Tx, definition: str, trigger: str, state: str) -> frozenset[str]:
        """Which facts `trigger` looks at from `state`; worked out once for each definition."""
        key = (definition, trigger, state)
        if key not in self._needs:
            self._needs[key] = needs(self.workflow(tx, definition), trigger, state)
        return self._needs[key]

    def workflow(self, tx: Tx, definition: str) -> Workflow:
        """The stored definition with that digest."""
        ready = self._workflows.get(definition)
        if ready is None:
            ready = _defined(tx.session.get_one(Definition, definition).canonical)
            self._workflows[definition] = ready
        return ready

    def _read(self, tx: Tx, definition: str, round_id: int) -> Programme:
        r = table(Round).c
        calendar = tx.connection.execute(select(r.calendar).where(r.id == round_id)).scalar_one()
        workflow = self.workflow(tx, definition)
        return Programme(workflow, build_machine(workflow), _calendar(calendar))


@lru_cache(maxsize=64)
def _defined(canonical: bytes) -> Workflow:
    """Every rehearsal has programmes of its own, and they say the same."""
    return read_definition(json.loads(canonical))


@lru_cache(maxsize=64)
def _calendar(recorded: str) -> Calendar:
    return from_record(json.loads(recorded))


@dataclass(frozen=True, slots=True)
class Runtime:
    """One installation at work. `clock` is read once by each action."""

    settings: Settings
    engine: Engine
    clock: Clock
    sender: Sends
    templates: Templates
    programmes: Programmes = field(default_factory=Programmes)
    doors: Doors | None = None
    """What makes links and codes; None: those who take part have no pages and answer by mail."""


def link_key_file(settings: Settings) -> Path:
    """Where the key of links and codes lies, unless it stands in the settings."""
    return settings.link_key_file or Path(NAME)


def doors_of(settings: Settings) -> Doors | None:
    """What makes links and codes; None where there is no key. Raises ValueError for a short key, OSError."""
    key = settings.link_key.get_secret_value().strip().encode() or read_key(link_key_file(settings))
    return Doors(key, settings.base_url) if key is not None else None


def notifications_folder(settings: Settings) -> Path:
    """The mail texts in use: the installation's own, or the shipped ones."""
    return settings.notifications or shipped("notifications")


def workflow_folders(settings: Settings) -> tuple[Path, ...]:
    """Where definitions are found by name: the setting's folder, or those near the working folder and the shipped."""
    from jimflow.files.workflows import folders_near  # with it comes what reads YAML, which few commands need

    return (settings.workflows,) if settings.workflows else folders_near(Path.cwd())


def calendars_folder(settings: Settings) -> Path:
    """The calendars in use: the installation's own, or the shipped ones."""
    return settings.calendars or shipped("config") / "calendars"
