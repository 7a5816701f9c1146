"""Who does what when in a rehearsed round: habits, their exceptions, and what happens besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.moments import Moment, Offset

Attends = Literal["yes", "digitally", "no"]


@dataclass(frozen=True, slots=True)
class When:
    """When someone does something: on a date, or some days from another one, at a local hour; or never.

    `daily` is every working day.
    """

    on: date | Moment | Literal["daily", "never"]
    hour: time

    @property
    def never(self) -> bool:
        """True for what is not done at all."""
        return self.on == "never"

    def resolve(self, calendar: Calendar, **anchors: date | None) -> datetime | None:
        """The instant, UTC. What would fall on a free day is done on the working day before it when it is counted
        back from its anchor, else on the one after. None for never, and while no anchor has a date."""
        if isinstance(self.on, date):
            return calendar.at(self.on, self.hour)
        if not isinstance(self.on, Moment):
            return None
        day = self.on.resolve(anchors, calendar)
        if day is None:
            return None
        if not calendar.is_working_day(day):
            used = next(o for o in self.on.alternatives if anchors.get(o.anchor) is not None)
            day = calendar.add(day, -1 if used.amount < 0 else 1, "working days")
        return calendar.at(day, self.hour)

    def next_after(self, calendar: Calendar, now: datetime) -> datetime:
        """The hour of the next working day that is after `now`: when somebody who is behind gets to it."""
        return self.next_from(calendar, now + timedelta(microseconds=1))

    def next_from(self, calendar: Calendar, now: datetime) -> datetime:
        """The hour of the first working day at `now` or later."""
        today = calendar.local_date(now)
        if calendar.is_working_day(today) and (at := calendar.at(today, self.hour)) >= now:
            return at
        return calendar.at(calendar.add(today, 1, "working days"), self.hour)


NEVER = When("never", time(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What people do; None where nothing is said. The first seven are the programme coordinator's."""

    invites: When | None = None
    records: When | None = None
    themes: When | None = None
    theme: str | None = None
    advances: When | None = None
    acknowledges: When | None = None
    accepts: When | None = None
    joins: When | None = None
    replies: When | None = None
    submits: When | None = None
    attends: Attends | None = None
    deputy: str | None = None
    takes: str | None = None
    answers: Mapping[tuple[str, str], Any] | None = None
    """What is answered, by (assignment, question); made up where nothing is said."""


def _days(anchor: str, amount: int, unit: Literal["days", "working days"], hour: int) -> When:
    return When(Moment((Offset(anchor, amount, unit),)), time(hour))


ON_TIME = Habits(
    invites=When(Moment((Offset("invite_on"),)), time(7)),
    records=_days("meeting", 1, "working days", 9),
    themes=_days("meeting", -65, "days", 9),
    theme="",
    advances=When("daily", time(9)),
    acknowledges=NEVER,
    accepts=_days("submitted", 2, "working days", 9),
    joins=_days("invited", 3, "working days", 10),
    replies=NEVER,
    submits=_days("due", -5, "working days", 10),
    attends="yes",
    deputy="",
    takes="",
    answers={},
)
"""What a people file that leaves something out means (config/people/on-time.yaml says the same in words)."""


@dataclass(frozen=True, slots=True)
class About:
    """What a habit is asked for; in an exception, what it holds for: empty means any."""

    organisation: tuple[str, ...] = ()
    cluster: tuple[str, ...] = ()
    function: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    assignment: tuple[str, ...] = ()

    def covers(self, asked: About) -> bool:
        """True when every part named here is one that is asked for."""
        return all(
            not (mine := getattr(self, f.name)) or any(name in mine for name in getattr(asked, f.name))
            for f in fields(self)
        )


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Other habits for some."""

    about: About
    habits: Habits


@dataclass(frozen=True, slots=True)
class Fire:
    """A transition fired for one organisation: withdraw, pause, resume, reopen, decline …"""

    when: datetime
    organisation: str
    trigger: str
    to: str | None
    reason: str

    @property
    def said(self) -> str:
        """What happens, in few words of the file."""
        return f"{self.organisation} {self.trigger}"


@dataclass(frozen=True, slots=True)
class MoveMeeting:
    """A cluster's meeting gets another date."""

    when: datetime
    cluster: str
    step: str
    sessions: tuple[Session, ...]

    @property
    def said(self) -> str:
        """What happens, in few words of the file."""
        return f"{self.cluster} {self.step}"


@dataclass(frozen=True, slots=True)
class Appoint:
    """Someone new holds a function from the day of the event; nobody when `mail` is empty."""

    when: datetime
    organisation: str
    function: str
    name: str
    mail: str
    top_management: bool

    @property
    def said(self) -> str:
        """What happens, in few words of the file."""
        return f"{self.organisation} {self.function}"


@dataclass(frozen=True, slots=True)
class Waive:
    """The coordinator decides a waiver, and a colleague signs it where that is needed."""

    when: datetime
    organisation: str
    rule: str
    step: str | None
    until: date
    reason: str

    @property
    def said(self) -> str:
        """What happens, in few words of the file."""
        return f"{self.organisation} {self.rule}"


@dataclass(frozen=True, slots=True)
class Count:
    """The coordinator notes how many women and men took part in a cluster's meeting."""

    when: datetime
    cluster: str
    step: str
    women: int
    men: int
    not_stated: int

    @property
    def said(self) -> str:
        """What happens, in few words of the file."""
        return f"{self.cluster} {self.step}"


Event = Fire | MoveMeeting | Appoint | Waive | Count


@dataclass(frozen=True, slots=True)
class People:
    """Everyone in a rehearsed round. `habits` has a value for every field."""

    name: str
    title: Said
    habits: Habits = ON_TIME
    exceptions: tuple[Otherwise, ...] = ()
    events: tuple[Event, ...] = ()
    example: bool = False
    _found: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False, repr=False)

    def habit(
        self,
        name: str,
        *,
        organisation: str = "",
        cluster: str = "",
        function: str = "",
        step: str = "",
        assignment: str = "",
    ) -> Any:
        """The value of the field `name` of Habits for what is asked: the last exception that covers it decides."""
        key = (name, organisation, cluster, function, step, assignment)
        if key not in self._found:
            asked = About(*((part,) if part else () for part in key[1:]))
            said = (getattr(e.habits, name) for e in reversed(self.exceptions) if e.about.covers(asked))
            self._found[key] = next((v for v in said if v is not None), getattr(self.habits, name))
        return self._found[key]

    def when(self, name: str, **asked: str) -> When:
        """As `habit`, for those that are a time."""
        found = self.habit(name, **asked)
        assert isinstance(found, When)
        return found

    def answers(self, assignment: str, **asked: str) -> dict[str, Any]:
        """What is said to be answered in an assignment, by question: a later exception wins, question by question."""
        about = About(**{name: (value,) for name, value in asked.items()}, assignment=(assignment,))
        told = [self.habits, *(e.habits for e in self.exceptions if e.about.covers(about))]
        every = {key: value for habits in told for key, value in (habits.answers or {}).items()}
        return {question: value for (work, question), value in every.items() if work == assignment}

    @property
    def taken(self) -> frozenset[str]:
        """The transitions that somebody takes instead of the way on."""
        return frozenset(e.habits.takes for e in self.exceptions if e.habits.takes)
