"""What a submission does, whoever makes it: answers and parts are kept, and what waited for them goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, text, update

from jimflow.actions.bulk import Bulk
from jimflow.actions.case import Case, open_case, record
from jimflow.actions.planning import replan
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Mistake, Mistakes
from jimflow.core.model import Actor, AssignmentFacts
from jimflow.core.parts import check, finished, questions
from jimflow.core.workflow import Assignment, Workflow
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables.columns import table
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx

_ANSWERS = Bulk(
    t.Answer,
    *("assignment", "field", "value", "answered_at", "answered_by"),
    conflict=lambda insert, _: insert.on_conflict_do_update(
        index_elements=["assignment", "field"],
        set_={name: insert.excluded[name] for name in ("value", "answered_at", "answered_by")},
    ),
)
_N = table(t.Answer).c
_M = table(t.Remark).c
_ASKED_FOR_MORE = (
    select(func.max(_M.written_at))
    .where(_M.assignment == bindparam("id"), _M.kind == text("'completion'"))
    .scalar_subquery()
)
_ANSWERED = Sql(
    select(_N.field, or_(_ASKED_FOR_MORE.is_(None), _N.answered_at > _ASKED_FOR_MORE)).where(
        _N.assignment == bindparam("id")
    )
)
_CLEAR = Sql(delete(table(t.Answer)).where(_N.assignment == bindparam("id"), one_of(_N.field, "fields")))
_PARTS = Bulk(t.Part, "assignment", "function", "submitted_at", "submitted_by")
_P = table(t.Part)
_ANEW = Sql(
    update(_P)
    .where(_P.c.assignment == bindparam("id"), one_of(_P.c.function, "functions"))
    .values(submitted_at=bindparam("now"), submitted_by=bindparam("who"))
)
_MARK = Sql(
    update(table(t.Assignment))
    .where(table(t.Assignment).c.id == bindparam("id"))
    .values(status=text("'submitted'"), submitted_at=bindparam("now"), late=bindparam("is_late"))
)
_O = table(t.Occurrence)
_STILL = Sql(
    update(_O)
    .where(PENDING, _O.c.subject_kind == text("'participation'"), _O.c.subject == bindparam("subject"))
    .where(or_(and_(one_of(_O.c.rule, "rules"), one_of(_O.c.recipient, "recipients")), one_of(_O.c.rule, "others")))
    .values(status=text("'superseded'"))
)
_R = table(t.Result).c
_TAKE_AWAY = Sql(delete(table(t.Result)).where(_R.participation == bindparam("of"), one_of(_R.text, "texts")))
_RESULTS = Bulk(t.Result, "participation", "step", "text", "goal", "added_at", "added_by")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a submission did: which functions' parts are done, and whether the whole assignment is."""

    step: str
    assignment: str
    parts: tuple[str, ...]
    complete: bool
    late: bool


def wrong_answers(
    tx: Tx,
    case: Case,
    made: AssignmentFacts,
    functions: Sequence[str],
    answers: Mapping[str, Any],
    cleared: Collection[str] = (),
) -> list[Mistake]:
    """Everything that is missing or wrong if `functions` submitted these answers now."""
    workflow = case.programme.workflow
    known, before = workflow.assignments[made.name], _answered(tx, made.id).keys() - set(cleared)
    found: dict[tuple[object, ...], Mistake] = {}
    several = len(functions) > 1
    for function in functions:
        asked = {q.name for q in questions(workflow, known, function)}
        own = {name: value for name, value in answers.items() if name in asked or not several}
        for mistake in check(workflow, known, function, own, before):
            found.setdefault(mistake.path, mistake)
    return list(found.values())


def put_in(
    runtime: Runtime,
    tx: Tx,
    case: Case,
    made: AssignmentFacts,
    functions: Sequence[str],
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    *,
    cleared: Collection[str] = (),
    anew: Collection[str] = (),
    more: Mapping[str, object] | None = None,
) -> Submitted:
    """Submits the part of `functions`, in the transaction at hand; the case is nobody else's until it ends.

    Answers that were there already are replaced; `cleared` are taken away. `anew` are parts that were done before and
    are submitted once more. `more` goes into the audit entry. Raises Mistakes naming every question that is missing
    or wrong.
    """
    if mistakes := wrong_answers(tx, case, made, functions, answers, cleared):
        raise Mistakes(mistakes)
    known = case.programme.workflow.assignments[made.name]
    stands = _standing(case.programme.workflow, _answered(tx, made.id), functions) - set(cleared)
    _store_answers(tx, made.id, answers, cleared, actor, now)
    parts = finished(case.programme.workflow, known, stands | set(answers), functions)
    done = _store_parts(tx, case, made, parts, actor, now)
    if anew:
        tx.change(_ANEW, id=made.id, functions=list(anew), now=now, who=actor.name)
    late = made.due_at is not None and now > made.due_at
    if done:
        tx.change(_MARK, id=made.id, now=now, is_late=late)
    _results(tx, case, known, answers, cleared, actor, now)
    seen = {
        "step": made.step,
        "assignment": made.name,
        "function": functions[0],
        "parts": sorted(parts),
        "complete": done,
        "late": late,
    }
    record(tx, [case], "submitted", actor, now, extra=seen | dict(more or {}))
    if _moves_others(case, made.name, {*answers, *cleared}, done=done):
        replan(runtime, tx, [open_case(runtime, tx, case.facts.id)], now)
    else:
        _still_reminders(tx, case, made, parts, done=done)
    return Submitted(made.step, made.name, parts, done, late)


