"""The agency that a page acts on: what was seen of it, and what has changed since then."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from jimflow.actions.as_seen import Overtaken, as_seen
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import ParticipationRow, RoundRow
from jimflow.store.queries.trail import latest
from jimflow.store.queries.trail_people import People, trail_people
from jimflow.store.transaction import read
from jimflow.texts.dates import clock, short_day
from jimflow.texts.names import named
from jimflow.texts.trail_words import actor_words, kind_word, titled_detail
from jimflow.web.errors import Stale
from jimflow.web.forms import Form
from jimflow.web.here import the_agency, the_round, the_workflow
from jimflow.web.visit import Visit

T = TypeVar("T")

MOST = 8
"""So many changes are told at most."""


@dataclass(frozen=True, slots=True)
class AtAgency:
    """Whom a page acts on. `place` is the address of its own page; `entry` the number of its last audit entry."""

    of: RoundRow
    row: ParticipationRow
    workflow: Workflow
    place: str
    name: str
    entry: int

    @property
    def called(self) -> Said:
        """Its name in both languages."""
        return Said(self.row.name_sv, self.row.name_en)


def at_agency(visit: Visit, code: str, agency: str) -> AtAgency:
    """The agency of an address. Raises NotFound."""
    of = the_round(visit, code)
    row = the_agency(visit, of, agency)
    with read(visit.runtime.engine) as tx:
        last = latest(tx, [row.id], limit=1)
    place = f"/rounds/{of.code}/agencies/{row.organisation}"
    name = named((row.name_sv, row.name_en), visit.lang)
    return AtAgency(of, row, the_workflow(visit, of), place, name, last[0].seq if last else 0)


def unless_changed(visit: Visit, at: AtAgency, form: Form, act: Callable[[Runtime], T]) -> Callable[[Runtime], T]:
    """`act`, done only while the agency is as it was when the form was shown; else it raises Stale, saying what is new.

    The form carries what was seen in the hidden fields of `seen` in parts/acts.html.
    """

    def done(runtime: Runtime) -> T:
        try:
            return as_seen(runtime, at.row.id, _number(form, "seen"), act)
        except Overtaken:
            raise Stale(*changes(visit, at, _number(form, "entry"))) from None

    return done


def changes(visit: Visit, at: AtAgency, after: int) -> list[str]:
    """What people have done with the agency since its audit entry of that number, in words, the first one first."""
    with read(visit.runtime.engine) as tx:
        rows = [row for row in latest(tx, [at.row.id], limit=MOST) if row.seq > after]
        payloads = [json.loads(row.payload) for row in reversed(rows) if row.payload is not None]
        people = trail_people(tx, payloads)
    return [_told(visit, at, payload, people) for payload in payloads if not payload.get("automatic")]


def _told(visit: Visit, at: AtAgency, payload: dict[str, object], people: People) -> str:
    local = datetime.fromisoformat(str(payload["local"]))
    when = f"{short_day(local.date(), visit.lang, visit.today)} {clock(local, visit.lang)}"
    what = [kind_word(str(payload["kind"]), visit.lang), titled_detail(payload, at.workflow, visit.lang)]
    who = actor_words(payload, visit.lang, people, at.row.id, at.workflow)
    return f"{when}, {who}: {' · '.join(filter(None, what))}"


def _number(form: Form, name: str) -> int:
    typed = form.text(name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0
