"""The deadlines of a rehearsal, those of the same assignment on the same day told as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from jimflow.rehearsal.outcome import DeadlineLine, Rehearsed


@dataclass(frozen=True, slots=True)
class Due:
    """An assignment that several are to have done by the same day, and how that goes.

    `reckoned` is the day before the calendar moved it; None where it did not.
    """

    day: date | None
    opens: date | None
    reckoned: date | None
    step: str
    assignment: str
    organisations: frozenset[str]
    in_time: int
    late: int
    missing: int


def dues(found: Rehearsed) -> list[Due]:
    """In order of the day; those without one last."""
    groups: dict[tuple[date | None, date | None, date | None, str, str], list[DeadlineLine]] = defaultdict(list)
    for line in found.deadlines:
        moved = line.reckoned if line.reckoned != line.due else None
        groups[line.due, line.opens, moved, line.step, line.assignment].append(line)
    told = [
        Due(
            *key,
            frozenset(line.organisation for line in lines),
            sum(line.submitted is not None and not line.late for line in lines),
            sum(line.submitted is not None and line.late for line in lines),
            sum(line.submitted is None for line in lines),
        )
        for key, lines in groups.items()
    ]
    return sorted(told, key=lambda due: (due.day or date.max, due.step, due.assignment, sorted(due.organisations)))
