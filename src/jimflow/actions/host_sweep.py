"""What falls due for the host: the morning digest, attendance to record, a theme to choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases
from jimflow.actions.outbox import send_time
from jimflow.actions.overviews import overview_of
from jimflow.actions.people import Host, hosts
from jimflow.core.advance import needs
from jimflow.core.canonical import canonical
from jimflow.core.model import Occurrence
from jimflow.core.programme import Programme
from jimflow.core.ways import triggers_on
from jimflow.runtime import Runtime
from jimflow.store.hot import DueOccurrence, NewIntent, finish, insert_intents, insert_occurrences
from jimflow.store.hot.due import Ending
from jimflow.store.hot.facts import Needs
from jimflow.store.queries.mail import given_up, unwritten
from jimflow.store.queries.outbox import held_up, stops, to_review
from jimflow.store.queries.rounds import pauses_over
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

TOLD_OF = timedelta(days=14)
"""How long after it was written the host's morning tells of mail that did not go."""


def sweep_clusters(runtime: Runtime, tx: Tx, found: Sequence[DueOccurrence], now: datetime) -> None:
    """Asks the host to record a meeting, or to choose a theme that is still missing."""
    if not found:
        return
    endings, rows = to_be_asked(runtime, tx, found, now)
    finish(tx, endings, now)
    if rows:
        insert_intents(tx, rows)


def to_be_asked(
    runtime: Runtime, tx: Tx, found: Sequence[DueOccurrence], now: datetime
) -> tuple[dict[int, Ending], list[NewIntent]]:
    """What becomes of what is due for clusters, and what the host is then asked; changes nothing."""
    members = _members(runtime, tx, "cluster", {o.subject[1] for o in found}, _OF_A_MEETING)
    endings: dict[int, Ending] = {}
    rows: list[NewIntent] = []
    for o in found:
        cases = members.get(o.subject[1], [])
        kind, step = o.rule.split(":")[:2]
        active = _active(cases)
        if not _matters(kind, step, active):
            endings[o.id] = "dropped"
            continue
        endings[o.id] = "fired"
        first = active[0]
        meeting = first.facts.meetings[step]
        seen = {
            "cluster": list(first.facts.cluster_name),
            "cluster_id": o.subject[1],
            "organisation": "",
            "function": o.recipient,
            "step": step,
            "meeting_day": meeting.day.isoformat(),
            "members": [c.facts.organisation_name for c in active],
        }
        people = hosts(tx, [first.facts.round], [o.recipient], first.programme.today(now))
        key = f"{o.rule}:cluster:{o.subject[1]}:{o.due_at.isoformat()}"
        rows += [_intent(runtime, first.programme, h, kind, f"{kind}:{step}", seen, key, o.due_at, now) for h in people]
    return endings, rows


def asked_of_the_host(
    runtime: Runtime, tx: Tx, asked: Collection[tuple[str, str, int]]
) -> frozenset[tuple[str, str, int]]:
    """Those of (record or theme, step, cluster) that are still to be seen to."""
    members = _members(runtime, tx, "cluster", {cluster for _, _, cluster in asked}, _OF_A_MEETING)
    return frozenset(a for a in asked if _matters(a[0], a[1], _active(members.get(a[2], []))))


def sweep_rounds(runtime: Runtime, tx: Tx, found: Sequence[DueOccurrence], now: datetime) -> None:
    """The programme coordinator's morning digest, and the next morning's occurrence; none when all have ended."""
    if not found:
        return
    members = _members(runtime, tx, "round", {o.subject[1] for o in found}, _to_move_on(runtime, tx))
    endings: dict[int, Ending] = {}
    rows: list[NewIntent] = []
    following: list[Occurrence] = []
    for o in found:
        cases = members.get(o.subject[1], [])
        if not any(c.facts.state not in c.programme.workflow.finals for c in cases):
            endings[o.id] = "dropped"
            continue
        endings[o.id] = "fired"
        programme = cases[0].programme
        seen = overview_of(cases, now)
        more = _more(tx, o.subject[1], programme.today(now), now)
        if (more or not seen.empty) and _this_morning(programme, o.due_at, now):
            facts = {"organisation": "", "cluster": ["", ""], "function": o.recipient, **seen.facts(), **more}
            key = f"morning:{o.subject[1]}:{programme.today(now).isoformat()}"
            people = hosts(tx, [o.subject[1]], [o.recipient], programme.today(now))
            rows += [_intent(runtime, programme, h, "morning", "morning", facts, key, o.due_at, now) for h in people]
        tomorrow = programme.calendar.next_digest(now + timedelta(seconds=1))
        following.append(Occurrence(o.subject, "morning", tomorrow, o.recipient))
    finish(tx, endings, now)
    insert_occurrences(tx, following)
    if rows:
        insert_intents(tx, rows)


