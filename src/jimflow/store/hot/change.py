"""Saves changes of state: the row, its audit entry, work, occurrences and intents, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, text, update
from sqlalchemy.types import TypeEngine

from jimflow.core.audit import Head
from jimflow.core.canonical import canonical
from jimflow.core.model import AssignmentStatus, Change, Facts
from jimflow.store.hot.chain import HEADS, Entry, following, write_entries
from jimflow.store.hot.due import drop_pending, insert_occurrences
from jimflow.store.hot.intents import NewIntent, cancel_intents, insert_intents
from jimflow.store.seams import at
from jimflow.store.sql import Rows, Sql, given, inserting, one_of
from jimflow.store.tables import Assignment, Participation, Waiver
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Save:
    """One allowed change, ready to be written. `seen` is the version the person decided on, `now` aware UTC.

    `payload` and `salt` make the audit entry; `intents` are the change's messages with their times of sending.
    """

    facts: Facts
    seen: int
    change: Change
    payload: bytes
    salt: bytes
    now: datetime
    intents: tuple[NewIntent, ...] = ()
    paused_until: date | None = None


_P, _A, _W = table(Participation), table(Assignment), table(Waiver)

_MOVED: dict[str, TypeEngine[Any]] = {
    "of": _P.c.id.type,
    "seen": _P.c.version.type,
    "was": _P.c.audit_seq.type,
    "to": _P.c.state.type,
    "came_from": _P.c.came_from.type,
    "paused_until": _P.c.paused_until.type,
    "late_joiner": _P.c.late_joiner.type,
    "laps": _P.c.laps.type,
    "now": _P.c.entered_at.type,
    "joined_at": _P.c.joined_at.type,
    "seq": _P.c.audit_seq.type,
    "head": _P.c.audit_head.type,
}


def _moving(given: Mapping[str, Any]) -> Any:
    return (
        update(_P)
        .where(
            _P.c.id == given["of"],
            _P.c.version == given["seen"],  # the one place where it is decided who was first
            _P.c.audit_seq == given["was"],
        )
        .values(
            state=given["to"],
            came_from=given["came_from"],
            paused_until=given["paused_until"],
            version=_P.c.version + text("1"),
            late_joiner=given["late_joiner"],
            laps=given["laps"],
            entered_at=given["now"],
            joined_at=func.coalesce(_P.c.joined_at, given["joined_at"]),
            audit_seq=given["seq"],
            audit_head=given["head"],
        )
    )


_given = given(_MOVED)
_MOVE = Rows(tuple(_MOVED), lambda _: _moving(_given.c).returning(_P.c.id))
_MOVE_ONE = Sql(_moving({name: bindparam(name, type_=kind) for name, kind in _MOVED.items()}))
_MAKE = inserting(
    _A,
    ("participation", "step", "name", "place", "status", "anchor", "opens_at", "due_at", "opened_at", "late"),
    lambda insert: insert.returning(_A.c.participation, _A.c.step, _A.c.name, _A.c.id),
)
_CLOSE = Sql(update(_A).where(one_of(_A.c.id, "ids")).values(status=bindparam("to")))
_FALL = Sql(update(_W).where(one_of(_W.c.id, "ids"), _W.c.fallen_at.is_(None)).values(fallen_at=bindparam("now")))


def save_change(tx: Tx, saves: Sequence[Save]) -> list[bool]:
    """Writes every change whose participation still has the version that was seen; False where someone was faster.

    A participation may stand in `saves` once. Where only the audit has grown meanwhile, the entry is linked anew.
    Raises the driver's IntegrityError when a change makes an assignment that is there already.
    """
    entries = _move(tx, sorted(saves, key=lambda save: save.facts.id))
    at("after-state")
    won = [save for save in saves if save.facts.id in entries]
    if won:
        write_entries(tx, [entries[save.facts.id] for save in won])
        at("after-audit")
        _follow(tx, won)
    at("after-outbox")
    return [save.facts.id in entries for save in saves]


def _move(tx: Tx, saves: Sequence[Save]) -> dict[int, Entry]:
    """Moves what may be moved; the audit entries of those that were, by participation."""
    entries = {s.facts.id: _entry(s, (s.facts.audit_seq, s.facts.audit_head)) for s in saves}
    moved = _written(tx, saves, entries)
    left = [save for save in saves if save.facts.id not in moved]
    if left:
        heads = {id_: (seq, bytes(head)) for id_, seq, head in tx.rows(HEADS, ids=[s.facts.id for s in left])}
        left = [save for save in left if save.facts.id in heads]
        entries |= {save.facts.id: _entry(save, heads[save.facts.id]) for save in left}
        moved |= _written(tx, left, entries)
    return {id_: entries[id_] for id_ in moved}


def _written(tx: Tx, saves: Sequence[Save], entries: Mapping[int, Entry]) -> set[int]:
    """Those whose row took the move; for one alone the plain UPDATE, which is the quicker."""
    rows = [_row(save, entries[save.facts.id]) for save in saves]
    if len(rows) == 1:
        return {saves[0].facts.id} if tx.change(_MOVE_ONE, **dict(zip(_MOVED, rows[0], strict=True))) else set()
    return {row[0] for row in tx.with_rows(_MOVE, rows)}


def _entry(save: Save, head: Head) -> Entry:
    return following(head, save.facts.id, save.payload, save.salt)


def _row(save: Save, entry: Entry) -> tuple[object, ...]:
    change = save.change
    return (
        *(save.facts.id, save.seen, entry.seq - 1, change.destination, change.came_from, save.paused_until),
        *(change.late_joiner, _laps(change), save.now, save.now if change.replan else None, entry.seq, entry.link),
    )


def _laps(change: Change) -> str:
    return canonical(dict(change.laps)).decode() if change.laps else "{}"


def _follow(tx: Tx, saves: Sequence[Save]) -> None:
    """What follows from the moves; what ends is ended before what begins is written."""
    made = _make(tx, saves)
    with tx.together():
        if ended := [save.facts.id for save in saves if save.change.drop_pending]:
            drop_pending(tx, "participation", ended)
            cancel_intents(tx, participations=ended)
        closing: dict[AssignmentStatus, list[int]] = defaultdict(list)
        for save in saves:
            for id_, status in save.change.close:
                closing[status].append(id_)
        for to, ids in closing.items():
            tx.change(_CLOSE, ids=ids, to=to)
        if falling := [id_ for save in saves for id_ in save.change.fall]:
            tx.change(_FALL, ids=falling, now=saves[0].now)
        if occurrences := [o for save in saves for o in save.change.occurrences]:
            insert_occurrences(tx, occurrences)
        if intents := [intent for save in saves for intent in save.intents]:
            insert_intents(tx, intents, made)


def _make(tx: Tx, saves: Sequence[Save]) -> dict[tuple[int | None, str, str], int]:
    """The ids of the assignments made, by participation, step and name."""
    rows = [
        (
            *(save.facts.id, new.step, new.name, new.place, "open" if new.open_now else "planned", new.anchor),
            *(new.opens_at, new.due_at, save.now if new.open_now else None, False),
        )
        for save in saves
        for new in save.change.make
    ]
    return {(of, step, name): id_ for of, step, name, id_ in tx.with_rows(_MAKE, rows)}
