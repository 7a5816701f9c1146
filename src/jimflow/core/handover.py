"""What a change of holder sets off: open work and known dates go to the new one, a vacancy to the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from jimflow.core.messages import about_assignment, calendar_entries, due_of, letter, notice
from jimflow.core.model import Appointment, AssignmentFacts, Facts, Meeting, Message, Occurrence
from jimflow.core.occasions import occasions
from jimflow.core.people import attending_functions, coordinators, holders
from jimflow.core.programme import Programme
from jimflow.core.workflow import Step

_DAY = timedelta(days=1)


def changes_to_come(programme: Programme, facts: Facts, now: datetime) -> Iterator[Occurrence]:
    """Holders who begin or end on a later day: the hand-over is due when they do, not when it was decided."""
    for a in facts.appointments:
        if not a.own or (a.until is not None and a.until < a.since):  # the host's, or called off before it began
            continue
        yield from _on(programme, facts, f"handover:{a.id}", a, a.since, now)
        if a.until is not None:
            yield from _on(programme, facts, f"vacated:{a.id}", a, a.until + _DAY, now)


def takes_over(programme: Programme, facts: Facts, to: Appointment, now: datetime) -> list[Message]:
    """What someone who now holds a function must know: its open parts, each once, and the meetings already announced.

    Before the participation has joined, the letter it is answering; after it has ended, nothing.
    """
    if to.undeliverable or not to.holds_on(programme.today(now)):
        return []
    if facts.state in programme.workflow.active:
        work = () if _comes_once(facts, to) else _open_work(programme, facts, to)
        return [*work, *_dates(programme, facts, to, now)]
    sent = (s for s in programme.workflow.letters if s.state == facts.state and to.function in s.to)
    return [] if facts.state in programme.workflow.finals else [letter(facts, s, to.function, to) for s in sent]


def left_vacant(programme: Programme, facts: Facts, left: Appointment, now: datetime) -> list[Message]:
    """Tells the coordinators that nobody holds the function after `left`, and which open work waits for someone."""
    today, function = programme.today(now), left.function
    if facts.state not in programme.workflow.active or holders(facts, function, today):
        return []
    waiting = [(made.step, made.name, due_of(made)) for made in _open_parts(programme, facts, function)]
    told = coordinators(programme.workflow, facts, today)
    return [
        notice(
            "vacant",
            f"vacant:{step}:{name}" if name else f"vacant:{function}",
            facts,
            to.function,
            to,
            {"step": step, "assignment": name, "vacant": function, "due": due},
            f"vacated:{facts.id}:{left.id}:{step}:{name}",
            (step, name) if name else None,
        )
        for step, name, due in waiting or [(facts.here, "", "")]
        for to in told
    ]


def _on(
    programme: Programme, facts: Facts, rule: str, holder: Appointment, day: date, now: datetime
) -> Iterator[Occurrence]:
    calendar = programme.calendar
    if programme.today(now) < day <= calendar.last:
        at = calendar.at(calendar.later(day), calendar.digest_at)
        yield Occurrence(("participation", facts.id), rule, at, holder.function)


def _comes_once(facts: Facts, to: Appointment) -> bool:
    """True for a deputy on the days of one meeting: asked to come, not to work."""
    days = {(m.day, m.last_day) for m in facts.meetings.values()}
    return to.deputy and to.until is not None and (to.since, to.until) in days


def _open_parts(programme: Programme, facts: Facts, function: str) -> list[AssignmentFacts]:
    asked = programme.workflow.assignments
    return [
        made
        for made in facts.assignments
        if made.status == "open" and function in asked[made.name].to and function not in made.parts_done
    ]


def _open_work(programme: Programme, facts: Facts, to: Appointment) -> Iterator[Message]:
    for made in _open_parts(programme, facts, to.function):
        key = f"handover:{facts.id}:{made.step}:{made.name}"
        assignment = programme.workflow.assignments[made.name]
        yield about_assignment("handover", facts, assignment, made.step, to.function, to, made.due_at, key)


def _dates(programme: Programme, facts: Facts, to: Appointment, now: datetime) -> Iterator[Message]:
    for step in occasions(programme.workflow, facts):
        meeting = facts.meetings.get(step.name)
        if meeting is None or meeting.status != "planned" or meeting.day < programme.today(now):
            continue
        if to.until is not None and to.until < meeting.day:
            continue
        kind = _announced(programme, step, meeting, to.function, now)
        if kind:
            key = f"{kind}:{facts.id}:{step.name}"
            yield from calendar_entries(kind, facts, meeting, to.function, to, key)


def _announced(programme: Programme, step: Step, meeting: Meeting, function: str, now: datetime) -> str:
    """How the function has heard of the meeting: by "invite", by "hold", or "" not yet."""
    workflow, calendar = programme.workflow, programme.calendar
    invited = function in attending_functions(workflow, step.name) and workflow.meetings.invite
    day = invited.resolve({"meeting": meeting.day}, calendar) if invited else None
    if day is not None and calendar.at(calendar.later(day), calendar.digest_at) <= now:
        return "invite"
    held = workflow.meetings.holds and (step.is_first or step.is_last)
    return "hold" if held and workflow.functions[function].attends == "first and last" else ""
