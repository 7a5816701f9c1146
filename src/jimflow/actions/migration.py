"""Moves the running cases of a round to another definition, or back: looked at first, then one case at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.migration_case import CaseResult, Way, move_case, new_batch, plan_of, way_back
from jimflow.actions.migration_reads import Moving, read_moving
from jimflow.actions.migration_round import finish, keep_definition
from jimflow.actions.submissions import DoneAlready
from jimflow.core.canonical import digest
from jimflow.core.machine import build_machine
from jimflow.core.migration.found import Finding
from jimflow.core.migration.impact import Impact, impact
from jimflow.core.migration.mapping import read_mapping
from jimflow.core.migration.moving import CaseMove
from jimflow.core.migration.names import Names
from jimflow.core.migration.of_round import of_round
from jimflow.core.migration.plan import CasePlan
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Actor
from jimflow.core.programme import Programme
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.migrating import members
from jimflow.store.tables import Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CasePreview:
    """What would become of one case that is not at its end: `way` is None where it is there already.

    `plan` and `impact` are None then, and `impact` also where the case cannot be moved.
    """

    moving: Moving
    way: Way | None
    plan: CasePlan | None
    impact: Impact | None

    @property
    def moves(self) -> bool:
        """True when the case would be moved."""
        return self.plan is not None and not self.plan.stops

    @property
    def change(self) -> CaseMove | None:
        """The move with all that follows; None where there is none."""
        if self.way is None or self.plan is None or self.impact is None:
            return None
        case = self.moving.case
        return CaseMove(case.facts, case.programme.workflow, self.way.after.workflow, self.plan.findings, self.impact)


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan of a whole round. Nothing has been changed. `code` stands for all that was looked at.

    `after` is None on the way back, where cases may go to different definitions. `ended` are left as they are.
    """

    round: int
    code_of_round: str
    before: Workflow
    after: Workflow | None
    findings: tuple[Finding, ...]
    """What concerns the round; where one of them stops, no case is moved."""
    cases: tuple[CasePreview, ...]
    ended: tuple[str, ...]
    unknown: tuple[str, ...]
    """Organisations that came from no other definition, on the way back."""
    code: str

    @property
    def stopped(self) -> bool:
        """True when the round as a whole cannot be moved."""
        return any(f.stops for f in self.findings)

    @property
    def nothing(self) -> bool:
        """True when no case would be moved."""
        return self.stopped or not any(c.moves for c in self.cases)


@dataclass(frozen=True, slots=True)
class Run:
    """What became of each case. `settled`: the round itself, with its clusters, follows too now."""

    preview: Preview
    results: tuple[CaseResult, ...]
    settled: bool

    @property
    def ok(self) -> bool:
        """True when nothing was left behind."""
        return all(r.what in ("moved", "there") for r in self.results)


def preview_migration(
    runtime: Runtime, round_code: str, after: Workflow, *, only: Collection[int] = (), pairs: Sequence[str] = ()
) -> Preview:
    """What moving the round's cases (or those in `only`) to `after` would do; changes nothing.

    `pairs` are `old=new`. Raises NotFound for the round, Mistakes for pairs that cannot be, BadInput when there is
    nothing to move.
    """
    with read(runtime.engine) as tx:
        return _looked_at(runtime, tx, round_code, after, only, pairs)


def preview_revert(runtime: Runtime, round_code: str, *, only: Collection[int] = ()) -> Preview:
    """What taking the last move back would do, to each case that has one; changes nothing."""
    with read(runtime.engine) as tx:
        return _looked_at(runtime, tx, round_code, None, only, ())


def migrate(
    runtime: Runtime,
    round_code: str,
    after: Workflow | None,
    actor: Actor,
    reason: str,
    *,
    only: Collection[int] = (),
    pairs: Sequence[str] = (),
    seen: str | None = None,
    on_case: Callable[[CaseResult], None] = lambda _: None,
) -> Run:
    """Moves each case in a transaction of its own; one that fails leaves the others done. `after` None takes back.

    `seen` is the code of the preview that was looked at; None takes things as they are. Raises NotAllowed when
    something has changed since, or when the round as a whole cannot be moved; BadInput without a reason.
    """
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    with read(runtime.engine) as tx:
        found = _looked_at(runtime, tx, round_code, after, only, pairs)
    if seen is not None and seen != found.code:
        raise NotAllowed(
            "Något har ändrats sedan du tittade. Inget ändrades. Titta igen, utan koden.",
            "Something has changed since you looked. Nothing was changed. Look again, without the code.",
        )
    if found.stopped:
        what = "; ".join(f.what.sv for f in found.findings if f.stops)
        said = "; ".join(f.what.en for f in found.findings if f.stops)
        raise NotAllowed(f"Omgången kan inte flyttas: {what}.", f"The round cannot be moved: {said}.")
    if after is not None and not found.nothing:
        keep_definition(runtime, after, found.round, actor)
    batch = new_batch()
    results = []
    for case in found.cases:
        results.append(_one(runtime, case, actor, reason.strip(), batch))
        on_case(results[-1])
    settled = finish(runtime, found.round, batch, results, actor, reason.strip(), back=after is None)
    return Run(found, tuple(results), settled)


