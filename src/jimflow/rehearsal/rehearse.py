"""One rehearsal from files to its outcome; nothing is sent, and nothing is kept."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

from jimflow.config import Settings
from jimflow.rehearsal.outcome import Rehearsed
from jimflow.rehearsal.stage import rehearsal
from jimflow.rehearsal.telling import told

LAST = time(23, 59)


def rehearse(
    settings: Settings,
    path: Path,
    people: str = "on-time",
    *,
    until: date | None = None,
    on_day: Callable[[date], None] = lambda _: None,
) -> Rehearsed:
    """Plays the round of `path` to `until` (default: its end) with the people of a file or of a shipped name.

    Raises BadFile for a file that cannot be used, and Unexpected when someone could not do what the people file says.
    """
    collecting = gc.isenabled()
    gc.disable()  # a rehearsal is short and makes much; collecting while it runs costs more than it frees
    try:
        with rehearsal(settings, path, people) as (stage, keeper):
            last = stage.read.round.ends_on if until is None else until
            stage.play.run(stage.read.calendar.at(last, LAST), on_day)
            return told(stage, keeper.mails)
    finally:
        if collecting:
            gc.enable()
