"""Days and clock times in words: tisdag 1 juni, kl. 16.00; Tuesday 1 June, 16:00."""

from __future__ import annotations

from datetime import date, datetime, time

WEEKDAYS = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def day(d: date, lang: str, today: date | None) -> str:
    """`tisdag 1 juni`; the year is added unless it is the year of `today`."""
    return f"{_of(WEEKDAYS, lang)[d.weekday()]} {short_day(d, lang, today)}"


def short_day(d: date, lang: str, today: date | None) -> str:
    """`1 juni`, for subject lines and tables; the year is added unless it is the year of `today`."""
    words = f"{d.day} {_of(MONTHS, lang)[d.month - 1]}"
    return words if today is not None and d.year == today.year else f"{words} {d.year}"


def clock(t: time | datetime, lang: str) -> str:
    """`kl. 16.00`, in English `16:00`. An hour of the day as it stands: make an instant local first."""
    return f"{t:%H:%M}" if lang == "en" else f"kl. {t:%H.%M}"


def hours(start: time | datetime, end: time | datetime, lang: str) -> str:
    """`kl. 09.00–16.00`, in English `09:00–16:00`."""
    return f"{start:%H:%M}–{end:%H:%M}" if lang == "en" else f"kl. {start:%H.%M}–{end:%H.%M}"


def _of(names: dict[str, list[str]], lang: str) -> list[str]:
    return names["en" if lang == "en" else "sv"]
