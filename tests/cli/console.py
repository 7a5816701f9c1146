"""The real command line in this process, on a database of its own, at any example time."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jimflow.actions.rounds import load_round
from jimflow.actions.upkeep import set_up
from jimflow.cli.main import main
from jimflow.clock import utc_now
from jimflow.config import Settings
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.mail.templates import Templates
from jimflow.runtime import Runtime
from jimflow.store.engine import open_engine, sqlite_driver

ROUND = shipped("config") / "rounds" / "jim-plus-2021-2022.yaml"
LOADED_AT = datetime(2021, 1, 11, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on the screen."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Console:
    """A folder with a database in it, where commands are called."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "jimflow.db"

    def __call__(self, *words: str, code: int | None = 0, stdin: str = "") -> Answer:
        """Runs one call; `code` is the exit code it must have, None for any."""
        out, err = io.StringIO(), io.StringIO()
        with _in(self.folder), _typed(stdin), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            found = main(list(words))
        answer = Answer(found, out.getvalue(), err.getvalue())
        assert code is None or found == code, f"{found}: {answer.out}{answer.err}"
        return answer

    def travel(self, moment: str) -> None:
        """Sets the example clock to a local-less UTC moment such as 2021-04-14T17:00."""
        offset = datetime.fromisoformat(moment).replace(tzinfo=UTC) - utc_now()
        self.sql("UPDATE installation SET clock_offset = ?", round(offset.total_seconds()))

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Runs one statement on the file behind the program's back."""
        connection = sqlite_driver().connect(self.database)
        try:
            rows = connection.execute(statement, values).fetchall()
            connection.commit()
            return list(rows)
        finally:
            connection.close()


def loaded_round(folder: Path, *, demo: bool = True) -> Console:
    """A database with the round 2021-2022 just loaded; a demo with its clock at that moment, or a real one."""
    console = Console(folder)
    engine = open_engine(f"sqlite:///{console.database}")
    offset = LOADED_AT - utc_now() if demo else timedelta(0)
    set_up(engine, "test", utc_now, demo=demo, offset=offset)
    runtime = Runtime(Settings(), engine, lambda: LOADED_AT, NoSender(), Templates(shipped("notifications")))
    load_round(runtime, ROUND, Actor("test"))
    engine.dispose()
    return console


def copied(console: Console, folder: Path) -> Console:
    """The same database in another folder."""
    shutil.copy(console.database, folder / console.database.name)
    return Console(folder)


class NoSender:
    """Loading a round sends nothing."""

    def send(self, *_: object) -> list[Any]:
        """Never called."""
        raise AssertionError("nothing is sent here")


@contextlib.contextmanager
def _typed(words: str) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.StringIO(words)
    try:
        yield
    finally:
        sys.stdin = before


@contextlib.contextmanager
def _in(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
