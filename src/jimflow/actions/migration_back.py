"""Puts back what a move to another definition took away or changed, as far as nothing has happened to it since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, update

from jimflow.core.model import Facts
from jimflow.store import tables as t
from jimflow.store.queries.migrating import told_since
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def put_back(tx: Tx, facts: Facts, undo: Mapping[str, Any]) -> None:
    """Assignments that ended come back as they were; dates that moved go back where nobody has been told of the new.

    Occurrences that the move added, and that have not been said, are taken away; what it kept from being said is
    meant again.
    """
    a, o = table(t.Assignment), table(t.Occurrence)
    for row in undo["ended"]:
        tx.connection.execute(insert(a).values(participation=facts.id, late=False, **_typed(row)))
    for number, place in undo["places"]:
        tx.connection.execute(update(a).where(a.c.id == number).values(place=place))
    now = {made.id: made for made in facts.assignments}
    told = told_since(tx, [row[0] for row in undo["due"]], undo["said"])
    for number, opens, due, moved_to in undo["due"]:
        made = now.get(number)
        if made is None or not made.unfinished or number in told or made.due_at != _moment(moved_to):
            continue
        opened = made.opens_at if made.status == "open" else _moment(opens)
        tx.connection.execute(update(a).where(a.c.id == number).values(opens_at=opened, due_at=_moment(due)))
    unsaid = o.c.status.in_(("pending", "superseded"))
    tx.connection.execute(delete(o).where(o.c.id.in_(undo["occurrences"]), unsaid))
    i = table(t.Intent)
    withdrawn = update(i).where(i.c.id.in_(undo["unsaid"]), i.c.status == "cancelled")
    tx.connection.execute(withdrawn.values(status="pending"))


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(row)
    found["anchor"] = date.fromisoformat(row["anchor"]) if row["anchor"] else None
    for name in ("opens_at", "due_at", "opened_at"):
        found[name] = _moment(row[name])
    return found


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
