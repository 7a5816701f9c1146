"""Assignments answered: submitted by function, accepted or sent back; what waited for them is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select, text, update

from jimflow.actions.asked import assignment_of, coordinating, entitled
from jimflow.actions.bulk import Bulk
from jimflow.actions.case import Case, open_alone, open_case, record
from jimflow.actions.drafts import take_over
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.planning import replan
from jimflow.actions.remarks import Turn, keep
from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Actor, AssignmentFacts
from jimflow.core.parts import check, finished, questions
from jimflow.core.workflow import Assignment
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables.columns import table
from jimflow.store.tables.work import PENDING
from jimflow.store.transaction import Tx, write

_ANSWERS = Bulk(
    t.Answer,
    *("assignment", "field", "value", "answered_at", "answered_by"),
    conflict=lambda insert, _: insert.on_conflict_do_update(
        index_elements=["assignment", "field"],
        set_={name: insert.excluded[name] for name in ("value", "answered_at", "answered_by")},
    ),
)
_ANSWERED = Sql(select(table(t.Answer).c.field).where(table(t.Answer).c.assignment == bindparam("id")))
_PARTS = Bulk(t.Part, "assignment", "function", "submitted_at", "submitted_by")
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


def submit(
    runtime: Runtime,
    participation: int,
    name: str,
    answers: Mapping[str, Any],
    actor: Actor,
    *,
    step: str | None = None,
    function: str | None = None,
) -> Submitted:
    """Submits for `function` (default: the one that coordinates, which may submit everything). Answers by question id.

    What was saved for the function's questions is submitted too, where no other answer is given. One answer per
    participation: a shared question answered by one is answered for all, and each part is done when its required
    questions are. Raises Mistakes naming every question that is missing or wrong, NotAllowed when over.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation, frozenset({"assignments"}))
        made = assignment_of(case, name, step)
        if made.status not in ("planned", "open"):
            raise NotAllowed("Uppgiften tar inte emot fler svar.", "The assignment takes no more answers.")
        workflow = case.programme.workflow
        who, known = function or coordinating(workflow), workflow.assignments[name]
        entitled(workflow, known, who)
        before = _answered(tx, made.id)
        answers = take_over(tx, made.id, (q.name for q in questions(workflow, known, who))) | dict(answers)
        mistakes = check(workflow, known, who, answers, before)
        if mistakes:
            raise Mistakes(mistakes)
        _store_answers(tx, made.id, answers, actor, now)
        parts = finished(workflow, known, before | set(answers))
        done = _store_parts(tx, case, made, parts, actor, now)
        late = made.due_at is not None and now > made.due_at
        if done:
            _mark(tx, made.id, now, late=late)
        _results(tx, case, known, answers, actor, now)
        seen = {
            "step": made.step,
            "assignment": name,
            "function": who,
            "parts": sorted(parts),
            "complete": done,
            "late": late,
        }
        record(tx, [case], "submitted", actor, now, extra=seen)
        if _moves_others(case, name, answers, done=done):
            replan(runtime, tx, [open_case(runtime, tx, participation)], now)
        else:
            _still_reminders(tx, case, made, parts, done=done)
        return Submitted(made.step, name, parts, done, late)


def accept(runtime: Runtime, participation: int, name: str, actor: Actor, *, step: str | None = None) -> None:
    """Accepts a submitted assignment; a catch-up counts for the rules it cures only from then on."""
    _decide(runtime, participation, name, step, actor, "accepted")


def send_back(
    runtime: Runtime, participation: int, name: str, actor: Actor, reason: str, *, step: str | None = None
) -> None:
    """Opens a submitted assignment again with a reason; the answers stay, the parts are to be submitted anew.

    The reason stands in the task's dialogue and is told to those whose part it is.
    """
    if not reason.strip():
        raise BadInput("Skriv skälet (--reason).", "Give the reason (--reason).")
    _decide(runtime, participation, name, step, actor, "open", reason.strip())


def _decide(
    runtime: Runtime,
    participation: int,
    name: str,
    step: str | None,
    actor: Actor,
    status: str,
    reason: str = "",
) -> None:
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation)
        made = assignment_of(case, name, step)
        if made.status != "submitted":
            raise NotAllowed("Uppgiften är inte inskickad.", "The assignment is not submitted.")
        a = table(t.Assignment)
        values: dict[str, object] = {"status": status}
        about: dict[str, object] = {"step": made.step, "assignment": name}
        if status == "accepted":
            values["accepted_at"] = now
        else:
            values |= {"submitted_at": None, "late": False}
            about["remark"] = keep(runtime, tx, case, made, Turn("completion", reason, actor), now)
            tx.connection.execute(delete(table(t.Part)).where(table(t.Part).c.assignment == made.id))
        tx.connection.execute(update(a).where(a.c.id == made.id).values(**values))
        kind = "accepted" if status == "accepted" else "sent_back"
        record(tx, [case], kind, actor, now, reason=reason, extra=about)
        replan(runtime, tx, [open_case(runtime, tx, participation)], now)


def _answered(tx: Tx, assignment: int) -> set[str]:
    return {row[0] for row in tx.rows(_ANSWERED, id=assignment)}


def _store_answers(tx: Tx, assignment: int, answers: Mapping[str, Any], actor: Actor, now: datetime) -> None:
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


def _mark(tx: Tx, assignment: int, now: datetime, *, late: bool) -> None:
    tx.change(_MARK, id=assignment, now=now, is_late=late)


def _results(
    tx: Tx,
    case: Case,
    assignment: Assignment,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
) -> None:
    """An answer on the chain of results is a result, so that nobody has to write it twice; the latest answer stands."""
    workflow = case.programme.workflow
    chain = [q for q in workflow.forms[assignment.form].questions if q.choices == workflow.result_steps and q.choices]
    placed = [(q, step) for q in chain for step in _several(answers.get(q.name))]
    row = {"participation": case.facts.id, "goal": "", "added_at": now, "added_by": actor.name}
    if anew := [q.text.sv for q in chain if q.name in answers]:
        tx.change(_TAKE_AWAY, of=case.facts.id, texts=anew)
    _RESULTS.add(tx, [{**row, "step": step, "text": q.text.sv} for q, step in placed])


def _several(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value] if value else []


def _moves_others(case: Case, name: str, answers: Mapping[str, Any], *, done: bool) -> bool:
    """True where other work has waited for this, or starts from a date that is answered here."""
    awaited = done and any(a.waits_for and a.waits_for.assignment == name for a in _assignments(case))
    return awaited or any((name, field) in case.programme.workflow.answer_dates for field in answers)


def _assignments(case: Case) -> Iterable[Assignment]:
    return case.programme.workflow.assignments.values()
