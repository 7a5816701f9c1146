"""Who acts for whom: tasks sent on to a colleague, and substitutes for a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select, text

from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Forward, Intent, Mail, Person, Substitute
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _F, _S, _P, _I, _M = (table(kind) for kind in (Appointment, Forward, Substitute, Person, Intent, Mail))
_H = _P.alias("holder_person")


@dataclass(frozen=True, slots=True)
class ForwardRow:
    """A task that was sent on: from the holder of which appointment, to whom. `made_by` is a pseudonym."""

    id: int
    assignment: int
    appointment: int
    function: str
    holder: int
    holder_name: str
    person: int
    name: str
    mail: str
    may_hand_in: bool
    words: str
    made_at: datetime
    made_by: str
    ended_at: datetime | None

    @property
    def open(self) -> bool:
        """False once it has been ended."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class SubstituteRow:
    """Somebody who stands in for a holder, both days included. `right` is signature or meeting."""

    id: int
    appointment: int
    round: int
    participation: int | None
    organisation: str
    function: str
    holder: int
    holder_name: str
    person: int
    name: str
    mail: str
    right: str
    since: date
    until: date
    made_at: datetime
    made_by: str
    ended_at: datetime | None

    def stands_in(self, day: date) -> bool:
        """True on the days of the period, unless it was ended."""
        return self.ended_at is None and self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class StandIn:
    """A substitute as the mails know one."""

    id: int
    appointment: int
    right: str
    since: date
    until: date
    person: int
    address: str
    language: str
    holder_name: str

    def covers(self, day: date) -> bool:
        """True on the days of the period."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody of an agency who holds a function today, with both addresses that are known."""

    appointment: int
    function: str
    person: int
    name: str
    address: str
    mail: str


def forwards(tx: Tx, assignment: int) -> list[ForwardRow]:
    """Everyone whom the task was sent on to, ended or not, the first one first."""
    wanted = _acting(ForwardRow, _F).where(_F.c.assignment == assignment).order_by(_F.c.id)
    return list(records(tx, ForwardRow, wanted))


def substitutes(tx: Tx, *, holder: int = 0, participations: Collection[int] = ()) -> list[SubstituteRow]:
    """Those who stand in for that person, or for anybody of these participations; ended ones too, by first day."""
    wanted = _acting(SubstituteRow, _S).where(or_(_A.c.person == holder, _A.c.participation.in_(participations)))
    return list(records(tx, SubstituteRow, wanted.order_by(_S.c.since, _S.c.id)))


def substitutes_of(tx: Tx, appointments: Collection[int]) -> list[SubstituteRow]:
    """Those who stand in, or have stood in, for the holders of these appointments."""
    wanted = _acting(SubstituteRow, _S).where(_S.c.appointment.in_(appointments)).order_by(_S.c.since, _S.c.id)
    return list(records(tx, SubstituteRow, wanted))


def at_meetings(tx: Tx, appointments: Collection[int], day: date) -> list[SubstituteRow]:
    """Those who come in the place of these holders on that day: whom an answer to an invitation may name."""
    return [s for s in substitutes_of(tx, appointments) if s.right == "meeting" and s.stands_in(day)]


def substitute(tx: Tx, number: int) -> SubstituteRow | None:
    """The one of that number."""
    return next(records(tx, SubstituteRow, _acting(SubstituteRow, _S).where(_S.c.id == number)), None)


def standing_in(tx: Tx, appointments: Collection[int]) -> Mapping[int, Sequence[StandIn]]:
    """By appointment, who stands in for its holder now or later, in one statement."""
    found: dict[int, list[StandIn]] = defaultdict(list)
    for row in tx.rows(_STAND_INS, ids=sorted(set(appointments))) if appointments else ():
        found[row[1]].append(StandIn(*row))
    return found


def holding(tx: Tx, participation: int, day: date) -> list[Holding]:
    """Everyone who holds a function at the agency on that day."""
    wanted = (
        select(_A.c.id.label("appointment"), _A.c.function, _A.c.person, _P.c.name, _A.c.address, _P.c.mail)
        .join_from(_A, _P, _P.c.id == _A.c.person)
        .where(_A.c.participation == participation, _A.c.since <= day, or_(_A.c.until.is_(None), _A.c.until >= day))
        .order_by(_A.c.id)
    )
    return [Holding(*row) for row in tx.connection.execute(wanted)]


def named_since(tx: Tx, made_by: str, appointment: int, since: datetime) -> int:
    """To how many a task was sent on, or who were named as substitutes, since a moment: by the person of that
    pseudonym, or by anybody for the holder of the appointment."""
    counts = [
        select(func.count())
        .select_from(kind)
        .where(or_(kind.c.made_by == made_by, kind.c.appointment == appointment), kind.c.made_at > since)
        for kind in (_F, _S)
    ]
    return sum(int(tx.connection.execute(count).scalar_one()) for count in counts)


def undelivered(tx: Tx, keys: Collection[str]) -> set[str]:
    """Of intents with these keys, those whose mail did not arrive."""
    wanted = select(_I.c.key).join_from(_I, _M, _M.c.id == _I.c.mail).where(_I.c.key.in_(keys), _M.c.status == "dead")
    return set(tx.connection.execute(wanted).scalars()) if keys else set()


def _acting(record: type[Any], of: Any) -> Any:
    """Everyone who acts for a holder in the table `of`, with the names of both."""
    chosen = columns(record, of, _A, _P, holder=_H.c.id, holder_name=_H.c.name)
    return (
        select(*chosen)
        .select_from(of)
        .join(_A, _A.c.id == of.c.appointment)
        .join(_H, _H.c.id == _A.c.person)
        .join(_P, _P.c.id == of.c.person)
    )


_STAND_INS = Sql(
    select(_S.c.id, _S.c.appointment, _S.c.right, _S.c.since, _S.c.until, _P.c.id, _P.c.mail, _P.c.language, _H.c.name)
    .join_from(_S, _P, _P.c.id == _S.c.person)
    .join(_A, _A.c.id == _S.c.appointment)
    .join(_H, _H.c.id == _A.c.person)
    .where(one_of(_S.c.appointment, "ids"), _S.c.ended_at.is_(None), _P.c.mail != text("''"))
    .order_by(_S.c.id)
)
"""Asked whenever something is said to holders."""
