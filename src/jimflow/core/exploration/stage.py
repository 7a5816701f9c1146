"""An imaginary round to explore on: a plain calendar, a meeting every other month, everyone appointed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from jimflow.core.calendar import Calendar
from jimflow.core.laps import occasion
from jimflow.core.machine import build_machine
from jimflow.core.model import Appointment, Facts, Meeting, Policy
from jimflow.core.programme import Programme
from jimflow.core.workflow import Step, Workflow

JOINS = date(2001, 6, 1)
_APART = timedelta(days=60)
_MARGIN = timedelta(days=5_000)
THEME = "any"


@dataclass(frozen=True, slots=True)
class Stage:
    """A programme with the facts every case begins from; `now` is when all moves are made.

    Rules look at what is so, hardly at the hour, so time stands still here; what time does is looked at by itself.
    """

    programme: Programme
    blank: Facts
    now: datetime
    laps: int
    late: bool
    """Who is seen joined after the first meeting."""
    meetings: Mapping[str, Meeting]
    people: Mapping[str, tuple[Appointment, ...]] = field(default_factory=dict)
    """As many holders of each function as some rule asks for."""

    @property
    def workflow(self) -> Workflow:
        return self.programme.workflow


def stage(workflow: Workflow, laps: int, *, late: bool = False) -> Stage:
    """The stage of a workflow, for who joins in time or after the first meeting."""
    meetings = {m.step: m for m in _meetings(workflow, laps, late=late)}
    calendar = Calendar(name="exploration", zone="UTC", first=JOINS - _MARGIN, last=_last(meetings) + _MARGIN)
    programme = Programme(workflow, build_machine(workflow), calendar)
    first = min((m.day for m in meetings.values()), default=JOINS)
    today = first + timedelta(days=1) if late else JOINS
    people = dict(_people(workflow))
    blank = Facts(
        id=1,
        round_id="",
        organisation="",
        organisation_name="",
        cluster_id=1,
        cluster_name=("", ""),
        cluster_size=1,
        state=workflow.initial,
        version=1,
        came_from=None,
        late_joiner=False,
        policy=Policy(deputy_counts=True),
        policy_digest="",
        starts_on=JOINS,
    )
    return Stage(programme, blank, datetime.combine(today, time(12), UTC), laps, late, meetings, people)


def can_be_late(workflow: Workflow) -> bool:
    """True when one joins a programme that has meetings, so that one may join after the first of them."""
    return workflow.initial not in workflow.active and any(s.has_meeting for s in workflow.steps.values())


def _meetings(workflow: Workflow, laps: int, *, late: bool) -> Iterator[Meeting]:
    number = 0
    for lap in range(1, laps + 1):
        for step in workflow.steps.values():
            if step.has_meeting and (lap == 1 or step.name in workflow.steps.repeating):
                number += 1
                day = JOINS + number * _APART
                status = "held" if late and number == 1 else "planned"
                yield Meeting(number, occasion(step.name, lap), status, day, day, (), uid=str(number))  # type: ignore[arg-type]


def _last(meetings: Mapping[str, Meeting]) -> date:
    return max((m.day for m in meetings.values()), default=JOINS)


def _people(workflow: Workflow) -> Iterator[tuple[str, tuple[Appointment, ...]]]:
    """Each function with its holders; every one a person of their own."""
    asked = [rule.params["at_least"] for rule in workflow.rules.values() if "at_least" in rule.params]
    needed = max([1, *(n for n in asked if isinstance(n, int))])
    since, number = JOINS - timedelta(days=1), 0
    for function in workflow.functions.values():
        held = []
        for _ in range(needed):
            number += 1
            held.append(
                Appointment(
                    id=number,
                    function=function.name,
                    person=number,
                    address=f"{number}@example.org",
                    language="sv",
                    since=since,
                    until=None,
                    top_management=False,
                    acting=False,
                    deputy=False,
                    own=function.of_member,
                )
            )
        yield function.name, tuple(held)


def occasions(found: Stage, step: Step) -> tuple[str, ...]:
    """Every occasion of a step within the bound."""
    laps = found.laps if step.name in found.workflow.steps.repeating else 1
    return tuple(occasion(step.name, lap) for lap in range(1, laps + 1))
