"""The rows of a new round, written in bulk: who takes part, where they meet, who holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, literal_column, select, update

from jimflow.actions.bulk import Bulk
from jimflow.actions.no_mail import stay_stopped
from jimflow.actions.person_rows import Pseudonyms, Someone, written_people
from jimflow.core import model
from jimflow.core.audit import GENESIS
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Said
from jimflow.core.staffing import Wanted
from jimflow.core.uid import meeting_uid
from jimflow.core.workflow import Workflow
from jimflow.files.round_shape import (
    AppointmentFile,
    ClusterFile,
    MeetingFile,
    OrganisationFile,
    RoundFile,
    SubjectFile,
)
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def _take_over(insert: Any, columns: tuple[str, ...]) -> Any:
    """What is not said stays: no short name, and the Swedish name in place of an English one."""
    new, there = insert.excluded, table(t.Organisation).c
    unsaid = and_(new.name_sv == there.name_sv, new.name_en == new.name_sv)
    kept = {
        "name_en": case((unsaid, there.name_en), else_=new.name_en),
        "short": case((new.short == literal_column("''"), there.short), else_=new.short),
    }
    taken = {name: kept.get(name, new[name]) for name in columns if name != "code"}
    return insert.on_conflict_do_update(index_elements=["code"], set_=taken)


_DEFINITIONS = Bulk(
    t.Definition,
    *("digest", "name", "version", "canonical", "stored_at"),
    back=("digest",),
    conflict=lambda insert, _: insert.on_conflict_do_nothing(index_elements=["digest"]),
)
_ORGANISATIONS = Bulk(t.Organisation, "code", "name_sv", "name_en", "short", "mailbox", conflict=_take_over)
_CLUSTERS = Bulk(t.Cluster, "round", "code", "name_sv", "name_en", back=("code", "id"))
_PARTICIPATIONS = Bulk(
    t.Participation,
    *("round", "cluster", "subject_kind", "subject", "definition", "state", "version", "late_joiner", "laps"),
    *("entered_at", "audit_seq", "audit_head", "motive"),
    back=("subject", "id"),
)
_MEMBERSHIPS = Bulk(t.Membership, "participation", "cluster", "since", "why")
_MEETINGS = Bulk(
    t.Meeting,
    *("cluster", "step", "status", "day", "last_day", "theme", "notes", "programme", "example_date", "sequence", "uid"),
    back=("uid", "id"),
)
_SESSIONS = Bulk(t.Session, "meeting", "starts_at", "ends_at", "mode", "place")
_PARTIES = Bulk(t.Party, "participation", "organisation", "part", "standing", "contribution", "reason", "since")
_MATERIALS = Bulk(t.Material, "round", "step", "title_sv", "title_en", "url")
APPOINTMENTS = Bulk(
    t.Appointment,
    *("round", "participation", "organisation", "function", "person", "address", "since", "until"),
    *("top_management", "acting", "deputy", "assistant", "cluster"),
    back=("id", "participation", "organisation", "function", "person", "since", "cluster"),
)


@dataclass(frozen=True, slots=True)
class Participant:
    """A participation that was made, and where it stands."""

    id: int
    organisation: str
    cluster: str


def store_definition(tx: Tx, workflow: Workflow, now: datetime) -> bool:
    """Keeps the definition as it is now; False when it is kept already."""
    row = {
        "digest": workflow.digest,
        "name": workflow.name,
        "version": workflow.version,
        "canonical": workflow.source,
        "stored_at": now,
    }
    return bool(_DEFINITIONS.add(tx, [row]))


def store_organisations(tx: Tx, found: RoundFile) -> None:
    """Adds the organisations; one that is there already takes over the name and mailbox of this file."""
    everyone: list[OrganisationFile | SubjectFile] = [*found.organisations.values(), *found.subjects.values()]
    rows = [
        {"code": o.code, "name_sv": o.name.sv, "name_en": o.name.en, "short": o.short, "mailbox": o.mailbox}
        for o in everyone
    ]
    _ORGANISATIONS.add(tx, rows)


def store_clusters(tx: Tx, round_id: int, clusters: Sequence[ClusterFile]) -> dict[str, int]:
    """The clusters' numbers by their codes."""
    rows = [{"round": round_id, "code": c.code, "name_sv": c.name.sv, "name_en": c.name.en} for c in clusters]
    numbers = _CLUSTERS.numbers(tx, rows)
    return {c.code: numbers[c.code] for c in clusters}


