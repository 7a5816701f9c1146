"""A round as it stands in the database, told as a round file tells it: to be written out, compared and copied."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from jimflow.actions.errors import NotFound
from jimflow.core.calendar import Calendar
from jimflow.core.mistakes import Said
from jimflow.core.model import Session
from jimflow.core.workflow import ORGANISATION, Material, Workflow
from jimflow.files.round_clusters import meeting_order
from jimflow.files.round_shape import (
    AppointmentFile,
    ClusterFile,
    ContributorFile,
    HostFile,
    MeetingFile,
    OrganisationFile,
    PartyFile,
    PolicyFile,
    RoundFile,
    SubjectFile,
)
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.rounds import ClusterRow, ParticipationRow, RoundRow, clusters, participations, rounds
from jimflow.store.queries.work import AppointmentRow, MeetingRow, appointments, materials, meetings
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

ON_THE_WAY_IN = ("joined", "invited")


@dataclass(frozen=True, slots=True)
class StoredRound:
    """A round, with the programme it runs on, and the rows it was read from.

    People who have left stand in the rows only, unless asked for: a round file says who holds what from now on. A
    meeting that is called off has no date.
    """

    round: RoundFile
    workflow: Workflow
    calendar: Calendar
    today: date
    row: RoundRow
    clusters: Mapping[str, ClusterRow]
    seats: Mapping[str, ParticipationRow]
    meetings: Mapping[tuple[str, str], MeetingRow]
    """By cluster and step."""
    appointments: tuple[AppointmentRow, ...]


def stored_round(runtime: Runtime, tx: Tx, code: str, *, left: bool = False) -> StoredRound:
    """The round of that code, with `left` also those who no longer hold a function; NotFound when there is none."""
    known = rounds(tx)
    row = next((r for r in known if r.code == code), None)
    if row is None:
        names = ", ".join(sorted(r.code for r in known)) or "–"
        raise NotFound(
            f"Omgången {code} finns inte. De som finns är: {names}.", f"There is no round {code}. There are: {names}."
        )
    programme = runtime.programmes.of(tx, row.definition, row.policy_digest, row.id)
    today = programme.today(runtime.clock())
    reading = _Reading(tx, row, programme.workflow, programme.calendar, None if left else today)
    return StoredRound(
        reading.round(),
        programme.workflow,
        programme.calendar,
        today,
        row,
        {c.code: c for c in reading.clusters},
        {p.organisation: p for p in reading.seats},
        reading.held,
        reading.holders,
    )


@dataclass
class _Reading:
    tx: Tx
    row: RoundRow
    workflow: Workflow
    calendar: Calendar
    since: date | None
    """Who left before it stands in the rows only; None: nobody is left out."""
    facts: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = json.loads(self.row.facts)
        self.clusters = clusters(self.tx, self.row.id)
        self.seats = participations(self.tx, self.row.code)
        codes = {c.id: c.code for c in self.clusters}
        self.held = {(codes[m.cluster], m.step): m for m in meetings(self.tx, list(codes))}
        self.holders = tuple(appointments(self.tx, self.row.id))

    def round(self) -> RoundFile:
        facts, policy = self.facts, json.loads(self.row.policy)
        host, note = facts["host"], facts.get("example_note")
        members = {p.organisation for p in self.seats}
        motives = self._motives()
        parties = self._parties()
        known = self._known(members, parties)
        apart = self.workflow.subject != ORGANISATION
        return RoundFile(
            self.row.code,
            self.workflow.name,
            _said(facts["title"]),
            self.row.example,
            _said(note) if note else None,
            self.row.invite_on,
            self.row.starts_on,
            self.row.ends_on,
            facts["case_number"],
            HostFile(
                host["organisation"],
                host["mailbox"],
                _said(host["sender"]),
                host["organiser"],
                host.get("public_records", True),
            ),
            PolicyFile(policy["severity"], policy["deputy"] == "counts", policy["effort"]),
            {
                code: OrganisationFile(*one, motive=motives.get(code, ""))
                for code, one in known.items()
                if not (apart and code in members)
            },
            tuple(
                ContributorFile(c["organisation"], c["function"], c.get("cluster", "")) for c in facts["contributors"]
            ),
            tuple(map(self._cluster, self.clusters)),
            self._materials(),
            tuple(self._appointment(a) for a in self.holders if holds(a, self.since)),
            digest="",
            subjects={
                code: SubjectFile(*known[code], parties=tuple(parties[code]), motive=motives.get(code, ""))
                for code in known
                if apart and code in members
            },
        )

    def _motives(self) -> dict[str, str]:
        p = table(t.Participation).c
        found = self.tx.connection.execute(select(p.subject, p.motive).where(p.round == self.row.id, p.motive != ""))
        return {row[0]: row[1] for row in found}

    def _parties(self) -> Mapping[str, list[PartyFile]]:
        found: dict[str, list[PartyFile]] = defaultdict(list)
        y, p = table(t.Party), table(t.Participation)
        wanted = (
            select(p.c.subject, y.c.organisation, y.c.part, y.c.standing, y.c.contribution)
            .join_from(y, p, p.c.id == y.c.participation)
            .where(p.c.round == self.row.id, y.c.until.is_(None), y.c.standing.in_(ON_THE_WAY_IN))
            .order_by(y.c.id)
        )
        for subject, *said in self.tx.connection.execute(wanted):
            found[subject].append(PartyFile(*said))
        return found

    def _known(
        self, members: set[str], parties: Mapping[str, Sequence[PartyFile]]
    ) -> dict[str, tuple[str, Said, str, str]]:
        """(code, name, short, mailbox) of every organisation that the round names, and of every subject."""
        codes = {self.facts["host"]["organisation"], *members}
        codes |= {c["organisation"] for c in self.facts["contributors"]}
        codes |= {a.organisation for a in self.holders}
        codes |= {p.organisation for several in parties.values() for p in several}
        o = table(t.Organisation).c
        wanted = select(o.code, o.name_sv, o.name_en, o.short, o.mailbox).where(o.code.in_(codes)).order_by(o.code)
        rows = self.tx.connection.execute(wanted)
        return {code: (code, Said(sv, en), short, mailbox) for code, sv, en, short, mailbox in rows}

    def _cluster(self, row: ClusterRow) -> ClusterFile:
        members = tuple(p.organisation for p in self.seats if p.cluster == row.id)
        model = next((p.organisation for p in self.seats if p.id == row.model), None)
        found = [self._meeting(m) for (code, _), m in self.held.items() if code == row.code and m.status != "cancelled"]
        found.sort(key=lambda m: meeting_order(self.workflow, m))
        return ClusterFile(row.code, Said(row.name_sv, row.name_en), model, members, tuple(found))

    def _meeting(self, row: MeetingRow) -> MeetingFile:
        sessions = tuple(Session(s.starts_at, s.ends_at, s.mode, s.place) for s in row.sessions)
        return MeetingFile(row.step, sessions, row.day, row.last_day, row.theme, row.example_date)

    def _materials(self) -> dict[str, tuple[Material, ...]]:
        """What the round has beside its programme's own."""
        found: dict[str, list[Material]] = defaultdict(list)
        for row in materials(self.tx, self.row.id):
            found[row.step].append(Material(Said(row.title_sv, row.title_en), row.url))
        for step, several in found.items():
            for own in self.workflow.steps[step].materials if step in self.workflow.steps else ():
                if own in several:
                    several.remove(own)
        return {step: tuple(several) for step, several in found.items() if several}

    def _appointment(self, a: AppointmentRow) -> AppointmentFile:
        seat = next((p.organisation for p in self.seats if p.id == a.participation), "")
        subject = seat if seat and self.workflow.subject != ORGANISATION else ""
        cluster = next((c.code for c in self.clusters if c.id == a.cluster), "")
        flags = (a.top_management, a.acting, a.deputy)
        said = (a.organisation, a.function, a.name, a.address, a.since, a.until)
        return AppointmentFile(*said, *flags, a.language, a.assistant, subject, cluster)


def holds(a: AppointmentRow, since: date | None) -> bool:
    """True for one that holds on that day or is to begin; without a day for one that holds on any."""
    return a.until is None or (a.until >= a.since and (since is None or a.until >= since))


def _said(pair: Mapping[str, str]) -> Said:
    return Said(pair["sv"], pair["en"])
