"""Answers saved on the way: some questions now and the rest later. The part stays open until it is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete

from jimflow.actions.asked import assignment_of, coordinating, entitled
from jimflow.actions.bulk import Bulk
from jimflow.actions.case import open_alone, record
from jimflow.actions.errors import NotAllowed
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Actor
from jimflow.core.parts import missing, unfit
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.work import answers as handed_in
from jimflow.store.queries.work import drafts
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

_ROWS = Bulk(
    t.Draft,
    *("assignment", "field", "value", "saved_at", "saved_by"),
    conflict=lambda insert, _: insert.on_conflict_do_update(
        index_elements=["assignment", "field"],
        set_={name: insert.excluded[name] for name in ("value", "saved_at", "saved_by")},
    ),
)
_D = table(t.Draft).c
_DROP = Sql(delete(table(t.Draft)).where(_D.assignment == bindparam("assignment"), one_of(_D.field, "fields")))


@dataclass(frozen=True, slots=True)
class Saved:
    """What is kept: the questions answered now, and the required ones that the function has still to answer."""

    step: str
    assignment: str
    function: str
    fields: tuple[str, ...]
    missing: tuple[str, ...]


def save(
    runtime: Runtime,
    participation: int,
    name: str,
    answers: Mapping[str, Any],
    actor: Actor,
    *,
    step: str | None = None,
    function: str | None = None,
) -> Saved:
    """Keeps answers of `function` (default: the one that coordinates) without submitting its part.

    They stand in no rule and stop no reminder; `submit` takes them over. Raises Mistakes naming every answer that is
    none, NotAllowed when the assignment is over.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation, frozenset({"assignments"}))
        made, workflow = assignment_of(case, name, step), case.programme.workflow
        if made.status not in ("planned", "open"):
            raise NotAllowed("Uppgiften tar inte emot fler svar.", "The assignment takes no more answers.")
        who, known = function or coordinating(workflow), workflow.assignments[name]
        entitled(workflow, known, who)
        if mistakes := unfit(workflow, known, who, answers):
            raise Mistakes(mistakes)
        kept = {"assignment": made.id, "saved_at": now, "saved_by": actor.name}
        _ROWS.add(tx, [{**kept, "field": f, "value": canonical(v).decode()} for f, v in answers.items()])
        there = drafts(tx, [made.id])[made.id].keys() | handed_in(tx, [made.id])[made.id].keys()
        left = tuple(q.name for q in missing(workflow, known, who, there))
        seen = {"step": made.step, "assignment": name, "function": who, "fields": sorted(answers)}
        record(tx, [case], "saved", actor, now, extra=seen, decides=False)
        return Saved(made.step, name, who, tuple(answers), left)


def take_over(tx: Tx, assignment: int, asked: Iterable[str]) -> dict[str, Any]:
    """What is saved for the questions `asked`, which is no draft from now on."""
    wanted = set(asked)
    found = {field: value for field, value in drafts(tx, [assignment])[assignment].items() if field in wanted}
    if found:
        tx.change(_DROP, assignment=assignment, fields=list(found))
    return found
