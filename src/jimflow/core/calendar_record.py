"""A calendar as plain data: what a round's row keeps, so that a running round never depends on a file or a package."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from jimflow.core.calendar import Calendar


def recorded(calendar: Calendar) -> dict[str, Any]:
    """Every day and hour of the calendar, spelled out; canonical when written by `core.canonical`."""
    return {
        "name": calendar.name,
        "zone": calendar.zone,
        "free_days": [day.isoformat() for day in sorted(calendar.free_days)],
        "quiet_periods": [[start.isoformat(), end.isoformat()] for start, end in calendar.quiet_periods],
        "digest_at": calendar.digest_at.isoformat(),
        "send_from": calendar.send_from.isoformat(),
        "send_until": calendar.send_until.isoformat(),
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
    }


def from_record(data: Mapping[str, Any]) -> Calendar:
    """The calendar that `recorded` wrote down."""
    day = date.fromisoformat
    return Calendar(
        name=data["name"],
        zone=data["zone"],
        free_days=frozenset(day(d) for d in data["free_days"]),
        quiet_periods=tuple((day(start), day(end)) for start, end in data["quiet_periods"]),
        digest_at=time.fromisoformat(data["digest_at"]),
        send_from=time.fromisoformat(data["send_from"]),
        send_until=time.fromisoformat(data["send_until"]),
        first=day(data["first"]),
        last=day(data["last"]),
    )
