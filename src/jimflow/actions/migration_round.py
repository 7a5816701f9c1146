"""The round's part of a move to another definition: the definition taken into use, the round that follows its cases."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from jimflow.actions.case import alone_in_round
from jimflow.actions.migration_case import CaseResult
from jimflow.actions.round_rows import store_definition
from jimflow.core import audit
from jimflow.core.model import Actor, Occurrence
from jimflow.core.people import host_functions
from jimflow.core.programme import Programme
from jimflow.core.rearm import rearm
from jimflow.core.timetable import of_cluster
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.hot import (
    INSTALLATION,
    append_audit,
    insert_occurrences,
    load_facts,
    plan_rows,
    revive,
    supersede,
)
from jimflow.store.queries.migrating import members
from jimflow.store.tables import Material, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_R, _M = table(Round), table(Material)


def keep_definition(runtime: Runtime, workflow: Workflow, round_id: int, actor: Actor) -> None:
    """Takes a definition into use: its row, and in the installation's chain who did it, unless it is there already."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        programme = _programme(runtime, tx, round_id)
        if store_definition(tx, workflow, now):
            extra = {"workflow": workflow.name, "version": workflow.version}
            _own_entry(tx, programme, "definition_stored", actor, now, extra, definition=workflow.digest)


def finish(
    runtime: Runtime,
    round_id: int,
    batch: str,
    results: Sequence[CaseResult],
    actor: Actor,
    reason: str,
    *,
    back: bool,
) -> bool:
    """The round follows its cases where it can; one entry in the installation's chain says who moved what, and how it
    went. True when the round follows now."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        alone_in_round(tx, round_id)
        settled = _settled(runtime, tx, round_id, now)
        programme = _programme(runtime, tx, round_id)
        code = tx.connection.execute(select(_R.c.code).where(_R.c.id == round_id)).scalar_one()
        extra = {
            "round": code,
            "batch": batch,
            "back": back,
            "settled": settled,
            "outcomes": dict(sorted(Counter(r.what for r in results).items())),
            "participations": [[r.participation, r.what] for r in results],
        }
        digest = programme.workflow.digest
        _own_entry(tx, programme, "round_migrated", actor, now, extra, reason=reason, definition=digest)
        return settled


def _settled(runtime: Runtime, tx: Tx, round_id: int, now: datetime) -> bool:
    """The round follows when all its cases that are not at their end run on one and the same other definition.

    From then on its clusters' own dates, its materials and its host follow that definition. True when it does so now.
    """
    every = members(tx, round_id)
    finals = {d: runtime.programmes.workflow(tx, d).finals for d in {m.definition for m in every}}
    living = [m for m in every if m.state not in finals[m.definition]]
    before = _programme(runtime, tx, round_id)
    targets = {m.definition for m in living}
    if len(targets) != 1 or targets == {before.workflow.digest}:
        return False
    tx.connection.execute(update(_R).where(_R.c.id == round_id).values(definition=targets.pop()))
    after = _programme(runtime, tx, round_id)
    _materials(tx, round_id, before.workflow, after.workflow)
    _clusters(tx, after, {m.cluster: m.id for m in living}, now)
    _mornings(tx, before, after, round_id, now)
    return True


def _programme(runtime: Runtime, tx: Tx, round_id: int) -> Programme:
    row = tx.connection.execute(select(_R.c.definition, _R.c.policy_digest).where(_R.c.id == round_id)).one()
    return runtime.programmes.of(tx, row.definition, row.policy_digest, round_id)


def _own_entry(
    tx: Tx,
    programme: Programme,
    kind: str,
    actor: Actor,
    now: datetime,
    extra: Mapping[str, Any],
    *,
    definition: str,
    reason: str = "",
) -> None:
    local = programme.calendar.local(now)
    payload = audit.payload(kind, now, local, actor, reason=reason, definition=definition, extra=extra)
    append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))


def _materials(tx: Tx, round_id: int, before: Workflow, after: Workflow) -> None:
    """What the definitions offer to read; what the round added stays."""
    was, will = _offered(before), _offered(after)
    m = _M.c
    for step, sv, en, url in was:
        if (step, sv, en, url) not in will:
            same = (m.round == round_id, m.step == step, m.title_sv == sv, m.title_en == en, m.url == url)
            tx.connection.execute(delete(_M).where(*same))
    new = [row for row in will if row not in was]
    rows = [{"round": round_id, "step": s, "title_sv": sv, "title_en": en, "url": url} for s, sv, en, url in new]
    if rows:
        tx.connection.execute(insert(_M), rows)


def _offered(workflow: Workflow) -> list[tuple[str, str, str, str]]:
    return [(s.name, m.title.sv, m.title.en, m.url) for s in workflow.steps.values() for m in s.materials]


def _clusters(tx: Tx, programme: Programme, one_of_each: Mapping[int, int], now: datetime) -> None:
    """What the host is asked for each cluster's meetings."""
    facts = load_facts(tx, list(one_of_each.values()), frozenset({"meetings"})) if one_of_each else {}
    known = plan_rows(tx, [("cluster", cluster) for cluster in one_of_each])
    for cluster, case in one_of_each.items():
        wanted = of_cluster(programme, cluster, dict(facts[case].meetings), now)
        armed = rearm(known["cluster", cluster], wanted, now)
        supersede(tx, armed.supersede)
        revive(tx, armed.revive)
        insert_occurrences(tx, armed.insert)


def _mornings(tx: Tx, before: Programme, after: Programme, round_id: int, now: datetime) -> None:
    """A function of the host that is new gets its first morning."""
    new = set(host_functions(after.workflow)) - set(host_functions(before.workflow))
    at = after.calendar.next_digest(now)
    insert_occurrences(tx, [Occurrence(("round", round_id), "morning", at, f) for f in sorted(new)])
