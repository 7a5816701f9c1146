"""Reminders and notices that are never sent, or never on the day they name: tried on days all over the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from jimflow.core.calendar import Calendar, CalendarError
from jimflow.core.exploration.findings import Bounds, Finding
from jimflow.core.exploration.graph import Graph
from jimflow.core.exploration.stage import THEME
from jimflow.core.exploration.words import quote
from jimflow.core.mistakes import Path, Said
from jimflow.core.model import AssignmentFacts, Facts, Meeting
from jimflow.core.moments import Moment
from jimflow.core.plan import Timing, catch_up, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import of_assignment
from jimflow.core.workflow import Assignment, Place, Step

GAPS = (91, 42, 182, 63, 21)
"""Days from one meeting to the next, or from entering a step to it; the usual first."""
_AHEAD = timedelta(days=150)
_DAY = timedelta(days=1)
Sort = Literal["remind", "inform"]


@dataclass(slots=True)
class Tried:
    """What became of one reminder or notice over all the days that were tried."""

    assignment: Assignment
    step: Step
    place: Place
    sort: Sort
    number: int
    days: int = 0
    sent: int = 0
    in_time: int = 0
    on_its_day: int = 0
    why: dict[str, int] = field(default_factory=dict)
    example: tuple[Said, ...] = ()

    @property
    def settled(self) -> bool:
        """True once it has been seen sent, in time and on its day, so that nothing more can be found."""
        return bool(self.sent and self.in_time and self.on_its_day)

    @property
    def moment(self) -> Moment:
        return self.assignment.remind[self.number] if self.sort == "remind" else self.assignment.inform[self.number].at


def reminders(graph: Graph, calendar: Calendar, bounds: Bounds) -> tuple[list[Tried], list[Finding]]:
    """Every reminder and notice of every place where its assignment stands, and what is wrong with some."""
    programme = Programme(graph.workflow, None, calendar)
    found: list[Tried] = []
    for step in graph.workflow.steps.values():
        places: list[tuple[Place, str]] = [*step.assignments]
        if step.catch_up:
            places.append(("catch_up", step.catch_up))
        for place, name in places:
            found += _tried(programme, graph, step, place, graph.workflow.assignments[name], bounds)
    return found, [finding for tried in found for finding in _findings(tried)]


def _tried(
    programme: Programme, graph: Graph, step: Step, place: Place, assignment: Assignment, bounds: Bounds
) -> list[Tried]:
    waiting = [Tried(assignment, step, place, "remind", n) for n in range(len(assignment.remind))]
    waiting += [Tried(assignment, step, place, "inform", n) for n in range(len(assignment.inform))]
    if not waiting:
        return []
    for day in _days(programme.calendar, bounds.days):
        for gap in GAPS:
            try:
                _on(programme, graph, waiting, day, timedelta(days=gap))
            except CalendarError:
                continue
        if all(one.settled for one in waiting):
            break
    return waiting


def _days(calendar: Calendar, most: int) -> Iterator[date]:
    """Allowed days from the middle of the calendar on, hopping over two years so that every season comes early."""
    middle = calendar.first + (calendar.last - calendar.first) / 2
    for n in range(most):
        day = middle + _DAY * (n * 101 % 730)
        if day <= calendar.last and calendar.takes_mail(day):
            yield day


def _on(programme: Programme, graph: Graph, waiting: list[Tried], day: date, gap: timedelta) -> None:
    """Lays the plan with the step's meeting on `day`, or the step entered on it, and looks at what is sent."""
    one = waiting[0]
    calendar, step, name = programme.calendar, one.step, one.assignment.name
    facts = _facts(programme, graph, one, day, gap)
    today = day if not step.has_meeting or one.place == "catch_up" else max(calendar.first, day - _AHEAD)
    now = datetime.combine(today, time(3), UTC)
    if one.place == "catch_up":
        timing = catch_up(programme, facts, step.name, now)
    else:
        plan = timings(programme, facts, now, {step.name})
        timing = next((t for t in plan if t.assignment.name == name and t.place == one.place), None)
    if timing is None or timing.due is None or timing.opens is None:
        return
    sent = {o.rule: calendar.local_date(o.due_at) for o in of_assignment(programme, 1, timing, now)[0]}
    for tried in waiting:
        _note(calendar, tried, timing, sent.get(f"{tried.sort}:{step.name}:{name}:{tried.number}"), day)


