"""The little language of times in definitions: `next_meeting - 35 days else meeting + 30 working days`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jimflow.core.calendar import Calendar, Unit
from jimflow.core.mistakes import Said, did_you_mean

ANCHORS = ("entered", "meeting", "next_meeting", "due", "opens", "made")
"""Every date the language can stand on; where a moment is used decides which of them make sense."""

ANSWER = "assignment.question"
"""Stands among the anchors allowed where a date that somebody has answered may be started from."""

MAX_DAYS = 1000  # in either unit; further away it is a slip of the pen
MAX_EFFORT_DAYS = 100
HOURS_A_DAY = 8

_UNITS: dict[str, tuple[int, Unit]] = {
    "day": (1, "days"),
    "days": (1, "days"),
    "working day": (1, "working days"),
    "working days": (1, "working days"),
    "week": (7, "days"),
    "weeks": (7, "days"),
    "month": (1, "months"),
    "months": (1, "months"),
}
_LONGEST_MONTH = 31
_ALTERNATIVE = re.compile(
    r"(?P<anchor>[^\W\d]\w*(?:\.[^\W\d]\w*)?)(?:\s*(?P<sign>[+-])\s*(?P<amount>[0-9]+)\s+(?P<unit>[^\W\d]+(?:\s+[^\W\d]+)?))?"
)
_EFFORT = re.compile(r"(?P<amount>[0-9]{1,5}(?:[.,][0-9]{1,2})?)\s+(?P<unit>[a-z]+)")
_EFFORT_MINUTES = {"minute": 1, "hour": 60, "day": 60 * HOURS_A_DAY}
_EFFORT_WORDS = {"half an hour": 30, "half a day": 30 * HOURS_A_DAY}


class MomentError(ValueError):
    """Text that is no moment or no effort: `what` is wrong, and a `suggestion`; `str` is English."""

    def __init__(self, what: Said, suggestion: Said) -> None:
        self.what = what
        self.suggestion = suggestion
        super().__init__(f"{what.en} – {suggestion.en}")


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from an anchor's date; `amount` is negative before it. Weeks are kept as 7 days each.

    A month is a month of the calendar: from the 31st to the last day of a shorter one.
    """

    anchor: str
    amount: int = 0
    unit: Unit = "days"

    def __str__(self) -> str:
        if not self.amount:
            return self.anchor
        unit = self.unit.removesuffix("s") if abs(self.amount) == 1 else self.unit
        return f"{self.anchor} {'-' if self.amount < 0 else '+'} {abs(self.amount)} {unit}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date said relative to others: the first of the `alternatives` whose anchor has a date."""

    alternatives: tuple[Offset, ...]

    def resolve(self, anchors: Mapping[str, date | None], calendar: Calendar) -> date | None:
        """The date as written, not yet moved to an allowed day; None while no anchor has a date.

        Raises CalendarError when it falls outside the calendar.
        """
        for offset in self.alternatives:
            start = anchors.get(offset.anchor)
            if start is not None:
                return calendar.add(start, offset.amount, offset.unit)
        return None

    def __str__(self) -> str:
        return " else ".join(map(str, self.alternatives))


