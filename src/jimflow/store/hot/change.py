"""Saves changes of state: the row, its audit entry, work, occurrences and intents, in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, text, update

from jimflow.core.audit import Head
from jimflow.core.model import AssignmentStatus, Change, Facts
from jimflow.store.hot.chain import Entry, following, write_entries
from jimflow.store.hot.due import drop_pending, insert_occurrences
from jimflow.store.hot.intents import NewIntent, cancel_intents, insert_intents
from jimflow.store.seams import at
from jimflow.store.sql import Rows, Sql, one_of
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

_MOVE = Sql(
    update(_P)
    .where(_P.c.id == bindparam("of"), _P.c.version == bindparam("seen"), _P.c.audit_seq == bindparam("was"))
    .values(
        state=bindparam("to"),
        came_from=bindparam("came_from"),
        paused_until=bindparam("paused_until"),
        version=_P.c.version + text("1"),
        late_joiner=bindparam("late_joiner"),
        entered_at=bindparam("now"),
        joined_at=func.coalesce(_P.c.joined_at, bindparam("joined_at", type_=_P.c.joined_at.type)),
        audit_seq=bindparam("seq"),
        audit_head=bindparam("head"),
    )
)
_STANDING = Sql(
    select(_P.c.id, _P.c.version, _P.c.audit_seq, _P.c.audit_head)
    .where(one_of(_P.c.id, "ids"))
    .order_by(_P.c.id)
    .with_for_update()
)
_MAKE = Rows(
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
    tried = {s.facts.id: _entry(s, (s.facts.audit_seq, s.facts.audit_head)) for s in saves}
    if tx.each(_MOVE, [_params(save, tried[save.facts.id]) for save in saves]) == len(saves):
        return tried
    moved: dict[int, Entry] = {}
    standing = {row[0]: row[1:] for row in tx.rows(_STANDING, ids=list(tried))}
    for save in saves:
        version, seq, head = standing.get(save.facts.id, (None, 0, b""))
        if head == tried[save.facts.id].link:
            moved[save.facts.id] = tried[save.facts.id]
        elif version == save.seen:
            entry = _entry(save, (seq, bytes(head)))
            if tx.change(_MOVE, **_params(save, entry)):
                moved[save.facts.id] = entry
    return moved


def _entry(save: Save, head: Head) -> Entry:
    return following(head, save.facts.id, save.payload, save.salt)


def _params(save: Save, entry: Entry) -> dict[str, Any]:
    change = save.change
    return {
        "of": save.facts.id,
        "seen": save.seen,
        "was": entry.seq - 1,
        "to": change.destination,
        "came_from": change.came_from,
        "paused_until": save.paused_until,
        "late_joiner": change.late_joiner,
        "now": save.now,
        "joined_at": save.now if change.replan else None,
        "seq": entry.seq,
        "head": entry.link,
    }


def _follow(tx: Tx, saves: Sequence[Save]) -> None:
    """What follows from the moves; what ends is ended before what begins is written."""
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
    made = _make(tx, saves)
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
    return {(of, step, name): id_ for of, step, name, id_ in tx.insert(_MAKE, rows)}
