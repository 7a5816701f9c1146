"""Who is to hold a function against who holds it: what begins, ends and changes. What has been stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as evolve
from datetime import date, timedelta

from jimflow.core.model import Appointment

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """That a person holds a function from `since` until `until` (inclusive, None = open)."""

    function: str
    person: int
    address: str
    since: date
    until: date | None = None
    top_management: bool = False
    acting: bool = False
    deputy: bool = False
    assistant: str | None = None


@dataclass(frozen=True, slots=True)
class Staffing:
    """The difference. `end` holds (appointment, last day), `change` (appointment, as it is to be)."""

    add: tuple[Wanted, ...] = ()
    end: tuple[tuple[Appointment, date], ...] = ()
    change: tuple[tuple[Appointment, Wanted], ...] = ()
    unchanged: tuple[Appointment, ...] = ()


def staffing(
    current: Sequence[Appointment],
    wanted: Sequence[Wanted],
    today: date,
    *,
    replace: bool = True,
    whole: bool = False,
    anew: bool = False,
) -> Staffing:
    """Compares by function and person. Only functions that stand in `wanted` are touched.

    `replace`: others who hold the function when the new holder begins end the day before; with `whole` also those who
    would begin later, since `wanted` is then all there is to be. `anew`: an address that refused mail is tried again.
    An appointment that has begun keeps the day it began; one that has not may begin on another day.
    """
    left = list(current)
    add: list[Wanted] = []
    change: list[tuple[Appointment, Wanted]] = []
    unchanged: list[Appointment] = []
    begins: dict[str, date] = {}
    for new in wanted:
        held = next((a for a in left if _same(a, new)), None)
        if held is None:
            add.append(new)
        else:
            left.remove(held)
            to_be = new if held.since > today else evolve(new, since=held.since)
            if _differs(held, to_be) or (anew and held.undeliverable):
                change.append((held, to_be))
            else:
                unchanged.append(held)
        begun = held is not None and held.since <= today
        begins[new.function] = min(begins.get(new.function, date.max), today if begun else new.since)
    end = [
        (a, begins[a.function] - _DAY)
        for a in left
        if replace and a.function in begins and _holds_from(a, begins[a.function], whole=whole)
    ]
    return Staffing(tuple(add), tuple(end), tuple(change), tuple(unchanged))


def _same(held: Appointment, new: Wanted) -> bool:
    apart = (held.until is not None and held.until < new.since) or (new.until is not None and new.until < held.since)
    return (held.function, held.person) == (new.function, new.person) and not apart


def _differs(held: Appointment, new: Wanted) -> bool:
    return (
        *(held.address, held.since, held.until, held.top_management, held.acting, held.deputy, held.assistant),
    ) != (new.address, new.since, new.until, new.top_management, new.acting, new.deputy, new.assistant)


def _holds_from(held: Appointment, day: date, *, whole: bool) -> bool:
    return held.holds_on(day) or (whole and held.since > day and (held.until is None or held.until >= held.since))
