"""Days that the calendar allows and people do not like: between two free days, and the day before a holiday."""

from __future__ import annotations

from datetime import date, timedelta

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said

BRIDGE = Said("klämdag", "bridge day")
EVE = Said("dagen före en helgdag", "the day before a public holiday")
_DAY = timedelta(days=1)


def awkward(calendar: Calendar, day: date) -> Said | None:
    """Why an allowed day is a bad one; None for a good one. Raises CalendarError at the edges of the calendar."""
    free_before, free_after = (not calendar.is_working_day(d) for d in (day - _DAY, day + _DAY))
    if free_before and free_after:
        return BRIDGE
    return EVE if free_after and (day + _DAY).weekday() < 5 else None
