"""Loads a round from its file: everything or nothing, in one transaction."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.person_rows import Pseudonyms, random_pseudonym
from jimflow.actions.round_rows import (
    Participant,
    facts_of,
    policy_of,
    store_appointments,
    store_clusters,
    store_definition,
    store_materials,
    store_meetings,
    store_organisations,
    store_participations,
    store_parties,
)
from jimflow.core import audit
from jimflow.core.calendar import CalendarError
from jimflow.core.calendar_record import recorded
from jimflow.core.canonical import canonical, digest
from jimflow.core.model import Actor, Meeting, Occurrence
from jimflow.core.people import host_functions
from jimflow.core.programme import Programme
from jimflow.core.timetable import of_cluster
from jimflow.files.places import Placed
from jimflow.files.rounds import ReadRound, read_round
from jimflow.runtime import Runtime, calendars_folder
from jimflow.store.hot import INSTALLATION, append_many, insert_occurrences
from jimflow.store.tables import Installation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """What was loaded. `warnings` stand in the file and stopped nothing."""

    id: int
    code: str
    definition: str
    clusters: Mapping[str, int]
    participations: Mapping[str, int]
    """Numbers by the codes of the file: of clusters, and of what takes part."""
    appointments: int
    meetings: int
    warnings: tuple[Placed, ...]


def load_round(
    runtime: Runtime,
    path: Path,
    actor: Actor,
    *,
    pseudonyms: Pseudonyms = random_pseudonym,
    read: ReadRound | None = None,
) -> LoadedRound:
    """Reads a round file and keeps it, with its definition and its calendar as they are now.

    Raises BadFile with every mistake in the file, NotAllowed when a round of that code is there already, BadInput
    when the database has not been set up. Nothing is loaded then. `pseudonyms` names people in the audit; `read` is
    the file where the caller has read it already.
    """
    source = read or read_round(path, runtime.settings.workflows, calendars_folder(runtime.settings))
    try:
        with write(runtime.engine) as tx:
            return _load(runtime, tx, source, path.name, actor, pseudonyms)
    except CalendarError as error:
        raise BadInput(f"{path.name}: {error.said.sv}.", f"{path.name}: {error.said.en}.") from None


def _load(runtime: Runtime, tx: Tx, source: ReadRound, name: str, actor: Actor, pseudonyms: Pseudonyms) -> LoadedRound:
    now, found, workflow = runtime.clock(), source.round, source.workflow
    _alone(tx, source, name)
    new_definition = store_definition(tx, workflow, now)
    round_id, policy = _store_round(tx, source, now)
    store_organisations(tx, found)
    clusters = store_clusters(tx, round_id, found.clusters)
    members = store_participations(tx, round_id, found, clusters, workflow, now)
    seats = {p.organisation: p.id for p in members}
    store_parties(tx, found, seats)
    evidence = store_appointments(tx, round_id, found.appointments, seats, workflow, pseudonyms)
    meetings = store_meetings(tx, found, clusters, runtime.settings.mail_domain)
    store_materials(tx, round_id, found, workflow)
    programme = runtime.programmes.of(tx, workflow.digest, policy, round_id)
    insert_occurrences(tx, _occurrences(programme, round_id, clusters, meetings, now))
    writer = _Writer(source, policy, actor, now)
    own = [writer.definition_stored()] if new_definition else []
    append_many(tx, [*own, writer.round_loaded(evidence), *(writer.proposed(p, evidence) for p in members)])
    return LoadedRound(
        round_id,
        found.code,
        workflow.digest,
        clusters,
        seats,
        len(found.appointments),
        sum(map(len, meetings.values())),
        found.warnings,
    )


def _alone(tx: Tx, source: ReadRound, name: str) -> None:
    """Refuses a round that is there already. The installation's row stays locked, so that two do not load at once."""
    own = select(table(Installation).c.id).with_for_update()
    if tx.connection.execute(own).first() is None:
        raise BadInput(
            "Databasen är inte iordningställd. Kör: jimflow init", "The database has not been set up. Run: jimflow init"
        )
    code, r = source.round.code, table(Round).c
    facts = tx.connection.execute(select(r.facts).where(r.code == code)).scalar()
    if facts is None:
        return
    if json.loads(facts).get("file") == source.round.digest:
        raise NotAllowed(
            f"{name} är redan laddad: omgången {code} finns med precis det innehållet. Inget ändrades.",
            f"{name} is loaded already: the round {code} exists with exactly that content. Nothing was changed.",
        )
    raise NotAllowed(
        f"Omgången {code} finns redan, med annat innehåll än {name}. Ge den nya omgången ett annat namn (round:).",
        f"The round {code} exists already, with other content than {name}. Give the new round another name (round:).",
    )


