"""Who holds which function, and what waits where nobody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jimflow.core.model import Facts
from jimflow.core.people import attends
from jimflow.core.workflow import Function, Workflow
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.store.queries.work import AppointmentRow
from jimflow.texts.names import assignment_title, function_title, meeting_name, meeting_number, named, quoted


class Staffed(Protocol):
    """One that takes part, as far as its people go. `here` is the address of its page."""

    @property
    def lang(self) -> str:
        """Of the reader."""

    @property
    def today(self) -> date:
        """The local day."""

    @property
    def here(self) -> str:
        """The address of its page."""

    @property
    def row(self) -> ParticipationRow:
        """Its row."""

    @property
    def facts(self) -> Facts:
        """What decisions look at."""

    @property
    def workflow(self) -> Workflow:
        """The definition it runs on."""

    @property
    def people(self) -> Mapping[int, AppointmentRow]:
        """Everyone who has held, holds or is to hold something there, by the number of the appointment."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A function with whoever holds it today, will hold it, and has held it. `waits`: what a vacant one holds up."""

    function: Function
    title: str
    holders: Sequence[AppointmentRow]
    later: Sequence[AppointmentRow]
    former: Sequence[AppointmentRow]
    waits: Sequence[str]
    place: str
    instead: Sequence[tuple[AppointmentRow, str]]
    """Those who hold it for one meeting alone, today or later, each with what that meeting is called."""

    @property
    def vacant(self) -> bool:
        """True when nobody who can be reached holds it today."""
        return all(a.undeliverable_at is not None for a in self.holders)


def seats(d: Staffed) -> list[Seat]:
    """The functions of those who take part, in the order of the definition."""
    return [_seat(d, f) for f in d.workflow.functions.values() if f.of_member]


def coordinators(d: Staffed) -> list[AppointmentRow]:
    """Its own coordinators today, who can be reached."""
    return [
        a for s in seats(d) if s.function.coordinates for a in s.holders if a.undeliverable_at is None and a.address
    ]


def _seat(d: Staffed, function: Function) -> Seat:
    every = [a for a in d.people.values() if a.function == function.name and a.participation == d.row.id]
    once = {a.id: step for a in every if (step := _comes_to(d, a))}
    mine = [a for a in every if a.id not in once]
    instead = [a for a in every if a.id in once and a.until is not None and a.until >= max(a.since, d.today)]
    later = [a for a in mine if a.since > d.today]
    holders = [a for a in mine if a not in later and (a.until is None or a.until >= d.today)]
    former = [a for a in mine if a not in later and a not in holders]
    reached = [a for a in holders if a.undeliverable_at is None]
    title = function_title(d.workflow, function.name, d.lang)
    place = f"{d.here}/functions/{function.name}"
    waits = [] if reached else _waits(d, function)
    named_for = [(a, meeting_number(d.workflow, once[a.id], d.lang)) for a in instead]
    return Seat(function, title, holders, later, former, waits, place, named_for)


def _comes_to(d: Staffed, a: AppointmentRow) -> str:
    """The step whose meeting the person holds the function for and for nothing else; "" for who holds it otherwise.

    Whoever is no longer named has a last day before the first.
    """
    if not a.deputy or a.until is None:
        return ""
    return next((m.step for m in d.facts.meetings.values() if m.day == a.since and a.until <= m.last_day), "")


def _waits(d: Staffed, function: Function) -> list[str]:
    """Open work whose part is the function's, and the next meeting it is asked to."""
    if d.facts.state in d.workflow.finals:
        return []
    work = [
        quoted(assignment_title(d.workflow, a.name, d.lang), d.lang)
        for a in d.facts.assignments
        if a.status == "open"
        and function.name in d.workflow.assignments[a.name].to
        and function.name not in a.parts_done
    ]
    coming = sorted((m for m in d.facts.meetings.values() if m.status == "planned"), key=lambda m: m.day)
    asked = [m for m in coming if m.step in d.workflow.steps and attends(function, d.workflow.steps[m.step])]
    return work + [meeting_name(d.workflow, m.step, d.lang) for m in asked[:1]]


def holder_name(d: Staffed, appointment: int) -> str:
    """The person behind an appointment, with the organisation where it is not one of those who take part."""
    found = d.people.get(appointment)
    return named(found.name, d.lang) if found is not None else ""
