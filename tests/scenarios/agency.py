"""Kriminalvården in the real JiM+ programme, with a full roster and the example days of its cluster."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from jimflow.core.machine import build_machine
from jimflow.core.model import Appointment, AssignmentFacts, Facts, Meeting, Presence
from jimflow.core.plan import timings
from jimflow.core.programme import Programme
from jimflow.core.rearm import Known, rearm
from jimflow.core.timetable import of_participation
from jimflow.files.shipped import shipped
from jimflow.files.workflows import load_workflow
from tests.build import SWEDEN, appointment, at, day, ends, facts, meeting, saved

DAYS: Mapping[str, date] = {
    "start": day("2021-04-14"),
    "problem_formulation": day("2021-06-08"),
    "budgeting": day("2021-09-29"),
    "deepening": day("2022-02-02"),
    "follow_up": day("2022-05-17"),
}
RECOMMENDED = ("planning_followup", "core_business_manager", "finance", "gm_coordinator")
OWN = (*RECOMMENDED, "agency_head")
ROSTER = (*OWN, "ministry_officer", "programme_coordinator", "expert_contributor")
TOP = ("core_business_manager", "agency_head")
JOINED = at("2021-01-14 10:00")


@cache
def jim_plus() -> Programme:
    workflow = load_workflow(shipped("workflows") / "jim-plus.yaml")
    return Programme(workflow, build_machine(workflow), SWEDEN)


def roster(*, without: Collection[str] = (), top: Collection[str] = TOP, **changes: Any) -> tuple[Appointment, ...]:
    """One holder for each function, numbered in the order of ROSTER."""
    hosts = ("programme_coordinator", "expert_contributor")
    return tuple(
        appointment(n, f, **{"top_management": f in top, "own": f not in hosts, **changes.get(f, {})})
        for n, f in enumerate(ROSTER, start=1)
        if f not in without
    )


def number(function: str) -> int:
    """The appointment that holds a function."""
    return ROSTER.index(function) + 1


def cluster_meetings(*others: Meeting, held: Collection[str] = ()) -> dict[str, Meeting]:
    """The five, planned on their days; those in `held` have been."""
    found = {s: meeting(s, d, id=n, status="planned") for n, (s, d) in enumerate(DAYS.items(), start=1)}
    found |= {s: replace(found[s], status="held") for s in held}
    return found | {m.step: m for m in others}


def attended(step: str, *functions: str) -> tuple[Presence, ...]:
    """Those named came, the rest did not."""
    return tuple(Presence(step, number(f), f in functions) for f in ROSTER)


def work(step: str, name: str, status: str = "open", **other: Any) -> AssignmentFacts:
    """An assignment of the programme, as it stands."""
    at_step = jim_plus().workflow.steps[step]
    due = other.pop("due", None)
    given: dict[str, Any] = {
        "id": 1 + list(jim_plus().workflow.assignments).index(name),
        "place": next((p for p, n in at_step.assignments if n == name), "catch_up"),
        "anchor": None,
        "opens_at": None,
        "due_at": ends(due) if due else None,
    }
    return AssignmentFacts(step=step, name=name, status=status, **{**given, **other})


def agency(state: str, **other: Any) -> Facts:
    given: dict[str, Any] = {
        "organisation": "kriminalvarden",
        "organisation_name": "Kriminalvården",
        "cluster_name": ("Rättsvårdande myndigheter", "Justice agencies"),
        "meetings": cluster_meetings(),
        "appointments": roster(),
        **other,
    }
    return facts(state, **given)


def planned(known: Facts, now: datetime = JOINED) -> tuple[Facts, list[Known]]:
    """The facts with the whole plan laid, and what then waits to fall due."""
    laid = timings(jim_plus(), known, now)
    should = of_participation(jim_plus(), known, laid, now).occurrences
    rows = [
        Known(n, o.rule, o.due_at, o.recipient, o.for_due, "pending")
        for n, o in enumerate(rearm([], should, now).insert)
    ]
    return saved(known, laid, jim_plus(), now), rows
