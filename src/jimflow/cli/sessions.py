"""Days and hours of a meeting as people type them, as sessions in UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from jimflow.actions.errors import BadInput
from jimflow.cli.values import a_day
from jimflow.core.model import Session
from jimflow.texts.blockers import ZONE
from jimflow.texts.words import MODE

_SESSION = re.compile(r"(\S+)[ T]+(\d{1,2}[:.]\d\d)\s*[-–]\s*(\d{1,2}[:.]\d\d)")


def sessions(day: str | None, begins: str, ends: str, several: Sequence[str], mode: str) -> list[Session]:
    """The sessions that were asked for, in order of time. Raises BadInput."""
    if mode not in MODE:
        known = ", ".join(MODE)
        raise BadInput(
            f"--mode: {mode} finns inte. Välj bland {known}.", f"--mode: there is no {mode}. Choose among {known}."
        )
    if (day is None) == (not several):
        raise BadInput("Ange en dag, eller --session för varje pass.", "Give a day, or --session for each session.")
    if day is not None:
        return [_session(day, begins, ends, mode)]
    return sorted((_parsed(text, mode) for text in several), key=lambda s: s.starts)


def _parsed(text: str, mode: str) -> Session:
    found = _SESSION.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            f"--session: {text} går inte att läsa. Skriv så här: '2021-04-16 09:00-12:00'.",
            f"--session: {text} cannot be read. Write it like this: '2021-04-16 09:00-12:00'.",
        )
    return _session(found[1], found[2], found[3], mode)


def _session(day: str, begins: str, ends: str, mode: str) -> Session:
    on, zone = a_day(day, "DATE"), ZoneInfo(ZONE)
    starts, stops = (datetime.combine(on, _hour(h), zone).astimezone(UTC) for h in (begins, ends))
    return Session(starts, stops, mode)


def _hour(text: str) -> time:
    try:
        hours, minutes = text.replace(".", ":").split(":")
        return time(int(hours), int(minutes))
    except ValueError:
        raise BadInput(
            f"{text} är inget klockslag. Skriv så här: 09:00.",
            f"{text} is not a time of day. Write it like this: 09:00.",
        ) from None
