"""From what an example gives to the facts that the engine reads, with the plan laid as it was on joining."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import count

from jimflow.core.examples.example import Given
from jimflow.core.model import (
    Appointment,
    AssignmentFacts,
    AssignmentStatus,
    Facts,
    Meeting,
    Occurrence,
    Party,
    Policy,
    Presence,
    Reply,
    Session,
    Started,
    Waiver,
)
from jimflow.core.people import attending_functions
from jimflow.core.plan import Timing, catch_up, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import of_participation
from jimflow.core.workflow import Place, Workflow

GOING = "going"
_MORNING, _FROM, _UNTIL = time(8), time(9), time(16)
_DAY = timedelta(days=1)
_AGES = timedelta(days=400)


def facts_of(programme: Programme, given: Given) -> tuple[Facts, list[Occurrence]]:
    """The facts, and everything that falls due for the participation from the day it joined."""
    workflow, joined = programme.workflow, programme.calendar.at(given.joined, _MORNING)
    bare = _bare(programme, given)
    if given.state not in workflow.active:
        made = _wanting(workflow, given, [])
        return replace(bare, assignments=tuple(_with_status(given, a) for a in made)), []
    first = bare if given.entered is None else replace(bare, state=next(iter(workflow.steps)))
    rows = _rows(programme, timings(programme, replace(first, presences=()), joined), joined, [])
    if given.entered is not None:
        entered = programme.calendar.at(given.entered, _MORNING)
        seen = replace(bare, assignments=tuple(rows))
        new = [t for t in timings(programme, seen, entered, {seen.here}) if t.existing is None]
        rows += _rows(programme, new, entered, rows)
    for step in given.catch_up:
        at = programme.calendar.at(given.meetings.get(step, given.joined) + _DAY, _MORNING)
        timing = catch_up(programme, replace(bare, assignments=tuple(rows)), step, at)
        if timing is not None:
            rows += _rows(programme, [timing], at, rows)
    rows += _wanting(workflow, given, rows)
    facts = replace(bare, assignments=tuple(_with_status(given, a) for a in rows))
    # What is submitted lets go of what waited for it, so the plan is laid once more as it is now.
    laid = timings(programme, facts, joined)
    facts = replace(facts, assignments=tuple(_moved(programme, a, laid, joined) for a in facts.assignments))
    return facts, list(of_participation(programme, facts, laid, joined).occurrences)


def _moved(programme: Programme, a: AssignmentFacts, laid: Iterable[Timing], now: datetime) -> AssignmentFacts:
    """An assignment with the days the new plan gives it; what is open has been opened."""
    timing = next((t for t in laid if t.existing is not None and t.existing.id == a.id), None)
    if timing is None:
        return a
    new = timing.new(programme, now)
    return replace(a, opens_at=a.opens_at if a.status == "open" else new.opens_at, due_at=new.due_at)


def as_of(facts: Facts, now: datetime) -> Facts:
    """The facts with the work open whose opening has passed."""
    opened = tuple(
        replace(a, status="open") if a.status == "planned" and a.opens_at is not None and a.opens_at < now else a
        for a in facts.assignments
    )
    return replace(facts, assignments=opened)


def _bare(programme: Programme, given: Given) -> Facts:
    """Everything but the work."""
    people = tuple(_people(programme.workflow, given))
    presences = [
        Presence(step, a.id, present=there)
        for step in given.held
        if step in given.meetings
        for f in attending_functions(programme.workflow, step)
        for a, there in _counted(people, f, given.absent.get(step, {}))
    ]
    replies = [
        Reply(step, a.id, "no")
        for step, several in given.says_no.items()
        for f in several
        for a, comes in _counted(people, f, several)
        if not comes
    ]
    return Facts(
        id=1,
        round_id="tests",
        organisation="tests",
        organisation_name="Exempelmyndigheten",
        organisation_name_en="The Example Agency",
        cluster_id=1,
        cluster_name=("Exempelklustret", "The example cluster"),
        cluster_size=given.size,
        state=given.state,
        version=1,
        came_from=given.came_from,
        late_joiner=given.joined_late,
        laps=given.laps,
        policy=Policy(dict(given.severity), given.deputy_counts),
        policy_digest="",
        starts_on=given.joined,
        meetings={m.step: m for m in _meetings(programme, given)},
        appointments=people,
        presences=tuple(presences),
        replies=tuple(replies),
        results=frozenset(given.results),
        answers=_answers(programme.workflow, given),
        parties=tuple(
            Party(n, organisation, part, standing, "" if organisation in given.silent else "…")
            for n, (part, (organisation, standing)) in enumerate(
                ((part, one) for part, several in given.parties.items() for one in several), start=1
            )
        ),
        started=tuple(
            Started(start, n, "" if state == GOING else state, state != GOING)
            for n, (start, state) in enumerate(
                ((start, s) for start, several in given.started.items() for s in several), start=1
            )
        ),
        waivers=tuple(
            Waiver(n, rule, step, programme.calendar.last, in_force=True)
            for n, (rule, step) in enumerate(((r, s) for r in given.waived for s in programme.workflow.steps), start=1)
        ),
    )


def _counted(people: Iterable[Appointment], function: str, away: Mapping[str, int]) -> list[tuple[Appointment, bool]]:
    """Everyone who holds the function, and whether they come: as many as are away are the last of them."""
    those = [a for a in people if a.function == function]
    come = len(those) - away.get(function, 0)
    return [(a, n < come) for n, a in enumerate(those)]


def _people(workflow: Workflow, given: Given) -> Iterable[Appointment]:
    number = count(len(workflow.functions) + 1)
    for n, function in enumerate(workflow.functions.values(), start=1):
        if function.name in given.vacant:
            continue
        for nth, organisation in enumerate(given.holders.get(function.name, ("",)), start=1):
            id_ = n if nth == 1 else next(number)
            yield Appointment(
                id=id_,
                function=function.name,
                person=id_,
                address=f"{function.name}{'' if nth == 1 else nth}@example.org",
                language="sv",
                since=given.joined - _AGES,
                until=None,
                top_management=function.name in given.top_management,
                acting=False,
                deputy=False,
                own=function.of_member,
                organisation=organisation,
            )


def _answers(workflow: Workflow, given: Given) -> dict[tuple[str, str, str], str]:
    """By occasion; what is said of one counts over what is said of all."""
    found = {
        (step, assignment, field): answer
        for (named, assignment, field), answer in given.answers.items()
        if not named
        for step in _steps_with(workflow, assignment, given)
    }
    return found | {key: answer for key, answer in given.answers.items() if key[0]}


def _meetings(programme: Programme, given: Given) -> Iterable[Meeting]:
    at = programme.calendar.at
    for n, (step, day) in enumerate(given.meetings.items(), start=1):
        yield Meeting(
            id=n,
            step=step,
            status="held" if step in given.held else "planned",
            day=day,
            last_day=day,
            sessions=(Session(at(day, _FROM), at(day, _UNTIL)),),
            theme=given.themes.get(step, ""),
            uid=f"{n}@example.org",
        )


def _rows(
    programme: Programme, laid: Iterable[Timing], now: datetime, made: list[AssignmentFacts]
) -> list[AssignmentFacts]:
    rows = []
    for n, timing in enumerate(laid, start=len(made) + 1):
        new = timing.new(programme, now)
        status: AssignmentStatus = "open" if new.open_now else "planned"
        rows.append(AssignmentFacts(n, new.step, new.name, new.place, status, new.anchor, new.opens_at, new.due_at))
    return rows


def _wanting(workflow: Workflow, given: Given, made: list[AssignmentFacts]) -> list[AssignmentFacts]:
    """Work the example says is done although no plan holds it: that of steps already left, or without a date."""
    known = {a.key for a in made}
    more = [key for key in (*given.submitted, *given.accepted) if key not in known]
    more += [(s, c) for s in given.catch_up if (c := workflow.steps[s].catch_up) and (s, c) not in known]
    rows = []
    for n, (step, name) in enumerate(dict.fromkeys(more), start=len(made) + 1):
        place: Place = next((p for p, a in workflow.steps[step].assignments if a == name), "catch_up")
        rows.append(AssignmentFacts(n, step, name, place, "open", None, None, None))
    return rows


def _with_status(given: Given, a: AssignmentFacts) -> AssignmentFacts:
    if a.key in given.accepted:
        return replace(a, status="accepted")
    if a.key in given.submitted:
        return replace(a, status="submitted")
    if a.place == "catch_up" and a.step in given.catch_up:
        return replace(a, status=given.catch_up[a.step])
    return a


def _steps_with(workflow: Workflow, assignment: str, given: Given) -> list[str]:
    """The occasions that an answer stands in where no step is named: the first lap, and those with a meeting."""
    known = dict.fromkeys((*workflow.steps, *given.meetings))
    return [step for step in known if assignment in _work(workflow, step)]


def _work(workflow: Workflow, step: str) -> set[str]:
    at = workflow.steps[step]
    return {name for _, name in at.assignments} | ({at.catch_up} if at.catch_up else set())