def store_participations(
    tx: Tx, round_id: int, found: RoundFile, clusters: Mapping[str, int], workflow: Workflow, now: datetime
) -> list[Participant]:
    """Every member in the initial state, with its place in its cluster; and which of them is the model agency."""
    seats = [(c.code, organisation) for c in found.clusters for organisation in c.members]
    rows = [
        participation_row(round_id, clusters[code], member, workflow, now, found.motive(member))
        for code, member in seats
    ]
    numbers = _PARTICIPATIONS.numbers(tx, rows)
    made = [Participant(numbers[organisation], organisation, code) for code, organisation in seats]
    since = [{"participation": p.id, "cluster": clusters[p.cluster], "since": found.starts_on, "why": ""} for p in made]
    _MEMBERSHIPS.add(tx, since)
    by_name = {p.organisation: p.id for p in made}
    models = [
        {"row": clusters[c.code], "seat": by_name[c.model_agency]} for c in found.clusters if c.model_agency is not None
    ]
    if models:
        row = table(t.Cluster)
        tx.connection.execute(update(row).where(row.c.id == bindparam("row")).values(model=bindparam("seat")), models)
    return made


def participation_row(
    round_id: int, cluster: int, subject: str, workflow: Workflow, now: datetime, motive: str = ""
) -> dict[str, Any]:
    """One row of the participation table: in the initial state, with nothing in its chain yet."""
    return {
        "round": round_id,
        "cluster": cluster,
        "subject_kind": workflow.subject,
        "subject": subject,
        "definition": workflow.digest,
        "state": workflow.initial,
        "version": 0,
        "late_joiner": False,
        "laps": "{}",
        "entered_at": now,
        "audit_seq": 0,
        "audit_head": GENESIS,
        "motive": motive,
    }


def store_meetings(
    tx: Tx, found: RoundFile, clusters: Mapping[str, int], domain: str
) -> dict[str, dict[str, model.Meeting]]:
    """Each cluster's meetings by step, as the core sees them."""
    planned: list[tuple[ClusterFile, MeetingFile]] = [(c, m) for c in found.clusters for m in c.meetings]
    rows = [
        {
            "cluster": clusters[c.code],
            "step": m.step,
            "status": "planned",
            "day": m.day,
            "last_day": m.last_day,
            "theme": m.theme,
            "notes": "",
            "programme": "",
            "example_date": m.example_date,
            "sequence": 0,
            "uid": meeting_uid(found.code, c.code, m.step, domain),
        }
        for c, m in planned
    ]
    numbers = _MEETINGS.numbers(tx, rows)
    sittings = [
        {"meeting": numbers[row["uid"]], "starts_at": s.starts, "ends_at": s.ends, "mode": s.mode, "place": s.place}
        for row, (_, m) in zip(rows, planned, strict=True)
        for s in m.sessions
    ]
    _SESSIONS.add(tx, sittings)
    by_step: dict[str, dict[str, model.Meeting]] = {c.code: {} for c in found.clusters}
    for row, (c, m) in zip(rows, planned, strict=True):
        uid = str(row["uid"])
        by_step[c.code][m.step] = model.Meeting(
            numbers[uid], m.step, "planned", m.day, m.last_day, m.sessions, m.theme, 0, uid, m.example_date
        )
    return by_step


def store_parties(tx: Tx, found: RoundFile, seats: Mapping[str, int]) -> None:
    """The parties of every subject, as they stand when the round begins."""
    rows = [
        {
            "participation": seats[subject.code],
            "organisation": p.organisation,
            "part": p.part,
            "standing": p.standing,
            "contribution": p.contribution,
            "reason": "",
            "since": found.starts_on,
        }
        for subject in found.subjects.values()
        for p in subject.parties
        if subject.code in seats
    ]
    _PARTIES.add(tx, rows)


def store_materials(tx: Tx, round_id: int, found: RoundFile, workflow: Workflow) -> None:
    """What the definition offers to read, and what the round adds."""
    rows = [
        {"round": round_id, "step": step.name, "title_sv": m.title.sv, "title_en": m.title.en, "url": m.url}
        for step in workflow.steps.values()
        for m in (*step.materials, *found.materials.get(step.name, ()))
    ]
    _MATERIALS.add(tx, rows)


