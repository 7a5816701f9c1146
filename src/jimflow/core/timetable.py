"""What falls due when, for which function: openings, reminders, invitations and notices as occurrences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.core.calendar import Calendar
from jimflow.core.handover import changes_to_come
from jimflow.core.model import Facts, Meeting, Occurrence, Subject
from jimflow.core.moments import Moment
from jimflow.core.occasions import occasions
from jimflow.core.people import attending_functions, coordinating_functions, host_functions
from jimflow.core.plan import Remark, Timing
from jimflow.core.programme import Programme
from jimflow.core.workflow import Step

ONCE = ("open", "hold", "invite")
"""Kinds that happen once for each (rule, recipient), however often the plan is laid anew."""


def kind_of(rule: str) -> str:
    """The kind of an occurrence, which is the first word of its rule: open, remind, inform, invite …"""
    return rule.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that should be waiting from now on, and what the calendar did to it."""

    occurrences: tuple[Occurrence, ...]
    remarks: tuple[Remark, ...]


def of_participation(programme: Programme, facts: Facts, timings: Sequence[Timing], now: datetime) -> Timetable:
    """A participation's own timetable: its assignments, its invitations and the holders who begin or end."""
    found: list[Occurrence] = []
    remarks: list[Remark] = []
    for timing in timings:
        occurrences, said = of_assignment(programme, facts.id, timing, now)
        found += occurrences
        remarks += said
    for step in occasions(programme.workflow, facts):
        meeting = facts.meetings.get(step.name)
        if meeting is not None and meeting.status == "planned" and meeting.day >= programme.today(now):
            found += _of_meeting(programme, facts.id, step, meeting, now)
    found += changes_to_come(programme, facts, now)
    return Timetable(tuple(found), tuple(remarks))


def of_assignment(
    programme: Programme, participation: int, timing: Timing, now: datetime
) -> tuple[list[Occurrence], list[Remark]]:
    """Opening, reminders and the notices to others of one assignment; reminders in the past are left out.

    Nothing is said about work that still waits to be opened."""
    calendar, subject = programme.calendar, ("participation", participation)
    code = f"{timing.step.name}:{timing.assignment.name}"
    done = timing.existing.parts_done if timing.existing else frozenset()
    to = [f for f in timing.assignment.to if f not in done]
    found: list[Occurrence] = []
    remarks = list(timing.remarks)
    planned = timing.existing is None or timing.existing.status == "planned"
    if planned and not timing.open_now and timing.opens is not None:
        at = calendar.at(timing.opens, calendar.digest_at)
        found += [Occurrence(subject, f"open:{code}", at, f) for f in to]
    if timing.due is None or timing.opens is None:
        return found, remarks
    for_due = calendar.end_of_day(timing.due)
    for n, moment in enumerate(timing.assignment.remind):
        at_day = placed(calendar, moment, timing.due)
        if at_day is None:
            wanted = moment.resolve({"due": timing.due}, calendar) or timing.due
            remarks.append(Remark("reminder dropped", timing.step.name, timing.assignment.name, wanted, None))
        elif at_day > timing.opens:
            at = calendar.at(at_day, calendar.digest_at)
            found += [Occurrence(subject, f"remind:{code}:{n}", at, f, for_due) for f in to if at > now]
    for n, inform in enumerate(timing.assignment.inform):
        at_day = placed(calendar, inform.at, timing.due)
        if at_day is not None and (at := calendar.at(at_day, calendar.digest_at)) > now:
            found.append(Occurrence(subject, f"inform:{code}:{n}", at, inform.who, for_due))
    return found, remarks


def of_cluster(programme: Programme, cluster: int, meetings: dict[str, Meeting], now: datetime) -> list[Occurrence]:
    """What the host is asked for each meeting: record who came, and choose a theme while it is missing."""
    calendar, plan = programme.calendar, programme.workflow.meetings
    subject: Subject = ("cluster", cluster)
    found: list[Occurrence] = []
    for meeting in meetings.values():
        if meeting.status == "cancelled":
            continue
        step = programme.workflow.steps[meeting.step]
        days: list[tuple[str, date]] = []
        if plan.record is not None and (day := plan.record.resolve({"meeting": meeting.last_day}, calendar)):
            days.append((f"record:{step.name}", calendar.later(day)))
        if step.theme_per_cluster and not meeting.theme:
            days += [(f"theme:{step.name}:{n}", d) for n, d in enumerate(_theme_days(programme, step, meeting))]
        for rule, day in days:
            at = calendar.at(day, calendar.digest_at)
            if at > now:
                found += [Occurrence(subject, rule, at, f) for f in host_functions(programme.workflow)]
    return found


def _theme_days(programme: Programme, step: Step, meeting: Meeting) -> Iterator[date]:
    """When a missing theme is asked for: at the set time, and when its assignment should have opened."""
    calendar, first = programme.calendar, programme.workflow.meetings.theme_missing
    if first is not None and (day := first.resolve({"meeting": meeting.day}, calendar)):
        yield calendar.deadline(day)
    for name in step.named("before"):
        assignment = programme.workflow.assignments[name]
        if assignment.waits_for and assignment.waits_for.theme:
            opens = assignment.opens.resolve({"meeting": meeting.day}, calendar)
            if opens is not None:
                yield calendar.later(opens)


def _of_meeting(
    programme: Programme, participation: int, step: Step, meeting: Meeting, now: datetime
) -> Iterator[Occurrence]:
    calendar, plan, workflow = programme.calendar, programme.workflow.meetings, programme.workflow
    subject: Subject = ("participation", participation)
    day = plan.invite.resolve({"meeting": meeting.day}, calendar) if plan.invite else None
    invited = calendar.at(calendar.later(day), calendar.digest_at) if day is not None else None
    if invited is not None:
        for function in attending_functions(workflow, step.name):
            yield Occurrence(subject, f"invite:{step.name}", invited, function)
    if plan.holds and (step.is_first or step.is_last) and (invited is None or invited > now):
        for f in workflow.functions.values():
            if f.attends == "first and last":
                yield Occurrence(subject, f"hold:{step.name}", calendar.next_digest(now), f.name)
    told = coordinating_functions(workflow) + host_functions(workflow)
    for n, moment in enumerate(plan.readiness):
        day = moment.resolve({"meeting": meeting.day}, calendar)
        moved = calendar.reminder(day) if day else None
        if moved is not None and (at := calendar.at(moved, calendar.digest_at)) > now:
            for function in told:
                yield Occurrence(subject, f"readiness:{step.name}:{n}", at, function)


def placed(calendar: Calendar, moment: Moment, due: date) -> date | None:
    """A reminder's day: before the deadline it moves earlier (or is dropped), after it later."""
    raw = moment.resolve({"due": due}, calendar)
    if raw is None:
        return None
    return calendar.later(raw) if raw > due else calendar.reminder(raw)
