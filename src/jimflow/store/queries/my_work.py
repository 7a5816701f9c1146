"""What somebody who takes part has to do and where to come, over all rounds: for their own page alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import (
    Appointment,
    Cluster,
    JointDraft,
    Meeting,
    Organisation,
    Participation,
    Person,
    Round,
    Rsvp,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _C, _D, _H, _M, _O, _P, _R, _S = (
    table(kind)
    for kind in (Appointment, Cluster, JointDraft, Person, Meeting, Organisation, Participation, Round, Rsvp)
)
_EMPTY = ('""', "null", "[]")


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One that takes part, in its round; `facts` is the round's canonical JSON."""

    id: int
    round: int
    round_code: str
    facts: str
    ends_on: date
    cluster: int
    definition: str
    state: str
    organisation: str
    name_sv: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Begun:
    """That somebody has saved something in a task: who did so last, and when. What they wrote is not read."""

    name: str
    pseudonym: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who holds a function at one that takes part."""

    participation: int
    function: str
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class MeetRow:
    """A meeting, with the definition its cluster's round was loaded with."""

    id: int
    cluster: int
    step: str
    status: str
    day: date
    last_day: date
    example_date: bool
    round: int
    definition: str


def homes(tx: Tx, participations: Collection[int]) -> dict[int, HomeRow]:
    """Those that take part, by number."""
    wanted = (
        select(*columns(HomeRow, _P, _R, _O, round_code=_R.c.code, organisation=_O.c.code))
        .select_from(_P)
        .join(_R, _R.c.id == _P.c.round)
        .join(_O, _O.c.code == _P.c.subject)
        .where(_P.c.id.in_(participations))
    )
    return {row.id: row for row in records(tx, HomeRow, wanted)}


def begun(tx: Tx, assignments: Collection[int]) -> Mapping[int, Begun]:
    """By task, who saved something in it last."""
    wanted = (
        select(_D.c.assignment, _H.c.name, _D.c.saved_by, _D.c.saved_at)
        .join_from(_D, _H, _H.c.pseudonym == _D.c.saved_by, isouter=True)
        .where(_D.c.assignment.in_(assignments), _D.c.value.not_in(_EMPTY))
        .order_by(_D.c.saved_at, _D.c.id)
    )
    return {row[0]: Begun(row[1] or "", row[2], row[3]) for row in tx.connection.execute(wanted)}


def holders(tx: Tx, participations: Collection[int], day: date) -> Mapping[int, Sequence[HolderRow]]:
    """By participation, who holds what on that day."""
    wanted = (
        select(_A.c.participation, _A.c.function, _A.c.person, _H.c.name)
        .join_from(_A, _H, _H.c.id == _A.c.person)
        .where(_A.c.participation.in_(participations), _A.c.since <= day)
        .where(or_(_A.c.until.is_(None), _A.c.until >= day))
        .order_by(_A.c.id)
    )
    found: dict[int, list[HolderRow]] = defaultdict(list)
    for row in records(tx, HolderRow, wanted):
        found[row.participation].append(row)
    return found


def meetings_ahead(tx: Tx, rounds: Collection[int], day: date) -> list[MeetRow]:
    """The meetings of these rounds that are planned and not over on that day, the next one first."""
    wanted = (
        select(*columns(MeetRow, _M, _C, _R))
        .join_from(_M, _C, _C.c.id == _M.c.cluster)
        .join(_R, _R.c.id == _C.c.round)
        .where(_C.c.round.in_(rounds), _M.c.status == "planned", _M.c.last_day >= day)
        .order_by(_M.c.day, _M.c.id)
    )
    return list(records(tx, MeetRow, wanted))


def answers_to(tx: Tx, appointments: Collection[int]) -> Mapping[tuple[int, int], str]:
    """What was answered to invitations, by meeting and appointment."""
    wanted = select(_S.c.meeting, _S.c.appointment, _S.c.answer).where(_S.c.appointment.in_(appointments))
    return {(row[0], row[1]): row[2] for row in tx.connection.execute(wanted)}
