"""What follows when holders have changed: evidence, the plan laid anew, open work handed over, vacancies told."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases, record
from jimflow.actions.departures import holders_left
from jimflow.actions.outbox import write_messages
from jimflow.actions.planning import replan
from jimflow.actions.staffing import Done, Seat, evidence, silence
from jimflow.core import audit
from jimflow.core.handover import left_vacant, takes_over
from jimflow.core.model import Actor, Appointment, Message
from jimflow.core.people import holders
from jimflow.core.programme import Programme
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.tables import Cluster, Participation, Round
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Followed:
    """`vacant` holds (organisation, function) of what nobody holds any more; `messages` how many were written."""

    vacant: tuple[tuple[str, str], ...] = ()
    messages: int = 0


def follow(
    runtime: Runtime, tx: Tx, done: Mapping[int, Done], actor: Actor, now: datetime, reason: str = ""
) -> Followed:
    """Follows up changes by participation, in the transaction that made them; the audit keeps the `reason`."""
    touched = {i: one for i, one in done.items() if one.anything}
    told = dict(zip(touched, evidence(tx, list(touched.values())), strict=True))
    cases = open_cases(runtime, tx, list(touched))
    for i, case in cases.items():
        record(tx, [case], "functions", actor, now, reason=reason, extra=told[i])
    for i, case in cases.items():
        gone_now = [a.id for a in _gone(case.programme, touched[i], now)]
        silence(tx, gone_now)
        holders_left(runtime, tx, case.programme, gone_now, now)
    replan(runtime, tx, list(cases.values()), now)
    written, vacant = 0, []
    for i, case in cases.items():
        gone = _gone(case.programme, touched[i], now)
        messages = _to_new(case, touched[i], now)
        messages += [m for a in gone for m in left_vacant(case.programme, case.facts, a, now)]
        write_messages(runtime, tx, case, messages, now)
        written += len(messages)
        vacant += [(case.facts.organisation, f) for f in _without(case, gone, now)]
    return Followed(tuple(vacant), written)


def follow_shared(runtime: Runtime, tx: Tx, seat: Seat, done: Done, actor: Actor, now: datetime) -> Followed:
    """The same for the host's and guests' functions: the installation's chain, and a guest's meetings, once a cluster.

    Nobody stands above the host: that its function is vacant is said in the answer only.
    """
    if not done.anything:
        return Followed()
    programme, code = _programme(runtime, tx, seat.round)
    (told,) = evidence(tx, [done])
    of_one = {} if seat.cluster is None else {"cluster": _cluster_code(tx, seat.cluster)}
    extra = {"round": code, "organisation": seat.organisation, **of_one, **told}
    payload = audit.payload("functions", now, programme.calendar.local(now), actor, extra=extra)
    append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
    gone = _gone(programme, done, now)
    silence(tx, [a.id for a in gone])
    holders_left(runtime, tx, programme, [a.id for a in gone], now)
    cases, written = _one_of_each_cluster(runtime, tx, seat), 0
    for case in cases:
        messages = _to_new(case, done, now)
        write_messages(runtime, tx, case, messages, now)
        written += len(messages)
    vacant = [(seat.organisation, f) for f in _without(cases[0], gone, now)] if cases else []
    return Followed(tuple(vacant), written)


def _to_new(case: Case, done: Done, now: datetime) -> list[Message]:
    """What the new holders must know, and those who have begun earlier than was said or whom no mail had reached."""
    today = case.programme.today(now)
    new = {*done.added, *(a.id for a, _ in done.staffing.change if a.undeliverable or a.since > today)}
    return [m for a in case.facts.appointments if a.id in new for m in takes_over(case.programme, case.facts, a, now)]


def _gone(programme: Programme, done: Done, now: datetime) -> list[Appointment]:
    """Those who hold their function no more: the last day has passed, whether it was set now or changed."""
    today, staffing = programme.today(now), done.staffing
    ended = [a for a, last in staffing.end if last < today]
    return ended + [a for a, to_be in staffing.change if to_be.until is not None and to_be.until < today]


def _without(case: Case, gone: list[Appointment], now: datetime) -> list[str]:
    today = case.programme.today(now)
    return [f for f in dict.fromkeys(a.function for a in gone) if not holders(case.facts, f, today)]


def _cluster_code(tx: Tx, cluster: int) -> str:
    c = table(Cluster).c
    return str(tx.connection.execute(select(c.code).where(c.id == cluster)).scalar_one())


def _one_of_each_cluster(runtime: Runtime, tx: Tx, seat: Seat) -> list[Case]:
    """A member of each cluster that the seat concerns, an active one where there is any."""
    p = table(Participation).c
    wanted = select(p.id).where(p.round == seat.round).order_by(p.id)
    rows = tx.connection.execute(wanted if seat.cluster is None else wanted.where(p.cluster == seat.cluster))
    found: dict[int, Case] = {}
    for case in open_cases(runtime, tx, list(rows.scalars())).values():
        first = found.setdefault(case.facts.cluster_id, case)
        if first.facts.state not in first.programme.workflow.active:
            found[case.facts.cluster_id] = case
    return list(found.values())


def _programme(runtime: Runtime, tx: Tx, round_id: int) -> tuple[Programme, str]:
    r = table(Round).c
    row = tx.connection.execute(select(r.definition, r.policy_digest, r.code).where(r.id == round_id)).one()
    return runtime.programmes.of(tx, row.definition, row.policy_digest, round_id), row.code
