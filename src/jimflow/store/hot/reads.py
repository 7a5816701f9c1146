"""The statements that load facts, each for one participation and for many."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, not_, or_, select, union_all

from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import (
    Answer,
    Appointment,
    Assignment,
    Attendance,
    Cluster,
    Link,
    Meeting,
    Organisation,
    Part,
    Participation,
    Party,
    Person,
    Result,
    Round,
    Rsvp,
    Session,
    Waiver,
)
from jimflow.store.tables.columns import table

_H, _N = table(Appointment), table(Person)
APPOINTMENT = (
    *(_H.c.id, _H.c.function, _H.c.person, _H.c.address, _N.c.language),
    *(_H.c.since, _H.c.until, _H.c.top_management, _H.c.acting, _H.c.deputy, _H.c.assistant),
    *(_H.c.undeliverable_at.is_not(None), _H.c.participation.is_not(None), _H.c.organisation),
    _H.c.cluster,
)
"""What the core's Appointment is made of, in its order; the row must be joined with its person."""


class Reads:
    """Every statement takes `ids`, `clusters`, `rounds` or `steps`: one of each with `one`, else any number."""

    def __init__(self, *, one: bool) -> None:
        self._one = one
        self.participation = Sql(self._participation())
        self.meetings = Sql(self._meetings())
        self.sessions = Sql(self._sessions())
        self.appointments = Sql(self._appointments())
        self.presences = Sql(self._at_meetings(table(Attendance), "present", "deputised_for"))
        self.presences_here = Sql(self._at_meetings(table(Attendance), "present", "deputised_for", here=True))
        self.replies = Sql(self._at_meetings(table(Rsvp), "answer", "deputy"))
        self.replies_here = Sql(self._at_meetings(table(Rsvp), "answer", "deputy", here=True))
        self.assignments = Sql(self._assignments())
        self.assignments_alone = self.assignments
        self.parts = Sql(self._of_assignments(table(Part), "function"))
        self.answers = Sql(self._answers())
        self.answers_asked = Sql(self._answers().where(one_of(table(Answer).c.field, "asked")))
        self.results = Sql(self._results())
        self.waivers = Sql(self._waivers())
        self.size = Sql(self._size())
        self.parties = Sql(self._parties())
        self.started = Sql(self._started())

    def _among(self, column: Any, name: str) -> Any:
        return column == bindparam(name) if self._one else one_of(column, name)

    def _participation(self) -> Any:
        p, r, c, o = table(Participation), table(Round), table(Cluster), table(Organisation)
        return (
            select(
                *(p.c.id, p.c.round, p.c.cluster, p.c.definition, r.c.policy_digest),
                *(r.c.code, p.c.subject, func.coalesce(o.c.name_sv, p.c.subject), c.c.name_sv, c.c.name_en),
                *(p.c.state, p.c.version, p.c.came_from, p.c.late_joiner, r.c.starts_on),
                *(
                    p.c.audit_seq,
                    p.c.audit_head,
                    func.coalesce(o.c.name_en, p.c.subject),
                    p.c.laps,
                    func.coalesce(o.c.short, ""),
                ),
            )
            .select_from(p)
            .join(r, r.c.id == p.c.round)
            .join(c, c.c.id == p.c.cluster)
            .outerjoin(o, o.c.code == p.c.subject)
            .where(self._among(p.c.id, "ids"))
        )

    def _meetings(self) -> Any:
        m = table(Meeting)
        return select(
            *(m.c.cluster, m.c.id, m.c.step, m.c.status, m.c.day, m.c.last_day),
            *(m.c.theme, m.c.sequence, m.c.uid, m.c.example_date),
        ).where(self._among(m.c.cluster, "clusters"))

    def _sessions(self) -> Any:
        s, m = table(Session), table(Meeting)
        return (
            select(s.c.meeting, s.c.starts_at, s.c.ends_at, s.c.mode, s.c.place)
            .join_from(m, s, s.c.meeting == m.c.id)
            .where(self._among(m.c.cluster, "clusters"))
            .order_by(s.c.starts_at, s.c.id)
        )

    def _appointments(self) -> Any:
        every = select(_H.c.participation, _H.c.round, *APPOINTMENT).join_from(_H, _N, _N.c.id == _H.c.person)
        of_all, of_these = _H.c.cluster.is_(None), self._among(_H.c.cluster, "clusters")
        shared = and_(_H.c.participation.is_(None), self._among(_H.c.round, "rounds"), or_(of_all, of_these))
        return union_all(every.where(self._among(_H.c.participation, "ids")), every.where(shared))

    def _at_meetings(self, rows: Any, said: str, stands_for: str, *, here: bool = False) -> Any:
        m = table(Meeting)
        columns = (rows.c.participation, m.c.cluster, m.c.step, rows.c.appointment, rows.c[said], rows.c[stands_for])
        every = select(*columns).join_from(rows, m, m.c.id == rows.c.meeting)
        if here:
            every = every.where(self._among(m.c.step, "steps"))
        shared = and_(rows.c.participation.is_(None), self._among(m.c.cluster, "clusters"))
        return union_all(every.where(self._among(rows.c.participation, "ids")), every.where(shared))

    def _assignments(self) -> Any:
        a = table(Assignment)
        return select(
            *(a.c.participation, a.c.id, a.c.step, a.c.name, a.c.place, a.c.status),
            *(a.c.anchor, a.c.opens_at, a.c.due_at, a.c.submitted_at),
        ).where(self._among(a.c.participation, "ids"))

    def _of_assignments(self, rows: Any, column: str) -> Any:
        a = table(Assignment)
        return (
            select(rows.c.assignment, rows.c[column])
            .join_from(a, rows, rows.c.assignment == a.c.id)
            .where(self._among(a.c.participation, "ids"))
        )

    def _answers(self) -> Any:
        a, answer = table(Assignment), table(Answer)
        return (
            select(a.c.participation, a.c.step, a.c.name, answer.c.field, answer.c.value)
            .join_from(a, answer, answer.c.assignment == a.c.id)
            .where(self._among(a.c.participation, "ids"))
        )

    def _results(self) -> Any:
        r = table(Result)
        return select(r.c.participation, r.c.step).where(self._among(r.c.participation, "ids"))

    def _waivers(self) -> Any:
        w = table(Waiver)
        signed = or_(not_(w.c.needs_countersign), w.c.countersigned_at.is_not(None))
        return select(
            *(w.c.participation, w.c.id, w.c.rule, w.c.step, w.c.until),
            and_(w.c.fallen_at.is_(None), signed),
        ).where(self._among(w.c.participation, "ids"))

    def _parties(self) -> Any:
        y = table(Party)
        return select(y.c.participation, y.c.id, y.c.organisation, y.c.part, y.c.standing, y.c.contribution).where(
            self._among(y.c.participation, "ids")
        )

    def _started(self) -> Any:
        k, p = table(Link), table(Participation)
        return (
            select(k.c.parent, k.c.start, k.c.child, p.c.state, k.c.answer != "")
            .join_from(k, p, p.c.id == k.c.child)
            .where(self._among(k.c.parent, "ids"))
        )

    def _size(self) -> Any:
        p = table(Participation)
        return (
            select(p.c.cluster, p.c.state, func.count())
            .where(self._among(p.c.cluster, "clusters"))
            .group_by(p.c.cluster, p.c.state)
        )


ONE = Reads(one=True)
MANY = Reads(one=False)
POLICY = Sql(select(table(Round).c.policy).where(table(Round).c.id == bindparam("id")))