def _answered(tx: Tx, assignment: int) -> dict[str, bool]:
    """The questions that have an answer, each with whether it came after a completion was asked for, if one was."""
    return {field: bool(since) for field, since in tx.rows(_ANSWERED, id=assignment)}


def _standing(workflow: Workflow, answered: Mapping[str, bool], functions: Sequence[str]) -> set[str]:
    """The answers that count as submitted. When a completion was asked for everybody looks at their part anew, and a
    coordinating function at all of it: so what one hands in again does not close what was asked of another.
    """
    for_all = any(workflow.functions[f].coordinates for f in functions)
    return {field for field, since in answered.items() if since or for_all}


def _store_answers(
    tx: Tx, assignment: int, answers: Mapping[str, Any], cleared: Collection[str], actor: Actor, now: datetime
) -> None:
    if cleared:
        tx.change(_CLEAR, id=assignment, fields=list(cleared))
    rows = [
        {
            "assignment": assignment,
            "field": name,
            "value": canonical(value).decode(),
            "answered_at": now,
            "answered_by": actor.name,
        }
        for name, value in answers.items()
    ]
    _ANSWERS.add(tx, rows)


def _store_parts(
    tx: Tx, case: Case, made: AssignmentFacts, parts: tuple[str, ...], actor: Actor, now: datetime
) -> bool:
    """Adds the parts that are done now; True when every addressed function's is."""
    new = [f for f in parts if f not in made.parts_done]
    row = {"assignment": made.id, "submitted_at": now, "submitted_by": actor.name}
    _PARTS.add(tx, [{**row, "function": f} for f in new])
    return set(case.programme.workflow.assignments[made.name].to) <= {*parts, *made.parts_done}


def _still_reminders(tx: Tx, case: Case, made: AssignmentFacts, parts: tuple[str, ...], *, done: bool) -> None:
    """Sets aside what would remind of parts that are done; what tells others that all is not in, once all is."""
    assignment = case.programme.workflow.assignments[made.name]
    code = f"{made.step}:{made.name}"
    rules = [f"open:{code}", *(f"remind:{code}:{n}" for n in range(len(assignment.remind)))]
    others = [f"inform:{code}:{n}" for n in range(len(assignment.inform))] if done else []
    tx.change(_STILL, subject=case.facts.id, rules=rules, recipients=parts, others=others)


def _results(
    tx: Tx,
    case: Case,
    assignment: Assignment,
    answers: Mapping[str, Any],
    cleared: Collection[str],
    actor: Actor,
    now: datetime,
) -> None:
    """An answer on the chain of results is a result, so that nobody has to write it twice; the latest answer stands."""
    workflow = case.programme.workflow
    chain = [q for q in workflow.forms[assignment.form].questions if q.choices == workflow.result_steps and q.choices]
    placed = [(q, step) for q in chain for step in _several(answers.get(q.name))]
    row = {"participation": case.facts.id, "goal": "", "added_at": now, "added_by": actor.name}
    if anew := [q.text.sv for q in chain if q.name in answers or q.name in cleared]:
        tx.change(_TAKE_AWAY, of=case.facts.id, texts=anew)
    _RESULTS.add(tx, [{**row, "step": step, "text": q.text.sv} for q, step in placed])


def _several(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value] if value else []


def _moves_others(case: Case, name: str, touched: Collection[str], *, done: bool) -> bool:
    """True where other work has waited for this, or starts from a date that is answered here."""
    awaited = done and any(a.waits_for and a.waits_for.assignment == name for a in _assignments(case))
    return awaited or any((name, field) in case.programme.workflow.answer_dates for field in touched)


def _assignments(case: Case) -> Iterable[Assignment]:
    return case.programme.workflow.assignments.values()