def _this_morning(programme: Programme, due: datetime, now: datetime) -> bool:
    """An overview that can no longer be read on its day is not written: the next morning's says how things stand."""
    calendar = programme.calendar
    if calendar.next_digest(now) == now:
        return True
    return programme.today(due) == programme.today(now) and calendar.next_send(now) <= now


def _more(tx: Tx, round_id: int, today: date, now: datetime) -> dict[str, object]:
    """What the overview of the work does not know: pauses that were to be over, mail not written, given up, stopped
    or waiting for somebody to look at it."""
    stuck = _unwritten(tx, round_id)
    pauses: list[dict[str, object]] = [
        {"organisation": [p.name_sv, p.name_en], "day": str(p.paused_until)} for p in pauses_over(tx, round_id, today)
    ]
    lost = given_up(tx, round_id, now - TOLD_OF)
    stopped = [{"why": s.reason, "day": s.since.isoformat(), "all": s.round is None} for s in stops(tx, round_id)]
    waiting = held_up(tx, round_id) if stopped else None
    found = {
        "unwritten": stuck,
        "pauses": pauses,
        "given_up": lost,
        "mail_stopped": stopped,
        "held_up": waiting.unwritten + waiting.mails if waiting else 0,
        "to_review": to_review(tx, round_id),
    }
    return {name: said for name, said in found.items() if said}


def _unwritten(tx: Tx, round_id: int) -> list[dict[str, object]]:
    """What could not be written in the round: a line for each reason, with how many wait for it; no address."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in unwritten(tx, round_id):
        found.setdefault((row.sv, row.en), set()).add(row.address)
    return [{"why": list(why), "count": len(addresses)} for why, addresses in found.items()]


def _active(cases: Sequence[Case]) -> list[Case]:
    return [c for c in cases if c.facts.state in c.programme.workflow.active]


def _matters(kind: str, step: str, active: Sequence[Case]) -> bool:
    meeting = active[0].facts.meetings.get(step) if active else None
    if meeting is None or meeting.status == "cancelled":
        return False
    if kind == "theme":
        return not meeting.theme
    recorded = all(any(p.step == step for p in c.facts.presences) for c in active)
    return not (meeting.status == "held" and recorded)


_OF_A_MEETING = frozenset({"meetings", "presences"})
_P = table(Participation).c
_MEMBERS = {
    name: Sql(select(_P.id, _P[name]).where(one_of(_P[name], "ids")).order_by(_P.id)) for name in ("cluster", "round")
}


def _to_move_on(runtime: Runtime, tx: Tx) -> Needs:
    """The facts of the move that leads from step to step."""

    def of(definition: str, state: str) -> frozenset[str]:
        workflow = runtime.programmes.workflow(tx, definition)
        wanted = frozenset[str]().union(*(needs(workflow, trigger, state) for trigger in triggers_on(workflow, state)))
        return wanted - {"assignments"} | {"assignments_alone"}

    return of


def _members(runtime: Runtime, tx: Tx, column: str, values: set[int], wanted: Needs) -> Mapping[int, list[Case]]:
    owner: dict[int, int] = {row[0]: row[1] for row in tx.rows(_MEMBERS[column], ids=sorted(values))}
    found: dict[int, list[Case]] = {}
    for i, case in open_cases(runtime, tx, list(owner), wanted).items():
        found.setdefault(owner[i], []).append(case)
    return found


def _intent(
    runtime: Runtime,
    programme: Programme,
    host: Host,
    template: str,
    item: str,
    seen: Mapping[str, object],
    key: str,
    due: datetime,
    now: datetime,
) -> NewIntent:
    return NewIntent(
        key=f"{key}:{host.function}:{host.appointment}",
        mail_class="digest",
        template=template,
        item=item,
        participation=None,
        appointment=host.appointment,
        function=host.function,
        address=host.address,
        language=host.language,
        facts=canonical(seen).decode(),
        made_at=now,
        send_at=send_time(programme, "digest", now, due),
        held=runtime.settings.review_hold,
    )
