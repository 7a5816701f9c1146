"""The difference between what is waiting and what should be: nothing sent is repeated, nothing waits in vain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.model import Occurrence
from jimflow.core.timetable import ONCE, kind_of


@dataclass(frozen=True, slots=True)
class Known:
    """An occurrence as it stands in the database."""

    id: int
    rule: str
    due_at: datetime
    recipient: str
    for_due: datetime | None
    status: str


@dataclass(frozen=True, slots=True)
class Rearming:
    """What to write: rows to set aside, rows to wake again, rows to add."""

    supersede: tuple[int, ...]
    revive: tuple[int, ...]
    insert: tuple[Occurrence, ...]


def rearm(known: Sequence[Known], wanted: Iterable[Occurrence], now: datetime) -> Rearming:
    """Compares by (rule, recipient, due). What has fired stays fired: an opening once for each function, a reminder
    once for each effective due date. Pending rows that are already due are left to the sweep, unless what they say
    once is now due at another time."""
    done = {(k.rule, k.recipient) for k in known if k.status == "fired" and kind_of(k.rule) in ONCE}
    said = {(k.rule, k.recipient, k.for_due) for k in known if k.status == "fired" and k.for_due is not None}
    rows = {(k.rule, k.recipient, k.due_at): k for k in known}
    # A hold is due "now", so laying the plan again must not move the one that waits.
    holds = {(k.rule, k.recipient): k.id for k in known if k.status == "pending" and kind_of(k.rule) == "hold"}
    insert: list[Occurrence] = []
    revive: list[int] = []
    keep: set[int] = set()
    once: set[tuple[str, str]] = set()
    for o in wanted:
        key = (o.rule, o.recipient)
        if kind_of(o.rule) in ONCE:
            once.add(key)
        if key in done or (o.for_due is not None and (*key, o.for_due) in said):
            continue
        row = rows.get((*key, o.due_at))
        if key in holds:
            keep.add(holds[key])
        elif row is None:
            insert.append(o)
        elif row.status == "pending":
            keep.add(row.id)
        elif row.status != "fired":
            revive.append(row.id)
    supersede = [
        k.id
        for k in known
        if k.status == "pending" and k.id not in keep and (k.due_at > now or (k.rule, k.recipient) in once)
    ]
    return Rearming(tuple(supersede), tuple(revive), tuple(insert))