def _store_round(tx: Tx, source: ReadRound, now: datetime) -> tuple[int, str]:
    """The round's number and the digest of its policy and calendar, which decide together over its dates."""
    found, policy, calendar = source.round, policy_of(source.round), recorded(source.calendar)
    policy_digest = digest({"policy": policy, "calendar": calendar})
    row = table(Round)
    made = insert(row).values(
        code=found.code,
        definition=source.workflow.digest,
        calendar=canonical(calendar).decode(),
        policy=canonical(policy).decode(),
        policy_digest=policy_digest,
        facts=facts_of(found),
        invite_on=found.invite_on,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        example=found.example,
        loaded_at=now,
    )
    return tx.connection.execute(made.returning(row.c.id)).scalar_one(), policy_digest


def _occurrences(
    programme: Programme,
    round_id: int,
    clusters: Mapping[str, int],
    meetings: Mapping[str, Mapping[str, Meeting]],
    now: datetime,
) -> list[Occurrence]:
    """What the host is asked for each cluster's meetings, and her first morning digest.

    A participation has no plan of its own before it has joined.
    """
    found = [o for code, i in clusters.items() for o in of_cluster(programme, i, dict(meetings[code]), now)]
    morning = programme.calendar.next_digest(now)
    return found + [Occurrence(("round", round_id), "morning", morning, f) for f in host_functions(programme.workflow)]


@dataclass(frozen=True, slots=True)
class _Writer:
    """The audit entries of a load, all of one moment."""

    source: ReadRound
    policy: str
    actor: Actor
    now: datetime

    def definition_stored(self) -> tuple[int, bytes, bytes]:
        workflow = self.source.workflow
        extra = {"workflow": workflow.name, "version": workflow.version}
        return self._entry(INSTALLATION, "definition_stored", extra, policy="")

    def round_loaded(self, evidence: Sequence[tuple[int | None, dict[str, object]]]) -> tuple[int, bytes, bytes]:
        found = self.source.round
        extra = {
            "round": found.code,
            "file": found.digest,
            "clusters": {c.code: list(c.members) for c in found.clusters},
            "appointments": [said for seat, said in evidence if seat is None],
        }
        return self._entry(INSTALLATION, "round_loaded", extra, policy=self.policy)

    def proposed(
        self, member: Participant, evidence: Sequence[tuple[int | None, dict[str, object]]]
    ) -> tuple[int, bytes, bytes]:
        extra = {
            "round": self.source.round.code,
            "organisation": member.organisation,
            "cluster": member.cluster,
            "appointments": [said for seat, said in evidence if seat == member.id],
            **({"motive": motive} if (motive := self.source.round.motive(member.organisation)) else {}),
        }
        return self._entry(member.id, "proposed", extra, policy=self.policy, destination=self.source.workflow.initial)

    def _entry(
        self, chain: int, kind: str, extra: Mapping[str, object], *, policy: str, destination: str = ""
    ) -> tuple[int, bytes, bytes]:
        payload = audit.payload(
            kind,
            self.now,
            self.source.calendar.local(self.now),
            self.actor,
            destination=destination,
            definition=self.source.workflow.digest,
            policy=policy,
            extra=extra,
        )
        return chain, payload, secrets.token_bytes(audit.SALT_BYTES)
