"""Hours of a meeting as people write them, as a session in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from jimflow.actions.errors import BadInput
from jimflow.core.model import Session
from jimflow.texts.blockers import ZONE


def a_session(on: date, begins: str, ends: str, mode: str, place: str) -> Session:
    """One session on a local day, in UTC. Raises BadInput."""
    zone = ZoneInfo(ZONE)
    starts, stops = (datetime.combine(on, an_hour(h), zone).astimezone(UTC) for h in (begins, ends))
    return Session(starts, stops, mode, place)


def an_hour(text: str) -> time:
    """A time of day as people write it, 9.30 or 09:30. Raises BadInput."""
    try:
        hours, minutes = text.replace(".", ":").split(":")
        return time(int(hours), int(minutes))
    except ValueError:
        raise BadInput(
            f"{text} är inget klockslag. Skriv så här: 09:00.",
            f"{text} is not a time of day. Write it like this: 09:00.",
        ) from None
