"""The coordinator's morning: who is late, what is stopped and why, what can move on, what comes in ten working days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from jimflow.core.model import Facts
from jimflow.core.programme import Programme
from jimflow.core.status import awaited, before_its_meeting, late
from jimflow.core.ways import best_way

AHEAD = 10
"""Working days the morning digest looks ahead."""

Line = dict[str, object]


@dataclass(slots=True)
class Overview:
    """Plain lines, ready to be frozen as a mail's facts; organisations and codes, no texts."""

    late: list[Line] = field(default_factory=list)
    stopped: list[Line] = field(default_factory=list)
    ready: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """True when there is nothing to tell."""
        return not (self.late or self.stopped or self.ready or self.coming)

    def facts(self) -> dict[str, object]:
        """As a mail's facts."""
        return {"late": self.late, "stopped": self.stopped, "ready": self.ready, "coming": self.coming}


def overview(programme: Programme, cases: Sequence[Facts], now: datetime) -> Overview:
    """Over every active participation of a round, in the order given."""
    found = Overview()
    workflow, today = programme.workflow, programme.today(now)
    until = programme.calendar.add(today, AHEAD, "working days")
    active = [f for f in cases if f.state in workflow.active]
    for facts in active:
        found.late += [
            {"organisation": facts.called, "assignment": a.name, "step": a.step, "due": str(a.due_at)}
            for a in late(workflow, facts, now)
        ]
        _standing(programme, facts, found, now)
    found.coming = _coming(programme, active, today, until)
    return found


def _standing(programme: Programme, facts: Facts, found: Overview, now: datetime) -> None:
    """An agency whose step's meeting is held can move on, or something stops it; before that, and while all that is
    missing may still come in time, it is simply under way."""
    workflow = programme.workflow
    step = workflow.steps[facts.here]
    if before_its_meeting(programme, facts):
        return
    way = best_way(programme, facts, now)
    if way is None:
        return
    _, destination, blockers = way
    line: Line = {"organisation": facts.called, "state": facts.here, "to": destination}
    stopping = [b for b in blockers if b.stops(frozenset())]
    told = [b for b in stopping if not awaited(workflow, facts, b, now)]
    severe = sorted({b.code for b in told if b.severity == "block"})
    if not stopping:
        found.ready.append(line)
    elif told and not step.rests and (step.has_meeting or severe):
        codes = sorted({b.code for b in told})
        findings = [{"code": b.code, "facts": dict(b.facts)} for b in told]
        about = {"cluster": list(facts.cluster_name), "findings": findings}  # a finding may concern the whole cluster
        found.stopped.append(line | {"codes": codes, "blocks": severe, **about})


def _coming(programme: Programme, cases: Sequence[Facts], today: date, until: date) -> list[Line]:
    """Meetings and deadlines from today to `until`, one line for a cluster's meeting and for each due date.

    Where one answer is waited for, the line says from whom.
    """
    meetings: dict[tuple[int, str], Line] = {}
    due: dict[tuple[date, str, str], Line] = {}
    for facts in cases:
        for meeting in facts.meetings.values():
            if meeting.status == "planned" and today <= meeting.day <= until:
                meetings[facts.cluster_id, meeting.step] = {
                    "day": meeting.day.isoformat(),
                    "meeting": meeting.step,
                    "cluster": list(facts.cluster_name),
                }
        for a in facts.assignments:
            if not a.unfinished or a.due_at is None:
                continue
            day = programme.calendar.local_date(a.due_at)
            if today <= day <= until:
                line = due.setdefault(
                    (day, a.step, a.name), {"day": day.isoformat(), "assignment": a.name, "step": a.step, "count": 0}
                )
                line["count"] = int(str(line["count"])) + 1
                if line["count"] == 1:
                    line["from"] = facts.called
                else:
                    line.pop("from", None)
    return sorted([*meetings.values(), *due.values()], key=lambda line: str(line["day"]))
