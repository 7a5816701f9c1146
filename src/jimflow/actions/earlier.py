"""What is read only when a mail is written: answers that it prints, what a receipt or a turn of a dialogue says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from jimflow.actions.receipts import TEMPLATE as RECEIPT
from jimflow.actions.receipts import receipts_said
from jimflow.actions.remarks import TEMPLATE as REMARK
from jimflow.actions.remarks import remarks_said
from jimflow.core.language.forms import STARTED
from jimflow.core.workflow import Workflow
from jimflow.mail.questions import earlier_answers
from jimflow.store.hot import DueIntent
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Answer, Assignment, Draft, Link
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

ASKING = frozenset({"open", "remind", "overdue"})
"""Mails that print the questions of an assignment."""

_A, _N, _D = table(Assignment), table(Answer), table(Draft)
_GIVEN = Sql(
    select(_A.c.participation, _A.c.step, _A.c.name, _N.c.field, _N.c.value)
    .join_from(_A, _N, _N.c.assignment == _A.c.id)
    .where(one_of(_A.c.participation, "ids"))
    .order_by(_N.c.answered_at, _N.c.id)
)
_SAVED = Sql(
    select(_A.c.participation, _A.c.step, _A.c.name, _D.c.field, _D.c.value)
    .join_from(_A, _D, _D.c.assignment == _A.c.id)
    .where(one_of(_A.c.participation, "ids"))
)

_CARRIED = Sql(select(table(Link).c.child, table(Link).c.carried).where(one_of(table(Link).c.child, "ids")))


@dataclass(frozen=True, slots=True)
class Earlier:
    """All answers of some participations, as (step, assignment, field, value), oldest first.

    What is `saved` and not submitted is printed under its own question only.
    """

    given: Mapping[int, Sequence[tuple[str, str, str, Any]]]
    saved: Mapping[int, Sequence[tuple[str, str, str, Any]]]
    read_now: Mapping[int, Mapping[str, Any]]
    """What a receipt or a turn of a dialogue says, by the number of its intent."""

    def of(self, workflow: Workflow, intent: DueIntent, seen: Mapping[str, Any]) -> dict[str, object]:
        """What a mail says beside what was frozen: `answers`, those that it prints under each question, or what is read
        only now.

        An assignment that recurs never shows another step's answers.
        """
        if intent.id in self.read_now:
            return dict(self.read_now[intent.id])
        step, name = str(seen.get("step", "")), str(seen.get("assignment", ""))
        rows, saved = (of.get(intent.participation or 0, ()) for of in (self.given, self.saved))
        if intent.template not in ASKING or not (rows or saved) or name not in workflow.assignments:
            return {}
        usable = {(a, field): value for at, a, field, value in rows if a != name or at == step}
        usable |= {(a, field): value for at, a, field, value in saved if (at, a) == (step, name)}
        found = earlier_answers(workflow, name, usable)
        return {"answers": found} if found else {}


def earlier(tx: Tx, found: Sequence[DueIntent]) -> Earlier:
    """The answers of everyone an assignment is written about, with what came along when its case was started."""
    ids = sorted({i.participation for i in found if i.template in ASKING and i.participation is not None})
    given = _read(tx, _GIVEN, ids)
    for child, carried in tx.rows(_CARRIED, ids=ids) if ids else ():
        along = [("", STARTED, name, value) for name, value in json.loads(carried).items()]
        given[child] = [*along, *given.get(child, [])]
    receipts, turns = ({i.id: json.loads(i.facts) for i in found if i.template == t} for t in (RECEIPT, REMARK))
    return Earlier(given, _read(tx, _SAVED, ids), {**receipts_said(tx, receipts), **remarks_said(tx, turns)})


def _read(tx: Tx, statement: Sql, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str, Any]]]:
    rows: dict[int, list[tuple[str, str, str, Any]]] = {}
    for participation, step, name, field, value in tx.rows(statement, ids=ids) if ids else ():
        rows.setdefault(participation, []).append((step, name, field, json.loads(value)))
    return rows
