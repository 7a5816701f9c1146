"""Rules of a calendar file turned into dates: eves, bridge days, public holidays and quiet weeks."""

from __future__ import annotations

import importlib.util
from calendar import isleap
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Period = tuple[date, date]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Eve:
    """A free day of every year: `month_day` (MM-DD), or the first `weekday` (0 is Monday) on or after it."""

    month_day: str
    weekday: int | None = None

    def days(self, years: Iterable[int]) -> Iterator[date]:
        for year in years:
            if self.month_day == "02-29" and not isleap(year):
                continue
            day = date.fromisoformat(f"{year}-{self.month_day}")
            yield day if self.weekday is None else day + (self.weekday - day.weekday()) % 7 * _DAY


def public_holidays(country: str, years: Iterable[int]) -> set[date]:
    """Public holidays of an ISO 3166 country, without its ordinary Sundays; KeyError for one not known."""
    import holidays  # late: not paid by commands that need no calendar
    from holidays.registry import COUNTRIES

    module = next((name for name, known in COUNTRIES.items() if country in known[1:]), None)
    if module is None:
        raise KeyError(country)
    file = Path(holidays.__file__).parent / "countries" / f"{module}.py"
    return set(_alone(file, COUNTRIES[module][0])(years=list(years), categories=("public",)))


def _alone(file: Path, name: str) -> Any:
    """The class `name` of one country's module; the package that it lies in would load two hundred others with it."""
    spec = importlib.util.spec_from_file_location(f"holidays_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return getattr(module, name)


def bridge_days(free: Collection[date], first: date, last: date) -> Iterator[date]:
    """Fridays after a free Thursday and Mondays before a free Tuesday."""
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        neighbour = {0: day + _DAY, 4: day - _DAY}.get(day.weekday())
        if neighbour in free:
            yield day


def whole_weeks(weeks: Iterable[int], years: Iterable[int]) -> Iterator[Period]:
    """Monday to Sunday of each ISO week; a year without week 53 has none to give."""
    for year in years:
        last_week = date(year, 12, 28).isocalendar().week
        for week in weeks:
            if week <= last_week:
                monday = date.fromisocalendar(year, week, 1)
                yield monday, monday + 6 * _DAY


def merged(periods: Iterable[Period], first: date, last: date) -> tuple[Period, ...]:
    """In order, adjoining ones made one, cut to what lies between `first` and `last`."""
    result: list[Period] = []
    for begins, ends in sorted(periods):
        start, end = max(begins, first), min(ends, last)
        if start > end:
            continue
        if result and start <= result[-1][1] + _DAY:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return tuple(result)
