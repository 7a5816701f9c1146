"""Intents: what is to be said, when, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, func, literal_column, select, text, update

from jimflow.core.canonical import canonical
from jimflow.core.model import Facts, MailClass, Message
from jimflow.store.hot.stops import MAY_BE_WRITTEN
from jimflow.store.sql import Sql, inserting, one_of
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import WAITING
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class NewIntent:
    """A row to be written. `step_name` names an assignment made in the same save, whose id is not known yet."""

    key: str
    mail_class: MailClass
    template: str
    item: str
    participation: int | None
    appointment: int | None
    function: str
    address: str
    language: str
    facts: str
    made_at: datetime
    send_at: datetime
    assignment: int | None = None
    step_name: tuple[str, str] | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class DueIntent:
    """A pending intent whose time of sending has come; `facts` is canonical JSON."""

    id: int
    key: str
    mail_class: MailClass
    template: str
    item: str
    participation: int | None
    assignment: int | None
    appointment: int | None
    function: str
    address: str
    language: str
    facts: str
    made_at: datetime
    send_at: datetime


_T = table(Intent)
_NOTHING: Mapping[tuple[int | None, str, str], int] = {}

_SAID_AFRESH = ("appointment", "address", "language", "facts", "made_at", "send_at", "held", "status", "reviewed")
"""What one that was cancelled and is meant again takes from the new one."""

_INSERT = inserting(
    _T,
    tuple(column.name for column in _T.c if column.name not in ("id", "mail")),
    lambda insert: insert.on_conflict_do_update(
        index_elements=["key"],
        set_={name: insert.excluded[name] for name in _SAID_AFRESH},
        where=_T.c.status == literal_column("'cancelled'"),
    ),
)
_due = and_(WAITING, text("NOT held"), _T.c.send_at <= bindparam("now"), MAY_BE_WRITTEN)
_DUE = Sql(
    select(*(_T.c[name] for name in DueIntent.__slots__))
    .where(
        _due,
        _T.c.address.in_(
            select(_T.c.address)
            .where(_due)
            .group_by(_T.c.address)
            .order_by(func.min(_T.c.send_at), _T.c.address)
            .limit(bindparam("limit"))
            .correlate(None)
        ),
    )
    .order_by(_T.c.send_at, _T.c.id)
    .with_for_update(skip_locked=True)
)
_COMPOSED = Sql(
    update(_T).where(WAITING, one_of(_T.c.id, "ids")).values(status=text("'composed'"), mail=bindparam("mail_id"))
)
_cancel = update(_T).values(status=text("'cancelled'"))
_CANCEL = {
    "ids": Sql(_cancel.where(WAITING, one_of(_T.c.id, "ids"))),
    "participations": Sql(_cancel.where(WAITING, one_of(_T.c.participation, "ids"))),
    "assignments": Sql(_cancel.where(WAITING, one_of(_T.c.assignment, "ids"))),
}


def intent_of(message: Message, facts: Facts, now: datetime, send_at: datetime, *, held: bool = False) -> NewIntent:
    """The row of a message about one participation. Raises LookupError when its appointment is not in the facts."""
    to = facts.appointment(message.appointment)
    if to is None:
        raise LookupError(f"{message.key}: appointment {message.appointment} is not among the facts of {facts.id}")
    made = facts.assignment(*message.assignment) if message.assignment else None
    return NewIntent(
        key=message.key,
        mail_class=message.mail_class,
        template=message.template,
        item=message.item,
        participation=facts.id,
        appointment=message.appointment,
        function=to.function,
        address=message.address,
        language=message.language,
        facts=canonical(dict(message.facts)).decode(),
        made_at=now,
        send_at=send_at,
        assignment=made.id if made else None,
        step_name=None if made else message.assignment,
        held=held,
    )


def insert_intents(
    tx: Tx, intents: Sequence[NewIntent], made: Mapping[tuple[int | None, str, str], int] = _NOTHING
) -> None:
    """Adds intents. A key is said once for ever: only one that was cancelled before it was composed comes back.

    `made` holds the ids of assignments just made, by participation, step and name.
    """
    once = {intent.key: intent for intent in intents}  # PostgreSQL refuses one that conflicts with its own batch
    tx.with_rows(_INSERT, [_row(intent, made) for intent in once.values()])


def due_intents(tx: Tx, now: datetime, limit: int) -> list[DueIntent]:
    """Every due intent of the first `limit` addresses that have one, so that no recipient's digest is cut in two.

    On PostgreSQL the rows are locked, and what another composer holds is passed by.
    """
    return [DueIntent(*row) for row in tx.rows(_DUE, now=now, limit=limit)]


def mark_composed(tx: Tx, ids: Sequence[int], mail_id: int) -> int:
    """Puts pending intents into a mail; how many were still pending."""
    return tx.change(_COMPOSED, ids=ids, mail_id=mail_id)


def cancel_intents(
    tx: Tx, *, participations: Sequence[int] = (), assignments: Sequence[int] = (), ids: Sequence[int] = ()
) -> int:
    """Cancels pending intents by participation, by assignment or one by one; how many."""
    wanted = {"participations": participations, "assignments": assignments, "ids": ids}
    return sum(tx.change(_CANCEL[name], ids=given) for name, given in wanted.items() if given)


def _row(new: NewIntent, made: Mapping[tuple[int | None, str, str], int]) -> tuple[object, ...]:
    assignment = made.get((new.participation, *new.step_name)) if new.step_name else new.assignment
    return (
        *(new.key, new.mail_class, new.template, new.item, new.participation, assignment, new.appointment),
        *(new.function, new.address, new.language, new.facts, new.made_at, new.send_at, new.held, "pending", False),
    )
