"""What the figures of a round are counted from, as it was read; codes and days, no words but names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from jimflow.core.mistakes import Said


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster by its number, code and name."""

    id: int
    code: str
    name: Said


@dataclass(frozen=True, slots=True)
class Member:
    """One participation. `joined` is the local day it was accepted, None before; `belonged` says when it was in which
    cluster: (cluster, first day, last day or None)."""

    id: int
    cluster: int
    code: str
    name: Said
    state: str
    joined: date | None = None
    belonged: tuple[tuple[int, date, date | None], ...] = ()

    def takes_part(self, cluster: int, day: date) -> bool:
        """True when it had joined and stood in that cluster on that day."""
        here = any(
            c == cluster and since <= day and (until is None or day <= until) for c, since, until in self.belonged
        )
        return here and self.joined is not None and self.joined <= day


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment of one participation; UTC. `late` says that the answer came after its due time."""

    participation: int
    step: str
    name: str
    status: str
    due_at: datetime | None
    submitted_at: datetime | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of a cluster: planned, held or cancelled."""

    id: int
    cluster: int
    step: str
    day: date
    status: str


@dataclass(frozen=True, slots=True)
class Holding:
    """That a participation has somebody in a function, from a day until a day."""

    appointment: int
    participation: int
    function: str
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """True when the function is held on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Came:
    """A line of an attendance list. `instead_of` is the appointment a deputy stood in for."""

    meeting: int
    participation: int
    appointment: int
    present: bool
    mode: str = "on_site"
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """How many women, men and others whose sex was not stated took part in a meeting; never who."""

    meeting: int
    women: int
    men: int
    not_stated: int

    @property
    def total(self) -> int:
        """Everyone."""
        return self.women + self.men + self.not_stated


@dataclass(frozen=True, slots=True)
class Answered:
    """A submitted answer to a question with a list of choices: one word of the list, or several."""

    participation: int
    step: str
    assignment: str
    field: str
    value: Any
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """A result that has been placed on the chain of results; `goal` is "" where none was named with it."""

    participation: int
    step: str
    goal: str = ""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Everything about a round, or about some clusters of it."""

    groups: tuple[Group, ...] = ()
    members: tuple[Member, ...] = ()
    histories: tuple[tuple[int, tuple[dict[str, Any], ...]], ...] = ()
    """For each participation what its audit says of its moves, in order."""
    tasks: tuple[Task, ...] = ()
    meetings: tuple[Held, ...] = ()
    holdings: tuple[Holding, ...] = ()
    came: tuple[Came, ...] = ()
    heads: tuple[Heads, ...] = ()
    answers: tuple[Answered, ...] = ()
    results: tuple[Reached, ...] = ()

    def of(self, clusters: Collection[int]) -> RoundFacts:
        """The part that concerns those clusters."""
        members = {m.id for m in self.members if m.cluster in clusters}
        meetings = {m.id for m in self.meetings if m.cluster in clusters}
        return replace(
            self,
            groups=tuple(g for g in self.groups if g.id in clusters),
            members=tuple(m for m in self.members if m.id in members),
            histories=tuple(h for h in self.histories if h[0] in members),
            tasks=tuple(t for t in self.tasks if t.participation in members),
            meetings=tuple(m for m in self.meetings if m.id in meetings),
            holdings=tuple(h for h in self.holdings if h.participation in members),
            came=tuple(c for c in self.came if c.meeting in meetings),
            heads=tuple(h for h in self.heads if h.meeting in meetings),
            answers=tuple(a for a in self.answers if a.participation in members),
            results=tuple(r for r in self.results if r.participation in members),
        )
