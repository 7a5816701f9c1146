"""Who holds what, when clusters meet, and what each participation has to do."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select

from jimflow.store.queries.shape import columns, records
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import (
    Answer,
    Appointment,
    Assignment,
    Attendance,
    Draft,
    Material,
    Meeting,
    Part,
    Participation,
    Person,
    Result,
    Rsvp,
    Session,
    Waiver,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A person's holding of a function; `participation` is None for the host's and guests' own.

    `cluster` is the one that a guest belongs to, None where it is all of them.
    """

    id: int
    participation: int | None
    organisation: str
    function: str
    person: int
    pseudonym: str
    name: str
    address: str
    language: str
    since: date
    until: date | None
    top_management: bool
    acting: bool
    deputy: bool
    assistant: str | None
    undeliverable_at: datetime | None
    cluster: int | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sitting of a meeting; UTC."""

    meeting: int
    starts_at: datetime
    ends_at: datetime
    mode: str
    place: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A cluster's meeting of one step."""

    id: int
    cluster: int
    step: str
    status: str
    day: date
    last_day: date
    theme: str
    notes: str
    programme: str
    example_date: bool
    sequence: int
    uid: str
    held_at: datetime | None
    evaluation: str | None
    sessions: tuple[SessionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """An assignment; `parts` are the functions whose part has been submitted."""

    id: int
    participation: int
    organisation: str
    step: str
    name: str
    place: str
    status: str
    anchor: date | None
    opens_at: datetime | None
    due_at: datetime | None
    opened_at: datetime | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    late: bool
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """Whether the holder of an appointment took part; `mode` is on_site or digital."""

    meeting: int
    participation: int | None
    appointment: int
    present: bool
    mode: str
    deputised_for: int | None


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """The latest answer to an invitation."""

    meeting: int
    participation: int | None
    appointment: int
    answer: str
    deputy: int | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result on the chain of results."""

    id: int
    participation: int
    step: str
    text: str
    goal: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A decided exception from a rule."""

    id: int
    participation: int
    rule: str
    step: str
    reason: str
    until: date
    decided_by: str
    decided_at: datetime
    needs_countersign: bool
    countersigned_by: str | None
    countersigned_at: datetime | None
    fallen_at: datetime | None


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """Something to read or watch in a step."""

    id: int
    step: str
    title_sv: str
    title_en: str
    url: str


def appointments(tx: Tx, round_id: int, participation: int | None = None) -> list[AppointmentRow]:
    """All appointments of a round, or those of one participation with the ones its cluster or the round shares."""
    a, p = table(Appointment), table(Person)
    wanted = select(*columns(AppointmentRow, a, p)).join_from(a, p, p.c.id == a.c.person).where(a.c.round == round_id)
    if participation is not None:
        at = table(Participation).c
        own_cluster = select(at.cluster).where(at.id == participation).scalar_subquery()
        shared = and_(a.c.participation.is_(None), or_(a.c.cluster.is_(None), a.c.cluster == own_cluster))
        wanted = wanted.where(or_(a.c.participation == participation, shared))
    return list(records(tx, AppointmentRow, wanted.order_by(a.c.id)))


def appointments_in(tx: Tx, round_id: int, cluster: int) -> list[AppointmentRow]:
    """All appointments of a cluster's members, with those that it or the round shares."""
    a, p, at = table(Appointment), table(Person), table(Participation).c
    members = select(at.id).where(at.cluster == cluster)
    shared = and_(a.c.participation.is_(None), or_(a.c.cluster.is_(None), a.c.cluster == cluster))
    wanted = select(*columns(AppointmentRow, a, p)).join_from(a, p, p.c.id == a.c.person)
    wanted = wanted.where(a.c.round == round_id, or_(a.c.participation.in_(members), shared))
    return list(records(tx, AppointmentRow, wanted.order_by(a.c.id)))


def meetings(tx: Tx, clusters: Sequence[int]) -> list[MeetingRow]:
    """The meetings of the clusters by date, with their sittings; two statements."""
    m, s = table(Meeting), table(Session)
    sittings: dict[int, list[SessionRow]] = defaultdict(list)
    of_clusters = m.c.cluster.in_(clusters)
    held = select(*columns(SessionRow, s)).join_from(s, m, m.c.id == s.c.meeting).where(of_clusters)
    for sitting in records(tx, SessionRow, held.order_by(s.c.starts_at, s.c.id)):
        sittings[sitting.meeting].append(sitting)
    wanted = select(*columns(MeetingRow, m)).where(of_clusters).order_by(m.c.day, m.c.id)
    return [replace(row, sessions=tuple(sittings[row.id])) for row in records(tx, MeetingRow, wanted)]


def assignments(tx: Tx, participations: Sequence[int]) -> list[AssignmentRow]:
    """The assignments of the participations in the order they were made; two statements."""
    a = table(Assignment)
    return _assignments(tx, a.c.participation.in_(participations))


def assignment(tx: Tx, id_: int) -> AssignmentRow | None:
    """The assignment of that number, or None."""
    return next(iter(_assignments(tx, table(Assignment).c.id == id_)), None)


def _of_an_assignment(rows: Any) -> Sql:
    wanted = select(rows.c.assignment, rows.c.field, rows.c.value).where(one_of(rows.c.assignment, "ids"))
    return Sql(wanted.order_by(rows.c.id))


_ANSWERED, _DRAFTED = _of_an_assignment(table(Answer)), _of_an_assignment(table(Draft))


def answers(tx: Tx, assignments: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The submitted answers by assignment and field."""
    return _said(tx, _ANSWERED, assignments)


def drafts(tx: Tx, assignments: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What is saved and not submitted, by assignment and field."""
    return _said(tx, _DRAFTED, assignments)


def presences(tx: Tx, meeting: int) -> list[PresenceRow]:
    """Who was there."""
    return _of_meeting(tx, PresenceRow, table(Attendance), meeting)


def replies(tx: Tx, meeting: int) -> list[ReplyRow]:
    """Who has answered the invitation."""
    return _of_meeting(tx, ReplyRow, table(Rsvp), meeting)


def results(tx: Tx, participations: Sequence[int]) -> list[ResultRow]:
    """The results of the participations."""
    return _of_participations(tx, ResultRow, table(Result), participations)


def waivers(tx: Tx, participations: Sequence[int]) -> list[WaiverRow]:
    """The waivers of the participations, in force or not."""
    return _of_participations(tx, WaiverRow, table(Waiver), participations)


def unsigned_waivers(tx: Tx, round_id: int, today: date) -> list[tuple[str, str]]:
    """Waivers of the round that wait for a second person: whose (its code), and who decided it."""
    w, p = table(Waiver).c, table(Participation).c
    waits = (w.needs_countersign, w.countersigned_at.is_(None), w.fallen_at.is_(None), w.until >= today)
    wanted = select(p.subject, w.decided_by).join(table(Participation), p.id == w.participation)
    rows = tx.connection.execute(wanted.where(p.round == round_id, *waits).order_by(w.id))
    return [(row[0], row[1]) for row in rows]


def materials(tx: Tx, round_id: int) -> list[MaterialRow]:
    """What there is to read and watch in a round."""
    m = table(Material)
    wanted = select(*columns(MaterialRow, m)).where(m.c.round == round_id).order_by(m.c.id)
    return list(records(tx, MaterialRow, wanted))


def _assignments(tx: Tx, chosen: Any) -> list[AssignmentRow]:
    a, p, part = table(Assignment), table(Participation), table(Part)
    done: dict[int, set[str]] = defaultdict(set)
    submitted = select(part.c.assignment, part.c.function).join_from(part, a, a.c.id == part.c.assignment)
    for of, function in tx.connection.execute(submitted.where(chosen)):
        done[of].add(function)
    wanted = (
        select(*columns(AssignmentRow, a, organisation=p.c.subject))
        .join_from(a, p, p.c.id == a.c.participation)
        .where(chosen)
        .order_by(a.c.id)
    )
    return [replace(row, parts=frozenset(done[row.id])) for row in records(tx, AssignmentRow, wanted)]


def _said(tx: Tx, said: Sql, assignments: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {id_: {} for id_ in assignments}
    for of, name, value in tx.rows(said, ids=list(assignments)):
        found[of][name] = json.loads(value)
    return found


def _of_meeting(tx: Tx, record: type[Any], rows: Any, meeting: int) -> list[Any]:
    wanted = select(*columns(record, rows)).where(rows.c.meeting == meeting).order_by(rows.c.id)
    return list(records(tx, record, wanted))


def _of_participations(tx: Tx, record: type[Any], rows: Any, participations: Sequence[int]) -> list[Any]:
    wanted = select(*columns(record, rows)).where(rows.c.participation.in_(participations)).order_by(rows.c.id)
    return list(records(tx, record, wanted))
