"""What an exploration answers: findings, each with the way that leads to it, and what was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jimflow.core.mistakes import Path, Said

Weight = Literal["mistake", "warning"]
Code = Literal[
    "dead_end", "trap", "no_goal", "not_reached",
    "never_met", "excluded", "more_people_than_functions",
    "never_given", "waits_in_vain",
    "never_sent", "never_on_its_day", "sent_too_late", "letter_never_sent",
    "same_situation",
    "no_such_programme", "not_taken_up", "never_sent_along", "no_such_end",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far an exploration goes: laps of a repeating step, cases in all, situations tried for one move."""

    laps: int = 2
    cases: int = 5_000
    situations: int = 2_000
    days: int = 400
    """Days of the calendar on which a reminder is tried before it is said never to be sent."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One move of a trace, in titles, with what was assumed to be so when it was made."""

    source: Said
    move: Said
    destination: Said
    assumed: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that cannot work, or that a person should know; `path` is its place in the definition.

    `what` and `suggestion` begin with a small letter and carry no full stop. `trace` leads from the start to where it
    goes wrong, `then` says what is so there; `follows` is what would be well if this were.
    """

    code: Code
    weight: Weight
    path: Path
    what: Said
    suggestion: Said | None = None
    trace: tuple[Hop, ...] = ()
    then: tuple[Said, ...] = ()
    follows: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """What was looked at: how many were seen, of how many there are."""

    states: tuple[int, int]
    ways: tuple[int, int]
    rules: tuple[int, int]
    assignments: tuple[int, int]
    reminders: tuple[int, int]
    cases: int
    situations: int
    laps: int
    late_joiners: bool
    whole: bool
    """False when a bound was reached: what was not seen is then not called impossible."""


@dataclass(frozen=True, slots=True)
class Exploration:
    """The verdict on a definition."""

    findings: tuple[Finding, ...]
    covered: Covered

    @property
    def mistakes(self) -> tuple[Finding, ...]:
        """The findings that hold a programme up."""
        return tuple(f for f in self.findings if f.weight == "mistake")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that a person should know of."""
        return tuple(f for f in self.findings if f.weight == "warning")
