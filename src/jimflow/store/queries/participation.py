"""What is kept about one participation beside its facts: why it was chosen, who came and how, what is said to whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from jimflow.store.queries.mail import MailRow
from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Attendance, Intent, Mail, Meeting, Occurrence, Participation
from jimflow.store.tables.columns import table
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class CameRow:
    """Whether the holder of an appointment took part in the meeting of a step; `mode` is on_site or digital."""

    step: str
    appointment: int
    present: bool
    mode: str
    deputised_for: int | None


@dataclass(frozen=True, slots=True)
class ComingRow:
    """A rule of time that waits: what it says, the function it goes to, when (UTC)."""

    rule: str
    recipient: str
    due_at: datetime


_P, _A, _M, _O, _L, _I = (table(kind) for kind in (Participation, Attendance, Meeting, Occurrence, Mail, Intent))


def motive(tx: Tx, participation: int) -> str:
    """Why it was chosen to take part; "" where nothing is said of it."""
    return str(tx.connection.execute(select(_P.c.motive).where(_P.c.id == participation)).scalar_one())


def came(tx: Tx, participation: int) -> list[CameRow]:
    """The attendance of its people, meeting after meeting."""
    wanted = select(*columns(CameRow, _A, _M)).join_from(_A, _M, _M.c.id == _A.c.meeting)
    return list(records(tx, CameRow, wanted.where(_A.c.participation == participation).order_by(_M.c.day, _A.c.id)))


def coming(tx: Tx, participation: int) -> list[ComingRow]:
    """What will be said of it when its time comes, if it still matters then."""
    mine = and_(_O.c.subject_kind == "participation", _O.c.subject == participation)
    wanted = select(*columns(ComingRow, _O)).where(PENDING, mine).order_by(_O.c.due_at, _O.c.id)
    return list(records(tx, ComingRow, wanted))


def mails_to(tx: Tx, round_id: int, participation: int, addresses: Collection[str], limit: int) -> list[MailRow]:
    """The latest mails of the round to these addresses that say something about the participation, newest first."""
    about = or_(_I.c.participation == participation, _I.c.participation.is_(None))
    says = select(_I.c.id).where(_I.c.mail == _L.c.id, about).exists()
    wanted = select(*columns(MailRow, _L)).where(_L.c.address.in_(addresses), _L.c.round == round_id, says)
    return list(records(tx, MailRow, wanted.order_by(_L.c.id.desc()).limit(limit)))