@dataclass(frozen=True, slots=True)
class Effort:
    """Estimated work in minutes; a day is 8 hours."""

    minutes: int

    def __str__(self) -> str:
        for words, minutes in _EFFORT_WORDS.items():
            if minutes == self.minutes:
                return words
        day = _EFFORT_MINUTES["day"]
        if self.minutes % (day // 2) == 0:
            return _counted(self.minutes / day, "day")
        return _counted(self.minutes / 60, "hour") if self.minutes % 60 == 0 else _counted(self.minutes, "minute")


def parse_moment(text: str, anchors_allowed: Collection[str] = ANCHORS) -> Moment:
    """Reads `anchor [+|- number unit] [else …]`; MomentError names what is wrong and what is allowed."""
    parts = re.split(r"\belse\b", text)
    offsets = tuple(_parse_offset(part.strip(), text, anchors_allowed) for part in parts)
    names = [offset.anchor for offset in offsets]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise MomentError(
            Said(
                f"{_quoted(text)} utgår från {twice} två gånger, så det senare används aldrig",
                f"{_quoted(text)} starts from {twice} twice, so the later one is never used",
            ),
            Said("ta bort ett av dem", "remove one of them"),
        )
    return Moment(offsets)


def parse_effort(text: str) -> Effort:
    """Reads `2 days`, `1.5 days`, `half a day`, `1 hour`, `90 minutes`; MomentError for anything else."""
    words = " ".join(text.split())
    minutes = Fraction(_EFFORT_WORDS.get(words, 0))
    match = _EFFORT.fullmatch(words)
    if match:
        step = _EFFORT_MINUTES.get(match["unit"].removesuffix("s"), 0)
        minutes = Fraction(match["amount"].replace(",", ".")) * step
    if not minutes or minutes.denominator != 1 or minutes > MAX_EFFORT_DAYS * HOURS_A_DAY * 60:
        examples, most = "2 days, half a day, 1 hour, 90 minutes", MAX_EFFORT_DAYS
        raise MomentError(
            Said(f"{_quoted(text)} är ingen arbetsinsats", f"{_quoted(text)} is no amount of work"),
            Said(
                f"skriv till exempel {examples}: hela minuter, högst {most} dagar",
                f"write for example {examples}: whole minutes, at most {most} days",
            ),
        )
    return Effort(int(minutes))


def compare(a: Offset, b: Offset) -> int | None:
    """Sign of `a` - `b`, None when it depends on the dates of two anchors or on where the free days fall.

    Compares the dates as written, before they move to allowed days, in any calendar with a Monday-to-Friday
    week whose free days are as sparse as `span_in_days` says.
    """
    if a.anchor != b.anchor:
        return None
    if a.unit == b.unit:
        return (a.amount > b.amount) - (a.amount < b.amount)
    a_least, a_most = span_in_days(a)
    b_least, b_most = span_in_days(b)
    if a_least > b_most:
        return 1
    return -1 if a_most < b_least else None


def span_in_days(offset: Offset) -> tuple[int, int]:
    """Least and most calendar days an offset can mean; the most leaves room for two free weeks and more."""
    if offset.unit == "days" or not offset.amount:
        return offset.amount, offset.amount
    count = abs(offset.amount)
    if offset.unit == "months":
        least, most = 28 * count, _LONGEST_MONTH * count
        return (least, most) if offset.amount > 0 else (-most, -least)
    least, most = count + 2 * ((count - 1) // 5), 2 * count + 14
    return (least, most) if offset.amount > 0 else (-most, -least)


def _parse_offset(part: str, text: str, allowed: Collection[str]) -> Offset:
    match = _ALTERNATIVE.fullmatch(part)
    if not match:
        raise MomentError(
            Said(f"{_quoted(text)} går inte att läsa som en tid", f"{_quoted(text)} cannot be read as a time"),
            _shape(allowed),
        )
    anchor = match["anchor"]
    if anchor not in allowed and not ("." in anchor and ANSWER in allowed):
        raise _bad_anchor(anchor, text, allowed)
    if match["amount"] is None:
        return Offset(anchor)
    times, unit = _unit(match["unit"], text)
    digits = match["amount"].lstrip("0") or "0"
    amount = int(digits) * times if len(digits) <= 4 else MAX_DAYS + 1
    if amount * (_LONGEST_MONTH if unit == "months" else 1) > MAX_DAYS:
        raise MomentError(
            Said(f"{_quoted(text)} ligger för långt bort", f"{_quoted(text)} is too far away"),
            Said(f"högst {MAX_DAYS} dagar", f"at most {MAX_DAYS} days"),
        )
    if not amount:
        return Offset(anchor)
    return Offset(anchor, -amount if match["sign"] == "-" else amount, unit)


def _unit(words: str, text: str) -> tuple[int, Unit]:
    name = " ".join(words.split())
    if name in _UNITS:
        return _UNITS[name]
    close = did_you_mean(name, _UNITS)
    known = "day, days, week, weeks, month, months, working day, working days"
    raise MomentError(
        Said(
            f"{_quoted(name)} i {_quoted(text)} är ingen enhet",
            f"{_quoted(name)} in {_quoted(text)} is no unit",
        ),
        _meant(close, Said(f"enheterna är {known}", f"the units are {known}")),
    )


def _bad_anchor(anchor: str, text: str, allowed: Collection[str]) -> MomentError:
    if anchor in ANCHORS:
        what = Said(
            f"{_quoted(text)} utgår från {anchor}, som inte kan användas här",
            f"{_quoted(text)} starts from {anchor}, which cannot be used here",
        )
        return MomentError(what, _meant("", _starts(allowed)))
    what = Said(
        f"{_quoted(text)} utgår från {_quoted(anchor)}, som inte finns",
        f"{_quoted(text)} starts from {_quoted(anchor)}, which does not exist",
    )
    return MomentError(what, _meant(did_you_mean(anchor, allowed), _starts(allowed)))


def _starts(allowed: Collection[str]) -> Said:
    names = ", ".join(allowed)
    return Said(f"här går det att utgå från {names}", f"here a time starts from {names}")


def _shape(allowed: Collection[str]) -> Said:
    example = f"{next(iter(allowed), 'meeting')} - 10 working days"
    starts = _starts(allowed)
    return Said(f"skriv som {example}; {starts.sv}", f"write it as {example}; {starts.en}")


def _meant(close: str, otherwise: Said) -> Said:
    if not close:
        return otherwise
    return Said(f"menade du {close}? {otherwise.sv}", f"did you mean {close}? {otherwise.en}")


def _quoted(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else f'"{text[:60]}…"'


def _counted(value: float, unit: str) -> str:
    return f"{value:g} {unit}" if value == 1 else f"{value:g} {unit}s"
