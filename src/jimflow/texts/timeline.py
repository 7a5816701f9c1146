"""What happens around a step, in order, reckoned from its meeting: openings, reminders, deadlines, who is told."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.core.mistakes import Said
from jimflow.core.moments import Moment
from jimflow.core.workflow import Assignment, Step, Workflow
from jimflow.texts.names import function_title, quoted
from jimflow.texts.relative_times import moment_words

# Days from the step's meeting, about; only the order of the lines rests on them.
_DAYS = {"days": 1.0, "working days": 1.4, "months": 30.4}
_ABOUT = {"entered": -1000.0, "made": 1.0, "meeting": 0.0, "next_meeting": 1000.0}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline."""

    about: float
    when: str
    what: str


def timeline(workflow: Workflow, step: Step, lang: str) -> tuple[Event, ...]:
    """The events of one step in the order in which they come."""
    events = [
        event for _, name in step.assignments for event in _assignment(workflow, workflow.assignments[name], step, lang)
    ]
    if step.has_meeting:
        events += _meeting(workflow, step, lang)
    return tuple(sorted(events, key=lambda event: event.about))


def _meeting(workflow: Workflow, step: Step, lang: str) -> list[Event]:
    plan = workflow.meetings
    said = [
        (plan.theme_missing if step.theme_per_cluster else None, Said("värden påminns om temat", "the host: theme?")),
        (plan.invite, Said("inbjudan till träffen", "invitation to the meeting")),
        *((moment, Said("beredskapen prövas", "readiness is looked at")) for moment in plan.readiness),
        (plan.record, Said("värden ombeds registrera närvaron", "the host is asked to record attendance")),
    ]
    on_the_day = Event(0.5, Said("träffdagen", "the day itself").in_(lang), Said("TRÄFF", "MEETING").in_(lang))
    return [on_the_day, *(_event(moment, what.in_(lang), None, step, lang) for moment, what in said if moment)]


def _assignment(workflow: Workflow, assignment: Assignment, step: Step, lang: str) -> list[Event]:
    title = quoted(assignment.title.in_(lang), lang)
    said = [
        (assignment.opens, Said(f"{title} öppnar", f"{title} opens")),
        *((moment, Said(f"påminnelse: {title}", f"reminder: {title}")) for moment in assignment.remind),
        (assignment.due, Said(f"sista dag: {title}", f"due: {title}")),
    ]
    for inform in assignment.inform:
        who = function_title(workflow, inform.who, lang)
        said.append((inform.at, Said(f"{who} får veta om {title} saknas", f"{who} is told if {title} is missing")))
    return [_event(moment, what.in_(lang), assignment, step, lang) for moment, what in said]


def _event(moment: Moment, what: str, assignment: Assignment | None, step: Step, lang: str) -> Event:
    return Event(_about(moment, assignment, step), moment_words(moment, lang), what)


def _about(moment: Moment, assignment: Assignment | None, step: Step) -> float:
    """About when, reckoned from the last alternative that this step can date: it needs no other meeting."""
    offset = moment.alternatives[-1]
    own = {"opens": assignment.opens, "due": assignment.due} if assignment else {}
    start = _about(own[offset.anchor], assignment, step) if offset.anchor in own else _ABOUT[offset.anchor]
    return start + offset.amount * _DAYS[offset.unit]
