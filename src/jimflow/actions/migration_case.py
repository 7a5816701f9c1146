"""Moves one case to another definition, or back, in a transaction of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import bindparam, text, update

from jimflow.actions.case import Case, alone, entry, open_case
from jimflow.actions.migration_back import put_back
from jimflow.actions.migration_reads import MIGRATED, REVERTED, Moving, read_moving
from jimflow.actions.migration_rows import ended_rows, rename_rows
from jimflow.actions.outbox import write_messages
from jimflow.actions.planning import Planned, replan
from jimflow.core.canonical import canonical
from jimflow.core.migration.found import Finding, refused
from jimflow.core.migration.impact import impact, newly_asked
from jimflow.core.migration.names import Names, names_of
from jimflow.core.migration.plan import CasePlan, lists_of, plan_case
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot import append_many, cancel_intents
from jimflow.store.queries.migrating import last_intent, occurrence_ids
from jimflow.store.sql import Sql
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

What = Literal["moved", "refused", "changed", "failed", "there"]
_P = table(Participation)
_TAKE = Sql(
    update(_P)
    .where(_P.c.id == bindparam("of"), _P.c.version == bindparam("seen"), _P.c.definition == bindparam("before"))
    .values(
        definition=bindparam("after"),
        state=bindparam("to"),
        came_from=bindparam("back_to"),
        laps=bindparam("lapped"),
        version=_P.c.version + text("1"),
    )
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a case is taken: to `after` by `names`; `undo` is the record of the move that is taken back."""

    after: Programme
    names: Names
    undo: Mapping[str, Any] | None = None

    @property
    def back(self) -> bool:
        """True of the way back."""
        return self.undo is not None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case. `changed`: someone was faster. `there`: nothing was to be done."""

    participation: int
    organisation: str
    names: tuple[str, str]
    what: What
    findings: tuple[Finding, ...] = ()
    planned: Planned | None = None


def way_back(runtime: Runtime, tx: Tx, moving: Moving) -> Way | None:
    """The way to the definition that a case came from; None when it came from none."""
    undo = moving.last
    if undo is None:
        return None
    facts = moving.case.facts
    before = runtime.programmes.of(tx, undo["before"], facts.policy_digest, facts.round)
    lists = lists_of(before.workflow, moving.case.programme.workflow)
    return Way(before, names_of(undo["names"]).back(lists), undo)


def plan_of(moving: Moving, way: Way, now: datetime) -> CasePlan:
    """What the case's way would take, as it stands."""
    undone = {new: old for old, new in way.undo["rules"].items()} if way.undo is not None else {}
    old, new = moving.case.programme, way.after
    found = plan_case(
        *(old.workflow, new.workflow, way.names, moving.standing, old.today(now)), undone=undone, back=way.back
    )
    kept = {a.id for a in moving.case.facts.assignments}
    doubled = [r for r in way.undo["ended"] if r["id"] in kept] if way.undo is not None else []
    return found if not doubled else replace(found, findings=(*found.findings, _doubled()))


def _doubled() -> Finding:
    said = Said("en uppgift som skulle läggas tillbaka finns redan", "an assignment to be put back is there already")
    return refused("doubled", said.sv, said.en)


def move_case(
    runtime: Runtime, participation: int, seen: int, way: Way, actor: Actor, reason: str, batch: str
) -> CaseResult:
    """All or nothing, and only where the case is still what was looked at: its `seen` version, its definition."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone(tx, [participation])
        moving = read_moving(runtime, tx, [participation], now)[participation]
        facts = moving.case.facts
        told = CaseResult(facts.id, facts.organisation, facts.organisation_names, "there")
        if facts.definition == way.after.workflow.digest:
            return told
        if facts.version != seen:
            return replace(told, what="changed")
        plan = plan_of(moving, way, now)
        if plan.stops:
            return replace(told, what="refused", findings=plan.findings)
        planned = _moved(runtime, tx, moving, way, plan, actor, reason, batch, now)
        if planned is None:
            return replace(told, what="changed")
        return replace(told, what="moved", findings=plan.findings, planned=planned)


def _moved(
    runtime: Runtime,
    tx: Tx,
    moving: Moving,
    way: Way,
    plan: CasePlan,
    actor: Actor,
    reason: str,
    batch: str,
    now: datetime,
) -> Planned | None:
    """Writes the move; None when someone was faster."""
    standing, facts = moving.standing, moving.case.facts
    old, new = moving.case.programme, way.after
    laps = {way.names.at(step): lap for step, lap in facts.laps.items()}
    taken = tx.change(
        _TAKE,
        of=facts.id,
        seen=facts.version,
        before=facts.definition,
        after=new.workflow.digest,
        to=way.names.at(facts.state),
        back_to=way.names.at(facts.came_from) if facts.came_from else None,
        lapped=canonical(laps).decode() if laps else "{}",
    )
    if not taken:
        return None
    effect = impact(old, new, standing, plan, now)
    record: dict[str, Any] = {
        "before": facts.definition,
        "after": new.workflow.digest,
        "names": plan.names.record(),
        "rules": dict(plan.rules),
        "ended": ended_rows(tx, plan.ends),
        "places": [],
        "said": last_intent(tx),
        "unsaid": list(effect.unsaid),
    }
    before = occurrence_ids(tx, facts.id)
    if effect.unsaid:
        cancel_intents(tx, ids=effect.unsaid)
    rename_rows(tx, old.workflow, new.workflow, standing, plan)
    if way.undo is not None:
        put_back(tx, facts, way.undo)
    case = open_case(runtime, tx, facts.id)
    answer = replan(runtime, tx, [case], now).get(facts.id, Planned(facts.id, (), (), ()))
    case = open_case(runtime, tx, facts.id)
    if case.facts.state in new.workflow.active:
        write_messages(runtime, tx, case, newly_asked(old.workflow, new, plan.names, case.facts, now), now)
    record |= _changed(moving, case, occurrence_ids(tx, facts.id) - before)
    _record(tx, case, way, record, plan, actor, reason, batch, now)
    return answer


def _changed(moving: Moving, case: Case, occurrences: set[int]) -> dict[str, Any]:
    """What the way back needs to know: what was made, and what stood where."""
    was = {a.id: a for a in moving.case.facts.assignments}
    both = [(was[a.id], a) for a in case.facts.assignments if a.id in was]
    return {
        "made": [a.id for a in case.facts.assignments if a.id not in was],
        "due": [
            [a.id, _iso(a.opens_at), _iso(a.due_at), _iso(b.due_at)]
            for a, b in both
            if (a.opens_at, a.due_at) != (b.opens_at, b.due_at)
        ],
        "places": [[a.id, a.place] for a, b in both if a.place != b.place],
        "occurrences": sorted(occurrences),
    }


def _record(
    tx: Tx,
    case: Case,
    way: Way,
    record: Mapping[str, Any],
    plan: CasePlan,
    actor: Actor,
    reason: str,
    batch: str,
    now: datetime,
) -> None:
    notes = sorted({f.code for f in plan.findings})
    extra = {"migration": {**record, **({"notes": notes} if notes else {})}, "batch": batch}
    kind = REVERTED if way.back else MIGRATED
    append_many(tx, [entry(case, kind, actor, now, reason=reason, extra=extra)])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def new_batch() -> str:
    """A name that the entries of one run share."""
    return secrets.token_hex(8)
