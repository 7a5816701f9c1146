"""A database with the mini round loaded by the real action, and a clock that a test sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from jimflow.actions.rounds import LoadedRound, load_round
from jimflow.config import Settings
from jimflow.core.audit import Verification
from jimflow.core.model import Actor
from jimflow.mail.relay import Outcome, Outgoing
from jimflow.mail.templates import Templates
from jimflow.runtime import Runtime, notifications_folder
from jimflow.store.installation import create_installation
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read, write
from tests.build import at
from tests.build_round import ROUND, programme_folder

EVA = Actor("eva", "coordinator")


class Clock:
    """Shows the time that was set last."""

    def __init__(self, local: str) -> None:
        self.now = at(local)

    def __call__(self) -> datetime:
        return self.now

    def set(self, local: str) -> None:
        self.now = at(local)


class Silent:
    """No mail leaves in these tests."""

    def send(self, batch: Sequence[Outgoing], before_data: Callable[[int, int], bool]) -> list[Outcome]:
        raise AssertionError("nothing was to be sent")


@dataclass
class Numbered:
    """Gives the pseudonyms p1, p2 and so on; `given` is how many."""

    given: int = 0

    def __call__(self) -> str:
        self.given += 1
        return f"p{self.given}"


@dataclass(frozen=True)
class Place:
    """An installation of its own: the mini programme in `folder`, a database, a clock."""

    runtime: Runtime
    clock: Clock
    folder: Path
    pseudonyms: Numbered = field(default_factory=Numbered)

    def file(self, text: str, name: str = "round.yaml") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, text: str = ROUND) -> LoadedRound:
        return load_round(self.runtime, self.file(text), EVA, pseudonyms=self.pseudonyms)

    def rows(self, kind: type[SQLModel], *columns: str, **where: Any) -> list[tuple[Any, ...]]:
        """Rows of a table by their numbers; the columns asked for, or all."""
        row = table(kind)
        wanted = select(*(row.c[name] for name in columns or row.c.keys()))
        for name, value in where.items():
            wanted = wanted.where(row.c[name] == value)
        with read(self.runtime.engine) as tx:
            return [tuple(found) for found in tx.connection.execute(wanted.order_by(*row.primary_key.columns))]

    def verified(self) -> Verification:
        with read(self.runtime.engine) as tx:
            return verify_trail(tx)


def place(engine: Engine, folder: Path, local: str = "2021-01-11 07:00") -> Place:
    """A set-up database at a moment of the wall clock in Stockholm, empty of rounds."""
    found = place_of(engine, folder, local)
    with write(engine) as tx:
        create_installation(tx, "test", found.clock())
    return found


def place_of(engine: Engine, folder: Path, local: str) -> Place:
    """The same around a database that has been set up."""
    clock = Clock(local)
    settings = Settings(workflows=programme_folder(folder / "workflows"), mail_domain="jimflow.example.org")
    templates = Templates(notifications_folder(settings))
    return Place(Runtime(settings, engine, clock, Silent(), templates), clock, folder)
