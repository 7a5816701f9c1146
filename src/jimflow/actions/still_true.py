"""Looks once more, at the moment of writing the mail, whether what was meant to be said still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from jimflow.actions.as_it_is import ABOUT_WORK, ASKED_OF_THE_HOST, AsItIs, as_it_is
from jimflow.actions.voices import Speaker
from jimflow.actions.wishes import wanted
from jimflow.core.canonical import canonical
from jimflow.core.remind import lacking
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.mail.sign_in import TEMPLATE as A_CODE
from jimflow.runtime import Runtime
from jimflow.store.hot import DueIntent
from jimflow.store.tables import Intent
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

LATE = frozenset({"overdue", "inform"})
"""What is said only of work whose day has passed."""

SAME_WORK = frozenset({"open", "remind", "overdue"})
"""What asks the same reader for the same work."""


def still_true(
    runtime: Runtime, tx: Tx, found: Sequence[DueIntent], voices: Mapping[int, Speaker], now: datetime
) -> list[DueIntent]:
    """What may be said, with the dates as they are now, which are kept: no reminder of what was submitted meanwhile.

    What has ended altogether (a withdrawal, a pause, a meeting that moved) had its intents cancelled when it happened.
    """
    said = true_now(runtime, tx, found, voices, now)
    before = {i.id: i.facts for i in found}
    if changed := [{"row": i.id, "seen": i.facts} for i in said if i.facts != before[i.id]]:
        t = table(Intent)
        rows = update(t).where(t.c.id == bindparam("row")).values(facts=bindparam("seen"))
        tx.connection.execute(rows, changed)
    return said


def true_now(
    runtime: Runtime, tx: Tx, found: Sequence[DueIntent], voices: Mapping[int, Speaker], now: datetime
) -> list[DueIntent]:
    """The same, and changes nothing. Nothing is said to whoever wants no mail."""
    found = wanted(tx, found)
    things = as_it_is(runtime, tx, found, voices)
    return _once([kept for i in found if (kept := _said(i, things, voices[i.id], now)) is not None])


def _once(said: Sequence[DueIntent]) -> list[DueIntent]:
    """Of several about the same work to the same reader, as when mail was stopped for days, the opening is said, else
    the latest: as where they fall due at once."""
    about: dict[tuple[object, ...], list[DueIntent]] = {}
    for i in said:
        one = (i.assignment, i.function, i.address) if i.template in SAME_WORK and i.assignment else (i.id,)
        about.setdefault(one, []).append(i)
    kept = {next((i for i in several if i.template == "open"), several[-1]).id for several in about.values()}
    return [i for i in said if i.id in kept]


def _said(intent: DueIntent, things: AsItIs, speaker: Speaker, now: datetime) -> DueIntent | None:
    seen, template = things.seen[intent.id], intent.template
    if template in ABOUT_WORK:
        return _of_work(intent, seen, things, now) if intent.assignment is not None else intent
    if template in ABOUT_A_DATE:
        return _of_a_date(intent, seen, things, now)
    if template == "readiness":
        return _of_a_lack(intent, seen, things, speaker, now)
    holds = True
    if template == "vacant":
        holds = _vacant(intent, seen, things, speaker, now)
    elif template == "undeliverable":
        holds = _lost(intent, seen, things, speaker, now)
    elif template in ASKED_OF_THE_HOST and "cluster_id" in seen:
        holds = (template, seen["step"], seen["cluster_id"]) in things.asked
    elif template == "morning":  # the next morning's says how things stand
        programme = speaker.programme
        holds = programme.today(intent.made_at) == programme.today(now)
    elif template == A_CODE:
        holds = datetime.fromisoformat(str(seen["until"])) > now
    elif intent.item.startswith("letter:"):
        holds = _letter(intent, seen, things, speaker)
    return intent if holds else None


def _of_work(intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, now: datetime) -> DueIntent | None:
    """Nothing of work that is done. A day that has moved is said as it is; nobody is late for one to come."""
    work = intent.assignment
    if work is None or work not in things.unfinished or (work, intent.function) in things.done:
        return None
    due = things.unfinished[work]
    if (due is None and intent.template == "remind") or (intent.template in LATE and (due is None or due > now)):
        return None
    return _with(intent, seen, due=due.isoformat() if due is not None else "")


def _of_a_date(intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, now: datetime) -> DueIntent | None:
    """No date that has passed; nothing taken out of a diary that is needed there after all. What comes back to a
    diary comes under a higher number than it was taken out with, or calendars would not follow."""
    entry = (intent.address, str(seen["uid"]))
    if intent.template == "cancelled":  # that clears a diary, however late
        return None if seen.get("left") and entry in things.needed else intent
    if datetime.fromisoformat(str(seen["ends"])) <= now:
        return None
    return _with(intent, seen, sequence=max(int(seen["sequence"]), things.taken_out.get(entry, -1) + 1))


def _of_a_lack(
    intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, speaker: Speaker, now: datetime
) -> DueIntent | None:
    case = things.cases.get(intent.participation or 0)
    if case is None:
        return intent
    findings = lacking(case.programme, case.facts, str(seen["step"]), speaker.programme.today(now))
    return _with(intent, seen, findings=findings) if findings else None


def _vacant(intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, speaker: Speaker, now: datetime) -> bool:
    """Nobody whose mail arrives holds the function, and the work that waits for someone is not done."""
    function, today = str(seen["vacant"]), speaker.programme.today(now)
    held = any(
        s.participation == intent.participation and s.function == function and s.held(today) and not s.lost
        for s in things.seats
    )
    work = intent.assignment
    waits = work is None or (work in things.unfinished and (work, function) not in things.done)
    return waits and not held


def _lost(intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, speaker: Speaker, now: datetime) -> bool:
    """Someone still holds the function at the address that refuses mail."""
    today, where = speaker.programme.today(now), (intent.participation, seen["about"], seen["address"])
    return any((s.participation, s.function, s.address) == where and s.lost and s.held(today) for s in things.seats)


def _letter(intent: DueIntent, seen: Mapping[str, Any], things: AsItIs, speaker: Speaker) -> bool:
    """Whoever has answered an invitation is not invited; whoever has moved on from the first step is still welcome."""
    active, state = speaker.programme.workflow.active, things.states.get(intent.participation or 0)
    return state == seen["state"] or (state in active and seen["state"] in active)


def _with(intent: DueIntent, seen: Mapping[str, Any], **now: object) -> DueIntent:
    changed = {key: value for key, value in now.items() if seen.get(key) != value}
    return replace(intent, facts=canonical({**seen, **changed}).decode()) if changed else intent
