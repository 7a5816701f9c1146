"""One agency's year out of its people's mailboxes: the shipped round, and Formas acting on nothing but mail."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from fastapi import FastAPI

from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.mail.sender import Relay, Sender
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.sink import Sink
from jimflow.rehearsal.stage import Stage, begins, source, stage_of
from jimflow.runtime import doors_of
from jimflow.store.engine import open_engine
from jimflow.web.app import create_app
from tests.story.by_words import Browser
from tests.story.mailbox import Letter, Post, Reader
from tests.story.playing import ROUND

PEOPLE = Path(__file__).parent / "people_from_the_mailbox.yaml"
BASE = "https://jimflow.example.org"
KEY = "en nyckel som ingen utom berättelsen känner till"
MORNING = time(8, 30)
"""When people read what came at eight."""

FUNCTIONS = {
    "planner": "planning_followup",
    "manager": "core_business_manager",
    "finance": "finance",
    "coordinator": "gm_coordinator",
    "head": "agency_head",
    "ministry": "ministry_officer",
}
"""What each is called in the diary, and the mailbox that the round's roster gives the function."""

Act = Callable[[], None]
Habit = Callable[["Year", Reader, Letter], None]


@dataclass
class Year:
    """The round as it is being played, and the agency's people at their mailboxes."""

    stage: Stage
    app: FastAPI
    post: Post
    plan: list[tuple[str, str, Habit]]
    """(who, words of a subject, what she does with such a mail): the first that fits, once."""
    usual: Habit
    people: dict[str, Reader] = field(default_factory=dict)
    diary: list[tuple[date, str, str, str]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    windows: ExitStack = field(default_factory=ExitStack)
    """Closes the browsers."""
    _ahead: list[tuple[date, Act]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day it is in the story."""
        return self.stage.read.calendar.local_date(self.stage.clock())

    def joins(self, called: str, address: str) -> Reader:
        """Somebody who may get mail."""
        reader = Reader(called, address, Browser(self.app, BASE), self.tells, lambda: self.today)
        self.windows.enter_context(reader.browser.client)
        self.people[called] = reader
        return reader

    def tells(self, who: str, does: str, what: str) -> None:
        """A line of the diary."""
        self.diary.append((self.today, who, does, what))

    def told(self) -> str:
        """The diary as a table; a day stands where it begins."""
        lines, before = [], None
        for day, who, does, what in self.diary:
            lines.append(f"{str(day) if day != before else '':10}  {who:11}  {does:8}  {what}")
            before = day
        return "\n".join(lines) + "\n"

    def on(self, day: date, act: Act) -> None:
        """Somebody does something on the morning of a day, or of the first working day after it."""
        calendar = self.stage.read.calendar
        self._ahead.append((day if calendar.is_working_day(day) else calendar.add(day, 1, "working days"), act))

    def after(self, days: int, act: Act) -> None:
        """The same some working days from now."""
        self._ahead.append((self.stage.read.calendar.add(self.today, days, "working days"), act))

    def minute(self) -> None:
        """Goes by, so that what goes at once has come."""
        self.stage.play.run(self.stage.clock() + timedelta(minutes=1))

    def fetch(self, reader: Reader) -> list[Letter]:
        """What has come to her since she last looked."""
        fresh = self.post.to(reader.address)
        reader.letters += fresh
        return fresh

    def live(self, until: date) -> None:
        """Day after day: what came is read, and what she meant to come back to is done."""
        day = self.today
        while day <= until:
            self.stage.play.run(self._at(day))
            self._morning()
            day += timedelta(days=1)

    def _at(self, day: date) -> datetime:
        return self.stage.read.calendar.at(day, MORNING)

    def _morning(self) -> None:
        due = [act for day, act in self._ahead if day <= self.today]
        self._ahead = [(day, act) for day, act in self._ahead if day > self.today]
        for act in due:
            act()
        if due:
            self.minute()
        while sum(self._reads(reader) for reader in list(self.people.values())):
            self.minute()

    def _reads(self, reader: Reader) -> int:
        """How many mails there were."""
        fresh = self.fetch(reader)
        for mail in fresh:
            reader.say("gets", mail.subject)
            planned = next((p for p in self.plan if p[0] == reader.called and p[1] in mail.subject), None)
            if planned is not None:
                self.plan.remove(planned)
            (planned[2] if planned is not None else self.usual)(self, reader, mail)
        return len(fresh)


@contextmanager
def the_year(folder: Path, plan: list[tuple[str, str, Habit]], usual: Habit) -> Iterator[Year]:
    """The round on the morning of its invitation, over a real mail server; everybody but Formas follows the file."""
    key = folder / "jimflow.key"
    key.write_text(KEY)
    settings = Settings(
        database=f"sqlite:///{folder / 'jimflow.db'}",
        mail_domain="jimflow.example.org",
        base_url=BASE,
        link_key_file=key,
    )
    found, people = source(settings, ROUND, str(PEOPLE))
    clock, engine, post = VirtualClock(begins(found)), open_engine(settings.database), Post()
    set_up(engine, "story", clock)
    told = _Told()
    with (
        Sink(folder / "mail", post.files.append) as sink,
        Sender(Relay(sink.host, sink.port, tls="none", connections=1)) as sender,
    ):
        stage = stage_of(settings, engine, clock, sender, ROUND, found, people, doors_of(settings))
        year = Year(stage, create_app(stage.runtime), post, plan, usual, log=told.lines)
        for called, function in FUNCTIONS.items():
            year.joins(called, f"{function}.formas@example.org")
        logging.getLogger("jimflow").addHandler(told)
        try:
            with year.windows:
                yield year
        finally:
            logging.getLogger("jimflow").removeHandler(told)
    engine.dispose()


class _Told(logging.Handler):
    """Keeps what the program logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
