"""Calendar files: rules for free days, quiet weeks and sending hours, expanded into one frozen Calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Mistake, Mistakes, Said, did_you_mean
from jimflow.core.mistakes import Path as DataPath
from jimflow.files.calendar_rules import Eve, Period, bridge_days, merged, public_holidays, whole_weeks
from jimflow.files.scalars import Unfit
from jimflow.files.yaml import load

REQUIRED = ("name", "title", "zone", "years", "country")
OPTIONAL = ("free_eves", "free_days", "bridge_days", "quiet_weeks", "quiet_periods", "send")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EARLIEST, LATEST, MOST_YEARS = 1990, 2100, 50

_EVE = re.compile(r"(?:first (?P<weekday>[a-z]+) from )?(?P<date>[0-9]{2}-[0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}")

_T = TypeVar("_T")
_I = TypeVar("_I")


def load_calendar(path: Path) -> Calendar:
    """Reads a calendar file; BadFile lists every mistake in it with its line."""
    document = load(path)
    try:
        return parse_calendar(document.data)
    except Mistakes as mistakes:
        raise document.bad(mistakes) from None


def parse_calendar(data: Any) -> Calendar:
    """A calendar from plain data shaped as config/calendars/sweden.yaml; Mistakes lists all that is wrong."""
    read = _Reader()
    fields = read.mapping(data, (), REQUIRED, OPTIONAL)
    name = read.value(fields, ("name",), _text, "")
    zone = read.value(fields, ("zone",), _zone, "UTC")
    for lang in (title := read.within(fields, "title", ("sv", "en"))):
        read.value(title, ("title", lang), _text, "")
    years = _years(read, fields)
    around = range(years.start - 1, years.stop + 1)  # a year more, for what reaches over New Year
    free: set[date] = read.value(fields, ("country",), lambda code: _holidays(code, around), set())
    free.update(read.each(fields, "free_days", lambda day: _date_within(day, years)))
    for eve in read.each(fields, "free_eves", _eve):
        free.update(eve.days(around))
    bridges = read.value(fields, ("bridge_days",), _working_or_free, "working")
    quiet = read.each(fields, "quiet_periods", _period)
    quiet.extend(whole_weeks(read.each(fields, "quiet_weeks", _week), around))
    digest_at, send_from, send_until = _hours(read, fields)
    if read.mistakes:
        raise Mistakes(read.mistakes)
    first, last = date(years.start, 1, 1), date(years.stop - 1, 12, 31)
    if bridges == "free":
        free.update(bridge_days(free, first, last))
    return Calendar(
        name=name,
        zone=zone,
        free_days=frozenset(day for day in free if first <= day <= last),
        quiet_periods=merged(quiet, first, last),
        digest_at=digest_at,
        send_from=send_from,
        send_until=send_until,
        first=first,
        last=last,
    )


class _Reader:
    """Takes values out of plain data and goes on after a mistake, so that a writer sees them all at once."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def wrong(self, at: DataPath, what: Said, suggestion: Said | None = None) -> None:
        self.mistakes.append(Mistake(at, what, suggestion))

    def mapping(
        self, data: Any, at: DataPath, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """The known entries of a mapping; each unknown or missing key is a mistake."""
        if not isinstance(data, dict):
            self.wrong(at, Said("här ska nycklar och värden stå", "keys and values belong here"))
            return {}
        known = (*required, *optional)
        for key in data:
            if key not in known:
                close = did_you_mean(key, known)
                names = ", ".join(known)
                meant = (
                    Said(f"menade du {close}?", f"did you mean {close}?")
                    if close
                    else Said(f"här kan stå {names}", f"possible here: {names}")
                )
                self.wrong((*at, key), Said(f"okänd nyckel {key}", f"unknown key {key}"), meant)
        for key in required:
            if key not in data:
                self.wrong(at, Said(f"nyckeln {key} saknas", f"the key {key} is missing"))
        return {key: value for key, value in data.items() if key in known}

    def within(
        self, fields: dict[str, Any], key: str, required: Collection[str], optional: Collection[str] = ()
    ) -> dict[str, Any]:
        """The mapping under a key; empty when the key is absent, which `mapping` has judged already."""
        return self.mapping(fields[key], (key,), required, optional) if key in fields else {}

    def value(self, fields: dict[Any, Any], at: DataPath, parse: Callable[[Any], _T], instead: _T) -> _T:
        """The parsed value of the last key of `at`; `instead` when it is absent or wrong."""
        key = at[-1]
        return self.parsed(at, parse, fields[key], instead) if key in fields else instead

    def each(self, fields: dict[str, Any], key: str, parse: Callable[[Any], _T]) -> list[_T]:
        """The parsed items of the list or mapping under a key, without those that are wrong."""
        entries = fields.get(key, [])
        if not isinstance(entries, list | dict):
            self.wrong((key,), Said("här ska en lista stå", "a list belongs here"))
            return []
        pairs = entries.items() if isinstance(entries, dict) else enumerate(entries)
        found = [self.parsed((key, at), parse, entry, None) for at, entry in pairs]
        return [item for item in found if item is not None]

    def parsed(self, at: DataPath, parse: Callable[[Any], _T], value: Any, instead: _I) -> _T | _I:
        """`parse(value)`, or `instead` and a mistake at `at` when it is Unfit."""
        try:
            return parse(value)
        except Unfit as unfit:
            self.wrong(at, unfit.what, unfit.suggestion)
            return instead


def _years(read: _Reader, fields: dict[str, Any]) -> range:
    limits = read.within(fields, "years", ("from", "to"))
    start = read.value(limits, ("years", "from"), _year, EARLIEST)
    end = read.value(limits, ("years", "to"), _year, start)
    if not 0 <= end - start < MOST_YEARS:
        read.wrong(
            ("years",),
            Said(f"{start}–{end} är inga år att räkna med", f"{start}–{end} are no years to reckon with"),
            Said(f"från det första till det sista, högst {MOST_YEARS} år", f"first to last, at most {MOST_YEARS}"),
        )
        return range(start, start + 1)
    return range(start, end + 1)


def _hours(read: _Reader, fields: dict[str, Any]) -> tuple[time, time, time]:
    send = read.within(fields, "send", (), ("digest", "from", "until"))
    digest_at = read.value(send, ("send", "digest"), _hour, time(8))
    send_from = read.value(send, ("send", "from"), _hour, time(7))
    send_until = read.value(send, ("send", "until"), _hour, time(17))
    if not send_from <= digest_at < send_until:
        read.wrong(
            ("send",),
            Said("det samlade mejlet går utanför sändningstiden", "the digest goes outside the send window"),
            Said("välj from ≤ digest < until", "choose from ≤ digest < until"),
        )
    return digest_at, send_from, send_until


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit(Said("här ska text stå", "text belongs here"))
    return value


def _zone(value: Any) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (KeyError, ValueError, OSError):
        raise Unfit(
            Said(f"tidszonen {value} finns inte", f"there is no time zone {value}"),
            Said("skriv till exempel Europe/Stockholm", "write for example Europe/Stockholm"),
        ) from None


def _whole(value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Unfit(
            Said(
                f"här ska ett helt tal från {least} till {most} stå",
                f"a whole number from {least} to {most} belongs here",
            )
        )
    return value


def _year(value: Any) -> int:
    return _whole(value, EARLIEST, LATEST)


def _week(value: Any) -> int:
    return _whole(value, 1, 53)


def _hour(value: Any) -> time:
    try:
        hour = time.fromisoformat(value) if _HOUR.fullmatch(_text(value)) else None
    except ValueError:
        hour = None
    if hour is None or hour.hour == 2:
        raise Unfit(
            Said("här ska ett klockslag stå, men inte mellan 02 och 03", "an hour belongs here, but not 02 to 03"),
            Said('skriv till exempel "08:00"', 'write for example "08:00"'),
        )
    return hour


def _date(value: Any) -> date:
    try:
        if _DATE.fullmatch(_text(value)):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Unfit(
        Said("här ska ett datum stå", "a date belongs here"),
        Said("skriv till exempel 2021-05-14", "write for example 2021-05-14"),
    )


def _date_within(value: Any, years: range) -> date:
    day = _date(value)
    if day.year not in years:
        raise Unfit(
            Said(f"{day} ligger utanför kalenderns år", f"{day} lies outside the calendar's years"),
            Said("rätta datumet eller utöka years", "correct the date or extend years"),
        )
    return day


def _period(value: Any) -> Period:
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        period = _date(value["from"]), _date(value["to"])
        if period[0] <= period[1]:
            return period
    example = "{from: 2021-12-20, to: 2022-01-07}"
    raise Unfit(
        Said("här ska första och sista dagen stå", "the first and the last day belong here"),
        Said(f"skriv till exempel {example}", f"write for example {example}"),
    )


def _working_or_free(value: Any) -> str:
    if value not in ("working", "free"):
        raise Unfit(Said("här ska working eller free stå", "working or free belongs here"))
    return str(value)


def _eve(value: Any) -> Eve:
    match = _EVE.fullmatch(_text(value))
    try:
        if match and match["weekday"] in (*WEEKDAYS, None):
            date.fromisoformat(f"2024-{match['date']}")  # a leap year: 02-29 is a date
            return Eve(match["date"], WEEKDAYS.index(match["weekday"]) if match["weekday"] else None)
    except ValueError:
        pass
    raise Unfit(
        Said(f"{value} är ingen regel för en ledig dag", f"{value} is no rule for a free day"),
        Said("skriv som 12-24 eller first friday from 06-19", "write it as 12-24 or first friday from 06-19"),
    )


def _holidays(value: Any, years: range) -> set[date]:
    code = _text(value)
    try:
        return public_holidays(code, years)
    except KeyError:
        raise Unfit(
            Said(f"helgdagarna i {code} är inte kända", f"the public holidays of {code} are not known"),
            Said("skriv landets kod enligt ISO 3166, till exempel SE", "write the ISO 3166 code, for example SE"),
        ) from None
