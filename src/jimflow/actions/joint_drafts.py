"""The texts of one joint draft in the transaction at hand: stored, replaced or set aside, and never lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from jimflow.core.canonical import canonical
from jimflow.store.queries.joint_answers import DraftRow, joint_drafts, replaced, set_aside
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Assignment, JointDraft, JointDraftPast
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_N, _D, _P = table(Assignment), table(JointDraft), table(JointDraftPast)
_ALONE = Sql(select(_N.c.id).where(_N.c.id == bindparam("task")).with_for_update(key_share=True))
_SETTLE = Sql(
    update(_P)
    .where(one_of(_P.c.id, "ids"), _P.c.assignment == bindparam("task"), _P.c.saved_by == bindparam("who"))
    .where(_P.c.why == bindparam("waits"))
    .values(why=bindparam("settled"))
)
_DROP = Sql(delete(_D).where(_D.c.assignment == bindparam("task"), one_of(_D.c.field, "fields")))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A colleague was faster: `theirs` stands, with its version, `mine` waits aside under the number `aside`.

    `by` is a pseudonym, "" where the text is no colleague's draft; None for either text: it is empty.
    """

    field: str
    theirs: Any
    by: str
    at: datetime | None
    version: int
    mine: Any
    aside: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the texts that were given: the fields `stored`, and where a colleague was faster.

    `versions` are those that stand now, of every field that was given. `open`: False where the task takes no more
    answers; what was new is then kept `aside`, by field.
    """

    at: datetime
    versions: Mapping[str, int]
    stored: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()
    open: bool = True
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of one task, which nobody else writes in until this transaction ends, at the hands of `who`.

    `proposed` is what a question shows while it has no draft: what was handed in, else what is known from before.
    """

    tx: Tx
    task: int
    who: str
    now: datetime
    proposed: Mapping[str, Any]
    rows: dict[str, DraftRow] = field(default_factory=dict)
    past: dict[str, int] = field(default_factory=dict)

    def version(self, name: str) -> int:
        """Of the text that stands in the question."""
        return self.rows[name].version if name in self.rows else self.past.get(name, 0)

    def text(self, name: str) -> str:
        """The text that stands in the question, canonical JSON."""
        return self.rows[name].text if name in self.rows else written(self.proposed.get(name))


def alone_in(tx: Tx, task: int) -> None:
    """Whoever else would write in the task's draft waits until this transaction ends.

    To be called before anything of it is read, and after `alone` where that is called too.
    """
    if tx.dialect != "sqlite":  # there a writer is alone from the start
        tx.rows(_ALONE, task=task)


def the_draft(tx: Tx, task: int, who: str, now: datetime, proposed: Mapping[str, Any]) -> Draft:
    """The draft as it stands."""
    return Draft(tx, task, who, now, proposed, joint_drafts(tx, task), replaced(tx, task))


def written(value: Any) -> str:
    """A value as it is kept."""
    return canonical(value).decode()


def keep(draft: Draft, given: Mapping[str, Any], seen: Mapping[str, int], settled: Collection[int] = ()) -> Saved:
    """Keeps every text that is new: in its question, or aside where a colleague has changed that meanwhile.

    `seen` are the versions that the texts are based on, 0 where there was none; `settled` are texts that were aside
    and that their writer has looked at.
    """
    if settled:
        draft.tx.change(_SETTLE, ids=list(settled), task=draft.task, who=draft.who, waits="aside", settled="settled")
    stored, conflicts = [], []
    for name, value in given.items():
        mine = written(value)
        if mine == draft.text(name):
            continue
        if seen.get(name, 0) == draft.version(name):
            _store(draft, name, mine)
            stored.append(name)
        else:
            conflicts.append(_conflict(draft, name, mine, value))
    return Saved(draft.now, {name: draft.version(name) for name in given}, tuple(stored), tuple(conflicts))


def keep_aside(draft: Draft, given: Mapping[str, Any]) -> Saved:
    """The same for a task that takes no more answers: what is new waits for its writer, and nothing else changes."""
    new = [name for name, value in given.items() if written(value) != draft.text(name)]
    for name in new:
        _aside(draft, name, written(given[name]))
    return Saved(draft.now, {name: draft.version(name) for name in given}, (), open=False, aside=tuple(new))


def hand_over(draft: Draft, fields: Collection[str]) -> None:
    """The texts of these questions are answers now; what was written on the way stays until the task is over."""
    gone = [draft.rows.pop(name) for name in fields if name in draft.rows]
    if gone:
        draft.tx.connection.execute(insert(_P), [_past(draft, row) for row in gone])
        draft.tx.change(_DROP, task=draft.task, fields=[row.field for row in gone])
        draft.past.update({row.field: row.version for row in gone})


def _store(draft: Draft, name: str, mine: str) -> None:
    before, version = draft.rows.get(name), draft.version(name) + 1
    values = {"value": mine, "version": version, "saved_at": draft.now, "saved_by": draft.who}
    if before is None:
        made = insert(_D).values(assignment=draft.task, field=name, **values).returning(_D.c.id)
        number = draft.tx.connection.execute(made).scalar_one()
        draft.rows[name] = DraftRow(number, name, mine, version, draft.now, draft.who)
        return
    draft.tx.connection.execute(insert(_P).values(**_past(draft, before)))
    draft.tx.connection.execute(update(_D).where(_D.c.id == before.id).values(**values))
    draft.rows[name] = replace(before, text=mine, version=version, saved_at=draft.now, saved_by=draft.who)


def _past(draft: Draft, row: DraftRow) -> dict[str, object]:
    kept = {"assignment": draft.task, "field": row.field, "value": row.text, "why": "replaced"}
    return kept | {"saved_at": row.saved_at, "saved_by": row.saved_by}


def _conflict(draft: Draft, name: str, mine: str, value: Any) -> Conflict:
    theirs = draft.rows.get(name)
    return Conflict(
        field=name,
        theirs=theirs.value if theirs is not None else draft.proposed.get(name),
        by=theirs.saved_by if theirs is not None else "",
        at=theirs.saved_at if theirs is not None else None,
        version=draft.version(name),
        mine=value,
        aside=_aside(draft, name, mine),
    )


def _aside(draft: Draft, name: str, mine: str) -> int:
    """The number of the text aside. The writer's earlier ones of the question wait no more: this is their text now."""
    waiting = [row for row in set_aside(draft.tx, draft.task, draft.who) if row.field == name]
    if waiting and waiting[-1].text == mine:
        return waiting[-1].id
    if waiting:
        ids = [row.id for row in waiting]
        draft.tx.change(_SETTLE, ids=ids, task=draft.task, who=draft.who, waits="aside", settled="settled")
    row = {"assignment": draft.task, "field": name, "value": mine, "saved_at": draft.now, "saved_by": draft.who}
    made = insert(_P).values(**row, why="aside").returning(_P.c.id)
    number: int = draft.tx.connection.execute(made).scalar_one()
    return number
