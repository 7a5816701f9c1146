"""Does the differences between a round file and its round, each through the act that would do it otherwise."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from jimflow.actions.case import alone, open_cases, record
from jimflow.actions.functions import end_function
from jimflow.actions.meetings import move_meeting, plan_meeting, set_theme
from jimflow.actions.person_rows import Pseudonyms
from jimflow.actions.roster import staff_round
from jimflow.actions.round_lines import Line
from jimflow.actions.round_people import rows
from jimflow.actions.round_rows import facts_of, participation_row, store_clusters, store_organisations
from jimflow.actions.stored_round import StoredRound
from jimflow.core import audit
from jimflow.core.canonical import canonical
from jimflow.core.model import Actor, Occurrence
from jimflow.core.people import host_functions
from jimflow.files.round_shape import ClusterFile, RoundFile
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.hot import INSTALLATION, append_many, insert_occurrences
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, joined

IN_FACTS = {
    "title": ("title",),
    "case_number": ("case_number",),
    "example_note": ("example_note",),
    "contributors": ("contributors",),
    "mailbox": ("host", "mailbox"),
    "sender": ("host", "sender"),
    "organiser": ("host", "organiser"),
    "public_records": ("host", "public_records"),
}
"""Where the facts that may be changed stand in the round's row."""


def do(
    runtime: Runtime,
    tx: Tx,
    stored: StoredRound,
    wanted: RoundFile,
    lines: Sequence[Line],
    actor: Actor,
    pseudonyms: Pseudonyms,
) -> None:
    """Everything in `lines`, in the transaction at hand: first what the rest builds on, people and dates last."""
    deeds: dict[str, list[tuple[str, ...]]] = {}
    for line in lines:
        if line.deed[1:] not in deeds.setdefault(line.deed[0], []):
            deeds[line.deed[0]].append(line.deed[1:])
    doing = _Doing(runtime, tx, stored, wanted, actor, deeds)
    doing.round()
    doing.clusters()
    doing.members()
    doing.motives()
    doing.materials()
    doing.people(pseudonyms)
    doing.meetings()


