"""Days, times, numbers and lists as people type them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from jimflow.actions.errors import BadInput
from jimflow.texts.blockers import ZONE


def a_day(text: str, name: str) -> date:
    """A date written 2021-06-01. Raises BadInput; `name` is the option's."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(
            f"{name}: {text} är inget datum. Skriv så här: 2021-06-01.",
            f"{name}: {text} is not a date. Write it like this: 2021-06-01.",
        ) from None


def a_moment(text: str, name: str) -> datetime:
    """A local time written 2021-06-01T08:00, in UTC; with an offset it is taken as it stands. Raises BadInput."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(
            f"{name}: {text} är ingen tid. Skriv så här: 2021-06-01T08:00.",
            f"{name}: {text} is not a time. Write it like this: 2021-06-01T08:00.",
        ) from None
    local = read if read.tzinfo is not None else read.replace(tzinfo=ZoneInfo(ZONE))
    return local.astimezone(UTC)


def a_number(text: str, name: str) -> int:
    """A whole number. Raises BadInput."""
    if not text.strip().lstrip("-").isdecimal():
        raise BadInput(f"{name}: {text} är inget heltal.", f"{name}: {text} is not a whole number.")
    return int(text)


def names(text: str | None) -> tuple[str, ...]:
    """The words of `a,b, c`."""
    return tuple(word.strip() for word in (text or "").split(",") if word.strip())
