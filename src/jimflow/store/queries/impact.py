"""What waits to be said and done for some participations, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, case, func, literal, not_, or_, select, union

from jimflow.core.impact import Due, InForce, Note, Snapshot, Waived, Whom, Work
from jimflow.core.model import Subject
from jimflow.store.sql import Row, Sql, one_of
from jimflow.store.tables import (
    Appointment,
    Assignment,
    Cluster,
    Intent,
    Link,
    Occurrence,
    Organisation,
    Participation,
    Person,
    Round,
    Waiver,
)
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class WholeRound:
    """Every participation of the round of that number."""

    number: int


Scope = Sequence[int] | WholeRound
"""Participations by their numbers; what started from them and what they started from belong to them."""

_P, _R, _C, _O, _K = (table(t) for t in (Participation, Round, Cluster, Organisation, Link))
_I, _A, _N, _W = (table(t) for t in (Intent, Appointment, Person, Waiver))
_T, _D = table(Assignment), table(Occurrence)

_cases = (
    select(
        *(_P.c.id, _P.c.state, _P.c.definition, _P.c.round, _P.c.cluster, _R.c.definition, _R.c.code),
        *(_C.c.name_sv, _C.c.name_en, func.coalesce(_O.c.name_sv, _P.c.subject)),
        func.coalesce(_O.c.name_en, _P.c.subject),
    )
    .select_from(_P)
    .join(_R, _R.c.id == _P.c.round)
    .join(_C, _C.c.id == _P.c.cluster)
    .outerjoin(_O, _O.c.code == _P.c.subject)
    .order_by(_P.c.id)
)
_RELATED = union(
    select(_P.c.id).where(one_of(_P.c.id, "ids")),
    select(_K.c.parent).where(one_of(_K.c.child, "ids")),
    select(_K.c.child).where(one_of(_K.c.parent, "ids")),
)
_CASES = Sql(_cases.where(_P.c.id.in_(_RELATED)))
_OF_ROUND = Sql(select(_P.c.id).where(_P.c.round == bindparam("round")))
_WORK = Sql(
    select(
        *(_T.c.id, _T.c.participation, _T.c.step, _T.c.name, _T.c.place, _T.c.status, _T.c.due_at),
    ).where(one_of(_T.c.participation, "ids"))
)
_WAITING = Sql(select(_D.c.id).where(PENDING, _D.c.subject_kind == bindparam("kind"), one_of(_D.c.subject, "ids")))
_DUE = Sql(
    select(*(_D.c.id, _D.c.subject_kind, _D.c.subject, _D.c.rule, _D.c.recipient, _D.c.due_at)).where(
        one_of(_D.c.id, "ids")
    )
)
_shared = select(_A.c.id).where(_A.c.participation.is_(None), one_of(_A.c.round, "rounds"))
_NOTES = Sql(
    select(
        *(_I.c.id, _I.c.template, _I.c.item, _I.c.mail_class, _I.c.participation, _A.c.round, _I.c.function),
        *(_I.c.address, case((_A.c.address == _I.c.address, _N.c.name), else_=literal("")), _I.c.facts, _I.c.send_at),
        _I.c.held,
    )
    .select_from(_I)
    .join(_A, _A.c.id == _I.c.appointment)
    .join(_N, _N.c.id == _A.c.person)
    .where(
        WAITING,
        or_(one_of(_I.c.participation, "ids"), and_(_I.c.participation.is_(None), _A.c.id.in_(_shared))),
    )
    .order_by(_I.c.id)
)
_unsigned = and_(_W.c.needs_countersign, _W.c.countersigned_at.is_(None))
_WAIVERS = Sql(
    select(
        *(_W.c.id, _W.c.fallen_at.is_not(None), not_(_unsigned)),
        *(_W.c.participation, _W.c.rule, _W.c.step, _W.c.until),
    ).where(one_of(_W.c.participation, "ids"))
)


def one_moment(tx: Tx) -> None:
    """From here on the transaction sees nothing of what others commit; to be called before anything else in it.

    What somebody else changes meanwhile can then not be changed in it: the driver's error has the code 40001.
    """
    if tx.dialect != "sqlite":  # where whoever writes is alone
        tx.raw.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def snapshot(tx: Tx, scope: Scope) -> Snapshot:
    """Everything that is there of the scope now, in two or three round trips."""
    rows = _rows(tx, scope)
    ids = [row[0] for row in rows]
    clusters, rounds = sorted({row[4] for row in rows}), sorted({row[3] for row in rows})
    work, of_cases, of_clusters, of_rounds, notes, waivers = tx.several(
        [
            (_WORK, {"ids": ids}),
            (_WAITING, {"kind": "participation", "ids": ids}),
            (_WAITING, {"kind": "cluster", "ids": clusters}),
            (_WAITING, {"kind": "round", "ids": rounds}),
            (_NOTES, {"ids": ids, "rounds": rounds}),
            (_WAIVERS, {"ids": ids}),
        ]
    )
    return Snapshot(
        whom=_whom(rows),
        states={row[0]: row[1] for row in rows},
        notes={row[0]: Note(*row[1:]) for row in notes},
        waiting=frozenset(row[0] for row in (*of_cases, *of_clusters, *of_rounds)),
        work={row[0]: Work(*row[1:]) for row in work},
        waivers={row[0]: Waived(_in_force(row[1], row[2]), *row[3:]) for row in waivers},
    )


def occurrences(tx: Tx, numbers: Collection[int]) -> dict[int, Due]:
    """What these are, whether they wait or not."""
    return {row[0]: Due((row[1], row[2]), *row[3:]) for row in tx.rows(_DUE, ids=sorted(numbers))}


def _rows(tx: Tx, scope: Scope) -> Sequence[Row]:
    if isinstance(scope, WholeRound):
        scope = [row[0] for row in tx.rows(_OF_ROUND, round=scope.number)]
    return tx.rows(_CASES, ids=scope)


def _whom(rows: Sequence[Row]) -> dict[Subject, Whom]:
    found: dict[Subject, Whom] = {}
    for id_, _, definition, round_, cluster, common, code, cluster_sv, cluster_en, sv, en in rows:
        found["participation", id_] = Whom((sv, en), definition)
        found["cluster", cluster] = Whom((cluster_sv, cluster_en), common)
        found["round", round_] = Whom((code, code), common)
    return found


def _in_force(fallen: bool, signed: bool) -> InForce:
    if fallen:
        return "fallen"
    return "in force" if signed else "waiting"
