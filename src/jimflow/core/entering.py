"""What follows from a move: work made and closed, mails meant, what falls and what is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from jimflow.core.laps import plain
from jimflow.core.messages import letter, openings
from jimflow.core.model import AssignmentStatus, Change, Facts, Message, Occurrence
from jimflow.core.people import holders
from jimflow.core.plan import Timing, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import of_assignment
from jimflow.core.workflow import Transition, Workflow


def entering(programme: Programme, facts: Facts, transition: Transition, change: Change, now: datetime) -> Change:
    """The change with its effects. Joining and resuming lay the whole plan anew; a step makes only its own work."""
    workflow = programme.workflow
    was, will = facts.state in workflow.active, change.destination in workflow.active
    letters = _letters(programme, facts, change, now)
    if not will:
        final = change.destination in workflow.finals
        return replace(
            change,
            came_from=facts.state if transition.kind == "remembers" else None,
            late_joiner=facts.late_joiner,
            laps=facts.laps,
            close=_close_all(programme, facts, change.destination) if final else (),
            drop_pending=was or final,
            messages=letters,
        )
    laps = _laps(workflow, facts, transition, change.destination)
    change, seen = replace(change, laps=laps), replace(facts, state=change.destination, laps=laps)
    if not was:
        joined = transition.kind != "remembered"
        late = facts.late_joiner or (joined and _meetings_passed(programme, facts, now))
        return replace(change, late_joiner=late, replan=True, messages=letters)
    if transition.kind == "earlier":
        fallen = _falling(programme, facts, change.destination)
        again = _opened_again(facts, seen.here)
        return replace(change, late_joiner=facts.late_joiner, messages=letters, fall=fallen, close=again)
    made = [t for t in timings(programme, seen, now, {seen.here}) if t.existing is None]
    occurrences, messages = _of_work(programme, seen, made, now)
    return replace(
        change,
        late_joiner=facts.late_joiner,
        messages=(*letters, *messages),
        close=_close_left(programme, facts),
        make=tuple(t.new(programme, now) for t in made),
        occurrences=tuple(occurrences),
    )


def lap_entered(workflow: Workflow, facts: Facts, step: str) -> int:
    """Which time it is that `step` is entered, if it is entered now."""
    return facts.laps.get(step, 0) + 1 if step in workflow.steps.repeating else 1


def _laps(workflow: Workflow, facts: Facts, transition: Transition, destination: str) -> Mapping[str, int]:
    """The laps after the move; whoever comes back to a step, by `resume` or `reopen`, is in the lap that was left."""
    if transition.kind not in ("along", "plain") or destination not in workflow.steps.repeating:
        return facts.laps
    return {**facts.laps, destination: lap_entered(workflow, facts, destination)}


def _of_work(
    programme: Programme, facts: Facts, made: list[Timing], now: datetime
) -> tuple[list[Occurrence], list[Message]]:
    """What falls due for the work that is made, and what is said of that which opens at once."""
    occurrences: list[Occurrence] = []
    messages: list[Message] = []
    for timing in made:
        occurrences += of_assignment(programme, facts.id, timing, now)[0]
        if timing.open_now:
            messages += openings(programme, facts, timing, now)
    return occurrences, messages


def _letters(programme: Programme, facts: Facts, change: Change, now: datetime) -> tuple[Message, ...]:
    today = programme.today(now)
    return tuple(
        letter(facts, sent, function, a)
        for sent in programme.workflow.letters
        if sent.state == change.destination
        for function in sent.to
        for a in holders(facts, function, today)
    )


def _close_all(programme: Programme, facts: Facts, state: str) -> tuple[tuple[int, AssignmentStatus], ...]:
    """Unfinished work at the end: closed where all went well, cancelled where the agency left."""
    status: AssignmentStatus = "closed" if state == programme.workflow.goal else "cancelled"
    return tuple((a.id, status) for a in facts.assignments if a.unfinished)


def _close_left(programme: Programme, facts: Facts) -> tuple[tuple[int, AssignmentStatus], ...]:
    closing = programme.workflow.assignments
    return tuple(
        (a.id, "closed") for a in facts.assignments if a.unfinished and a.step == facts.here and closing[a.name].closes
    )


def _opened_again(facts: Facts, step: str) -> tuple[tuple[int, AssignmentStatus], ...]:
    """What was closed undone when the re-opened step was left is open again, so that its rules can be met."""
    return tuple((a.id, "open") for a in facts.assignments if a.step == step and a.status == "closed")


def _falling(programme: Programme, facts: Facts, reopened: str) -> tuple[int, ...]:
    """The waivers of the re-opened step and of those after it: they were given for work that is now done again."""
    names = list(programme.workflow.steps)
    again = set(names[names.index(reopened) :])
    return tuple(w.id for w in facts.waivers if plain(w.step) in again)


def _meetings_passed(programme: Programme, facts: Facts, now: datetime) -> bool:
    today = programme.today(now)
    return any(m.status == "held" or m.last_day < today for m in facts.meetings.values() if m.status != "cancelled")
