"""How heavy a round is for each person and week: mails, hours of work, hours in meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from jimflow.core.calendar import Calendar
from jimflow.core.model import AssignmentFacts
from jimflow.rehearsal.agenda import Member, comes, holding
from jimflow.rehearsal.outcome import LoadLine, MailLine
from jimflow.rehearsal.stage import Stage


@dataclass
class _Week:
    organisation: str = ""
    functions: dict[str, None] = field(default_factory=dict)
    mails: int = 0
    work: float = 0.0
    meetings: float = 0.0

    def add(self, organisation: str, functions: Iterable[str]) -> None:
        self.organisation = self.organisation or organisation
        self.functions |= dict.fromkeys(functions)


_Weeks = defaultdict[tuple[str, str], _Week]


def week_of(day: date) -> str:
    """The ISO week: 2021-W14."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def burden(stage: Stage, members: Sequence[Member], mails: Sequence[MailLine]) -> list[LoadLine]:
    """A line for every person and week with something in it, the week first.

    Each addressed function is told the assignment's whole effort in its mail, so each is given it here, spread evenly
    over the working days from the opening to the due date. A session counts for everyone who comes to it.
    """
    weeks: _Weeks = defaultdict(_Week)
    for mail in mails:
        row = weeks[week_of(mail.at.date()), mail.to]
        row.add(mail.organisation, mail.functions)
        row.mails += 1
    for member in members:
        for made in member.facts.assignments:
            _work(stage, member, made, weeks)
        _meetings(stage, member, weeks)
    return [
        LoadLine(week, to, w.organisation, tuple(w.functions), w.mails, round(w.work, 1), round(w.meetings, 1))
        for (week, to), w in sorted(weeks.items())
    ]


def _work(stage: Stage, member: Member, made: AssignmentFacts, weeks: _Weeks) -> None:
    calendar = stage.read.calendar
    if made.opens_at is None or made.due_at is None or made.status == "planned":
        return
    assignment = stage.read.workflow.assignments[made.name]
    days = _working_days(calendar, calendar.local_date(made.opens_at), calendar.local_date(made.due_at))
    for function in assignment.to:
        for holder in holding(member.facts, function, days[0]):
            for day in days:
                row = weeks[week_of(day), holder.address]
                row.add(member.facts.organisation, (function,))
                row.work += assignment.effort.minutes / 60 / len(days)


def _meetings(stage: Stage, member: Member, weeks: _Weeks) -> None:
    calendar = stage.read.calendar
    for meeting in member.facts.meetings.values():
        if meeting.status != "held" or member.joined_on is None or member.joined_on > meeting.last_day:
            continue
        for appointment, attends, _ in comes(stage.scene, member, meeting.step):
            if attends == "no" or not appointment.own:
                continue
            for session in meeting.sessions:
                row = weeks[week_of(calendar.local_date(session.starts)), appointment.address]
                row.add(member.facts.organisation, (appointment.function,))
                row.meetings += (session.ends - session.starts).total_seconds() / 3600


def _working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """From `first` to `last`; `first` alone where there is none between."""
    count = calendar.working_days_between(first, last)
    days = [first] if calendar.is_working_day(first) else []
    return [*days, *(calendar.add(first, n, "working days") for n in range(1, count + 1))] or [first]
