"""Working days, quiet periods and local hours: when a deadline, a reminder or a mail may fall."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from jimflow.core.mistakes import Said

Unit = Literal["days", "working days", "months"]

REMINDER_MAY_MOVE = 5
"""Working days a reminder may move earlier; one that would move further is dropped."""

_DAY = timedelta(days=1)
_LAST_SECOND = time(23, 59, 59)


class CalendarError(ValueError):
    """A date the calendar knows nothing about; `said` names it and what to do, `str` is its English."""

    def __init__(self, calendar: Calendar, asked: Said) -> None:
        name, covers = calendar.name, calendar.covers
        self.said = Said(
            f"kalendern {name} gäller {covers}; {asked.sv} ligger utanför: lägg till år i kalenderfilen",
            f"calendar {name} covers {covers}; {asked.en} is outside: extend its years in the calendar file",
        )
        super().__init__(self.said.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days and hours one programme works by, from `first` to `last` (both included).

    A working day is Monday to Friday and not in `free_days`. Days in `quiet_periods` (both ends included)
    count as working days in arithmetic but take no mail and no deadline. An *allowed* day is a working day
    that is not quiet. Instants go in aware and come out in UTC; a naive one is refused with ValueError.
    Asking about a date outside `first`–`last` raises CalendarError.
    """

    name: str
    zone: str
    free_days: frozenset[date] = field(default=frozenset(), repr=False)
    quiet_periods: tuple[tuple[date, date], ...] = field(default=(), repr=False)
    digest_at: time = time(8)
    send_from: time = time(7)
    send_until: time = time(17)
    first: date
    last: date
    _tz: ZoneInfo = field(init=False, repr=False, compare=False)
    _working: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _allowed: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _working_set: frozenset[date] = field(init=False, repr=False, compare=False)
    _allowed_set: frozenset[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._check()
        days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
        quiet = {day for start, end in self.quiet_periods for day in _span(start, end)}
        working = tuple(day for day in days if day.weekday() < 5 and day not in self.free_days)
        allowed = tuple(day for day in working if day not in quiet)
        for name, value in (
            ("_tz", _zone(self.zone)),
            ("_working", working),
            ("_allowed", allowed),
            ("_working_set", frozenset(working)),
            ("_allowed_set", frozenset(allowed)),
        ):
            object.__setattr__(self, name, value)

    def _check(self) -> None:
        if self.first > self.last:
            raise ValueError(f"calendar {self.name} ends ({self.last}) before it begins ({self.first})")
        for start, end in self.quiet_periods:
            if start > end:
                raise ValueError(f"a quiet period ends ({end}) before it begins ({start})")
        for hour in (self.send_from, self.digest_at, self.send_until):
            _refuse_changing_hour(hour)
        if not self.send_from <= self.digest_at < self.send_until:
            raise ValueError(
                f"the digest goes at {self.digest_at:%H:%M}, outside the send window "
                f"{self.send_from:%H:%M}–{self.send_until:%H:%M}"
            )

    @property
    def covers(self) -> str:
        """The covered dates for a person: years when whole ones are covered, else the first and last date."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            return f"{self.first.year}–{self.last.year}"
        return f"{self.first} – {self.last}"

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and not free; a day in a quiet period can be one."""
        self._refuse_outside(day)
        return day in self._working_set

    def takes_mail(self, day: date) -> bool:
        """Whether mail goes out and deadlines may stand: a working day outside the quiet periods."""
        self._refuse_outside(day)
        return day in self._allowed_set

    def add(self, day: date, amount: int, unit: Unit = "days") -> date:
        """`amount` days, working days or months after `day` (before it when negative); 0 gives `day` itself.

        Working days include those in quiet periods, and the start is never counted, so from a Saturday
        +1 working day is Monday and -1 is Friday. A month leads to the same day of another month, or to its last.
        """
        self._refuse_outside(day)
        if unit == "days":
            return self._add_days(day, amount)
        if amount == 0:
            return day
        if unit == "months":
            return self._add_months(day, amount)
        if amount > 0:
            index = bisect_right(self._working, day) + amount - 1
        else:
            index = bisect_left(self._working, day) + amount
        if not 0 <= index < len(self._working):
            raise CalendarError(self, Said(f"{day} {amount:+d} arbetsdagar", f"{day} {amount:+d} working days"))
        return self._working[index]

    def working_days_between(self, a: date, b: date) -> int:
        """Steps of `add` in working days that lead from `a` to `b`; negative when `b` is the earlier.

        Counts the working days after `a` up to and including `b`, or before `a` back to and including `b`.
        """
        self._refuse_outside(a)
        self._refuse_outside(b)
        count = bisect_right if a <= b else bisect_left
        return count(self._working, b) - count(self._working, a)

    def deadline(self, day: date) -> date:
        """The allowed day on or before `day`; a deadline always moves, however far."""
        self._refuse_outside(day)
        index = bisect_right(self._allowed, day) - 1
        if index < 0:
            raise CalendarError(
                self, Said(f"närmaste tillåtna dag före {day}", f"the nearest allowed day before {day}")
            )
        return self._allowed[index]

    def reminder(self, day: date) -> date | None:
        """Where a reminder before a deadline goes: on or before `day`, or None when it is dropped.

        It is dropped when more than REMINDER_MAY_MOVE working days lie after the new day up to `day`.
        """
        moved = self.deadline(day)
        return moved if self.working_days_between(moved, day) <= REMINDER_MAY_MOVE else None

    def later(self, day: date) -> date:
        """The allowed day on or after `day`: for openings and for whatever a passed deadline causes."""
        self._refuse_outside(day)
        index = bisect_left(self._allowed, day)
        if index == len(self._allowed):
            raise CalendarError(
                self, Said(f"närmaste tillåtna dag efter {day}", f"the nearest allowed day after {day}")
            )
        return self._allowed[index]

    def end_of_day(self, day: date) -> datetime:
        """When a due date ends: 23:59:59 local, as UTC."""
        return self.at(day, _LAST_SECOND)

    def at(self, day: date, hour: time) -> datetime:
        """The instant of a local hour, as UTC. ValueError from 02:00 up to 03:00, when clocks change."""
        self._refuse_outside(day)
        _refuse_changing_hour(hour)
        return _instant(self._tz, day, hour)

    def local(self, moment: datetime) -> datetime:
        """The same instant on the wall clock of the calendar's zone; any year will do."""
        return _on_the_wall(self._tz, _aware(moment))

    def local_date(self, moment: datetime) -> date:
        """The date on the wall where the programme is."""
        return self.local(moment).date()

    def next_digest(self, now: datetime) -> datetime:
        """The first digest hour of an allowed day at or after `now`, as UTC."""
        today = self.local_date(now)
        if self.takes_mail(today):
            digest = self.at(today, self.digest_at)
            if digest >= now:
                return digest
        return self.at(self.later(self._add_days(today, 1)), self.digest_at)

    def next_send(self, now: datetime) -> datetime:
        """`now` when the send window is open on an allowed day, else the next opening, as UTC.

        The window is open from `send_from` up to but not including `send_until`.
        """
        today = self.local_date(now)
        if self.takes_mail(today):
            opens = self.at(today, self.send_from)
            if now < self.at(today, self.send_until):
                return max(opens, now.astimezone(UTC))
        return self.at(self.later(self._add_days(today, 1)), self.send_from)

    def _add_days(self, day: date, amount: int) -> date:
        try:
            result = day + timedelta(days=amount)
        except OverflowError:
            raise CalendarError(self, Said(f"{day} {amount:+d} dagar", f"{day} {amount:+d} days")) from None
        self._refuse_outside(result)
        return result

    def _add_months(self, day: date, amount: int) -> date:
        year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
        if not MINYEAR <= year <= MAXYEAR:
            raise CalendarError(self, Said(f"{day} {amount:+d} månader", f"{day} {amount:+d} months"))
        result = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        self._refuse_outside(result)
        return result

    def _refuse_outside(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise CalendarError(self, Said(str(day), str(day)))


@lru_cache(maxsize=4096)  # a round has few days, and one decision asks for the same ones again and again
def _instant(zone: ZoneInfo, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)


@lru_cache(maxsize=4096)
def _on_the_wall(zone: ZoneInfo, moment: datetime) -> datetime:
    return moment.astimezone(zone)


def _span(start: date, end: date) -> list[date]:
    return [start + n * _DAY for n in range((end - start).days + 1)]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone; write it as in Europe/Stockholm") from None


def _refuse_changing_hour(hour: time) -> None:
    if hour.hour == 2:
        raise ValueError(
            f"nothing is scheduled between 02:00 and 03:00 ({hour:%H:%M} was asked for): "
            f"when the clocks change, that hour is missing or comes twice"
        )


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} is naive: say in which time zone it is")
    return moment