def _one(runtime: Runtime, case: CasePreview, actor: Actor, reason: str, batch: str) -> CaseResult:
    facts = case.moving.case.facts
    if case.way is None:
        return CaseResult(facts.id, facts.organisation, facts.organisation_names, "there")
    try:
        return move_case(runtime, facts.id, facts.version, case.way, actor, reason, batch)
    except DoneAlready:
        raise
    except Exception:
        log.exception("case %s of batch %s could not be moved", facts.id, batch)
        return CaseResult(facts.id, facts.organisation, facts.organisation_names, "failed")


def _looked_at(
    runtime: Runtime, tx: Tx, round_code: str, after: Workflow | None, only: Collection[int], pairs: Sequence[str]
) -> Preview:
    now, r = runtime.clock(), table(Round).c
    row = tx.connection.execute(select(r.id, r.code, r.definition, r.policy_digest).where(r.code == round_code)).first()
    if row is None:
        raise NotFound(f"Omgången {round_code} finns inte.", f"There is no round {round_code}.")
    every = members(tx, row.id)
    chosen = [m for m in every if not only or m.id in only]
    finals = {d: runtime.programmes.workflow(tx, d).finals for d in {m.definition for m in every}}
    living = [m for m in chosen if m.state not in finals[m.definition]]
    cases = read_moving(runtime, tx, [m.id for m in living], now)
    before = runtime.programmes.of(tx, row.definition, row.policy_digest, row.id)
    ways, unknown = _ways(runtime, tx, cases, before, after, pairs)
    looked = tuple(_preview(cases[m.id], ways.get(m.id), now) for m in living if m.id not in unknown)
    findings = _of_round(before.workflow, after, looked)
    seen: dict[str, Any] = {
        "round": row.code,
        "before": row.definition,
        "after": after.digest if after is not None else "",
        "participations": [_seen(c) for c in looked],
        "round_findings": [f.code for f in findings],
    }
    return Preview(
        row.id,
        row.code,
        before.workflow,
        after,
        tuple(findings),
        looked,
        tuple(m.organisation for m in chosen if m.state in finals[m.definition]),
        tuple(m.organisation for m in living if m.id in unknown),
        digest(seen)[:12],
    )


def _seen(case: CasePreview) -> list[Any]:
    facts = case.moving.case.facts
    plan = case.plan
    return [
        facts.id,
        facts.version,
        plan.names.record() if plan else {},
        [f.code for f in plan.findings] if plan else [],
    ]


def _ways(
    runtime: Runtime,
    tx: Tx,
    cases: Mapping[int, Moving],
    before: Programme,
    after: Workflow | None,
    pairs: Sequence[str],
) -> tuple[dict[int, Way], set[int]]:
    """By case, where it is taken; and those that have nowhere to go back to. One that is there has no way."""
    if after is None:
        found = {i: way_back(runtime, tx, moving) for i, moving in cases.items()}
        return {i: w for i, w in found.items() if w is not None}, {i for i, w in found.items() if w is None}
    programme = Programme(after, build_machine(after), before.calendar)
    left = {i: m for i, m in cases.items() if m.case.facts.definition != after.digest}
    names = _names({m.case.facts.definition: m.case.programme.workflow for m in left.values()}, after, pairs)
    return {i: Way(programme, names[m.case.facts.definition]) for i, m in left.items()}, set()


def _names(olds: Mapping[str, Workflow], after: Workflow, pairs: Sequence[str]) -> dict[str, Names]:
    """The names for cases of each definition. A pair that means nothing to one of them must mean something to another.

    Of another programme nothing is read: that it is another is told by itself.
    """
    found: dict[str, Names] = {}
    wrong: dict[str, Mistakes] = {}
    fits: set[str] = set()
    for old_digest, old in olds.items():
        own = []
        for pair in pairs if old.name == after.name else ():
            try:
                read_mapping(old, after, [pair])
            except Mistakes as mistakes:
                wrong[pair] = mistakes
            else:
                fits.add(pair)
                own.append(pair)
        found[old_digest] = read_mapping(old, after, own) if old.name == after.name else Names()
    items = [m for pair, mistakes in wrong.items() if pair not in fits for m in mistakes.items]
    if items:
        raise Mistakes(items)
    return found


def _preview(moving: Moving, way: Way | None, now: datetime) -> CasePreview:
    if way is None:
        return CasePreview(moving, None, None, None)
    if way.after.workflow.name != moving.case.programme.workflow.name:
        return CasePreview(moving, way, None, None)
    plan = plan_of(moving, way, now)
    changes = impact(moving.case.programme, way.after, moving.standing, plan, now) if not plan.stops else None
    return CasePreview(moving, way, plan, changes)


def _of_round(before: Workflow, after: Workflow | None, cases: Sequence[CasePreview]) -> list[Finding]:
    """What concerns the round, for each definition that cases are taken to."""
    targets = {c.way.after.workflow.digest: c.way.after.workflow for c in cases if c.way is not None}
    if after is not None:
        targets[after.digest] = after
    meetings = {m.id: m for c in cases for m in c.moving.case.facts.meetings.values()}
    shared = {a.id: a for c in cases for a in c.moving.case.facts.appointments if not a.own}
    found = []
    for target in targets.values():
        policy = cases[0].moving.case.facts.policy if cases else None
        if policy is not None:
            found += of_round(before, target, meetings.values(), shared.values(), policy)
    return list(dict.fromkeys(found))
