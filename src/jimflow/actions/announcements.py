"""Tells the invited that a meeting has moved or is called off: one calendar mail for each event, with the new dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, update

from jimflow.actions.case import Case
from jimflow.actions.outbox import shared_mark, write_messages
from jimflow.actions.planning import Planned
from jimflow.core.messages import calendar_entries
from jimflow.core.model import Appointment, Meeting, Message
from jimflow.core.people import deputies, holders
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.runtime import Runtime
from jimflow.store.hot import plan_rows
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

NEAR = 3
"""Working days: a change of a meeting this near goes at once, at any hour."""


def announce_move(
    runtime: Runtime, tx: Tx, cases: Sequence[Case], before: Meeting, planned: Mapping[int, Planned], now: datetime
) -> int:
    """One notice to everyone who had the old date, with what the move did to their deadlines; how many mails."""
    _withdraw_unsent(tx, cases, before)
    sent = 0
    guests: set[int] = set()
    for case in cases:
        meeting = case.facts.meetings[before.step]
        near = _near(case, before, now) or _near(case, meeting, now)
        moves = [[name, _day(case, old), _day(case, new)] for name, old, new in planned[case.facts.id].moved]
        more: dict[str, object] = {"before": before.day.isoformat(), "moves": moves}
        messages: list[Message] = []
        for function, to in _told(tx, case, before, guests):
            seen = more if to.own else {**more, "moves": []}  # deadlines are the members' own
            key = f"moved:{case.facts.id}:{before.step}"
            messages += calendar_entries("moved", case.facts, meeting, function, to, key, at_once=near, more=seen)
            messages += _dropped_sessions(case, before, meeting, function, to, near=near)
        write_messages(runtime, tx, case, messages, now)
        sent += len(messages)
    return sent


def announce_cancelled(
    runtime: Runtime, tx: Tx, cases: Sequence[Case], before: Meeting, reason: str, now: datetime
) -> int:
    """One notice to everyone who had the date, with the reason; how many mails."""
    _withdraw_unsent(tx, cases, before)
    sent = 0
    guests: set[int] = set()
    for case in cases:
        if case.facts.state not in case.programme.workflow.active:
            continue
        off = replace(before, sequence=before.sequence + 1)
        near = _near(case, before, now)
        key, more = f"cancelled:{case.facts.id}:{before.step}", {"reason": reason}
        messages = [
            m
            for function, to in _told(tx, case, before, guests)
            for m in calendar_entries("cancelled", case.facts, off, function, to, key, at_once=near, more=more)
        ]
        write_messages(runtime, tx, case, messages, now)
        sent += len(messages)
    return sent


def _told(tx: Tx, case: Case, before: Meeting, guests: set[int]) -> list[tuple[str, Appointment]]:
    """Who has been given the date: the functions whose hold or invitation has fired, and who holds them that day; and
    those who come in somebody's place, for the function they come in.

    `guests` of the whole cluster are told with its first member; those told are added.
    """
    subject = ("participation", case.facts.id)
    fired = {
        k.recipient
        for k in plan_rows(tx, [subject]).get(subject, [])
        if k.status == "fired" and k.rule in (f"hold:{before.step}", f"invite:{before.step}")
    }
    names = [f for f in case.programme.workflow.functions if f in fired]
    invited = [(f, a) for f in names for a in holders(case.facts, f, before.day)]
    known = {a.id for _, a in invited}
    instead = [(f, a) for f, a in deputies(case.facts, before.step) if a.id not in known]
    found = [(f, a) for f, a in (*invited, *instead) if a.id not in guests]
    guests |= {a.id for _, a in found if not a.own}
    return found


def _dropped_sessions(
    case: Case, before: Meeting, after: Meeting, function: str, to: Appointment, *, near: bool
) -> list[Message]:
    """A meeting that has fewer sessions than before: those that are gone are taken out of the diaries."""
    gone = replace(before, sequence=after.sequence)
    key = f"cancelled:{case.facts.id}:{before.step}"
    entries = calendar_entries("cancelled", case.facts, gone, function, to, key, at_once=near)
    return entries[len(after.sessions) :]


def _withdraw_unsent(tx: Tx, cases: Sequence[Case], before: Meeting) -> None:
    """Calendar mails with the old date that have not been written yet are not written at all."""
    i = table(Intent).c
    items = [f"{kind}:{before.step}" for kind in ABOUT_A_DATE]
    members, guests = i.participation.in_([c.facts.id for c in cases]), i.key.contains(shared_mark(before.id))
    rows = update(table(Intent)).where(or_(members, guests), i.item.in_(items), i.status == "pending")
    tx.connection.execute(rows.values(status="cancelled"))


def _near(case: Case, meeting: Meeting, now: datetime) -> bool:
    today = case.programme.today(now)
    return meeting.day >= today and case.programme.calendar.working_days_between(today, meeting.day) <= NEAR


def _day(case: Case, moment: datetime | None) -> str:
    return case.programme.calendar.local_date(moment).isoformat() if moment is not None else ""
