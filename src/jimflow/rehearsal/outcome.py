"""What came of a rehearsal, as plain lines: who got which mail, what was due, who was stopped, how heavy it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from jimflow.core.mistakes import Said


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail that went. `at` is local time; `functions` are those it is written to, nearly always one."""

    at: datetime
    to: str
    organisation: str
    functions: tuple[str, ...]
    mail_class: str
    subject: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One assignment of one organisation. `reckoned` is the due day before it moved off a free day or quiet week."""

    organisation: str
    step: str
    assignment: str
    status: str
    opens: date | None
    due: date | None
    reckoned: date | None
    submitted: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class StopLine:
    """Something that held an organisation back although it was due, from the first day it did to the last.

    `until` is None where it still did at the end.
    """

    organisation: str
    state: str
    to: str
    code: str
    severity: str
    waivable: bool
    since: date
    until: date | None
    working_days: int
    text: Said
    fix: Said


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One person's week: mails received, hours of work and hours in meetings. `week` is an ISO week, 2021-W14."""

    week: str
    to: str
    organisation: str
    functions: tuple[str, ...]
    mails: int
    work_hours: float
    meeting_hours: float

    @property
    def hours(self) -> float:
        """Work and meetings together."""
        return self.work_hours + self.meeting_hours


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """What the calendar did: a deadline moved, or a reminder dropped (`got` is None)."""

    kind: str
    organisation: str
    step: str
    assignment: str
    wanted: date
    got: date | None


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A cluster's meeting."""

    cluster: str
    step: str
    day: date
    last_day: date
    status: str
    theme: str
    example: bool


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A cluster and who is in it."""

    code: str
    name: Said
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BadDay:
    """A day on which mail or deadlines fall badly, and why."""

    day: date
    why: Said
    mails: int
    deadlines: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A whole rehearsal. `ended` tells in which state each organisation stood at the end."""

    round: str
    title: Said
    example: bool
    example_note: Said
    people: str
    people_title: Said
    since: date
    until: date
    ended: dict[str, str]
    goal: str
    """The state that all are to reach."""
    clusters: tuple[ClusterLine, ...]
    mails: tuple[MailLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    stops: tuple[StopLine, ...]
    load: tuple[LoadLine, ...]
    remarks: tuple[RemarkLine, ...]
    meetings: tuple[MeetingLine, ...]
    bad_days: tuple[BadDay, ...]
    texts: tuple[bytes, ...] = field(default=(), repr=False)
    """Every mail as it would have gone, in the order of `mails`."""
