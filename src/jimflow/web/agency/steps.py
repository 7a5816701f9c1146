"""The steps as a track: those behind, the one where it stands, those ahead, each with the day of its meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from jimflow.core.model import Facts, Meeting
from jimflow.core.occasions import occasions
from jimflow.core.why import Why
from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import ParticipationRow
from jimflow.texts.fill import capital
from jimflow.texts.names import named, state_title
from jimflow.texts.whereabouts import not_received, pause_words
from jimflow.texts.words import STEP_STATUS, word


class OnItsWay(Protocol):
    """One that takes part, as far as its way through the steps goes."""

    @property
    def lang(self) -> str:
        """Of the reader."""

    @property
    def today(self) -> date:
        """The local day."""

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
    def moves(self) -> Sequence[Mapping[str, Any]]:
        """What the audit says of its moves, in order."""

    def meeting(self, step: str) -> str:
        """The address of its cluster's meeting of a step, "" where there is no page."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the track. `place` leads to its meeting, "" where it has none."""

    title: str
    phase: Literal["past", "here", "ahead"]
    meeting: Meeting | None
    place: str


def track(d: OnItsWay) -> Sequence[Stop]:
    """Every step in order, a repeating one with each of its laps."""
    steps = occasions(d.workflow, d.facts)
    at = _at(d, [s.name for s in steps])
    return [
        Stop(
            capital(named(step.title, d.lang)),
            "past" if number < at else "here" if number == at else "ahead",
            d.facts.meetings.get(step.name),
            d.meeting(step.name) if step.has_meeting else "",
        )
        for number, step in enumerate(steps)
    ]


def _at(d: OnItsWay, names: Sequence[str]) -> float:
    """How many steps are behind; half a step more for whoever is in none and stopped after it."""
    if d.facts.here in names:
        return names.index(d.facts.here)
    if d.facts.state == d.workflow.goal:
        return len(names)
    before = d.facts.occasion(d.facts.came_from) if d.facts.came_from else ""
    if before in names:
        return names.index(before)
    been = [str(m.get("from", "")) for m in d.moves if m.get("from") in names]
    return names.index(been[-1]) + 0.5 if been and d.facts.state in d.workflow.finals else -1


def paused_in(d: OnItsWay) -> str:
    """The step that a pause will end in; "" where there is none."""
    before = d.facts.came_from
    return state_title(d.workflow, before, d.lang) if before and d.facts.state not in d.workflow.steps else ""


def how_it_goes(d: OnItsWay, answer: Why) -> str:
    """What has not been received of it, else how far it has come in its step; of a pause where it began."""
    if said := not_received(answer, d.lang, d.today):
        return said
    if answer.status == "outside":
        return pause_words(answer, d.lang, d.today, d.row.paused_until)
    return word(STEP_STATUS, answer.status, d.lang)
