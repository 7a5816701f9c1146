"""The demo's database and an empty one, made once a run, and installations of the pages over copies of them."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from jimflow.actions.accounts import add_account
from jimflow.actions.sign_in import Session, sign_in_as
from jimflow.actions.upkeep import set_up
from jimflow.cli.open import LazySender
from jimflow.core.doors import Doors
from jimflow.core.model import Actor
from jimflow.mail.templates import Templates
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.demo import DATABASE, DAY, HOUR, play_demo, settings_in
from jimflow.rehearsal.demo import KEY as DEMO_KEY
from jimflow.runtime import Programmes, Runtime, doors_of, notifications_folder
from jimflow.store.engine import open_engine
from jimflow.web.app import create_app

NOW = datetime.combine(DAY, HOUR, ZoneInfo("Europe/Stockholm"))
"""What the clock of every installation shows until a test lets it jump."""

KEY = b"a key that nobody but the tests knows"
"""Of links and codes where nothing was sent; those of the demo's mails follow from its own."""

PASSWORD = "sju sjuka sjömän"
PEOPLE = {
    "anna": ("Anna Alm", "coordinator"),
    "bo": ("Bo Berg", "coordinator"),
    "cilla": ("Cilla Ceder", "administrator"),
    "david": ("David Dal", "auditor"),
}
"""Login → name and role of those with an account; all have the same password."""

_programmes = Programmes()
"""Definitions do not change, so that all installations of a process may share what they have read."""


@dataclass(frozen=True)
class Installation:
    """The pages over a database of their own, and the parts behind them."""

    app: FastAPI
    runtime: Runtime
    clock: VirtualClock
    _secrets: dict[str, str] = field(default_factory=dict)

    def session(self, login: str) -> str:
        """The secret of a session of that person, who need not sign in; the same one for every call."""
        if login not in self._secrets:
            session = sign_in_as(self.runtime, login)
            assert isinstance(session, Session)
            self._secrets[login] = session.secret
        return self._secrets[login]


def demo_database(shared: Path) -> Path:
    """The demo on 27 October 2021, with accounts. `shared`: a folder that the run's processes share."""
    return _once(shared / "demo", play_demo)


def empty_database(shared: Path) -> Path:
    """An installation in which nothing has happened, with accounts."""
    return _once(shared / "empty", _set_up)


@contextmanager
def installation(database: Path, folder: Path) -> Iterator[Installation]:
    """The pages over a copy of the database, in a folder of their own."""
    shutil.copy(database, folder / DATABASE)
    if (key := database.with_name(DEMO_KEY)).exists():
        shutil.copy(key, folder / DEMO_KEY)
    with _opened(folder) as (runtime, clock):
        yield Installation(create_app(runtime), runtime, clock)


def _once(folder: Path, make: Callable[[Path], object]) -> Path:
    with folder.with_suffix(".lock").open("w") as making:
        fcntl.flock(making, fcntl.LOCK_EX)
        ready = folder / "ready"
        if not ready.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            _give_accounts(folder)
            ready.touch()
    return folder / DATABASE


def _set_up(folder: Path) -> None:
    folder.mkdir()
    engine = open_engine(settings_in(folder).database)
    set_up(engine, "Myndigheten för prov", VirtualClock(NOW))
    engine.dispose()


def _give_accounts(folder: Path) -> None:
    with _opened(folder) as (runtime, _):
        for login, (name, role) in PEOPLE.items():
            add_account(runtime, login, name, role, PASSWORD, Actor("drift"))


@contextmanager
def _opened(folder: Path) -> Iterator[tuple[Runtime, VirtualClock]]:
    settings = settings_in(folder)
    engine, clock, sender = open_engine(settings.database), VirtualClock(NOW), LazySender(settings, demo=True)
    try:
        templates = Templates(notifications_folder(settings))
        doors = doors_of(settings) or Doors(KEY, settings.base_url)
        yield Runtime(settings, engine, clock, sender, templates, _programmes, doors), clock
    finally:
        sender.close()
        engine.dispose()
