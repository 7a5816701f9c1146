"""The joint answer of an agency: saved by everyone whom the task is open to, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from jimflow.actions.errors import BadInput
from jimflow.actions.guests import Guest, Seated, no_such_thing, seated
from jimflow.actions.joint_drafts import Draft, Saved, alone_in, keep, keep_aside, the_draft
from jimflow.core.parts import questions, takes_answers
from jimflow.core.workflow import Question
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.queries.sheets import Answers, answers_of
from jimflow.store.queries.work import assignments
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write


def save(
    runtime: Runtime,
    guest: Guest,
    task: int,
    answers: Mapping[str, Any],
    seen: Mapping[str, int],
    settled: Collection[int] = (),
) -> Saved:
    """Keeps what was written, by question; None empties one. Half an answer and one that is too long are kept too.

    `seen` are the versions that the texts are based on. Where a colleague has changed the text meanwhile, hers stays
    and mine is set aside: the answer tells of both. `settled` are numbers of own texts aside that have been looked at.
    It stands in no rule, stops no reminder and is not in the audit. Raises NotFound, BadInput for a question that is
    not theirs.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        at = writer(runtime, tx, guest, task)
        return saved_in(tx, at, draft_of(tx, at, guest.actor.name, now), answers, seen, settled)


def writer(runtime: Runtime, tx: Tx, guest: Guest, task: int) -> Seated:
    """The task, for somebody who may write in it. Raises NotFound."""
    if not guest.may_change:
        raise no_such_thing()
    return seated(runtime, tx, guest, task)


def asked_of(at: Seated) -> list[Question]:
    """The questions that they may write in, in the order of the form."""
    own = {q.name for f in at.functions for q in questions(at.workflow, at.workflow.assignments[at.name], f)}
    return [q for q in at.workflow.forms[at.workflow.assignments[at.name].form].questions if q.name in own]


def known_of(tx: Tx, at: Seated) -> Answers:
    """What is known of the task outside the agency's own room: handed in, typed in by the host, suggested."""
    every = assignments(tx, [at.participation])
    row = next(a for a in every if a.id == at.task)
    return answers_of(tx, at.workflow, row, every)


def proposed(known: Answers) -> dict[str, Any]:
    """What a question shows where no draft stands in it: what was handed in, what the host typed in, what suggests."""
    return {**known.suggested, **known.saved, **known.submitted}


def draft_of(tx: Tx, at: Seated, who: str, now: datetime) -> Draft:
    """The task's draft at the hands of that person, and nobody else's until the transaction ends."""
    alone_in(tx, at.task)
    return the_draft(tx, at.task, who, now, proposed(known_of(tx, at)))


def saved_in(
    tx: Tx, at: Seated, draft: Draft, answers: Mapping[str, Any], seen: Mapping[str, int], settled: Collection[int]
) -> Saved:
    """What `save` does, in the transaction at hand."""
    asked = {q.name for q in asked_of(at)}
    if others := sorted(set(answers) - asked):
        names = ", ".join(others)
        raise BadInput(f"Frågan är inte till dig: {names}.", f"The question is not for you: {names}.")
    a = table(t.Assignment).c
    status, due_at = tx.connection.execute(select(a.status, a.due_at).where(a.id == at.task)).one()
    if not takes_answers(status, due_at, draft.now):
        return keep_aside(draft, answers)
    return keep(draft, answers, seen, settled)
