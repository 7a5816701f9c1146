"""What becomes of occurrences that are due: said, dropped as no longer of use, or folded into another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from jimflow.core.handover import left_vacant, takes_over
from jimflow.core.messages import calendar_entries, due_of, notice, to_holders
from jimflow.core.model import AssignmentFacts, Facts, Message
from jimflow.core.people import holders
from jimflow.core.programme import Programme
from jimflow.core.rearm import Known
from jimflow.core.rules import View, evaluate
from jimflow.core.timetable import kind_of, placed

Fate = Literal["fired", "dropped", "collapsed"]


@dataclass(slots=True)
class Sweep:
    """The answer for one participation's due occurrences."""

    fates: dict[int, Fate] = field(default_factory=dict)
    opened: list[int] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


def sweep(programme: Programme, facts: Facts, due: Sequence[Known], now: datetime) -> Sweep:
    """Decides with the facts as they are now: whoever has just submitted is not reminded.

    Of several due at once for one (assignment, recipient), the opening is said, else the latest; the rest collapse.
    """
    answer = Sweep()
    active = facts.state in programme.workflow.active
    for group in _grouped(due):
        speaks = next((o for o in group if kind_of(o.rule) == "open"), group[-1])
        for o in group:
            if not active:
                answer.fates[o.id] = "dropped"
            elif o is not speaks:
                answer.fates[o.id] = "collapsed"
            else:
                said = _said(programme, facts, o, answer, now)
                answer.fates[o.id] = "fired" if said is not None else "dropped"
                answer.messages += said or []
    return answer


def _grouped(due: Sequence[Known]) -> list[list[Known]]:
    groups: dict[tuple[str, ...], list[Known]] = {}
    for o in sorted(due, key=lambda k: (k.due_at, k.rule)):
        groups.setdefault((*_about(o), o.recipient), []).append(o)
    return list(groups.values())


def _about(o: Known) -> tuple[str, ...]:
    """What an occurrence speaks of: of several due at once about the same, one is said."""
    kind, *rest = o.rule.split(":")
    if kind in ("open", "remind"):
        return ("work", *rest[:2])
    if kind in ("hold", "invite"):
        return ("calendar", *rest[:1])
    return (kind, *rest[:2]) if kind == "inform" else (kind, *rest[:1])


def _said(programme: Programme, facts: Facts, o: Known, answer: Sweep, now: datetime) -> list[Message] | None:
    """The messages of one occurrence, None when it no longer matters."""
    kind, *about = o.rule.split(":")
    if kind in ("open", "remind", "inform"):
        made = facts.assignment(about[0], about[1])
        if made is None or not made.unfinished:
            return None
        if kind == "open":
            return _open(programme, facts, o, made, answer, now)
        return _remind(programme, facts, o, made, kind, now)
    if kind in ("invite", "hold"):
        return _calendar(programme, facts, o, kind, about[0], now)
    if kind == "readiness":
        return _readiness(programme, facts, o, about[0], now)
    if kind in ("handover", "vacated") and (holder := facts.appointment(int(about[0]))) is not None:
        follow = takes_over if kind == "handover" else left_vacant
        return follow(programme, facts, holder, now) or None
    return None


def _open(
    programme: Programme, facts: Facts, o: Known, made: AssignmentFacts, answer: Sweep, now: datetime
) -> list[Message]:
    if made.status == "planned" and made.id not in answer.opened:
        answer.opened.append(made.id)
    return _to_holders(programme, facts, o.recipient, made, "open", f"open:{facts.id}:{made.step}:{made.name}", now)


def _remind(
    programme: Programme, facts: Facts, o: Known, made: AssignmentFacts, kind: str, now: datetime
) -> list[Message] | None:
    if o.recipient in made.parts_done or not _stands(programme, o, made, kind):
        return None
    key = f"{o.rule}:{facts.id}:{due_of(made)}"
    if kind == "inform":
        missing = [f for f in programme.workflow.assignments[made.name].to if f not in made.parts_done]
        seen = {"step": made.step, "assignment": made.name, "due": due_of(made), "functions": missing}
        item = f"inform:{made.step}:{made.name}"
        found = holders(facts, o.recipient, programme.today(now))
        return [notice("inform", item, facts, o.recipient, a, seen, key, (made.step, made.name)) for a in found]
    item = "overdue" if made.due_at is not None and made.due_at < now else "remind"
    return _to_holders(programme, facts, o.recipient, made, item, key, now)


def _stands(programme: Programme, o: Known, made: AssignmentFacts, kind: str) -> bool:
    """False when the due date has moved since, unless it falls on the same day for the new one."""
    if made.due_at is None:
        return False
    if made.due_at == o.for_due:
        return True
    calendar, assignment = programme.calendar, programme.workflow.assignments[made.name]
    moments = [i.at for i in assignment.inform] if kind == "inform" else assignment.remind
    number = int(o.rule.rsplit(":", 1)[1])
    if number >= len(moments):
        return False
    day = placed(calendar, moments[number], calendar.local_date(made.due_at))
    return day == calendar.local_date(o.due_at)


def _to_holders(
    programme: Programme, facts: Facts, function: str, made: AssignmentFacts, item: str, key: str, now: datetime
) -> list[Message]:
    assignment = programme.workflow.assignments[made.name]
    return to_holders(item, programme, facts, assignment, made.step, function, made.due_at, key, now)


def _calendar(
    programme: Programme, facts: Facts, o: Known, kind: str, step: str, now: datetime
) -> list[Message] | None:
    meeting, today = facts.meetings.get(step), programme.today(now)
    if meeting is None or meeting.status != "planned" or meeting.day < today:
        return None
    return [
        message
        for a in holders(facts, o.recipient, today)
        if a.holds_on(meeting.day)  # whoever takes over before it is told then
        for message in calendar_entries(kind, facts, meeting, o.recipient, a, f"{kind}:{facts.id}:{step}")
    ]


def _readiness(programme: Programme, facts: Facts, o: Known, step: str, now: datetime) -> list[Message] | None:
    """Tells what will be missing at the meeting if nothing changes; nothing when all is well."""
    today = programme.today(now)
    found = lacking(programme, facts, step, today)
    if not found:
        return None
    meeting = facts.meetings[step]
    seen = {"step": step, "meeting": meeting.id, "meeting_day": meeting.day.isoformat(), "findings": found}
    key = f"{o.rule}:{facts.id}:{o.due_at.isoformat()}"
    item = f"readiness:{step}"
    return [notice("readiness", item, facts, o.recipient, a, seen, key) for a in holders(facts, o.recipient, today)]


def lacking(programme: Programme, facts: Facts, step: str, today: date) -> list[dict[str, object]]:
    """What will be missing at the step's meeting if nothing changes, as frozen findings; nothing once it is over."""
    meeting = facts.meetings.get(step)
    if meeting is None or meeting.status != "planned" or meeting.day < today:
        return []
    view = View(programme.workflow, facts, programme.workflow.steps[step], today, forecast=True)
    found = (b for v in evaluate(view, view.step.attendance) for b in v.blockers)
    return [{"code": b.code, "facts": dict(b.facts)} for b in found if not b.waived and b.severity != "info"]
