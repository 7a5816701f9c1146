"""A round's outbox as a coordinator looks at it: what is stopped, what waits for her, where mail does not arrive."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from jimflow.store.hot import DueIntent, DueOccurrence, NewIntent
from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql
from jimflow.store.tables import (
    Appointment,
    Cluster,
    Intent,
    Mail,
    MailReview,
    MailStop,
    Meeting,
    Occurrence,
    Organisation,
    Participation,
    Person,
    Round,
)
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import IN_A_MAIL, MOVING
from jimflow.store.transaction import Tx

_I, _M, _A, _S, _R = (table(kind) for kind in (Intent, Mail, Appointment, MailStop, Round))
_P, _O, _W, _C, _T = (table(kind) for kind in (Person, Organisation, Participation, Cluster, Occurrence))
_WAITS = _I.c.status == "pending"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop that is on; `round` and `code` are None where all mail is stopped."""

    round: int | None
    code: str | None
    since: datetime
    reason: str
    stopped_by: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a stop holds up: things not written yet, mails that are written, and those a relay is taking now."""

    unwritten: int
    mails: int
    leaving: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who holds an appointment, as a person knows them."""

    appointment: int
    organisation: str
    name_sv: str
    name_en: str
    function: str
    person: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail of the round, with one of the things it says (`template`, `item`) and how many it says."""

    id: int
    mail_class: str
    address: str
    language: str
    subject: str
    composed_at: datetime
    next_at: datetime
    status: str
    attempts: int
    last_code: int | None
    last_reply: str
    sent_at: datetime | None
    template: str
    item: str
    items: int
    participation: int | None
    appointment: int | None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Someone holds a function at an address that refuses mail; `code` and `reply` are the relay's last words."""

    appointment: int
    participation: int | None
    organisation: str
    name_sv: str
    name_en: str
    function: str
    person: str
    address: str
    since: datetime
    mail: int | None
    last_code: int | None
    last_reply: str


_STOPS = Sql(
    select(_S.c.round, _R.c.code, _S.c.since, _S.c.reason, _S.c.stopped_by)
    .join_from(_S, _R, _R.c.id == _S.c.round, isouter=True)
    .order_by(_S.c.round)
)


def stops(tx: Tx, round_id: int | None = None) -> list[Stop]:
    """The stops that are on, that of all mail first; only those that hold a round's mail up, where one is named."""
    found = [Stop(number or None, code, *rest) for number, code, *rest in tx.rows(_STOPS)]
    return found if round_id is None else [s for s in found if s.round in (None, round_id)]


def reviews(tx: Tx) -> dict[int, str]:
    """What is looked at before it leaves, by round; rounds where nothing is are left out."""
    t = table(MailReview).c
    return {row.round: row.policy for row in tx.connection.execute(select(t.round, t.policy))}


def held_up(tx: Tx, round_id: int | None = None) -> Held:
    """What is on its way in a round, or anywhere: that much a stop holds up. What waits for review is not counted."""
    intents = select(func.count()).select_from(_I).where(_WAITS, _I.c.held.is_(False), _I.c.template != "morning")
    mails = select(_M.c.status, func.count()).where(MOVING).group_by(_M.c.status)
    if round_id is not None:
        intents = intents.join(_A, _I.c.appointment == _A.c.id).where(_A.c.round == round_id)
        mails = mails.where(_M.c.round == round_id)
    by_status = {row[0]: row[1] for row in tx.connection.execute(mails)}
    leaving = by_status.pop("handing_over", 0)
    return Held(tx.connection.execute(intents).scalar_one(), sum(by_status.values()), leaving)


def to_review(tx: Tx, round_id: int) -> int:
    """How many things wait for somebody to release them."""
    wanted = select(func.count()).select_from(_I).join(_A, _I.c.appointment == _A.c.id)
    return int(tx.connection.execute(wanted.where(_WAITS, _I.c.held.is_(True), _A.c.round == round_id)).scalar_one())


def waiting_intents(tx: Tx, round_id: int, until: datetime) -> list[tuple[DueIntent, bool, bool]]:
    """What is to be said in a round until a time and is in no mail yet, in order; whether each is held, and whether
    somebody has released it. What is held is there whatever its time."""
    wanted = (
        select(*(_I.c[name] for name in DueIntent.__slots__), _I.c.held, _I.c.reviewed)
        .join_from(_I, _A, _I.c.appointment == _A.c.id)
        .where(_WAITS, _A.c.round == round_id, or_(_I.c.send_at <= until, _I.c.held))
    )
    found = tx.connection.execute(wanted.order_by(_I.c.send_at, _I.c.id))
    return [(DueIntent(*row), held, reviewed) for *row, held, reviewed in found]


def round_of_intent(tx: Tx, intent: int) -> int | None:
    """The round it is said in; None where there is no such intent."""
    wanted = select(_A.c.round).join_from(_I, _A, _I.c.appointment == _A.c.id).where(_I.c.id == intent)
    return tx.connection.execute(wanted).scalar_one_or_none()


