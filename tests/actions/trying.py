"""What an act did, read from the tables before and after it: the witness of what a trial says it would do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jimflow.actions.trial import Scope, Tried, trial
from jimflow.core.impact import Due, Impact, Mail
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from tests.actions.going import Going

Notes = Counter[tuple[Any, ...]]
Times = set[tuple[Any, ...]]


@dataclass(frozen=True)
class Effect:
    """What an act did: what is to be said and no more, what waits and no more, rows before and after."""

    said: Notes
    unsaid: Notes
    come: Times
    gone: Times
    work: dict[tuple[Any, ...], tuple[Any, Any]]
    states: dict[int, tuple[str, str]]
    waivers: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Tables:
    """The rows that matter, of every round."""

    notes: Notes
    times: Times
    work: dict[tuple[Any, ...], tuple[Any, ...]]
    states: dict[int, str]
    waivers: dict[int, tuple[Any, ...]]


def tables(going: Going) -> Tables:
    said = ("item", "participation", "function", "address", "send_at", "held", "facts")
    when = ("subject_kind", "subject", "rule", "recipient", "due_at")
    work = going.rows(t.Assignment, "participation", "step", "name", "status", "due_at")
    waivers = going.rows(t.Waiver, "id", "participation", "rule", "fallen_at", "needs_countersign", "countersigned_at")
    return Tables(
        Counter(going.rows(t.Intent, *said, status="pending")),
        set(going.rows(t.Occurrence, *when, status="pending")),
        {row[:3]: row[3:] for row in work},
        dict(going.rows(t.Participation, "id", "state")),
        {row[0]: (*row[1:3], _standing(*row[3:])) for row in waivers},
    )


def _standing(fallen: object, needs: bool, signed: object) -> str:
    if fallen is not None:
        return "fallen"
    return "waiting" if needs and signed is None else "in force"


def done(before: Tables, after: Tables) -> Effect:
    """The difference between the tables."""
    return Effect(
        _as_said(after.notes - before.notes),
        _as_said(before.notes - after.notes),
        _unnumbered(after.times - before.times),
        _unnumbered(before.times - after.times),
        {key: (before.work.get(key), row) for key, row in after.work.items() if before.work.get(key) != row},
        {
            number: (before.states.get(number, ""), state)
            for number, state in after.states.items()
            if before.states.get(number) != state
        },
        sorted(row for number, row in after.waivers.items() if before.waivers.get(number) != row),
    )


def told(impact: Impact) -> Effect:
    """The same, as a trial told it."""
    for moved in impact.moved:
        assert moved.before[:3] == moved.after[:3] and moved.before.at != moved.after.at
    return Effect(
        _as_said(_notes(impact.mails)),
        _as_said(_notes(impact.unsent)),
        _unnumbered(_times([*impact.added, *(m.after for m in impact.moved)])),
        _unnumbered(_times([*impact.dropped, *(m.before for m in impact.moved)])),
        {
            w.work[:3]: (w.before and (w.before.status, w.before.due_at), w.after and (w.after.status, w.after.due_at))
            for w in impact.work
        },
        {s.participation: (s.before, s.after) for s in impact.states},
        sorted((w.after.participation, w.after.rule, w.after.standing) for w in impact.waivers),
    )


def _notes(mails: tuple[Mail, ...]) -> Notes:
    every = [n for mail in mails for n in mail.notes]
    return Counter((n.item, n.participation, n.function, n.address, n.send_at, n.held, n.facts) for n in every)


def _as_said(notes: Notes) -> Notes:
    """Without the number of a remark, for the same reason as below."""
    each = Counter[tuple[Any, ...]]()
    for (item, *rest, facts), many in notes.items():
        each[(re.sub(r"^(remark:.*):\d+$", r"\1", item), *rest, re.sub(r'"remark":\d+', '"remark":0', facts))] += many
    return each


def _times(every: list[Due]) -> Times:
    found = {(*due.subject, due.rule, due.recipient, due.at) for due in every}
    assert len(found) == len(every)
    return found


def _unnumbered(times: Times) -> Times:
    """PostgreSQL gives no number twice: an appointment that was tried has another number when it is made."""
    return {(*row[:2], re.sub(r"^(handover|vacated):\d+$", r"\1", row[2]), *row[3:]) for row in times}


def tried_and_done(going: Going, scope: Scope, act: Callable[[Runtime], Any]) -> Tried[Any]:
    """Tries the act and then does it. The trial changes no row and tells exactly what the act does; what it told."""
    everything = going.everything()
    found = trial(going.runtime, scope, act)
    assert going.everything() == everything
    before = tables(going)
    act(going.runtime)
    assert told(found.impact) == done(before, tables(going))
    return found
