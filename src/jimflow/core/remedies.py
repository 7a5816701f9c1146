"""Which acts mend a finding, and who can do them, as data: a page makes buttons of them, the command line commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from jimflow.core.model import AssignmentFacts, Blocker, Facts, Meeting
from jimflow.core.occasions import occasion_of, standing
from jimflow.core.status import awaited
from jimflow.core.workflow import Workflow

Act = Literal[
    "plan", "move_meeting", "hold", "attendance", "rsvp", "theme",  # of a meeting: `step`
    "submit", "accept", "send_back",  # of an assignment: `name` in `step`
    "function", "party", "start", "result", "reason", "move",  # `name`: the function, part, start, trigger
    "acknowledge", "waive",  # `name`: the rule, in `step`
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remedy:
    """One act that helps against a finding; Act says what `name` and `step` mean for it."""

    act: Act
    name: str = ""
    step: str = ""
    who: tuple[str, ...] = ()
    """The functions whose holders do it; empty when it is for the host's coordinator."""


def remedies(workflow: Workflow, facts: Facts, finding: Blocker, today: date) -> tuple[Remedy, ...]:
    """What mends a finding, the best first, then what passes it; nothing for one that is waived.

    Only what can be done `today` is named: a meeting to come cannot be marked as held.
    """
    if finding.waived:
        return ()
    rule = workflow.rules.get(finding.code)
    at = _At(workflow, facts, finding, today)
    return (*(_mend(rule.kind, at) if rule is not None else _engine(finding)), *_pass(finding))


def acknowledgeable(blockers: Iterable[Blocker]) -> list[str]:
    """The codes of the warnings that a person may pass knowingly."""
    return sorted({b.code for b in blockers if b.severity == "warn" and not b.waived})


def waivable(blockers: Iterable[Blocker]) -> list[str]:
    """The codes of the stops from which a waiver can be decided."""
    return sorted({b.code for b in blockers if b.severity == "block" and b.waivable and not b.waived})


def in_time(workflow: Workflow, facts: Facts, blockers: Iterable[Blocker], now: datetime) -> list[str]:
    """The codes of the warnings that need not be passed at all: what they ask for may still come before it is due."""
    warnings = [b for b in blockers if b.severity == "warn" and not b.waived]
    late = {b.code for b in warnings if not awaited(workflow, facts, b, now)}
    return [code for code in dict.fromkeys(b.code for b in warnings) if code not in late]


def _pass(finding: Blocker) -> list[Remedy]:
    found = [Remedy("acknowledge", code, finding.step) for code in acknowledgeable([finding])]
    return found + [Remedy("waive", code, finding.step) for code in waivable([finding])]


def _engine(finding: Blocker) -> list[Remedy]:
    """A reason that is missing; or the other ways from here, where there is none to what was asked for."""
    if finding.code == "reason_needed":
        return [Remedy("reason", str(finding.facts.get("trigger", "")))]
    return [Remedy("move", name) for name in _names(finding.facts.get("possible"))]


@dataclass(frozen=True, slots=True)
class _At:
    workflow: Workflow
    facts: Facts
    finding: Blocker
    today: date

    def names(self, key: str) -> tuple[str, ...]:
        return _names(self.finding.facts.get(key))

    @property
    def meeting(self) -> Meeting | None:
        return standing(self.facts, self.finding.step)


def _mend(kind: str, at: _At) -> Sequence[Remedy]:
    """By the kind of the rule; a cluster of another size than planned is nobody's to mend."""
    match kind:
        case "attendance":
            return _attendance(at)
        case "meeting_held" | "theme_set":
            return [_of_meeting(at, "theme" if kind == "theme_set" else "hold")]
        case "submitted" | "form_has":
            return _work(at)
        case "holders":
            return [Remedy("function", name) for name in at.names("functions") or at.names("function")]
        case "parties":
            return [Remedy("party", name) for name in at.names("part")]
        case "answered":
            return [Remedy("start", name) for name in at.names("start")]
        case "results_reach":
            return [Remedy("result")]
    return []


def _attendance(at: _At) -> list[Remedy]:
    """Before the meeting someone to come; after it what was recorded, and the catch-up where the rule can be cured."""
    step, finding = at.finding.step, at.finding.facts
    if at.meeting is None:
        return [Remedy("plan", step=step)]
    if at.meeting.day > at.today:
        vacant = at.names("function") if finding.get("vacant") else ()
        return [*(Remedy("function", name) for name in vacant), Remedy("rsvp", step=step)]
    record = Remedy("attendance", step=step)
    made = next((a for a in at.facts.assignments if a.step == step and a.place == "catch_up"), None)
    if made is None or not finding.get("recorded") or not at.workflow.rules[at.finding.code].curable:
        return [record]
    return [*_on(at.workflow, made), record]


def _of_meeting(at: _At, act: Act) -> Remedy:
    """The act, where the meeting is there for it: else its day is to be set, or moved when it is still to come."""
    if at.meeting is None:
        return Remedy("plan", step=at.finding.step)
    too_soon = act == "hold" and at.meeting.last_day > at.today
    return Remedy("move_meeting" if too_soon else act, step=at.finding.step)


def _work(at: _At) -> list[Remedy]:
    """An assignment, or an answer in one: to be submitted, accepted or, where an answer is to change, sent back."""
    steps = at.names("step") or [
        occasion_of(at.workflow, at.facts, at.workflow.steps[at.finding.step], *at.names("assignment"))
    ]
    made = [a for a in at.facts.assignments if a.name in at.names("assignment") and a.step in steps]
    return _on(at.workflow, made[0]) if made else []


def _on(workflow: Workflow, made: AssignmentFacts) -> list[Remedy]:
    known = workflow.assignments[made.name]
    if made.unfinished:
        return [Remedy("submit", made.name, made.step, known.to)]
    if made.status != "submitted":
        return []
    accept = [Remedy("accept", made.name, made.step)] if known.accept else []
    return [*accept, Remedy("send_back", made.name, made.step)]


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