def store_appointments(
    tx: Tx,
    round_id: int,
    appointments: Iterable[AppointmentFile],
    seats: Mapping[str, int],
    workflow: Workflow,
    pseudonyms: Pseudonyms,
) -> list[tuple[int | None, dict[str, object]]]:
    """Adds the appointments; (participation or None, what the audit says of it) for each, without name or address."""
    wanted = list(appointments)
    people = written_people(tx, [Someone(a.name, a.mail, a.language) for a in wanted], pseudonyms)
    clusters = clusters_of(tx, round_id) if any(a.cluster for a in wanted) else {}
    rows, said = [], []
    for a in wanted:
        holder = people[Someone(a.name, a.mail, a.language).key]
        seat = seats[a.member] if workflow.functions[a.function].of_member else None
        holding = wanted_of(a, holder.id)
        rows.append(appointment_row(round_id, seat, a.organisation, holding, clusters.get(a.cluster)))
        of_one = {"cluster": a.cluster} if a.cluster else {}
        said.append((seat, {"since": a.since.isoformat(), **of_one, **as_evidence(holding, holder.pseudonym)}))
    APPOINTMENTS.add(tx, rows)
    stay_stopped(tx, [known.id for known in people.values()])
    return said


def wanted_of(a: AppointmentFile, person: int) -> Wanted:
    """A row of a roster, as the core compares it."""
    return Wanted(a.function, person, a.mail, a.since, a.until, a.top_management, a.acting, a.deputy, a.assistant)


def clusters_of(tx: Tx, round_id: int) -> Mapping[str, int]:
    """The numbers of a round's clusters, by their codes."""
    c = table(t.Cluster).c
    rows = tx.connection.execute(select(c.code, c.id).where(c.round == round_id))
    return {row.code: row.id for row in rows}


def appointment_row(
    round_id: int, seat: int | None, organisation: str, w: Wanted, cluster: int | None = None
) -> dict[str, object]:
    """One row of the appointment table; `seat` is a participation, or None for the host and for guests."""
    return {
        "round": round_id,
        "participation": seat,
        "organisation": organisation,
        "function": w.function,
        "person": w.person,
        "address": w.address,
        "since": w.since,
        "until": w.until,
        "top_management": w.top_management,
        "acting": w.acting,
        "deputy": w.deputy,
        "assistant": w.assistant,
        "cluster": cluster,
    }


def as_evidence(w: Wanted, pseudonym: str) -> dict[str, object]:
    """What the audit keeps of a holder: no name and no address."""
    flags = {"top_management": w.top_management, "acting": w.acting, "deputy": w.deputy}
    return {
        "function": w.function,
        "person": pseudonym,
        **({"until": w.until.isoformat()} if w.until else {}),
        **{name: True for name, flag in flags.items() if flag},
    }


def policy_of(found: RoundFile) -> dict[str, Any]:
    """The round's decisions as plain data, as they are stored and hashed."""
    policy = found.policy
    return {
        "severity": dict(policy.severity),
        "deputy": "counts" if policy.deputy_counts else "does not count",
        "effort": dict(policy.effort),
    }


def facts_of(found: RoundFile) -> str:
    """What else the round says of itself: title, host, labels, and the digest of the file it was loaded from."""
    host = found.host
    facts: dict[str, Any] = {
        "title": _pair(found.title),
        "host": {
            "organisation": host.organisation,
            "name": _pair(found.organisations[host.organisation].name),
            "mailbox": host.mailbox,
            "sender": _pair(host.sender),
            "organiser": host.organiser,
            "public_records": host.public_records,
        },
        "case_number": found.case_number,
        "contributors": [
            {"organisation": c.organisation, "function": c.function, **({"cluster": c.cluster} if c.cluster else {})}
            for c in found.contributors
        ],
        "file": found.digest,
    }
    if found.example_note is not None:
        facts["example_note"] = _pair(found.example_note)
    return canonical(facts).decode()


def _pair(said: Said) -> dict[str, str]:
    return {"sv": said.sv, "en": said.en}
