"""Other versions of the mini programme, and everything of a round that a move there and back must leave as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jimflow.actions.migration import Run, migrate, preview_migration, preview_revert
from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.store import tables as t
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.build_workflow import changed

KEPT = (
    *(t.Assignment, t.Part, t.Answer, t.Draft, t.Result, t.Waiver, t.Rsvp, t.Attendance, t.Appointment, t.Membership),
    *(t.Meeting, t.Session, t.Occurrence, t.Round, t.Cluster),
)
OWN = ("id", "cluster", "definition", "state", "came_from", "paused_until", "late_joiner", "entered_at", "laps")


def version(changes: dict[str, Any] | None = None) -> Workflow:
    """The mini programme as version 2."""
    return read_definition(changed({"version": "2", **(changes or {})}))


def renamed(section: str, before: str, after: str, data: dict[str, Any]) -> dict[str, Any]:
    """A thing of a section under another name, in the same place."""
    data[section] = {after if name == before else name: value for name, value in data[section].items()}
    return data


def everything(going: Going) -> dict[str, Any]:
    """Every row but the audit's, the outbox's and the counters'."""
    found: dict[str, Any] = {kind.__name__: going.rows(kind) for kind in KEPT}
    found["Participation"] = going.rows(t.Participation, *OWN)
    found["Material"] = sorted(going.rows(t.Material, "round", "step", "title_sv", "title_en", "url"))
    return found


def move(going: Going, to: Workflow, *pairs: str, only: Sequence[int] = ()) -> Run:
    """Looked at, and moved with the code of what was seen."""
    seen = preview_migration(going.runtime, "mini-2021", to, only=only, pairs=pairs).code
    return migrate(going.runtime, "mini-2021", to, EVA, "ny version", only=only, pairs=pairs, seen=seen)


def back(going: Going, only: Sequence[int] = ()) -> Run:
    """The last move taken back."""
    seen = preview_revert(going.runtime, "mini-2021", only=only).code
    return migrate(going.runtime, "mini-2021", None, EVA, "tillbaka", only=only, seen=seen)


def outcomes(run: Run) -> dict[str, str]:
    """What became of each."""
    return {r.organisation: r.what for r in run.results}


def problems(run_or_preview: Any, agency: str) -> list[tuple[str, str]]:
    """(weight, code) of what was found of an agency."""
    (found,) = (c.plan for c in run_or_preview.cases if c.moving.case.facts.organisation == agency)
    return [(f.weight, f.code) for f in found.findings]
