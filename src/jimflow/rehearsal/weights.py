"""How heavy a rehearsal is for each function, for each person, and for one person week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jimflow.rehearsal.outcome import LoadLine, Rehearsed


@dataclass(frozen=True, slots=True)
class Weight:
    """What falls on somebody, or on each of those with a function, over the whole round.

    `mails` and `hours` are those of the one who has most; `weeks` the hours of whoever has most that week, one number
    for every week of the rehearsal; `heaviest` the line with the most hours.
    """

    of: str
    people: int
    mails: int
    hours: float
    weeks: tuple[float, ...]
    heaviest: LoadLine


def by_function(found: Rehearsed) -> list[Weight]:
    """A weight for each function, the heaviest first; who has two counts for the first of them."""
    return _weights(found, found.load, lambda line: line.functions[0] if line.functions else "")


def by_person(found: Rehearsed, function: str) -> list[Weight]:
    """A weight for each person with the function, by address, the heaviest first."""
    return _weights(found, [line for line in found.load if function in line.functions[:1]], lambda line: line.to)


def of_person(found: Rehearsed, to: str) -> list[LoadLine]:
    """The weeks of one person that have something in them."""
    return [line for line in found.load if line.to == to]


def week_names(found: Rehearsed) -> list[str]:
    """Every ISO week from the first with a load to the last: 2021-W14."""
    known = sorted({line.week for line in found.load})
    if not known:
        return []
    first, last = monday_of(known[0]), monday_of(known[-1])
    days = (first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return ["{}-W{:02}".format(*day.isocalendar()[:2]) for day in days]


def monday_of(week: str) -> date:
    """The Monday of an ISO week."""
    return date.fromisoformat(f"{week}-1")


def _weights(found: Rehearsed, lines: Iterable[LoadLine], key: Callable[[LoadLine], str]) -> list[Weight]:
    groups: dict[str, list[LoadLine]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    names = week_names(found)
    return sorted((_weight(of, group, names) for of, group in groups.items() if of), key=lambda w: (-w.hours, w.of))


def _weight(of: str, lines: Sequence[LoadLine], names: Sequence[str]) -> Weight:
    mails: dict[str, int] = defaultdict(int)
    hours: dict[str, float] = defaultdict(float)
    weeks: dict[str, float] = defaultdict(float)
    for line in lines:
        mails[line.to] += line.mails
        hours[line.to] += line.hours
        weeks[line.week] = max(weeks[line.week], line.hours)
    heaviest = min(lines, key=lambda line: (-line.hours, -line.mails, line.week, line.to))
    each = tuple(round(weeks[name], 1) for name in names)
    return Weight(of, len(hours), max(mails.values()), round(max(hours.values()), 1), each, heaviest)
