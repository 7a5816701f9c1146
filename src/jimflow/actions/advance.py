"""Moves participations: one, or a whole cluster in one transaction with an answer for each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from jimflow.actions.case import Case, entry, open_case, open_cases
from jimflow.actions.departures import agencies_left
from jimflow.actions.errors import BadInput
from jimflow.actions.memberships import end_memberships
from jimflow.actions.outbox import StandIns, intents, stand_ins
from jimflow.actions.pausing import refuse_day
from jimflow.actions.planning import replan
from jimflow.actions.resuming import say_what_was_kept
from jimflow.actions.subflows import answers_back
from jimflow.core import advance as core
from jimflow.core.model import Actor, Change, Facts, Refusal
from jimflow.runtime import Runtime
from jimflow.store.hot import Save, append_many, save_change
from jimflow.store.hot.facts import Needs
from jimflow.store.transaction import Tx, write


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one wish to move. `stale`: someone was faster, nothing was written."""

    facts: Facts
    result: Change | Refusal | Literal["stale"]

    @property
    def ok(self) -> bool:
        """True when the participation moved."""
        return isinstance(self.result, Change)


def advance(
    runtime: Runtime,
    participation: int,
    seen: int | None,
    trigger: str,
    actor: Actor,
    *,
    to: str | None = None,
    acknowledged: Collection[str] = (),
    reason: str = "",
    until: date | None = None,
) -> Outcome:
    """Fires `trigger` on one participation. `seen` is the version the person looked at; None takes the present one.

    `until` is for a pause: the local day on which the host is reminded of it. A refused attempt is one entry in the
    audit. Raises NotFound, BadInput for a day that will not do.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_case(runtime, tx, participation, _needs(runtime, tx, trigger))
        wish = _Wish(trigger, actor, to, frozenset(acknowledged), reason, until)
        if until is not None:
            _may_end(case, trigger, until, now)
        version = case.facts.version if seen is None else seen
        return _move(runtime, tx, [case], {participation: version}, wish, now)[0]


def advance_cluster(
    runtime: Runtime,
    participations: Sequence[int],
    seen: Mapping[int, int],
    trigger: str,
    actor: Actor,
    *,
    to: str | None = None,
    acknowledged: Collection[str] = (),
    reason: str = "",
) -> list[Outcome]:
    """Moves those that can be moved, in one transaction with a fixed number of statements; an answer for each."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        cases = open_cases(runtime, tx, participations, _needs(runtime, tx, trigger))
        wish = _Wish(trigger, actor, to, frozenset(acknowledged), reason)
        found = [cases[p] for p in dict.fromkeys(participations) if p in cases]
        versions = {c.facts.id: seen.get(c.facts.id, c.facts.version) for c in found}
        return _move(runtime, tx, found, versions, wish, now)


@dataclass(frozen=True, slots=True)
class _Wish:
    trigger: str
    actor: Actor
    to: str | None
    acknowledged: frozenset[str]
    reason: str
    until: date | None = None


def _may_end(case: Case, trigger: str, until: date, now: datetime) -> None:
    known = case.programme.workflow.transitions.get(trigger)
    if known is not None and known.kind != "remembers":
        raise BadInput(f"--until hör inte till {trigger}.", f"--until does not belong to {trigger}.")
    refuse_day(case, until, now)


def _needs(runtime: Runtime, tx: Tx, trigger: str) -> Needs:
    return lambda definition, state: runtime.programmes.needs(tx, definition, trigger, state)


def _move(
    runtime: Runtime, tx: Tx, cases: Sequence[Case], seen: Mapping[int, int], wish: _Wish, now: datetime
) -> list[Outcome]:
    results: dict[int, Change | Refusal | Literal["stale"]] = {}
    for case in cases:
        if case.facts.version != seen[case.facts.id]:
            results[case.facts.id] = "stale"
            continue
        results[case.facts.id] = core.advance(
            case.programme,
            case.facts,
            wish.trigger,
            now,
            to=wish.to,
            acknowledged=wish.acknowledged,
            reason=wish.reason,
        )
    _refused(tx, cases, results, wish, now)
    moving = [(c, r) for c in cases if isinstance(r := results[c.facts.id], Change)]
    standing = stand_ins(tx, [m for _, r in moving for m in r.messages])
    saved = save_change(tx, [_save(runtime, c, r, wish, seen[c.facts.id], standing, now) for c, r in moving])
    for (case, _), won in zip(moving, saved, strict=True):
        if not won:
            results[case.facts.id] = "stale"
    done = [move for move, won in zip(moving, saved, strict=True) if won]
    end_memberships(tx, done, now)
    agencies_left(runtime, tx, done, now)
    answers_back(runtime, tx, done, now)
    anew = [(c, r) for c, r in done if r.replan]
    if anew:
        replan(runtime, tx, [_after(c, r) for c, r in anew], now)
    if back := [c.facts.id for c, r in anew if _comes_back(c, r)]:
        say_what_was_kept(runtime, tx, back, now)
    return [Outcome(c.facts, results[c.facts.id]) for c in cases]


def _comes_back(case: Case, change: Change) -> bool:
    return case.programme.workflow.transitions[change.trigger].kind == "remembered"


def _save(
    runtime: Runtime, case: Case, change: Change, wish: _Wish, seen: int, standing: StandIns, now: datetime
) -> Save:
    _, payload, salt = entry(
        case,
        "move",
        wish.actor,
        now,
        reason=change.reason,
        verdicts=change.verdicts,
        acknowledged=change.acknowledged,
        moved=(change.trigger, change.source, change.destination),
        extra={"until": wish.until.isoformat()} if wish.until is not None else None,
    )
    meant = intents(runtime, case, change.messages, now, standing=standing)
    return Save(case.facts, seen, change, payload, salt, now, meant, paused_until=wish.until)


def _refused(
    tx: Tx,
    cases: Sequence[Case],
    results: Mapping[int, Change | Refusal | Literal["stale"]],
    wish: _Wish,
    now: datetime,
) -> None:
    """An attempt that a rule refused is kept too: who tried what, and what every rule said."""
    entries = []
    for case in cases:
        result = results[case.facts.id]
        if isinstance(result, Refusal):
            moved = (wish.trigger, case.facts.state, result.wanted or "")
            extra = {"stopped_by": sorted({b.code for b in result.blockers if b.stops(wish.acknowledged)})}
            entries.append(
                entry(
                    case,
                    "refused",
                    wish.actor,
                    now,
                    reason=wish.reason,
                    verdicts=result.verdicts,
                    acknowledged=sorted(wish.acknowledged),
                    moved=moved,
                    extra=extra,
                )
            )
    if entries:
        append_many(tx, entries)


def _after(case: Case, change: Change) -> Case:
    facts = replace(
        case.facts,
        state=change.destination,
        version=case.facts.version + 1,
        came_from=None,
        late_joiner=change.late_joiner,
        laps=change.laps,
    )
    return replace(case, facts=facts)
