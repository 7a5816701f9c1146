"""Assignments answered: submitted by function, accepted or sent back; what waited for them is released."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, update

from jimflow.actions.asked import assignment_of, coordinating, entitled
from jimflow.actions.case import open_alone, open_case, record
from jimflow.actions.drafts import take_over
from jimflow.actions.errors import BadInput, NotAllowed
from jimflow.actions.handing_in import Submitted, put_in
from jimflow.actions.joint_past import forget_past
from jimflow.actions.planning import replan
from jimflow.actions.remarks import Turn, keep
from jimflow.core.model import Actor
from jimflow.core.parts import questions
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write


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
        answers = take_over(tx, made.id, (q.name for q in questions(workflow, known, who))) | dict(answers)
        return put_in(runtime, tx, case, made, (who,), answers, actor, now)


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
        forget_past(tx)
        kind = "accepted" if status == "accepted" else "sent_back"
        record(tx, [case], kind, actor, now, reason=reason, extra=about)
        replan(runtime, tx, [open_case(runtime, tx, participation)], now)
