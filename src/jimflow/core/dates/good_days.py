"""Other days near a proposed one that run into nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jimflow.core.calendar import CalendarError
from jimflow.core.dates.dues import dues
from jimflow.core.dates.hits import Proposal, hits

REACH = 45
"""Working days before and after the proposed day in which other days are looked for."""


def good_days(proposal: Proposal, count: int = 3) -> list[tuple[date, ...]]:
    """The nearest other days, with the sessions as far apart, that run into nothing and give no bad deadline.

    At most `count`, in order; fewer where there are none within `REACH` working days of the proposed ones.
    """
    found: list[tuple[date, ...]] = []
    for days in _nearby(proposal):
        if _good(replace(proposal, days=days)):
            found.append(days)
            if len(found) == count:
                break
    return sorted(found)


def _good(proposal: Proposal) -> bool:
    if hits(proposal):
        return False
    try:
        return not any(due.undecided or due.hits for due in dues(proposal))
    except CalendarError:
        return False


def _nearby(proposal: Proposal) -> Iterator[tuple[date, ...]]:
    """The proposed days moved by one working day and more, the nearest first and the earlier before the later."""
    calendar, first = proposal.programme.calendar, proposal.days[0]
    if not calendar.first < first < calendar.last:
        return
    apart = [calendar.working_days_between(first, day) for day in proposal.days]
    for distance in range(1, REACH + 1):
        for way in (-distance, distance):
            try:
                start = calendar.add(first, way, "working days")
                yield tuple(calendar.add(start, n, "working days") for n in apart)
            except CalendarError:
                continue
