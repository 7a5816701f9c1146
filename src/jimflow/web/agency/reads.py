"""Everything the page of one that takes part shows, read at one moment in a fixed number of statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.actions.case import Case, open_case
from jimflow.actions.errors import NotFound
from jimflow.actions.why import answer_for
from jimflow.core.called import folded
from jimflow.core.figures.facts import Heads
from jimflow.core.figures.times import MOVES
from jimflow.core.model import Facts
from jimflow.core.ways import best_way
from jimflow.core.why import Why
from jimflow.core.workflow import Workflow
from jimflow.store.hot import WHOLE
from jimflow.store.queries import participation as beside
from jimflow.store.queries.figures import heads
from jimflow.store.queries.mail import IntentRow, MailRow, intents_of, waiting
from jimflow.store.queries.migrating import histories
from jimflow.store.queries.notes import NoteRow, notes
from jimflow.store.queries.parties import carried_along
from jimflow.store.queries.rounds import ParticipationRow, RoundRow, participations
from jimflow.store.queries.trail import EntryRow, latest
from jimflow.store.queries.trail_people import People, trail_people
from jimflow.store.queries.work import (
    AppointmentRow,
    AssignmentRow,
    ResultRow,
    WaiverRow,
    answers,
    appointments,
    assignments,
    results,
    waivers,
)
from jimflow.store.transaction import read
from jimflow.texts.names import named
from jimflow.web.at_agency import AtAgency
from jimflow.web.visit import Visit

MAILS, ENTRIES = 60, 8
"""So many of the latest are shown; the outbox and the log have the rest."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One that takes part, with what is asked of it, kept of it and said to it. `base` is the round's address."""

    lang: str
    now: datetime
    today: date
    base: str
    of: RoundRow
    row: ParticipationRow
    members: Sequence[ParticipationRow]
    """Everyone in its cluster, by name."""
    case: Case
    motive: str
    people: Mapping[int, AppointmentRow]
    work: Sequence[AssignmentRow]
    answers: Mapping[int, Mapping[str, Any]]
    """Submitted ones alone: what is only saved is the agency's own."""
    carried: Mapping[str, Any]
    came: Sequence[beside.CameRow]
    heads: Mapping[int, Heads]
    results: Sequence[ResultRow]
    waivers: Sequence[WaiverRow]
    notes: Sequence[NoteRow]
    mails: Sequence[MailRow]
    items: Mapping[int, Sequence[IntentRow]]
    """What each mail says."""
    waiting: Sequence[IntentRow]
    coming: Sequence[beside.ComingRow]
    moves: Sequence[Mapping[str, Any]]
    trail: Sequence[EntryRow]
    acted: People
    """Who of those who take part stands in it."""

    @property
    def facts(self) -> Facts:
        """What decisions look at."""
        return self.case.facts

    @property
    def workflow(self) -> Workflow:
        """The definition it runs on."""
        return self.case.programme.workflow

    @property
    def here(self) -> str:
        """The address of its page."""
        return f"{self.base}/agencies/{self.row.organisation}"

    @property
    def at(self) -> AtAgency:
        """The same for the pages that act on it."""
        name = named((self.row.name_sv, self.row.name_en), self.lang)
        return AtAgency(self.of, self.row, self.workflow, self.here, name, self.trail[0].seq if self.trail else 0)

    def meeting(self, step: str) -> str:
        """The address of its cluster's meeting of a step."""
        return f"{self.base}/clusters/{self.row.cluster_code}/meetings/{step}"

    def day(self, moment: datetime) -> date:
        """The local day of an instant."""
        return self.case.programme.today(moment)

    def answer(self, on: date | None = None) -> Why:
        """What stands in the way of going on, on the way that is next from here; now, or on a day to come."""
        way = best_way(self.case.programme, self.facts, self.now)
        return answer_for(self.case, way[0].name if way else "advance", self.now, on)


def dossier(visit: Visit, of: RoundRow, code: str) -> Dossier:
    """The participation in the round of whoever has that code. Raises NotFound."""
    with read(visit.runtime.engine) as tx:
        everyone = participations(tx, of.code)
        row = next((p for p in everyone if p.organisation == code), None)
        if row is None:
            raise NotFound(f"{code} deltar inte i omgången {of.code}.", f"{code} takes no part in the round {of.code}.")
        id_ = row.id
        work = assignments(tx, [id_])
        people = {a.id: a for a in appointments(tx, of.id, id_)}
        own = [a for a in people.values() if a.participation == id_]
        addresses = {place for a in own for place in (a.address, a.assistant) if place}
        mails = beside.mails_to(tx, of.id, id_, addresses, MAILS)
        items: dict[int, list[IntentRow]] = defaultdict(list)
        for intent in intents_of(tx, [m.id for m in mails]):
            items[intent.mail or 0].append(intent)
        trail = latest(tx, [id_], limit=ENTRIES)
        return Dossier(
            lang=visit.lang,
            now=visit.now,
            today=visit.today,
            base=f"/rounds/{of.code}",
            of=of,
            row=row,
            members=sorted((p for p in everyone if p.cluster == row.cluster), key=lambda p: folded(p.name_sv)),
            case=open_case(visit.runtime, tx, id_, WHOLE),
            motive=beside.motive(tx, id_),
            people=people,
            work=work,
            answers=answers(tx, [a.id for a in work]),
            carried=carried_along(tx, id_),
            came=beside.came(tx, id_),
            heads={h.meeting: h for h in heads(tx, [row.cluster])},
            results=results(tx, [id_]),
            waivers=waivers(tx, [id_]),
            notes=notes(tx, [id_]),
            mails=mails,
            items=items,
            waiting=[i for i in waiting(tx, participation=id_) if i.appointment in {a.id for a in own}],
            coming=beside.coming(tx, id_),
            moves=histories(tx, [id_], MOVES)[id_],
            trail=trail,
            acted=trail_people(tx, [json.loads(e.payload) for e in trail if e.payload is not None]),
        )