class _Doing:
    def __init__(
        self,
        runtime: Runtime,
        tx: Tx,
        stored: StoredRound,
        wanted: RoundFile,
        actor: Actor,
        deeds: Mapping[str, list[tuple[str, ...]]],
    ) -> None:
        self.runtime, self.tx, self.stored, self.wanted, self.actor = runtime, tx, stored, wanted, actor
        self.deeds = deeds
        self.inner = replace(runtime, engine=joined(runtime.engine, tx))
        self.now: datetime = runtime.clock()
        self.clusters_now: dict[str, int] = {code: row.id for code, row in stored.clusters.items()}

    def asked(self, verb: str) -> list[tuple[str, ...]]:
        return self.deeds.get(verb, [])

    def round(self) -> None:
        """What the round and its organisations are called; the installation's chain tells which facts were changed."""
        named = {code for verb in ("organisation", "member") for code, *_ in self.asked(verb)}
        keys = [key for (key,) in self.asked("fact")]
        told = {
            "facts": keys,
            "organisations": sorted(named),
            "clusters": [code for verb in ("cluster", "cluster_name", "model") for (code,) in self.asked(verb)],
            "materials": [step for (step,) in self.asked("materials")],
        }
        if any(told.values()):
            said = {"round": self.stored.round.code, **{key: some for key, some in told.items() if some}}
            local = self.stored.calendar.local(self.now)
            payload = audit.payload("round_changed", self.now, local, self.actor, extra=said)
            append_many(self.tx, [(INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))])
        new = named | (self.wanted.organisations.keys() - self.stored.round.organisations.keys())
        kept = {code: one for code, one in self.wanted.organisations.items() if code in new}
        subjects = {code: one for code, one in self.wanted.subjects.items() if code in new}
        if kept or subjects:
            store_organisations(self.tx, replace(self.wanted, organisations=kept, subjects=subjects))
        if keys:
            self._facts(keys)

    def _facts(self, keys: Sequence[str]) -> None:
        facts, wanted = json.loads(self.stored.row.facts), json.loads(facts_of(self.wanted))
        for key in keys:
            if key not in IN_FACTS:
                continue
            *above, name = IN_FACTS[key]
            to, source = facts, wanted
            for part in above:
                to, source = to[part], source[part]
            if name in source:
                to[name] = source[name]
            else:
                to.pop(name, None)
        days = {key: getattr(self.wanted, key) for key in ("invite_on", "ends_on") if key in keys}
        row = table(t.Round)
        values = {"facts": canonical(facts).decode(), **days}
        self.tx.connection.execute(update(row).where(row.c.id == self.stored.row.id).values(**values))

    def clusters(self) -> None:
        """New clusters, and new names of those there are."""
        known = {c.code: c for c in self.wanted.clusters}
        if new := [known[code] for (code,) in self.asked("cluster")]:
            self.clusters_now |= store_clusters(self.tx, self.stored.row.id, new)
        row = table(t.Cluster)
        for (code,) in self.asked("cluster_name"):
            name = known[code].name
            of = update(row).where(row.c.id == self.clusters_now[code])
            self.tx.connection.execute(of.values(name_sv=name.sv, name_en=name.en))

    def members(self) -> None:
        """Those who come along: proposed, with a chain of their own; and who is the model of its cluster."""
        p, m = table(t.Participation), table(t.Membership)
        entries = []
        for code, cluster in self.asked("member"):
            home, motive = self.clusters_now[cluster], self.wanted.motive(code)
            row = participation_row(self.stored.row.id, home, code, self.stored.workflow, self.now, motive)
            seat = int(self.tx.connection.execute(insert(p).values(**row).returning(p.c.id)).scalar_one())
            since = {"participation": seat, "cluster": home, "since": self.stored.today, "why": ""}
            self.tx.connection.execute(insert(m).values(**since))
            entries.append((seat, self._proposed(code, cluster, motive), secrets.token_bytes(audit.SALT_BYTES)))
        if entries:
            append_many(self.tx, entries)
            self._wake()
        of_round = select(p.c.subject, p.c.id).where(p.c.round == self.stored.row.id)
        seats = {row[0]: row[1] for row in self.tx.connection.execute(of_round)}
        for of in self._with_new_model():
            model = seats.get(of.model_agency or "")
            c = table(t.Cluster)
            this = update(c).where(c.c.id == self.clusters_now[of.code])
            self.tx.connection.execute(this.values(model=model))

    def _with_new_model(self) -> Iterable[ClusterFile]:
        codes = {code for verb in ("model", "cluster") for (code,) in self.asked(verb)}
        return (c for c in self.wanted.clusters if c.code in codes)

    def _proposed(self, code: str, cluster: str, motive: str) -> bytes:
        extra = {"round": self.stored.round.code, "organisation": code, "cluster": cluster}
        return audit.payload(
            "proposed",
            self.now,
            self.stored.calendar.local(self.now),
            self.actor,
            destination=self.stored.workflow.initial,
            definition=self.stored.row.definition,
            policy=self.stored.row.policy_digest,
            extra={**extra, **({"motive": motive} if motive else {})},
        )

    def _wake(self) -> None:
        """The host's mornings begin again in a round where everything had ended, or nothing had begun."""
        at, of = self.stored.calendar.next_digest(self.now), ("round", self.stored.row.id)
        functions = host_functions(self.stored.workflow)
        insert_occurrences(self.tx, [Occurrence(of, "morning", at, function) for function in functions])

    def motives(self) -> None:
        """Why someone was chosen, said anew; the earlier words stay in the audit."""
        p = table(t.Participation)
        for (code,) in self.asked("motive"):
            seat, motive = self.stored.seats[code].id, self.wanted.motive(code)
            alone(self.tx, [seat])
            self.tx.connection.execute(update(p).where(p.c.id == seat).values(motive=motive))
            cases = list(open_cases(self.runtime, self.tx, [seat]).values())
            record(self.tx, cases, "motive", self.actor, self.now, extra={"motive": motive})

    def materials(self) -> None:
        """What there is to read, anew for each step that differs, after the programme's own."""
        m = table(t.Material)
        for (step,) in self.asked("materials"):
            of_step = (m.c.round == self.stored.row.id, m.c.step == step)
            self.tx.connection.execute(delete(m).where(*of_step))
            several = (*self.stored.workflow.steps[step].materials, *self.wanted.materials.get(step, ()))
            values = [
                {"round": self.stored.row.id, "step": step, "title_sv": one.title.sv, "title_en": one.title.en}
                | {"url": one.url}
                for one in several
            ]
            if values:
                self.tx.connection.execute(insert(m), values)

    def people(self, pseudonyms: Pseudonyms) -> None:
        """Who holds what, as when a roster is loaded; who is followed by nobody ends today."""
        if self.asked("roster"):
            code, wanted = self.stored.round.code, rows(self.stored, self.wanted)
            staff_round(self.inner, self.tx, code, wanted, self.actor, pseudonyms)
        for (number,) in self.asked("end"):
            end_function(self.inner, int(number), self.stored.today, self.actor)

    def meetings(self) -> None:
        """Dates given and moved, with everything that follows from them; then the themes."""
        planned = {(c.code, m.step): m for c in self.wanted.clusters for m in c.meetings}
        for cluster, step in self.asked("meeting"):
            at, meeting = self.clusters_now[cluster], planned[cluster, step]
            act = move_meeting if (cluster, step) in self.stored.meetings else plan_meeting
            act(self.inner, at, step, meeting.sessions, self.actor)
        for cluster, step in (*self.asked("meeting"), *self.asked("example")):
            self._example(self.clusters_now[cluster], step, example=planned[cluster, step].example_date)
        for cluster, step in self.asked("theme"):
            set_theme(self.inner, self.clusters_now[cluster], step, planned[cluster, step].theme, self.actor)

    def _example(self, cluster: int, step: str, *, example: bool) -> None:
        m = table(t.Meeting)
        of_step = update(m).where(m.c.cluster == cluster, m.c.step == step)
        self.tx.connection.execute(of_step.values(example_date=example))
