"""What there is to read and watch, with who at the agency has taken it in: on the pages of a task and of a meeting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.workflow import Workflow
from jimflow.store.queries.materials import TickRow, materials_of_step, ticks
from jimflow.store.transaction import Tx
from jimflow.texts.names import function_title, named, title_within
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Tick:
    """Who has taken it in, as which function, and when (local)."""

    name: str
    function: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """Something to take in. `mine`: the reader has said so, for all she answers for; `others`: what colleagues said."""

    number: int
    title: str
    url: str
    mine: bool
    ticks: tuple[Tick, ...]


def pieces(
    visit: Visit, tx: Tx, workflow: Workflow, participation: int, step: str, functions: Collection[str]
) -> list[Piece]:
    """The material of the step; `functions` are the reader's. Who has taken it in is told to whoever typed a code."""
    found = materials_of_step(tx, participation, step)
    known = ticks(tx, participation, [m.url for m in found]) if found and visit.me.may_change else []
    of: Mapping[str, list[TickRow]] = {m.url: [t for t in known if t.material == m.url] for m in found}
    return [
        Piece(
            m.id,
            named((m.title_sv, m.title_en), visit.lang),
            m.url,
            bool(functions) and set(functions) <= {t.function for t in of[m.url]},
            tuple(_tick(visit, workflow, t) for t in of[m.url]),
        )
        for m in found
    ]


def _tick(visit: Visit, workflow: Workflow, row: TickRow) -> Tick:
    return Tick(row.name, title_within(function_title(workflow, row.function, visit.lang)), visit.local(row.ticked_at))
