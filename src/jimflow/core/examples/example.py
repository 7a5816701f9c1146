"""One example of how a definition should behave, and what became of it when it was played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from jimflow.core.model import Standing
from jimflow.core.workflow import Severity

EVERY = 99
"""As many as there are."""

CatchUp = Literal["open", "submitted", "accepted"]
Mails = Mapping[str, tuple[str, ...]]
"""By function, what it gets: "invitation", "remind describe_today", "invite start"."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is so. Every function is held by one person of its own unless said otherwise; nothing else has happened."""

    state: str
    joined: date
    entered: date | None
    came_from: str | None
    joined_late: bool
    laps: Mapping[str, int]
    meetings: Mapping[str, date]
    held: tuple[str, ...]
    absent: Mapping[str, Mapping[str, int]]
    """By step and function, how many of those who hold it were not there."""
    says_no: Mapping[str, Mapping[str, int]]
    themes: Mapping[str, str]
    vacant: tuple[str, ...]
    holders: Mapping[str, tuple[str, ...]]
    """By function, where each of those who hold it works ("" where that is not said); one person where left out."""
    top_management: tuple[str, ...]
    submitted: tuple[tuple[str, str], ...]
    accepted: tuple[tuple[str, str], ...]
    catch_up: Mapping[str, CatchUp]
    answers: Mapping[tuple[str, str, str], str]
    """By (occasion, assignment, field), as JSON; the occasion "" is the first, and every one with a meeting."""
    results: tuple[str, ...]
    size: int
    parties: Mapping[str, tuple[tuple[str, Standing], ...]]
    """(organisation, standing) by the part they have, each with its contribution said unless it is `silent`."""
    silent: tuple[str, ...]
    started: Mapping[str, tuple[str, ...]]
    """By sub-flow, the state each case that was started ended in; "going" for one that has not ended."""
    waived: tuple[str, ...]
    severity: Mapping[str, Severity]
    deputy_counts: bool


@dataclass(frozen=True, slots=True)
class Try:
    """A trigger at a time."""

    trigger: str
    now: datetime
    to: str | None = None
    acknowledge: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that passes: what is sent on it."""

    day: date


@dataclass(frozen=True, slots=True)
class Then:
    """What should follow; None is not looked at."""

    state: str | None = None
    blockers: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None
    mails: Mails | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One test of a definition; `line` is where it stands in its file."""

    name: str
    given: Given
    when: Try | Day
    then: Then
    line: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What an example exercised."""

    states: frozenset[str] = frozenset()
    ways: frozenset[tuple[str, str, str]] = frozenset()
    met: frozenset[str] = frozenset()
    unmet: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    """open:assignment, remind:assignment:0 and inform:assignment:0 that were sent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What really followed. `blockers` are the codes that stopped the move, `notes` those that did not."""

    state: str
    blockers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mails: Mails = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where what followed is not what should."""

    what: Literal["state", "blockers", "notes", "mails"]
    expected: str
    got: str


def differences(then: Then, got: Outcome) -> list[Difference]:
    """In the order people read them; mails by function, only those that differ."""
    found: list[Difference] = []
    if then.state is not None and then.state != got.state:
        stopped = f" ({', '.join(got.blockers)})" if got.blockers and then.blockers is None else ""
        found.append(Difference("state", then.state, got.state + stopped))
    if then.blockers is not None and sorted(then.blockers) != sorted(got.blockers):
        found.append(Difference("blockers", _listed(then.blockers), _listed(got.blockers)))
    if then.notes is not None and sorted(then.notes) != sorted(got.notes):
        found.append(Difference("notes", _listed(then.notes), _listed(got.notes)))
    if then.mails is not None:
        for function in sorted({*then.mails, *got.mails}):
            wanted, sent = then.mails.get(function, ()), got.mails.get(function, ())
            if sorted(wanted) != sorted(sent):
                found.append(Difference("mails", f"{function}: {_listed(wanted)}", f"{function}: {_listed(sent)}"))
    return found


def _listed(items: tuple[str, ...]) -> str:
    return ", ".join(sorted(items)) or "–"
