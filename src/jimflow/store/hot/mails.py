"""Mails on their way: claimed for a time under a rising fence, handed over, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Literal

from sqlalchemy import and_, bindparam, func, select, text, update

from jimflow.core.model import MailClass
from jimflow.store.hot.stops import MAY_LEAVE
from jimflow.store.sql import Sql, inserting
from jimflow.store.tables import Mail
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import MOVING
from jimflow.store.transaction import Tx

Outcome = Literal["sent", "pending", "unknown", "dead", "cancelled"]
"""How an attempt ended: `pending` is to be tried again, `unknown` may have arrived; the others are final."""


@dataclass(frozen=True, slots=True)
class NewMail:
    """A composed mail to be stored; it waits until `next_at`."""

    key: str
    message_id: str
    mail_class: MailClass
    round: int | None
    address: str
    envelope_from: str
    language: str
    subject: str
    raw: bytes
    composed_at: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimedMail:
    """A mail that is ours to send until the lease ends; `fence` proves it. `attempts` counts this one too."""

    id: int
    fence: int
    attempts: int
    address: str
    envelope_from: str
    message_id: str
    raw: bytes
    composed_at: datetime


_T = table(Mail)

_INSERT = inserting(
    _T,
    (*(field.name for field in fields(NewMail)), "status", "fence", "attempts", "last_reply"),
    lambda insert: insert.on_conflict_do_nothing(index_elements=["key"]).returning(_T.c.key, _T.c.id),
)
_next = (
    select(_T.c.id)
    .where(MOVING, _T.c.next_at <= bindparam("now"), MAY_LEAVE)
    .order_by(_T.c.next_at, _T.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
    .cte("waiting")  # a plain subquery might be run more than once, and so take more than the limit
)
_CLAIM = Sql(
    update(_T)
    .where(_T.c.id.in_(select(_next.c.id)))
    .values(
        status=text("'claimed'"),
        fence=_T.c.fence + text("1"),
        attempts=_T.c.attempts + text("1"),
        lease_until=bindparam("lease_until"),
        next_at=bindparam("lease_until"),
    )
    .returning(*(_T.c[field.name] for field in fields(ClaimedMail)))
)
_ours = and_(_T.c.id == bindparam("of"), _T.c.fence == bindparam("held"))
_HAND_OVER = Sql(update(_T).where(_ours, text("status = 'claimed'"), MAY_LEAVE).values(status=text("'handing_over'")))
_FINISH = Sql(
    update(_T)
    .where(_ours, text("status IN ('claimed', 'handing_over')"))
    .values(
        status=bindparam("outcome"),
        lease_until=None,
        next_at=func.coalesce(bindparam("again_at", type_=_T.c.next_at.type), _T.c.next_at),
        last_code=bindparam("code"),
        last_reply=bindparam("reply"),
        sent_at=bindparam("arrived_at"),
        attempts=_T.c.attempts - bindparam("untried"),
    )
)


def insert_mails(tx: Tx, mails: Sequence[NewMail]) -> dict[str, int]:
    """Adds mails; the ids by key. A key that is there already is left out and its mail untouched."""
    rows = tx.with_rows(_INSERT, [(*astuple(mail), "pending", 0, 0, "") for mail in mails])
    return {key: id_ for key, id_ in rows}  # noqa: C416 - rows are not known to be pairs


def claim(tx: Tx, now: datetime, lease_until: datetime, limit: int) -> list[ClaimedMail]:
    """Takes up to `limit` mails whose next moment has come: those that wait, and those whose lease ran out.

    The oldest come first; what is stopped is passed by. On PostgreSQL also what another process is claiming.
    """
    rows = tx.rows(_CLAIM, now=now, lease_until=lease_until, limit=limit)
    return sorted((ClaimedMail(*row) for row in rows), key=lambda mail: (mail.composed_at, mail.id))


def handing_over(tx: Tx, id: int, fence: int) -> bool:  # noqa: A002 - the row's own name
    """Marks that the data is about to be sent; False when the mail is no longer ours, or has been stopped since."""
    return tx.change(_HAND_OVER, of=id, held=fence) == 1


def finish_mail(
    tx: Tx,
    id: int,  # noqa: A002 - the row's own name
    fence: int,
    outcome: Outcome,
    now: datetime,
    *,
    next_at: datetime | None = None,
    code: int | None = None,
    reply: str = "",
    tried: bool = True,
) -> bool:
    """Records how an attempt ended; False, and nothing written, when the mail is no longer ours.

    `next_at` is when to try again; without it an `unknown` waits for the end of its lease. One that was claimed and
    not `tried` counts as no attempt. Raises ValueError for a mail that is to be tried again but not when.
    """
    if outcome == "pending" and next_at is None:
        raise ValueError("a mail that is to be tried again needs a time")
    arrived = now if outcome == "sent" else None
    params = {"outcome": outcome, "again_at": next_at, "code": code, "reply": reply, "arrived_at": arrived}
    params["untried"] = 0 if tried else 1
    return tx.change(_FINISH, of=id, held=fence, **params) == 1
