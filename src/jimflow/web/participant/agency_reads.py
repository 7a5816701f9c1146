"""Everything that an agency's own pages show of it, read at one moment: nothing of the host's, nothing of others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from jimflow.actions.agency_desk import registrar
from jimflow.actions.agency_seats import Home, home
from jimflow.actions.case import Case, open_case
from jimflow.actions.why import answer_for
from jimflow.core.figures.times import MOVES
from jimflow.core.model import Facts
from jimflow.core.people import host_functions
from jimflow.core.ways import best_way
from jimflow.core.why import Why
from jimflow.core.workflow import ORGANISATION, Workflow
from jimflow.store.hot import WHOLE
from jimflow.store.queries.migrating import histories
from jimflow.store.queries.my_agency import begun
from jimflow.store.queries.rounds import ParticipationRow, RoundRow, rounds
from jimflow.store.queries.standing_in import SubstituteRow, substitutes
from jimflow.store.queries.work import (
    AppointmentRow,
    AssignmentRow,
    WaiverRow,
    appointments,
    assignments,
    waivers,
)
from jimflow.store.tables import Organisation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read
from jimflow.texts.names import function_titles, named
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Host:
    """Whom to ask at the host: what the function is called, who signs the mails, and the address that is read."""

    function: str
    name: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Room:
    """One that takes part, as its own people see it."""

    lang: str
    now: datetime
    today: date
    home: Home
    of: RoundRow
    case: Case
    people: Mapping[int, AppointmentRow]
    """Its own alone, by the number of the appointment."""
    work: Sequence[AssignmentRow]
    begun: Mapping[int, frozenset[str]]
    waivers: Sequence[WaiverRow]
    moves: Sequence[Mapping[str, Any]]
    organisations: Mapping[str, str]
    """The names of those where its people work, where they are several."""
    registrar: str
    substitutes: Sequence[SubstituteRow]
    """Those who stand in for its people for a time, today or later."""

    @property
    def row(self) -> ParticipationRow:
        """Its row."""
        return self.home.row

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
        return f"/my/agency/{self.row.id}"

    @property
    def name(self) -> str:
        """What it is called."""
        return named((self.row.name_sv, self.row.name_en), self.lang)

    @property
    def round_title(self) -> str:
        """What the round is called."""
        return named(json.loads(self.of.facts)["title"], self.lang)

    @property
    def host(self) -> Host:
        """Whom to ask at the host."""
        said = json.loads(self.of.facts)["host"]
        title = function_titles(self.workflow, host_functions(self.workflow), self.lang)
        return Host(title, named(said["sender"], self.lang), str(said["mailbox"]))

    @property
    def several(self) -> bool:
        """True where several organisations may work on one subject."""
        return self.workflow.subject != ORGANISATION

    def meeting(self, step: str) -> str:
        """The address of its own page about the meeting of a step, "" without one."""
        found = self.facts.meetings.get(step)
        return f"/my/meetings/{found.id}" if found is not None and found.status != "cancelled" else ""

    def day(self, moment: datetime) -> date:
        """The local day of an instant."""
        return self.case.programme.today(moment)

    def answer(self) -> Why:
        """What stands in the way of going on, on the way that is next from here."""
        way = best_way(self.case.programme, self.facts, self.now)
        return answer_for(self.case, way[0].name if way else "advance", self.now)


def room(visit: Visit, participation: str) -> Room:
    """The one of that number in an address. Raises NotFound, whether it is another's or nobody's."""
    number = (
        int(participation) if participation.isascii() and participation.isdigit() and len(participation) < 10 else 0
    )
    with read(visit.runtime.engine) as tx:
        at = home(visit.runtime, tx, visit.me, number)
        case = open_case(visit.runtime, tx, number, WHOLE)
        people = {a.id: a for a in appointments(tx, at.row.round, number) if a.participation == number}
        work, today = assignments(tx, [number]), case.programme.today(visit.now)
        return Room(
            lang=visit.lang,
            now=visit.now,
            today=today,
            home=at,
            of=next(r for r in rounds(tx) if r.id == at.row.round),
            case=case,
            people=people,
            work=work,
            begun=begun(tx, [a.id for a in work]) if at.coordinates else {},
            waivers=waivers(tx, [number]),
            moves=histories(tx, [number], MOVES)[number],
            organisations=_names(tx, {a.organisation for a in people.values()}, visit.lang),
            registrar=registrar(tx, number) or "",
            substitutes=[
                s for s in substitutes(tx, participations=[number]) if s.ended_at is None and s.until >= today
            ],
        )


def _names(tx: Tx, codes: set[str], lang: str) -> Mapping[str, str]:
    o = table(Organisation).c
    rows = tx.connection.execute(select(o.code, o.name_sv, o.name_en).where(o.code.in_(codes)))
    return {code: named((sv, en or sv), lang) for code, sv, en in rows}
