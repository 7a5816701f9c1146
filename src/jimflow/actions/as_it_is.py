"""How things stand at the moment a mail is written: read for all that is due, in a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text

from jimflow.actions.case import Case, open_cases
from jimflow.actions.diaries import Entry, still_needed, taken_out
from jimflow.actions.host_sweep import asked_of_the_host
from jimflow.actions.voices import Speaker
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Appointment, Assignment, Part, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

ABOUT_WORK = frozenset({"open", "remind", "overdue", "inform", "handover"})
ABOUT_A_SEAT = frozenset({"vacant", "undeliverable"})
ASKED_OF_THE_HOST = frozenset({"record", "theme"})

_A, _P, _H, _W = table(Assignment).c, table(Part).c, table(Appointment).c, table(Participation).c
_UNFINISHED = Sql(select(_A.id, _A.due_at).where(one_of(_A.id, "ids"), text("status IN ('planned', 'open')")))
_DONE = Sql(select(_P.assignment, _P.function).where(one_of(_P.assignment, "ids")))
_HOLDERS = Sql(
    select(_H.participation, _H.function, _H.address, _H.since, _H.until, _H.undeliverable_at.is_not(None)).where(
        one_of(_H.participation, "ids")
    )
)
_STATES = Sql(select(_W.id, _W.state).where(one_of(_W.id, "ids")))


@dataclass(frozen=True, slots=True)
class Seat:
    """Someone who holds a function of a participation, or did, or will. `lost`: the address refused mail for good."""

    participation: int
    function: str
    address: str
    since: date
    until: date | None
    lost: bool

    def held(self, day: date) -> bool:
        """True on the days of the appointment."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class AsItIs:
    """What the intents speak of, as it is now; only what they speak of has been read."""

    seen: Mapping[int, Mapping[str, Any]]
    """The frozen facts by intent."""
    unfinished: Mapping[int, datetime | None] = field(default_factory=dict)
    """Assignments that are still expected, with their due times."""
    done: frozenset[tuple[int, str]] = frozenset()
    """(assignment, function) of the parts that are done."""
    seats: Sequence[Seat] = ()
    states: Mapping[int, str] = field(default_factory=dict)
    cases: Mapping[int, Case] = field(default_factory=dict)
    """Participations that something will be missing for, with all their facts."""
    asked: frozenset[tuple[str, str, int]] = frozenset()
    """(record or theme, step, cluster) that the host is still to see to."""
    taken_out: Mapping[Entry, int] = field(default_factory=dict)
    """Entries that were taken out of diaries when somebody left, with the number that was done under."""
    needed: frozenset[Entry] = frozenset()
    """Entries about to be taken out of a diary that somebody needs there after all."""


def as_it_is(runtime: Runtime, tx: Tx, found: Sequence[DueIntent], voices: Mapping[int, Speaker]) -> AsItIs:
    """Reads what `found` speaks of."""
    seen = {i.id: json.loads(i.facts) for i in found}
    work = sorted({i.assignment for i in found if i.assignment is not None and i.template in ABOUT_WORK | ABOUT_A_SEAT})
    homes = _participations(i for i in found if i.template in ABOUT_A_SEAT)
    letters = _participations(i for i in found if i.item.startswith("letter:"))
    lacking = _participations(i for i in found if i.template == "readiness")
    asked = {
        (i.template, str(seen[i.id]["step"]), int(seen[i.id]["cluster_id"]))
        for i in found
        if i.template in ASKED_OF_THE_HOST and "cluster_id" in seen[i.id]
    }
    dates = sorted({i.address for i in found if i.template in ABOUT_A_DATE})
    return AsItIs(
        seen,
        {row[0]: row[1] for row in tx.rows(_UNFINISHED, ids=work)} if work else {},
        frozenset((row[0], row[1]) for row in tx.rows(_DONE, ids=work)) if work else frozenset(),
        [Seat(*row) for row in tx.rows(_HOLDERS, ids=homes)] if homes else (),
        {row[0]: row[1] for row in tx.rows(_STATES, ids=letters)} if letters else {},
        open_cases(runtime, tx, lacking) if lacking else {},
        asked_of_the_host(runtime, tx, asked) if asked else frozenset(),
        taken_out(tx, dates) if dates else {},
        _needed(tx, found, seen, voices),
    )


def _needed(
    tx: Tx, found: Sequence[DueIntent], seen: Mapping[int, Mapping[str, Any]], voices: Mapping[int, Speaker]
) -> frozenset[Entry]:
    leaving: dict[int, dict[Entry, Mapping[str, Any]]] = {}
    for i in found:
        if i.template == "cancelled" and seen[i.id].get("left"):
            leaving.setdefault(voices[i.id].round, {})[i.address, str(seen[i.id]["uid"])] = seen[i.id]
    workflows = {speaker.round: speaker.programme.workflow for speaker in voices.values()}
    return frozenset(e for number, several in leaving.items() for e in still_needed(tx, workflows[number], several))


def _participations(intents: Iterable[DueIntent]) -> list[int]:
    return sorted({i.participation for i in intents if i.participation is not None})
