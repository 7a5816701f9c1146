"""The parties of a subject, and the cases that one case has started."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from jimflow.core.workflow import ORGANISATION
from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Link, Organisation, Participation, Party, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organisation's part in a subject, from when until when, and how it stands."""

    id: int
    participation: int
    organisation: str
    part: str
    standing: str
    contribution: str
    reason: str
    since: date
    until: date | None
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class StartedRow:
    """A case that was started from another: by which start, in which round, how it stands, and its answer."""

    start: str
    child: int
    organisation: str
    name_sv: str
    name_en: str
    round_code: str
    definition: str
    state: str
    answer: str
    started_at: datetime
    answered_at: datetime | None


_Y, _O, _K, _P, _R = table(Party), table(Organisation), table(Link), table(Participation), table(Round)


def parties(tx: Tx, participation: int) -> list[PartyRow]:
    """Every part that anyone has or has had, in the order they came."""
    wanted = (
        select(*columns(PartyRow, _Y, _O))
        .join_from(_Y, _O, _O.c.code == _Y.c.organisation)
        .where(_Y.c.participation == participation)
        .order_by(_Y.c.since, _Y.c.id)
    )
    return list(records(tx, PartyRow, wanted))


def organisations(tx: Tx) -> list[tuple[str, str, str]]:
    """(code, name in Swedish, in English) of every organisation, by name; a subject that is none is left out."""
    others = select(_P.c.subject).where(_P.c.subject_kind != ORGANISATION)
    wanted = select(_O.c.code, _O.c.name_sv, _O.c.name_en).where(_O.c.code.not_in(others)).order_by(_O.c.name_sv)
    return [(code, sv, en) for code, sv, en in tx.connection.execute(wanted)]


def started(tx: Tx, participation: int) -> list[StartedRow]:
    """The cases started from a participation, first to last."""
    wanted = (
        select(
            *(_K.c.start, _K.c.child, _P.c.subject, _O.c.name_sv, _O.c.name_en, _R.c.code, _P.c.definition),
            *(_P.c.state, _K.c.answer, _K.c.started_at, _K.c.answered_at),
        )
        .join_from(_K, _P, _P.c.id == _K.c.child)
        .join(_O, _O.c.code == _P.c.subject)
        .join(_R, _R.c.id == _P.c.round)
        .where(_K.c.parent == participation)
        .order_by(_K.c.id)
    )
    return list(records(tx, StartedRow, wanted))


def carried_along(tx: Tx, child: int) -> dict[str, Any]:
    """The answers that went along when the case was started, by the names of its own programme."""
    found = tx.connection.execute(select(_K.c.carried).where(_K.c.child == child)).scalar()
    return dict(json.loads(found)) if found else {}
