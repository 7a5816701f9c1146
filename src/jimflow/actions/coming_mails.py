"""Which mails will go in the days to come, to whom and why, as it looks now. Changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jimflow.actions.case import open_cases
from jimflow.actions.compose import speaking, stands_alone, thing
from jimflow.actions.errors import NotFound
from jimflow.actions.host_sweep import to_be_asked
from jimflow.actions.mail_review import Policy, review_of
from jimflow.actions.outbox import intents, stand_ins
from jimflow.actions.still_true import true_now
from jimflow.actions.voices import Speaker, speakers
from jimflow.actions.wishes import apart
from jimflow.core.mistakes import Said
from jimflow.core.people import host_functions
from jimflow.core.rearm import Known
from jimflow.core.remind import sweep
from jimflow.core.workflow import Workflow
from jimflow.mail.own_words import OWN, own_words
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent, DueOccurrence, NewIntent
from jimflow.store.queries.outbox import Addressee, addressees, clusters_said, due_until, said_keys, waiting_intents
from jimflow.store.transaction import Tx, read

DAYS = 14


@dataclass(frozen=True, slots=True)
class Receiver:
    """Someone who will read it. `intent` is its number, None while it is only planned; `own`: it has words of its own,
    `stale`: which must be looked at again."""

    intent: int | None
    participation: int | None
    organisation: Said
    function: str
    person: str
    address: str
    language: str
    own: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """The same thing said to several of one cluster on the same day. `facts` are those of the first, for its words.

    `day`: the local day it goes at the earliest, never past. `planned`: whether it is said is decided then. `held`: it
    waits for somebody, and the line is what waits for the same moment; `to_be_held`: it will.
    """

    day: date
    mail_class: str
    template: str
    item: str
    planned: bool
    held: bool
    to_be_held: bool
    receivers: tuple[Receiver, ...]
    facts: Mapping[str, object]
    workflow: Workflow


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will go, by day; `mails` says how many mails that makes each day, what is held left out.

    The host's overview, which goes every morning there is something to tell, is not among them.
    """

    lines: tuple[Coming, ...]
    mails: Mapping[date, int]
    review: Policy
    until: date


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing to one reader; `reviewed`: somebody has released it, so that no review holds it again."""

    day: date
    row: DueIntent | NewIntent
    held: bool
    reviewed: bool
    workflow: Workflow


def coming(runtime: Runtime, round_id: int, days: int = DAYS) -> Forecast:
    """What stands to go in a round within so many days, today counted: what is meant already, and what the plan will
    cause with the facts as they are. What is held is there whatever its day. Raises NotFound."""
    with read(runtime.engine) as tx:
        now = runtime.clock()
        speaker = speakers(runtime, tx, [round_id]).get(round_id)
        if speaker is None:
            raise NotFound(f"Omgång nr {round_id} finns inte.", f"There is no round no. {round_id}.")
        calendar = speaker.programme.calendar
        last = calendar.local_date(now) + timedelta(days=days - 1)
        until, policy = calendar.end_of_day(last), review_of(tx, round_id)
        things = [*_meant(runtime, tx, round_id, until, now), *_planned(runtime, tx, speaker, until, now)]
        things = [t for t in things if t.row.template != "morning" and (t.held or t.day <= last)]
        lines = _lines(tx, things, policy, host_functions(speaker.programme.workflow))
        mails = _mails(things, apart(tx, [t.row for t in things]))
    return Forecast(tuple(lines), mails, policy, last)


def _meant(runtime: Runtime, tx: Tx, round_id: int, until: datetime, now: datetime) -> Iterator[_Thing]:
    """What waits to be written and still holds."""
    found = waiting_intents(tx, round_id, until)
    marks = {row.id: (held, reviewed) for row, held, reviewed in found}
    voices = speaking(runtime, tx, [row for row, *_ in found])
    for row in true_now(runtime, tx, [row for row, *_ in found], voices, now):
        programme = voices[row.id].programme
        at = row.send_at if row.send_at > now or row.mail_class == "immediate" else programme.calendar.next_send(now)
        yield _Thing(programme.calendar.local_date(max(at, now)), row, *marks[row.id], programme.workflow)


def _planned(runtime: Runtime, tx: Tx, speaker: Speaker, until: datetime, now: datetime) -> Iterator[_Thing]:
    """What falls due and would be said with the facts as they are, each thing once."""
    due = due_until(tx, speaker.round, until)
    rows: dict[str, tuple[NewIntent, Workflow]] = {}
    for row, workflow in (*_of_members(runtime, tx, due, now), *_of_clusters(runtime, tx, speaker, due, now)):
        rows.setdefault(row.key, (row, workflow))
    said, calendar = said_keys(tx, list(rows)), speaker.programme.calendar
    for key, (row, workflow) in rows.items():
        if key not in said:
            yield _Thing(calendar.local_date(max(row.send_at, now)), row, row.held, False, workflow)


def _of_members(
    runtime: Runtime, tx: Tx, due: Sequence[DueOccurrence], now: datetime
) -> Iterator[tuple[NewIntent, Workflow]]:
    """Each moment of each participation is swept when it comes, as the heartbeat will."""
    moments: dict[tuple[int, datetime], list[Known]] = {}
    for o in due:
        if o.subject[0] == "participation":
            known = Known(o.id, o.rule, o.due_at, o.recipient, o.for_due, "pending")
            moments.setdefault((o.subject[1], max(o.due_at, now)), []).append(known)
    cases = open_cases(runtime, tx, sorted({participation for participation, _ in moments})) if moments else {}
    swept = [
        (case := cases[participation], at, together, sweep(case.programme, case.facts, together, at).messages)
        for (participation, at), together in moments.items()
    ]
    standing = stand_ins(tx, [m for *_, messages in swept for m in messages])
    for case, at, together, messages in swept:
        for row in intents(runtime, case, messages, at, max(k.due_at for k in together), standing):
            yield row, case.programme.workflow


def _of_clusters(
    runtime: Runtime, tx: Tx, speaker: Speaker, due: Sequence[DueOccurrence], now: datetime
) -> Iterator[tuple[NewIntent, Workflow]]:
    for o in due:
        if o.subject[0] == "cluster":
            for row in to_be_asked(runtime, tx, [o], max(o.due_at, now))[1]:
                yield row, speaker.programme.workflow


def _lines(tx: Tx, things: Sequence[_Thing], policy: Policy, hosts: Sequence[str]) -> list[Coming]:
    groups: dict[tuple[object, ...], list[_Thing]] = {}
    for t, cluster in zip(things, clusters_said(tx, [t.row for t in things]), strict=True):
        planned, moment = isinstance(t.row, NewIntent), t.row.send_at if t.held else None
        said, stands = (t.row.template, t.row.item, t.row.mail_class), (planned, t.held, t.reviewed)
        key = (t.day, moment, cluster, *said, *stands, t.workflow.digest)
        groups.setdefault(key, []).append(t)
    people = addressees(tx, sorted({t.row.appointment for t in things if t.row.appointment is not None}))
    found = [
        Coming(
            day=several[0].day,
            mail_class=several[0].row.mail_class,
            template=several[0].row.template,
            item=several[0].row.item,
            planned=isinstance(several[0].row, NewIntent),
            held=several[0].held,
            to_be_held=policy != "none"
            and not (several[0].held or several[0].reviewed)
            and several[0].row.function not in hosts,
            receivers=tuple(_receiver(t.row, people[t.row.appointment or 0]) for t in several),
            facts=json.loads(several[0].row.facts),
            workflow=several[0].workflow,
        )
        for several in groups.values()
    ]
    return sorted(found, key=lambda line: (line.day, line.mail_class != "immediate", line.planned))


def _receiver(row: DueIntent | NewIntent, to: Addressee) -> Receiver:
    own = own_words(json.loads(row.facts)) if OWN in row.facts else None
    return Receiver(
        intent=row.id if isinstance(row, DueIntent) else None,
        participation=row.participation,
        organisation=Said(to.name_sv, to.name_en),
        function=row.function,
        person=to.person,
        address=row.address,
        language=row.language,
        own=own is not None,
        stale=own is not None and own.stale,
    )


def _mails(things: Sequence[_Thing], separate: Collection[str]) -> dict[date, int]:
    """One mail a day for each reader, and one for each date in a calendar and each urgent thing; for whoever wants
    them separate (by key), one for each thing."""
    keys = set()
    for t in things:
        of = (thing(t.row),) if t.row.key in separate else ()
        if not t.held:
            keys.add((t.day, t.row.key) if stands_alone(t.row) else (t.day, t.row.address, *of))
    return dict(sorted(Counter(day for day, *_ in keys).items()))
