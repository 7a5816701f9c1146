"""What a rehearsal reads beside the facts: what is due next, whose facts have changed, which mails went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, not_, select, union_all

from jimflow.store.sql import Row, Sql
from jimflow.store.tables import Appointment, Assignment, Cluster, Intent, Mail, Occurrence, Participation
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import MOVING, WAITING
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx

_O, _I, _M, _P, _C, _A = (table(t) for t in (Occurrence, Intent, Mail, Participation, Cluster, Appointment))
_W = table(Assignment)

_NEXT = Sql(
    union_all(
        select(func.min(_O.c.due_at, type_=_O.c.due_at.type)).where(PENDING),
        select(func.min(_I.c.send_at, type_=_I.c.send_at.type)).where(WAITING, not_(_I.c.held)),
        select(func.min(_M.c.next_at, type_=_M.c.next_at.type)).where(MOVING),
    )
)
_STANDING = Sql(
    select(
        *(_P.c.id, _P.c.version),
        select(func.count())
        .where(_W.c.participation == _P.c.id, _W.c.status == literal_column("'planned'"))
        .correlate(_P)
        .scalar_subquery(),
    )
    .where(_P.c.round == bindparam("round"))
    .order_by(_P.c.id)
)
_CLUSTERS = Sql(select(_C.c.id, _C.c.code).where(_C.c.round == bindparam("round")).order_by(_C.c.id))
_MAILS = Sql(
    select(
        *(_M.c.id, _M.c.sent_at, _M.c.address, _M.c.mail_class, _M.c.subject),
        *(_I.c.item, _I.c.function, _P.c.subject, _A.c.organisation),
    )
    .join_from(_M, _I, _I.c.mail == _M.c.id)
    .outerjoin(_P, _P.c.id == _I.c.participation)
    .outerjoin(_A, _A.c.id == _I.c.appointment)
    .where(_M.c.round == bindparam("round"), _M.c.sent_at.is_not(None))
    .order_by(_M.c.sent_at, _M.c.id, _I.c.id)
)


def next_due(tx: Tx) -> datetime | None:
    """When the next heartbeat has something to do; None when nothing waits."""
    return min((moment for (moment,) in tx.rows(_NEXT) if moment is not None), default=None)


def standing(tx: Tx, round_id: int) -> dict[int, tuple[int, int]]:
    """For each participation what changes with its facts: its version, and how much of its work is not open yet."""
    return {number: (version, planned) for number, version, planned in tx.rows(_STANDING, round=round_id)}


def clusters(tx: Tx, round_id: int) -> dict[int, str]:
    """The codes of a round's clusters by their numbers, in order."""
    return {number: code for number, code in tx.rows(_CLUSTERS, round=round_id)}  # noqa: C416


def sent_items(tx: Tx, round_id: int) -> Sequence[Row]:
    """A row for every item of every mail that went: (mail, sent at, address, class, subject, item, function,
    organisation it is about or None, organisation of the recipient), in order of sending."""
    return tx.rows(_MAILS, round=round_id)
