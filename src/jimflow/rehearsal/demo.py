"""The demo: a round played to a certain day through the actions and real SMTP, left behind for people to try."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from jimflow.actions.accounts import add_account
from jimflow.actions.errors import NotAllowed
from jimflow.actions.upkeep import set_up
from jimflow.clock import utc_now
from jimflow.config import FILE, Settings
from jimflow.core.model import Actor
from jimflow.files.link_key import make_key
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load
from jimflow.mail.sender import Relay, Sender
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.sink import Sink
from jimflow.rehearsal.stage import begins, source, stage_of
from jimflow.runtime import doors_of
from jimflow.store.engine import open_engine

MARK = "jimflow-demo.json"
"""A folder with this file is a demo's own, and may be made anew."""

DATABASE, MAIL, LOG, KEY = "jimflow.db", "mail", "jimflow.log", "jimflow.key"
PORT = 2525
"""Where a demo's commands look for a mail server afterwards: `jimflow demo --listen`."""

CHOICE = "demo.yaml"
"""In the folder of the configuration: which round the demo plays, and which people file."""

PASSWORD = "demo-jimflow"
ACCOUNTS = (
    ("eva", "Eva Exempel", "coordinator"),
    ("rut", "Rut Exempel", "coordinator"),
    ("ada", "Ada Exempel", "administrator"),
    ("axel", "Axel Exempel", "auditor"),
)
"""Invented people, who sign in to the demo's pages with one password; nobody reaches those from elsewhere."""

DAY, HOUR = date(2021, 10, 27), time(12)
"""The day on which three of five meetings had been held, as the government said that day."""


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo left behind. `mails` in the order they arrived."""

    folder: Path
    settings: Settings
    until: datetime
    mails: tuple[Path, ...]


def play_demo(folder: Path, on_day: Callable[[date, int], None] = lambda _day, _mails: None) -> Played:
    """Plays the shipped round in `folder`, which is made; an earlier demo there is removed first.

    `on_day` is told each new day and how many mails have come. Raises NotAllowed when the folder holds anything
    that is not a demo.
    """
    prepare(folder)
    make_key(folder / KEY)
    mails: list[Path] = []
    with Sink(folder / MAIL, mails.append) as sink:
        here = settings_in(folder).model_copy(update={"smtp_host": sink.host, "smtp_port": sink.port})
        until = _play(here, lambda day: on_day(day, len(mails)))
    (folder / FILE).write_text(_toml(), encoding="utf-8")
    return Played(folder, settings_in(folder), until, tuple(mails))


def _play(settings: Settings, on_day: Callable[[date], None]) -> datetime:
    """Every change by an action, every mail over TCP, on the demo's own clock."""
    path, people = _chosen()
    read, who = source(settings, path, people)
    until = read.calendar.at(DAY, HOUR)
    clock = VirtualClock(begins(read))
    engine = open_engine(settings.database)
    try:
        set_up(engine, "demo", clock, demo=True, offset=until - utc_now())
        # One connection, so that the mails arrive in the same order every time.
        with Sender(Relay(settings.smtp_host, settings.smtp_port, tls="none", connections=1)) as sender:
            stage = stage_of(settings, engine, clock, sender, path, read, who, doors_of(settings))
            stage.play.run(until, on_day)
            for login, name, role in ACCOUNTS:
                add_account(stage.runtime, login, name, role, PASSWORD, Actor("demo"))
    finally:
        engine.dispose()
    return until


def settings_in(folder: Path) -> Settings:
    """The settings with which commands work on the demo in `folder`, wherever they are called."""
    return Settings(
        database=f"sqlite:///{folder / DATABASE}",
        smtp_host="127.0.0.1",
        smtp_port=PORT,
        smtp_tls="none",
        log_file=folder / LOG,
        link_key_file=folder / KEY,
    )


def prepare(folder: Path) -> None:
    """An empty place for a demo. What an earlier one made is removed, nothing else. Raises NotAllowed."""
    if folder.exists() and not folder.is_dir():
        raise NotAllowed(
            f"{folder} är ingen mapp. Välj en annan: --dir", f"{folder} is no folder. Choose another: --dir"
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise NotAllowed(
            f"I mappen {folder} ligger annat än en demo. Inget ändrades. Välj en annan mapp: --dir",
            f"There is something else than a demo in the folder {folder}. Nothing was changed. Choose another: --dir",
        )
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    (folder / MARK).write_text(
        json.dumps({"round": _chosen()[0].stem, "people": _chosen()[1]}) + "\n", encoding="utf-8"
    )


def _clear(folder: Path) -> None:
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", FILE, LOG, KEY):
        (folder / name).unlink(missing_ok=True)
    for day in sorted((folder / MAIL).glob("????-??-??")):
        for mail in day.glob("*.eml"):
            mail.unlink()
        if not any(day.iterdir()):
            day.rmdir()


def _toml() -> str:
    return (
        "# Demons inställningar. Kommandon som körs i den här mappen arbetar på demons databas och exempelklocka.\n"
        f'database = "sqlite:///{DATABASE}"\n'
        'smtp_host = "127.0.0.1"   # en demo skickar bara till den egna datorn: jimflow demo --listen tar emot\n'
        f"smtp_port = {PORT}\n"
        'smtp_tls = "none"\n'
        'actor = "samordnare"\n'
    )


def listen(folder: Path, taken: Callable[[Path], None], port: int = PORT) -> Sink:
    """A mail server for the demo in `folder`, to be entered; its commands send to PORT. Raises NotAllowed."""
    if not (folder / MARK).is_file():
        raise NotAllowed(
            f"I {folder} finns ingen demo. Skapa den med: jimflow demo",
            f"There is no demo in {folder}. Make it with: jimflow demo",
        )
    return Sink(folder / MAIL, taken, port)


def _chosen() -> tuple[Path, str]:
    """The round file and the people file of the demo, as the configuration names them."""
    choice = load(shipped("config") / CHOICE).data
    return shipped("config") / "rounds" / f"{choice['round']}.yaml", str(choice["people"])
