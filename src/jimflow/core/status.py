"""Where an agency stands within its step, in one derived word; nothing here is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

from jimflow.core.model import AssignmentFacts, Blocker, Facts, Meeting
from jimflow.core.programme import Programme
from jimflow.core.rules import View, evaluate
from jimflow.core.workflow import Step, Workflow

StepStatus = Literal[
    "outside", "working", "planned", "before_open", "before_submitted", "ready",
    "held", "held_without_us", "after_open", "after_done", "late",
]  # fmt: skip


def step_status(programme: Programme, facts: Facts, now: datetime) -> StepStatus:
    """How far the agency has come in its step: planned → before_open → … → after_done; late wins over open.

    `ready` needs a clean forecast of every attendance rule that the round has raised to a stop.
    """
    step = programme.workflow.steps.get(facts.here)
    if step is None:
        return "outside"
    before = [a for a in facts.assignments if a.step == step.name and a.place in ("before", "step")]
    after = [a for a in facts.assignments if a.step == step.name and a.place in ("after", "catch_up")]
    if any(a.step == step.name for a in late(programme.workflow, facts, now)):
        return "late"
    meeting = facts.meetings.get(step.name)
    if not step.has_meeting:
        return "working"
    if meeting is not None and meeting.status == "held":
        return _after(programme, facts, step, after)
    return _before(programme, facts, step, meeting, before, now)


class Made(Protocol):
    """An assignment that was made, as facts or as a row."""

    @property
    def name(self) -> str:
        """Its name in the definition."""

    @property
    def status(self) -> str:
        """How it stands."""

    @property
    def due_at(self) -> datetime | None:
        """When it is due, UTC."""


def late(workflow: Workflow, facts: Facts, now: datetime) -> list[AssignmentFacts]:
    """What should have come and has not."""
    return [a for a in facts.assignments if is_late(workflow, a, now)]


def is_late(workflow: Workflow, made: Made, now: datetime) -> bool:
    """Overdue, and not optional: that is never late."""
    return overdue(made, now) and not workflow.assignments[made.name].optional


def overdue(made: Made, now: datetime) -> bool:
    """Asked for and not submitted although the due time has passed; what was never opened is never late."""
    return made.status == "open" and made.due_at is not None and made.due_at < now


def awaited(workflow: Workflow, facts: Facts, finding: Blocker, now: datetime) -> bool:
    """True when what is missing is an assignment, or an answer in one, that may still come in time.

    A result comes with an answer on the chain of results. Who takes part, and what was started elsewhere, has no due
    time of its own: it may take as long as the work of the step.
    """
    left = [(a, a.due_at) for a in facts.assignments if a.unfinished and a.due_at is not None]
    name, step = finding.facts.get("assignment"), finding.facts.get("step")
    if name is not None:
        due = [at for a, at in left if a.name == name and step in (None, a.step)]
        return bool(due) and min(due) >= now
    in_time = [a for a, at in left if at >= now]
    rule = workflow.rules.get(finding.code)
    if rule is not None and rule.kind == "results_reach":
        here = (a for a in in_time if a.status == "open" or a.step == facts.here)
        return any(_places_results(workflow, a) for a in here)
    return rule is not None and rule.kind in ("parties", "answered") and any(a.step == facts.here for a in in_time)


def _places_results(workflow: Workflow, made: AssignmentFacts) -> bool:
    questions = workflow.forms[workflow.assignments[made.name].form].questions
    return workflow.result_steps is not None and any(q.choices == workflow.result_steps for q in questions)


def before_its_meeting(programme: Programme, facts: Facts) -> bool:
    """True while the meeting of the step the agency is in has not been held: until then nobody is stopped."""
    step, meeting = programme.workflow.steps.get(facts.here), facts.meetings.get(facts.here)
    return step is not None and step.has_meeting and (meeting is None or meeting.status != "held")


def readiness(programme: Programme, facts: Facts, step: Step, now: datetime) -> tuple[bool, bool]:
    """(nothing stops, nothing warns) for the attendance of a meeting to come: appointments and answers."""
    view = View(programme.workflow, facts, step, programme.today(now), forecast=True)
    found = [b for v in evaluate(view, step.attendance) for b in v.blockers if not b.waived]
    return all(b.severity != "block" for b in found), all(b.severity == "info" for b in found)


def _after(programme: Programme, facts: Facts, step: Step, after: list[AssignmentFacts]) -> StepStatus:
    agency = {f.name for f in programme.workflow.functions.values() if f.belongs_to == "agency"}
    own = {a.id for a in facts.appointments if a.function in agency}
    came = [p for p in facts.presences if p.step == step.name and p.appointment in own]
    if came and not any(p.present for p in came):
        return "held_without_us"
    if not after:
        return "held"
    return "after_open" if any(a.unfinished for a in after) else "after_done"


def _before(
    programme: Programme,
    facts: Facts,
    step: Step,
    meeting: Meeting | None,
    before: list[AssignmentFacts],
    now: datetime,
) -> StepStatus:
    if meeting is None or meeting.status == "cancelled" or (before and all(a.status == "planned" for a in before)):
        return "planned"
    if any(a.unfinished for a in before):
        return "before_open"
    return "ready" if readiness(programme, facts, step, now)[0] else "before_submitted"
