"""The only place that reads the wall clock; everywhere else time is an argument."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""What tells the time: a function that gives the present moment, aware and in UTC."""


def utc_now() -> datetime:
    """The present moment, aware, in UTC, to the microsecond."""
    return datetime.now(UTC)


def shifted(offset: timedelta, clock: Clock = utc_now) -> Clock:
    """A clock that runs as fast as `clock` and shows `offset` more: the example clock of a demo."""
    return lambda: clock() + offset