def _note(calendar: Calendar, tried: Tried, timing: Timing, sent: date | None, meeting: date) -> None:
    assert timing.due is not None and timing.opens is not None
    wanted = tried.moment.resolve({"due": timing.due}, calendar)
    if wanted is None:
        return
    tried.days += 1
    tried.sent += sent is not None
    tried.on_its_day += calendar.takes_mail(wanted)
    tried.in_time += tried.place != "before" or (sent is not None and sent < meeting)
    if sent is None:
        why = "opening" if wanted <= timing.opens else "quiet"
        tried.why[why] = tried.why.get(why, 0) + 1
    if not tried.example:
        opens, due = timing.opens, timing.due
        tried.example = (
            Said(
                f"till exempel: öppnas {opens}, sista dag {due}, påminnelsen {wanted}",
                f"for example: opens {opens}, due {due}, the reminder {wanted}",
            ),
        )


def _facts(programme: Programme, graph: Graph, one: Tried, day: date, gap: timedelta) -> Facts:
    """In the step, with its meeting and the next one dated, the theme chosen and what is waited for submitted."""
    workflow, step = programme.workflow, one.step
    days = {step.name: day} if step.has_meeting else {}
    following = workflow.step_after(step.name)
    if following is not None:
        days[following.name] = day + gap
    meetings: Mapping[str, Meeting] = {
        name: Meeting(n, name, "planned", on, on, (), theme=THEME) for n, (name, on) in enumerate(days.items(), start=1)
    }
    waits = one.assignment.waits_for
    awaited = waits.assignment if waits else None
    done = (AssignmentFacts(1, "", awaited, "step", "accepted", None, None, None),) if awaited else ()
    return replace(graph.stages[False].blank, state=step.name, meetings=meetings, assignments=done)


def _findings(tried: Tried) -> Iterator[Finding]:
    if not tried.days or tried.settled:
        return
    title, step = quote(tried.assignment.title), quote(tried.step.title)
    what = Said("påminnelsen", "the reminder") if tried.sort == "remind" else Said("meddelandet", "the notice")
    when = tried.moment
    path: Path = ("assignments", tried.assignment.name, tried.sort, tried.number)
    start = Said(f"{what.sv} {when} för {title.sv} i {step.sv}", f"{what.en} {when} for {title.en} in {step.en}")
    tail = Said(f" (prövat på {tried.days} datum)", f" (tried on {tried.days} dates)")
    if not tried.sent:
        quiet = tried.why.get("quiet", 0) >= tried.why.get("opening", 0)
        why = (
            Said("den faller alltid i tider utan mejl", "it always falls when no mail goes out")
            if quiet
            else Said("den kommer alltid före öppningen", "it always comes before the opening")
        )
        yield Finding(
            "never_sent",
            "warning",
            path,
            Said(f"{start.sv} skickas aldrig: {why.sv}{tail.sv}", f"{start.en} is never sent: {why.en}{tail.en}"),
            Said("välj en annan dag", "choose another day"),
            then=tried.example,
        )
    elif not tried.on_its_day:
        yield Finding(
            "never_on_its_day",
            "warning",
            path,
            Said(
                f"{start.sv} faller alltid på dagar utan mejl och flyttas{tail.sv}",
                f"{start.en} always falls on days without mail and is moved{tail.en}",
            ),
            Said("välj en annan dag", "choose another day"),
            then=tried.example,
        )
    elif not tried.in_time:
        yield Finding(
            "sent_too_late",
            "warning",
            path,
            Said(
                f"{start.sv} kommer alltid efter träffen som uppgiften förbereder{tail.sv}",
                f"{start.en} always comes after the meeting that the assignment prepares{tail.en}",
            ),
            Said("välj en tidigare dag", "choose an earlier day"),
            then=tried.example,
        )
