"""Other versions of the mini programme, and everything of a round that a move there and back must leave as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jimflow.actions.assignments import submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.drafts import save
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.migration import Run, migrate, preview_migration, preview_revert
from jimflow.core.definition import read_definition
from jimflow.core.workflow import Workflow
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, WARNINGS, Going
from tests.actions.loaded import EVA
from tests.build_workflow import changed

KEPT = (
    *(t.Assignment, t.Part, t.Answer, t.Draft, t.Result, t.Waiver, t.Rsvp, t.Attendance, t.Appointment, t.Membership),
    *(t.Meeting, t.Session, t.Occurrence, t.Round, t.Cluster),
)
LATER = {"assignments.name_problem.due": "meeting + 40 working days"}
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


def halfway(joined: Going) -> Going:
    """Alfa has answered, met, been written to, and stands in the first meeting's step; Beta has done nothing."""
    alfa = joined.agencies["alfa"]
    submit(joined.runtime, alfa, "self_assessment", SELF_ASSESSMENT, EVA)
    joined.tick("2021-03-15 08:05")
    joined.tick("2021-03-17 08:05")
    submit(joined.runtime, alfa, "describe_today", {"found_how": "Vi frågar."}, EVA, function="planner")
    done = joined.do("alfa", "advance", acknowledged=WARNINGS)
    assert done.ok, done.result
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    came = [Came(joined.appointment("alfa", "planner"), present=True)]
    record_attendance(joined.runtime, alfa, "start", came, EVA)
    joined.tick("2021-04-16 08:05")
    save(joined.runtime, alfa, "name_problem", {"problem": "Vi vet för lite."}, EVA)
    return joined


def other_name() -> Workflow:
    """`name_problem` is called `choose_problem`, and its question `problem` is called `which`."""
    data = renamed("assignments", "name_problem", "choose_problem", changed({"version": "2"}))
    data["steps"]["start"]["after"] = ["choose_problem"]
    data["forms"]["problem"]["questions"][0]["id"] = "which"
    data["rules"]["problem_named"] |= {"assignment": "choose_problem", "field": "which"}
    for form in ("theme_notes", "report"):
        data["forms"][form]["questions"][0]["prefill"] = "choose_problem.which"
    return read_definition(data)
