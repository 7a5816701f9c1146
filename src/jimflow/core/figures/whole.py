"""All the figures of a round at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from jimflow.core.figures.chain import Line, by_goal, by_member, goal_fields
from jimflow.core.figures.facts import RoundFacts
from jimflow.core.figures.heads import MeetingHeads, heads_by_sex
from jimflow.core.figures.in_time import Answers, answers_in_time
from jimflow.core.figures.presence import Attendance, attendance
from jimflow.core.figures.scales import Assessment, fields, self_assessments
from jimflow.core.figures.times import StepTimes, Time, step_times, times
from jimflow.core.programme import Programme
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything counted, on a day, by the definition that the round has."""

    workflow: Workflow
    today: date
    facts: RoundFacts
    times: tuple[Time, ...]
    step_times: tuple[StepTimes, ...]
    answers: tuple[Answers, ...]
    attendance: tuple[Attendance, ...]
    heads: tuple[MeetingHeads, ...]
    assessments: tuple[Assessment, ...]
    results: tuple[Line, ...]
    goals: tuple[Line, ...]


def counted(programme: Programme, facts: RoundFacts, now: datetime) -> Figures:
    """The figures of a round or of a part of it. `now` in UTC."""
    workflow, today = programme.workflow, programme.today(now)
    taken = times(workflow, programme.calendar, facts, today)
    return Figures(
        workflow,
        today,
        facts,
        tuple(taken),
        tuple(step_times(facts, taken)),
        tuple(answers_in_time(workflow, facts, now)),
        tuple(attendance(workflow, facts)),
        tuple(heads_by_sex(workflow, facts)),
        tuple(self_assessments(workflow, facts)),
        tuple(by_member(workflow, facts)),
        tuple(by_goal(workflow, facts)),
    )


def looked_at(workflow: Workflow) -> frozenset[str]:
    """The fields whose answers are counted."""
    return fields(workflow) | {name for _, name in goal_fields(workflow)}
