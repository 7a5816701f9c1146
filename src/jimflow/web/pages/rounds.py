"""Omgångar: every round with its time and where those who take part are; where there is none, how to begin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from starlette.responses import Response

from jimflow.core.workflow import Workflow
from jimflow.store.queries.rounds import RoundRow
from jimflow.store.queries.tallies import clusters_by_round, states_by_round
from jimflow.store.transaction import read
from jimflow.texts.names import named, state_title
from jimflow.web.routing import Page
from jimflow.web.visit import Visit

page = Page()

ROOM = "/rounds"
Phase = Literal["going", "coming", "over"]
PHASES: Sequence[Phase] = ("going", "coming", "over")


@dataclass(frozen=True, slots=True)
class Stand:
    """A state that somebody stands in: where it leads on the board, and whether it is a step, an end or neither."""

    title: str
    count: int
    step: str
    kind: Literal["before", "step", "goal", "left"]


@dataclass(frozen=True, slots=True)
class Card:
    """One round as the list shows it. `stands` in the order of the definition."""

    row: RoundRow
    title: str
    workflow: Workflow
    phase: Phase
    clusters: int
    stands: Sequence[Stand]

    @property
    def place(self) -> str:
        """The address of its board."""
        return f"/rounds/{self.row.code}"

    @property
    def weeks(self) -> int:
        """How many weeks it lasts, one that is begun counted."""
        return (self.row.ends_on - self.row.starts_on).days // 7 + 1

    def week(self, today: date) -> int:
        """Which of its weeks it is."""
        return (today - self.row.starts_on).days // 7 + 1

    @property
    def members(self) -> int:
        """How many take part, or were to."""
        return sum(stand.count for stand in self.stands)


@page.shows(ROOM)
def every(visit: Visit) -> Response:
    """The rounds that go on, those to come, and those that are over."""
    own = {r.definition for r in visit.rounds}
    with read(visit.runtime.engine) as tx:
        states, clusters = states_by_round(tx), clusters_by_round(tx)
        known = {d for several in states.values() for d, _ in several} | own
        workflows = {digest: visit.runtime.programmes.workflow(tx, digest) for digest in known}
    cards = [
        Card(
            row,
            named(json.loads(row.facts)["title"], visit.lang),
            workflows[row.definition],
            _phase(row, visit.today),
            clusters.get(row.id, 0),
            _stands([(workflows[d], s, n) for (d, s), n in states.get(row.id, {}).items()], visit.lang),
        )
        for row in visit.rounds
    ]
    cards.sort(key=lambda card: PHASES.index(card.phase))
    return visit.page("rounds.html", room=ROOM, cards=cards, today=visit.today)


def _phase(row: RoundRow, today: date) -> Phase:
    if today > row.ends_on:
        return "over"
    return "going" if today >= row.starts_on else "coming"


def _stands(counted: Sequence[tuple[Workflow, str, int]], lang: str) -> list[Stand]:
    """Cases of one round may run on several definitions; states that are called the same are counted together."""
    found: dict[str, tuple[int, Stand]] = {}
    for workflow, state, count in counted:
        title, at = state_title(workflow, state, lang), workflow.states.index(state)
        kind: Literal["before", "step", "goal", "left"] = "before"
        if state in workflow.steps:
            kind = "step"
        elif state in workflow.finals:
            kind = "goal" if state == workflow.goal else "left"
        more = found[title][1].count if title in found else 0
        found[title] = (at, Stand(title, count + more, state if kind == "step" else "", kind))
    return [stand for _, stand in sorted(found.values(), key=lambda one: one[0])]
