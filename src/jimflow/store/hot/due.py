"""Occurrences: what is due, who won it, and how a plan is laid anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import bindparam, select, text, update

from jimflow.core.model import Occurrence, Subject
from jimflow.core.rearm import Known
from jimflow.store.sql import Sql, inserting, one_of
from jimflow.store.tables import Occurrence as OccurrenceRow
from jimflow.store.tables.columns import table
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx

Ending = Literal["fired", "dropped", "collapsed", "superseded"]


@dataclass(frozen=True, slots=True)
class DueOccurrence:
    """A pending row whose time has come."""

    id: int
    subject: Subject
    rule: str
    due_at: datetime
    recipient: str
    for_due: datetime | None


_T = table(OccurrenceRow)

_DUE = Sql(
    select(_T.c.id, _T.c.subject_kind, _T.c.subject, _T.c.rule, _T.c.due_at, _T.c.recipient, _T.c.for_due)
    .where(PENDING, _T.c.due_at <= bindparam("now"))
    .order_by(_T.c.due_at, _T.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_END = Sql(
    update(_T)
    .where(PENDING, one_of(_T.c.id, "ids"))
    .values(status=bindparam("ending"), fired_at=bindparam("now"))
    .returning(_T.c.id)
)
_OF_SUBJECTS = Sql(
    select(_T.c.subject, _T.c.id, _T.c.rule, _T.c.due_at, _T.c.recipient, _T.c.for_due, _T.c.status)
    .where(_T.c.subject_kind == bindparam("kind"), one_of(_T.c.subject, "ids"))
    .order_by(_T.c.subject, _T.c.due_at, _T.c.id)
)
_INSERT = inserting(
    _T,
    ("subject_kind", "subject", "rule", "due_at", "recipient", "for_due", "status"),
    lambda insert: insert.on_conflict_do_nothing(),
)
_SUPERSEDE = Sql(update(_T).where(PENDING, one_of(_T.c.id, "ids")).values(status=text("'superseded'")))
_REVIVE = Sql(
    update(_T)
    .where(one_of(_T.c.id, "ids"), text("status NOT IN ('pending', 'fired')"))
    .values(status=text("'pending'"), fired_at=None)
)
_DROP = Sql(
    update(_T)
    .where(PENDING, _T.c.subject_kind == bindparam("kind"), one_of(_T.c.subject, "ids"))
    .values(status=text("'dropped'"))
)


def due(tx: Tx, now: datetime, limit: int) -> list[DueOccurrence]:
    """The first `limit` pending occurrences due at `now`; on PostgreSQL locked, passing by what another sweep holds."""
    return [
        DueOccurrence(id_, (kind, subject), rule, due_at, recipient, for_due)
        for id_, kind, subject, rule, due_at, recipient, for_due in tx.rows(_DUE, now=now, limit=limit)
    ]


def finish(tx: Tx, endings: Mapping[int, Ending], now: datetime) -> frozenset[int]:
    """Ends occurrences that are still pending; the ids that were won, each by one sweep only."""
    by_ending: dict[Ending, list[int]] = defaultdict(list)
    for id_, ending in sorted(endings.items()):
        by_ending[ending].append(id_)
    return frozenset(
        row[0] for ending, ids in by_ending.items() for row in tx.rows(_END, ids=ids, ending=ending, now=now)
    )


def plan_rows(tx: Tx, subjects: Sequence[Subject]) -> dict[Subject, list[Known]]:
    """Every occurrence of the subjects, whatever its status, by time; a subject without any has an empty list."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, id_ in subjects:
        by_kind[kind].append(id_)
    found: dict[Subject, list[Known]] = {subject: [] for subject in subjects}
    for kind, ids in by_kind.items():
        for subject, *row in tx.rows(_OF_SUBJECTS, kind=kind, ids=ids):
            found[kind, subject].append(Known(*row))
    return found


def insert_occurrences(tx: Tx, occurrences: Sequence[Occurrence]) -> None:
    """Adds pending occurrences; one that is there already is left as it is."""
    tx.with_rows(_INSERT, [(*o.subject, o.rule, o.due_at, o.recipient, o.for_due, "pending") for o in occurrences])


def supersede(tx: Tx, ids: Sequence[int]) -> None:
    """Sets pending occurrences aside because the plan is laid anew."""
    if ids:
        tx.change(_SUPERSEDE, ids=ids)


def revive(tx: Tx, ids: Sequence[int]) -> None:
    """Makes occurrences pending again that were set aside without having fired."""
    if ids:
        tx.change(_REVIVE, ids=ids)


def drop_pending(tx: Tx, kind: str, ids: Sequence[int]) -> None:
    """Drops whatever still waits for these subjects."""
    tx.change(_DROP, kind=kind, ids=ids)
