"""A small round, laid down as rows: two clusters, three participations, and the host's own people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from jimflow.core.audit import GENESIS
from jimflow.store import tables as t
from jimflow.store.installation import create_installation
from jimflow.store.transaction import write

NOW = datetime(2021, 4, 12, 7, 30, 15, 250_000, tzinfo=UTC)
DIGEST = "d" * 64
POLICY = '{"deputy":"counts","severity":{"management_present":"block"}}'


@dataclass(frozen=True)
class Seeded:
    """The ids of what was laid down, in order."""

    round: int
    clusters: tuple[int, int]
    participations: tuple[int, int, int]
    meetings: tuple[int, int]
    appointments: tuple[int, ...]
    assignments: tuple[int, ...]


def seed(engine: Engine) -> Seeded:
    """Participations 0 and 1 stand in the first cluster, 2 in the second; the last appointment is the host's."""
    with write(engine) as tx:
        create_installation(tx, "test", NOW)
        return _lay(tx.session)


def _lay(session: Session) -> Seeded:
    session.add(t.Definition(digest=DIGEST, name="jim", version="1", canonical=b"{}", stored_at=NOW))
    session.add_all(
        t.Organisation(code=code, name_sv=sv, name_en=en, short=short, mailbox=f"{code}@example.org")
        for code, sv, en, short in (
            ("kriminalvarden", "Kriminalvården", "Prison and Probation Service", ""),
            ("sis", "Statens institutionsstyrelse", "Board of Institutional Care", "SiS"),
            ("oresund", "Öresundsmyndigheten", "Öresund Authority", ""),
            ("host", "Värden", "The host", ""),
        )
    )
    session.flush()
    round_ = t.Round(
        code="r1",
        definition=DIGEST,
        calendar="sweden",
        policy=POLICY,
        policy_digest="p" * 64,
        facts="{}",
        invite_on=date(2021, 1, 11),
        starts_on=date(2021, 1, 18),
        ends_on=date(2022, 6, 30),
        example=True,
        loaded_at=NOW,
    )
    session.add(round_)
    session.flush()
    clusters = [t.Cluster(round=number(round_), code=c, name_sv=c.upper(), name_en=c) for c in ("first", "second")]
    session.add_all(clusters)
    session.flush()
    placed = zip((0, 0, 1), ("kriminalvarden", "sis", "oresund"), strict=True)
    participations = [
        t.Participation(
            round=number(round_),
            cluster=number(clusters[place]),
            subject=code,
            definition=DIGEST,
            state="start",
            version=3,
            entered_at=NOW,
            audit_head=GENESIS,
        )
        for place, code in placed
    ]
    session.add_all(participations)
    session.flush()
    meetings = [
        t.Meeting(cluster=number(cluster), step="start", day=date(2021, 4, 14), last_day=date(2021, 4, 15), uid=f"u{n}")
        for n, cluster in enumerate(clusters)
    ]
    session.add_all(meetings)
    session.flush()
    for meeting in meetings:
        session.add_all(_sessions(number(meeting)))
    people = [
        t.Person(pseudonym=f"p{n}", name=f"Person {n}", mail=f"person{n}@example.org", language="sv" if n else "en")
        for n in range(5)
    ]
    session.add_all(people)
    session.flush()
    first, second, third = (number(p) for p in participations)
    holdings = [
        (first, "kriminalvarden", "agency_head", 0),
        (first, "kriminalvarden", "planning", 1),
        (second, "sis", "agency_head", 2),
        (third, "oresund", "agency_head", 3),
        (None, "host", "programme_coordinator", 4),
    ]
    appointments = [
        t.Appointment(
            round=number(round_),
            participation=of,
            organisation=code,
            function=function,
            person=number(people[person]),
            address=f"{function}.{code}@example.org",
            since=date(2021, 1, 1),
            until=date(2021, 12, 31) if function == "planning" else None,
            top_management=function == "agency_head",
            acting=code == "sis",
            assistant="assistant@example.org" if code == "sis" else None,
            undeliverable_at=NOW if code == "oresund" else None,
        )
        for of, code, function, person in holdings
    ]
    session.add_all(appointments)
    assignments = [
        t.Assignment(
            participation=of,
            step="start",
            name=name,
            place=place,
            status=status,
            anchor=date(2021, 2, 1),
            opens_at=NOW - timedelta(days=20),
            due_at=NOW + timedelta(days=20),
            submitted_at=NOW if status == "submitted" else None,
        )
        for of in (first, second, third)
        for name, place, status in (("describe", "before", "submitted"), ("name_problem", "after", "open"))
    ]
    session.add_all(assignments)
    session.flush()
    return Seeded(
        number(round_),
        (number(clusters[0]), number(clusters[1])),
        (first, second, third),
        (number(meetings[0]), number(meetings[1])),
        tuple(number(a) for a in appointments),
        tuple(number(a) for a in assignments),
    )


def _sessions(meeting: int) -> list[t.Session]:
    afternoon, morning = datetime(2021, 4, 15, 11, 0, tzinfo=UTC), datetime(2021, 4, 14, 7, 0, tzinfo=UTC)
    return [
        t.Session(meeting=meeting, starts_at=starts, ends_at=starts + timedelta(hours=3), mode=mode, place=place)
        for starts, mode, place in ((afternoon, "on_site", "Göteborg"), (morning, "digital", ""))
    ]


def number(row: object) -> int:
    """The id of a row that has been flushed."""
    found = getattr(row, "id")  # noqa: B009 - whichever table it is
    assert isinstance(found, int)
    return found
