"""Plain builders: a programme to run on, and what is known of one agency in it.

The agency takes part in the mini programme with a full roster; its meetings are START, DEEPENING and FOLLOW_UP.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from jimflow.core.calendar import Calendar
from jimflow.core.definition import read_definition
from jimflow.core.machine import build_machine
from jimflow.core.model import Appointment, AssignmentFacts, Facts, Meeting, Policy, Presence, Session, Waiver
from jimflow.core.plan import Timing
from jimflow.core.programme import Programme
from jimflow.core.workflow import Place
from jimflow.files.calendars import load_calendar
from jimflow.files.shipped import shipped
from tests.build_workflow import changed

STOCKHOLM = ZoneInfo("Europe/Stockholm")
SWEDEN: Calendar = load_calendar(shipped("config") / "calendars" / "sweden.yaml")

START, DEEPENING, FOLLOW_UP = date(2021, 4, 14), date(2021, 9, 29), date(2022, 2, 2)  # three Wednesdays
MEETINGS = {"start": START, "deepening": DEEPENING, "follow_up": FOLLOW_UP}
STAFF = ("planner", "coordinator", "finance", "head", "officer", "host", "expert")
"""Who holds the functions, as appointments 1 to 7 of the persons 1 to 7."""


def day(text: str) -> date:
    """A date: day("2021-04-14")."""
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    """An instant from the wall clock in Stockholm: at("2021-04-14 08:00")."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(UTC)


def ends(text: str) -> datetime:
    """When a due date ends."""
    return at(f"{text} 23:59:59")


@cache
def mini() -> Programme:
    """The mini programme as it is, in the Swedish calendar."""
    return programme()


def programme(changes: Mapping[str, Any] | None = None, calendar: Calendar = SWEDEN) -> Programme:
    """The mini programme with other values at dotted paths: `{"rules.head_present.severity": "block"}`."""
    workflow = read_definition(changed(dict(changes or {})))
    return Programme(workflow, build_machine(workflow), calendar)


def appointment(id_: int, function: str, **other: Any) -> Appointment:
    """Holds `function` since before the round, as the person of the same number."""
    given = {
        "person": id_,
        "address": f"{function}{id_}@example.org",
        "language": "sv",
        "since": day("2020-01-01"),
        "until": None,
        "top_management": False,
        "acting": False,
        "deputy": False,
        "own": function not in ("host", "expert"),
    }
    return Appointment(id_, function, **{**given, **other})


def staff(*, without: Collection[str] = (), **changes: Mapping[str, Any]) -> tuple[Appointment, ...]:
    """One holder for each function, the head in top management; `staff(head={"acting": True})` changes one."""
    head: dict[str, Any] = {"top_management": True}
    return tuple(
        appointment(n, f, **{**(head if f == "head" else {}), **changes.get(f, {})})
        for n, f in enumerate(STAFF, start=1)
        if f not in without
    )


def meeting(step: str, on: date | None = None, **other: Any) -> Meeting:
    """A meeting planned for one day, 9 to 16 local time; one with a `last_day` sits on that day too."""
    on = MEETINGS[step] if on is None else on
    number = 1 + (list(MEETINGS).index(step) if step in MEETINGS else 0)
    last = other.pop("last_day", on)
    sittings = tuple(Session(at(f"{one} 09:00"), at(f"{one} 16:00")) for one in sorted({on, last}))
    given = {"id": number, "status": "planned", "sessions": sittings, "uid": f"m{number}@example.org"}
    return Meeting(step=step, day=on, last_day=last, **{**given, **other})


def meetings(*changed_ones: Meeting, held: Collection[str] = (), without: Collection[str] = ()) -> dict[str, Meeting]:
    """All three, planned on their days; those named in `held` have been, `changed_ones` replace others."""
    found = {step: meeting(step, status="held" if step in held else "planned") for step in MEETINGS}
    found |= {m.step: m for m in changed_ones}
    return {step: m for step, m in found.items() if step not in without}


def came(step: str, *functions: str) -> tuple[Presence, ...]:
    """Attendance as recorded: the holders of `functions` were there, the rest of STAFF were not."""
    return tuple(Presence(step, n, f in functions) for n, f in enumerate(STAFF, start=1))


def assignment(step: str, name: str, status: str = "open", **other: Any) -> AssignmentFacts:
    """One that is made; its place is that of the mini programme. `opens` and `due` are local dates as text."""
    opens, due = other.pop("opens", None), other.pop("due", None)
    given: dict[str, Any] = {
        "id": 1 + list(mini().workflow.assignments).index(name),
        "place": _place(step, name),
        "anchor": None,
        "opens_at": at(f"{opens} 08:00") if opens else None,
        "due_at": ends(due) if due else None,
    }
    return AssignmentFacts(step=step, name=name, status=status, **{**given, **other})


def _place(step: str, name: str) -> Place:
    return next((place for place, n in mini().workflow.steps[step].assignments if n == name), "catch_up")


def waiver(rule: str, step: str, until: str = "2021-12-31", *, in_force: bool = True, id_: int = 1) -> Waiver:
    """An exception that is in force for the rest of the year."""
    return Waiver(id_, rule, step, day(until), in_force)


def facts(state: str = "start", **other: Any) -> Facts:
    """Participation 1, Alfaverket, one of four in its cluster."""
    given: dict[str, Any] = {
        "round_id": "mini-2021",
        "organisation": "alfa",
        "organisation_name": "Alfaverket",
        "cluster_id": 1,
        "cluster_name": ("Klustret", "The cluster"),
        "cluster_size": 4,
        "version": 7,
        "came_from": None,
        "late_joiner": False,
        "policy": Policy(),
        "policy_digest": "p",
        "starts_on": day("2021-01-12"),
        "meetings": meetings(),
        "appointments": staff(),
        "round": 1,
        "definition": "d",
    }
    return Facts(id=1, state=state, **{**given, **other})


def saved(known: Facts, timings: list[Timing], p: Programme, now: datetime) -> Facts:
    """The facts once a plan has been written: made what is new, moved what was there."""
    rows = {a.key: a for a in known.assignments}
    for t in timings:
        new = t.new(p, now)
        if t.existing is None:
            status = "open" if new.open_now else "planned"
            id_ = 100 + len(rows)
            row = AssignmentFacts(id_, new.step, new.name, new.place, status, new.anchor, new.opens_at, new.due_at)
        else:
            opens = t.existing.opens_at if t.existing.status == "open" else new.opens_at
            row = replace(t.existing, opens_at=opens, due_at=new.due_at)
        rows[row.key] = row
    return replace(known, assignments=tuple(rows.values()))


DAY = timedelta(days=1)
