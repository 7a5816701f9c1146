"""The weeks of a rehearsal, day by day: how many mails go, what is due, who meets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from jimflow.core.calendar import Calendar
from jimflow.rehearsal.outcome import MeetingLine, Rehearsed

Kind = Literal["working", "free", "quiet"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `quiet`: in weeks that take no mail."""

    day: date
    kind: Kind
    mails: int
    due: int
    meetings: tuple[MeetingLine, ...]

    @property
    def empty(self) -> bool:
        """True when nothing falls on it."""
        return not (self.mails or self.due or self.meetings)


@dataclass(frozen=True, slots=True)
class Week:
    """Monday to Sunday; or, without `days`, several weeks from `first` to `last` on which nothing falls."""

    first: date
    last: date
    days: tuple[Day, ...]


def weeks(found: Rehearsed, calendar: Calendar) -> list[Week]:
    """Every week from the first on which something falls to the last; two or more empty ones are told as one."""
    days = _days(found, calendar)
    if not days:
        return []
    told: list[Week] = []
    monday = min(days) - timedelta(days=min(days).weekday())
    while monday <= max(days):
        week = tuple(days.get(day) or Day(day, _kind(calendar, day), 0, 0, ()) for day in _week(monday))
        empty = all(day.empty for day in week)
        if empty and told and all(day.empty for day in told[-1].days):
            told[-1] = Week(told[-1].first, week[-1].day, ())
        else:
            told.append(Week(monday, week[-1].day, week))
        monday += timedelta(days=7)
    return told


def fullest(found: Rehearsed) -> date | None:
    """The day with the most mails, the first of several; None when no mail goes."""
    counted = Counter(mail.at.date() for mail in found.mails)
    return max(sorted(counted), key=lambda day: counted[day], default=None)


def _days(found: Rehearsed, calendar: Calendar) -> dict[date, Day]:
    mails = Counter(mail.at.date() for mail in found.mails)
    due = Counter(line.due for line in found.deadlines if line.due is not None)
    meetings: dict[date, list[MeetingLine]] = defaultdict(list)
    for meeting in found.meetings:
        if meeting.status != "cancelled":
            meetings[meeting.day].append(meeting)
    return {
        day: Day(day, _kind(calendar, day), mails[day], due[day], tuple(meetings.get(day, ())))
        for day in {*mails, *due, *meetings}
    }


def _kind(calendar: Calendar, day: date) -> Kind:
    if not calendar.first <= day <= calendar.last or not calendar.is_working_day(day):
        return "free"
    return "quiet" if any(start <= day <= end for start, end in calendar.quiet_periods) else "working"


def _week(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=n) for n in range(7))
