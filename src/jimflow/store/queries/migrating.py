"""What a move to another definition looks at beside the facts: answers and drafts, intents that wait, a case's past."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from jimflow.store.tables import (
    Answer,
    Assignment,
    AuditEntry,
    AuditPayload,
    Draft,
    Intent,
    Mail,
    Occurrence,
    Participation,
)
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Written:
    """An answer or a draft: its row, its assignment, and the value as JSON."""

    id: int
    participation: int
    assignment: int
    field: str
    value: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One case of a round as it is chosen for a move."""

    id: int
    cluster: int
    organisation: str
    definition: str
    state: str


_A, _P, _I = table(Assignment), table(Participation), table(Intent)


def members(tx: Tx, round_id: int) -> list[Member]:
    """The cases of a round, by number."""
    columns = (_P.c.id, _P.c.cluster, _P.c.subject, _P.c.definition, _P.c.state)
    rows = tx.connection.execute(select(*columns).where(_P.c.round == round_id).order_by(_P.c.id))
    return [Member(*row) for row in rows]


def written(tx: Tx, participations: Collection[int]) -> list[Written]:
    """Every answer and draft of the participations."""
    found = []
    for kind, draft in ((Answer, False), (Draft, True)):
        rows = table(kind)
        wanted = (
            select(rows.c.id, _A.c.participation, rows.c.assignment, rows.c.field, rows.c.value)
            .join_from(rows, _A, rows.c.assignment == _A.c.id)
            .where(_A.c.participation.in_(participations))
            .order_by(rows.c.id)
        )
        found += [Written(*row, draft) for row in tx.connection.execute(wanted)]
    return found


def waiting_intents(tx: Tx, participations: Collection[int]) -> list[tuple[int, int, str, str, int | None]]:
    """(participation, number, template, function, assignment) of what is meant to be said and not written yet."""
    wanted = (
        select(_I.c.participation, _I.c.id, _I.c.template, _I.c.function, _I.c.assignment)
        .where(WAITING, _I.c.participation.in_(participations))
        .order_by(_I.c.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in tx.connection.execute(wanted)]


def told_since(tx: Tx, assignments: Collection[int], intent: int) -> set[int]:
    """The assignments of which something has been written in a mail since the intent of that number was the last."""
    wanted = (
        select(_I.c.assignment)
        .join_from(_I, table(Mail), _I.c.mail == table(Mail).c.id)
        .where(_I.c.assignment.in_(assignments), _I.c.id > intent)
    )
    return {row[0] for row in tx.connection.execute(wanted)}


def last_intent(tx: Tx) -> int:
    """The number of the last intent there is; 0 when there is none."""
    return tx.connection.execute(select(_I.c.id).order_by(_I.c.id.desc()).limit(1)).scalar() or 0


def histories(tx: Tx, chains: Sequence[int], kinds: Collection[str]) -> dict[int, list[dict[str, Any]]]:
    """What the chains say of the kinds, each in order; what was erased is left out."""
    e, d = table(AuditEntry), table(AuditPayload)
    marks = [f'"kind":"{kind}"'.encode() for kind in sorted(kinds)]
    wanted = (
        select(e.c.chain, d.c.payload)
        .join_from(e, d, d.c.entry == e.c.id)
        .where(e.c.chain.in_(chains), or_(*(_holds(tx, d.c.payload, mark) for mark in marks)))
        .order_by(e.c.chain, e.c.seq)
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for chain, payload in tx.connection.execute(wanted):
        said = json.loads(payload)
        if said["kind"] in kinds:
            found[chain].append(said)
    return found


def _holds(tx: Tx, octets: Any, mark: bytes) -> Any:
    """That the bytes hold `mark`, asked where they lie, since few of a long chain do."""
    if tx.dialect == "sqlite":
        return func.instr(octets, mark) > 0
    return func.pg_catalog.position(octets, mark) > 0


def occurrence_ids(tx: Tx, participation: int) -> set[int]:
    """The numbers of every occurrence of the participation."""
    o = table(Occurrence).c
    wanted = select(o.id).where(o.subject_kind == "participation", o.subject == participation)
    return set(tx.connection.execute(wanted).scalars())
