"""A case at hand: one participation's facts with the programme it runs on, and its entry in the audit."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from jimflow.actions.errors import NotFound
from jimflow.core import audit
from jimflow.core.model import Actor, Facts, Verdict
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot import EVERYTHING, append_many, load_facts
from jimflow.store.hot.facts import Needs
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Participation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P = table(Participation)
_ALONE = Sql(select(_P.c.id).where(one_of(_P.c.id, "ids")).order_by(_P.c.id).with_for_update())
_R = table(Round).c
_ALONE_IN_ROUND = Sql(select(_R.id).where(_R.id == bindparam("id")).with_for_update(key_share=True))
_FREE = Sql(select(_P.c.id).where(one_of(_P.c.id, "ids")).order_by(_P.c.id).with_for_update(skip_locked=True))
_RISE = Sql(update(_P).where(one_of(_P.c.id, "ids")).values(version=_P.c.version + text("1")))


@dataclass(frozen=True, slots=True)
class Case:
    """Facts as they were read in this transaction, and the programme that decides over them."""

    facts: Facts
    programme: Programme


def open_cases(runtime: Runtime, tx: Tx, ids: Sequence[int], needs: Needs = EVERYTHING) -> dict[int, Case]:
    """The cases that exist among `ids`, in a fixed number of statements."""
    programmes = runtime.programmes
    found = load_facts(tx, ids, needs, gone=programmes.gone(), asked=programmes.asked())
    unread = {f.definition for f in found.values() if not programmes.knows(f.definition)}
    if unread:  # their states that count as gone and their rules were not known: read once more, with them
        for definition in unread:
            programmes.workflow(tx, definition)
        found = load_facts(tx, ids, needs, gone=programmes.gone(), asked=programmes.asked())
    return {
        i: Case(facts, programmes.of(tx, facts.definition, facts.policy_digest, facts.round))
        for i, facts in found.items()
    }


def open_case(runtime: Runtime, tx: Tx, participation: int, needs: Needs = EVERYTHING) -> Case:
    """One case; NotFound when there is no such participation."""
    found = open_cases(runtime, tx, [participation], needs)
    if participation not in found:
        raise NotFound(f"Deltagande nr {participation} finns inte.", f"There is no participation no. {participation}.")
    return found[participation]


def alone(tx: Tx, participations: Sequence[int]) -> None:
    """Whoever else would act on these participations waits until this transaction ends, and reads what it has done.

    To be called before their facts are read. Always in the order of their numbers, and before anything of theirs is
    locked, as a move does: so nobody waits for each other. On SQLite a writer is alone from the start.
    """
    if tx.dialect != "sqlite":
        tx.rows(_ALONE, ids=participations)


def alone_in_round(tx: Tx, round_id: int) -> None:
    """The same for what belongs to no participation: the host's and guests' functions. To be called before `alone`."""
    if tx.dialect != "sqlite":
        tx.rows(_ALONE_IN_ROUND, id=round_id)


def free(tx: Tx, participations: Sequence[int]) -> list[int]:
    """Those that nobody acts on at this moment; they are then ours as with `alone`. It never waits."""
    if tx.dialect == "sqlite":
        return list(participations)
    return [row[0] for row in tx.rows(_FREE, ids=participations)]


def open_alone(runtime: Runtime, tx: Tx, participation: int, needs: Needs = EVERYTHING) -> Case:
    """One case that nobody else acts on until this transaction ends; NotFound when there is no such participation."""
    alone(tx, [participation])
    return open_case(runtime, tx, participation, needs)


def entry(
    case: Case,
    kind: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str = "",
    verdicts: Sequence[Verdict] = (),
    acknowledged: Sequence[str] = (),
    moved: tuple[str, str, str] = ("", "", ""),
    extra: Mapping[str, object] | None = None,
) -> tuple[int, bytes, bytes]:
    """(chain, payload, salt) of an audit entry on the case; `moved` is (trigger, from, to)."""
    payload = audit.payload(
        kind,
        now,
        case.programme.calendar.local(now),
        actor,
        trigger=moved[0],
        source=moved[1],
        destination=moved[2],
        verdicts=verdicts,
        acknowledged=acknowledged,
        reason=reason,
        definition=case.facts.definition,
        policy=case.facts.policy_digest,
        extra=extra,
    )
    return case.facts.id, payload, secrets.token_bytes(audit.SALT_BYTES)


def record(
    tx: Tx,
    cases: Sequence[Case],
    kind: str,
    actor: Actor,
    now: datetime,
    *,
    reason: str = "",
    extra: Mapping[str, object] | None = None,
    decides: bool = True,
) -> None:
    """Writes the same act to the chain of every case. `decides`: facts a person decides on changed, so the version
    rises and whoever looked at the old ones is told."""
    append_many(tx, [entry(case, kind, actor, now, reason=reason, extra=extra) for case in cases])
    if decides and cases:
        tx.change(_RISE, ids=[c.facts.id for c in cases])
