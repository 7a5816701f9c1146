"""Looks at days proposed for a meeting before anybody decides: what they run into, and better ones; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from jimflow.actions.case import open_cases
from jimflow.actions.errors import NotFound
from jimflow.core.calendar import Calendar, CalendarError
from jimflow.core.dates.dues import Due, dues
from jimflow.core.dates.good_days import good_days
from jimflow.core.dates.hits import Elsewhere, Hit, Proposal, hits
from jimflow.core.mistakes import Said
from jimflow.core.model import Facts
from jimflow.core.people import attending_functions
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot.facts import EVERYTHING
from jimflow.store.queries.elsewhere import SeatRow, seats, sittings_between
from jimflow.store.tables import Cluster, Participation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read

AROUND = timedelta(days=100)
"""How far from the proposed days other clusters' meetings are looked at."""


@dataclass(frozen=True, slots=True)
class DateCheck:
    """What was found. `names` are the members' by participation; `unknown` says which date nothing is known of."""

    proposal: Proposal
    hits: tuple[Hit, ...]
    dues: tuple[Due, ...]
    better: tuple[tuple[date, ...], ...]
    names: dict[int, tuple[str, str]]
    unknown: Said | None = None

    @property
    def possible(self) -> bool:
        """True when the meeting can be planned on the days, whatever they run into."""
        return not any(hit.stops for hit in self.hits)


def check_dates(runtime: Runtime, cluster: int, step: str, days: Sequence[date]) -> DateCheck:
    """Looks at the local `days` (at least one) for the cluster's meeting of `step`. Raises NotFound."""
    with read(runtime.engine) as tx:
        now = runtime.clock()
        programme, ends = _round(runtime, tx, cluster)
        if step not in programme.workflow.steps or not programme.workflow.steps[step].has_meeting:
            raise NotFound(f"{step} har ingen träff.", f"{step} has no meeting.")
        p = table(Participation).c
        ids = list(tx.connection.execute(select(p.id).where(p.cluster == cluster).order_by(p.id)).scalars())
        members = [case.facts for case in open_cases(runtime, tx, ids, EVERYTHING).values()]
        known = tuple(sorted(set(days)))
        elsewhere = _elsewhere(runtime, tx, cluster, programme, members, step, known)
    proposal = Proposal(programme, members, step, known, now, elsewhere, ends)
    names = {facts.id: facts.organisation_names for facts in members}
    found = tuple(hits(proposal))
    if any(hit.kind == "outside" for hit in found):
        return DateCheck(proposal, found, (), (), names)
    better = tuple(good_days(proposal))
    try:
        return DateCheck(proposal, found, tuple(dues(proposal)), better, names)
    except CalendarError as error:
        return DateCheck(proposal, found, (), better, names, error.said)


def _round(runtime: Runtime, tx: Tx, cluster: int) -> tuple[Programme, date]:
    """What the round of the cluster runs on, and its last day."""
    r, c = table(Round), table(Cluster)
    wanted = select(r.c.definition, r.c.policy_digest, r.c.id, r.c.ends_on).join_from(r, c, c.c.round == r.c.id)
    row = tx.connection.execute(wanted.where(c.c.id == cluster)).first()
    if row is None:
        raise NotFound(f"Kluster nr {cluster} finns inte.", f"There is no cluster no. {cluster}.")
    *keys, ends = row
    return runtime.programmes.of(tx, *keys), ends


def _elsewhere(
    runtime: Runtime,
    tx: Tx,
    cluster: int,
    programme: Programme,
    members: Sequence[Facts],
    step: str,
    days: Sequence[date],
) -> list[Elsewhere]:
    """Other clusters' meetings near the days, each with those of our people who are expected there."""
    calendar, functions = programme.calendar, set(attending_functions(programme.workflow, step))
    ours = sorted({a.person for facts in members for a in facts.appointments if a.function in functions})
    begins, ends = (calendar.at(_inside(calendar, d), time(0)) for d in (days[0], days[-1]))
    sittings = defaultdict(list)
    for sitting in sittings_between(tx, begins - AROUND, ends + AROUND, cluster):
        sittings[sitting.meeting].append(sitting)
    held = seats(tx, ours)
    found = []
    for several in sittings.values():
        one = several[0]
        workflow = runtime.programmes.workflow(tx, one.definition)
        on = tuple(sorted({calendar.local_date(s.starts_at) for s in several}))
        asked = set(attending_functions(workflow, one.step)) if one.step in workflow.steps else set()
        there = frozenset(s.person for s in held if s.function in asked and _sits(s, one.round, one.cluster, on[0]))
        title = workflow.state_title(one.step) if asked else Said(one.step, one.step)
        found.append(Elsewhere(Said(one.name_sv, one.name_en), title, on, there))
    return found


def _inside(calendar: Calendar, day: date) -> date:
    return min(max(day, calendar.first), calendar.last)


def _sits(seat: SeatRow, round_: int, cluster: int, day: date) -> bool:
    """True when the seat is one of that cluster, held on the day."""
    here = seat.round == round_ and seat.cluster in (None, cluster)
    return here and seat.since <= day and (seat.until is None or day <= seat.until)
