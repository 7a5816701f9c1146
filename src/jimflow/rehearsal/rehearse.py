"""One rehearsal from files to its outcome; nothing is sent, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from jimflow.config import Settings
from jimflow.files.rounds import ReadRound
from jimflow.rehearsal.heap import not_collecting
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.people import People
from jimflow.rehearsal.stage import rehearsal, source
from jimflow.rehearsal.telling import told

LAST = time(23, 59)
AFTERWARDS = 10
"""Working days after the last due date in which something may still come of it."""


def rehearse(
    settings: Settings,
    path: Path,
    people: str = "on-time",
    *,
    until: date | None = None,
    on_day: Callable[[date], None] = lambda _: None,
) -> Rehearsed:
    """As `play_through`, with the round and the people read from their files. Raises BadFile."""
    read, who = source(settings, path, people)
    return play_through(settings, path, read, who, until=until, on_day=on_day)


def play_through(
    settings: Settings,
    path: Path,
    read: ReadRound,
    who: People,
    *,
    until: date | None = None,
    on_day: Callable[[date], None] = lambda _: None,
) -> Rehearsed:
    """Plays the round that was read from `path` to the end of the day `until`.

    Without it, to the round's last day, or until the last work that is open then has had time to come. `on_day` is
    told each new day. Raises Unexpected when someone could not do what the people file says.
    """
    with not_collecting(), rehearsal(settings, path, read, who) as (stage, keeper):
        last = read.round.ends_on if until is None else until
        stage.play.run(read.calendar.at(last, LAST), on_day)
        if until is None and (due := stage.play.last_due()) is not None:
            after = read.calendar.add(due, AFTERWARDS, "working days")
            stage.play.run(read.calendar.at(max(after, last), LAST), on_day)
        return told(stage, keeper.mails)