def clusters_said(tx: Tx, said: Sequence[DueIntent | NewIntent]) -> list[int | None]:
    """The cluster that each thing is about, in their order: that of the one that takes part, or of the meeting that a
    guest of a whole cluster is told of. None for what is about no cluster."""
    seen = [json.loads(row.facts) if row.participation is None else {} for row in said]
    members = {row.participation for row in said if row.participation is not None}
    told = {number for facts in seen if isinstance(number := facts.get("meeting"), int)}
    meeting = table(Meeting).c
    rows = tx.connection.execute(select(_W.c.id, _W.c.cluster).where(_W.c.id.in_(members)))
    of_member: dict[int | None, int] = {row.id: row.cluster for row in rows}
    rows = tx.connection.execute(select(meeting.id, meeting.cluster).where(meeting.id.in_(told)))
    of_meeting: dict[object, int] = {row.id: row.cluster for row in rows}
    return [
        of_member.get(row.participation) or of_meeting.get(facts.get("meeting")) or facts.get("cluster_id")
        for row, facts in zip(said, seen, strict=True)
    ]


def said_keys(tx: Tx, keys: Sequence[str]) -> frozenset[str]:
    """Those of the keys under which something has been said, or waits to be."""
    wanted = select(_I.c.key).where(_I.c.key.in_(keys), _I.c.status != "cancelled")
    return frozenset(tx.connection.execute(wanted).scalars())


def due_until(tx: Tx, round_id: int, until: datetime) -> list[DueOccurrence]:
    """What falls due in a round until a time for those who take part and for clusters, in order."""
    members = select(_W.c.id).where(_W.c.round == round_id)
    clusters = select(_C.c.id).where(_C.c.round == round_id)
    wanted = select(
        *(_T.c.id, _T.c.subject_kind, _T.c.subject, _T.c.rule, _T.c.due_at, _T.c.recipient, _T.c.for_due)
    ).where(
        _T.c.status == "pending",
        _T.c.due_at <= until,
        or_(
            and_(_T.c.subject_kind == "participation", _T.c.subject.in_(members)),
            and_(_T.c.subject_kind == "cluster", _T.c.subject.in_(clusters)),
        ),
    )
    found = tx.connection.execute(wanted.order_by(_T.c.due_at, _T.c.id))
    return [DueOccurrence(number, (kind, of), *rest) for number, kind, of, *rest in found]


def addressees(tx: Tx, appointments: Sequence[int]) -> dict[int, Addressee]:
    """Who holds the appointments, by their numbers."""
    wanted = (
        select(*columns(Addressee, _A, _O, appointment=_A.c.id, person=_P.c.name))
        .join_from(_A, _O, _O.c.code == _A.c.organisation)
        .join(_P, _P.c.id == _A.c.person)
        .where(_A.c.id.in_(appointments))
    )
    return {a.appointment: a for a in records(tx, Addressee, wanted)}


def mail_lines(
    tx: Tx,
    round_id: int,
    *,
    statuses: Sequence[str] = (),
    before: int | None = None,
    limit: int = 500,
    overviews: bool = True,
) -> list[MailLine]:
    """The mails, newest first: in some states, numbered below `before`, with or without the host's overviews."""
    first = select(_I.c.mail, func.min(_I.c.id).label("first"), func.count().label("items")).group_by(_I.c.mail)
    said = first.where(_I.c.mail.is_not(None)).subquery()
    wanted = (
        select(*columns(MailLine, _M, _I, items=said.c["items"]))
        .join_from(_M, said, said.c.mail == _M.c.id)
        .join(_I, _I.c.id == said.c.first)
        .where(_M.c.round == round_id)
    )
    if statuses:
        wanted = wanted.where(_M.c.status.in_(statuses))
    if not overviews:
        wanted = wanted.where(_M.c.id.not_in(select(_I.c.mail).where(IN_A_MAIL, _I.c.template == "morning")))
    if before is not None:
        wanted = wanted.where(_M.c.id < before)
    return list(records(tx, MailLine, wanted.order_by(_M.c.id.desc()).limit(limit)))


def unreachable(tx: Tx, round_id: int, day: date) -> list[Unreachable]:
    """Who holds a function on `day` at an address that refuses mail, with the last mail to it that did not arrive."""
    last = (
        select(func.max(_M.c.id))
        .where(_M.c.address == _A.c.address, _M.c.status == "dead")
        .correlate(_A)
        .scalar_subquery()
    )
    wanted = (
        select(
            *columns(
                *(Unreachable, _A, _O, _M),
                appointment=_A.c.id,
                person=_P.c.name,
                since=_A.c.undeliverable_at,
                mail=_M.c.id,
                last_reply=func.coalesce(_M.c.last_reply, ""),
            )
        )
        .join_from(_A, _O, _O.c.code == _A.c.organisation)
        .join(_P, _P.c.id == _A.c.person)
        .join(_M, _M.c.id == last, isouter=True)
    )
    now = and_(_A.c.since <= day, or_(_A.c.until.is_(None), _A.c.until >= day))
    wanted = wanted.where(_A.c.round == round_id, _A.c.undeliverable_at.is_not(None), now)
    return list(records(tx, Unreachable, wanted.order_by(_A.c.id)))
