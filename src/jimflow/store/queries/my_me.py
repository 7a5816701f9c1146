"""What somebody who takes part is shown of herself: what she holds, and where she is or has been signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select

from jimflow.core.accounts import IDLE
from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Appointment, Organisation, Person, PersonSession, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _O, _R, _S, _P = (table(kind) for kind in (Appointment, Organisation, Round, PersonSession, Person))


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A function somebody holds, has held, or will hold. `definition` and `facts` are the round's."""

    id: int
    participation: int | None
    function: str
    name_sv: str
    name_en: str
    address: str
    assistant: str | None
    since: date
    until: date | None
    undeliverable_at: datetime | None
    definition: str
    facts: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A browser in which somebody was in: signed in, or by the code of a mail. `sat_there` is who, where another."""

    id: int
    mail: int | None
    sat_there: str | None
    began_at: datetime
    seen_at: datetime
    ends_at: datetime
    ended_at: datetime | None

    def open(self, now: datetime) -> bool:
        """True while whoever sits there is in."""
        return self.ended_at is None and self.ends_at > now and self.seen_at > now - IDLE


def held_by(tx: Tx, person: int) -> list[HeldRow]:
    """Everything, what she holds longest from now first."""
    wanted = (
        select(*columns(HeldRow, _A, _O, _R))
        .join_from(_A, _O, _O.c.code == _A.c.organisation)
        .join(_R, _R.c.id == _A.c.round)
        .where(_A.c.person == bindparam("person"))
        .order_by(_A.c.since.desc(), _A.c.id)
    )
    return [HeldRow(*row) for row in tx.connection.execute(wanted, {"person": person})]


def sessions_of(tx: Tx, person: int) -> list[SessionRow]:
    """Those of the last month, hers and those in which she sat there for another, the latest first."""
    who = _P.alias("who")
    wanted = (
        select(*columns(SessionRow, _S, sat_there=who.c.name))
        .join_from(_S, who, who.c.id == _S.c.acting, isouter=True)
        .where(or_(_S.c.person == person, _S.c.acting == person))
        .order_by(_S.c.began_at.desc(), _S.c.id.desc())
    )
    return list(records(tx, SessionRow, wanted))
