"""Results of an agency's work, placed on the chain of results."""

from __future__ import annotations

from sqlalchemy import select

from jimflow.actions.case import open_alone, record
from jimflow.actions.errors import BadInput
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write


def add_result(runtime: Runtime, participation: int, step: str, text: str, actor: Actor, *, goal: str = "") -> int:
    """Places a result on a step of the chain that the definition names; its number. Raises BadInput.

    `goal` is one of the goals that the definition names, where it names any.
    """
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_alone(runtime, tx, participation)
        workflow = case.programme.workflow
        chain = workflow.choices.get(workflow.result_steps or "", {})
        if step not in chain:
            known = ", ".join(chain) or "–"
            raise BadInput(
                f"Välj ett steg på resultatkedjan: {known}.", f"Choose a step of the results chain: {known}."
            )
        goals = workflow.choices.get(workflow.result_goals or "", {})
        if goal and goals and goal not in goals:
            known = ", ".join(goals)
            raise BadInput(f"Välj ett av målen: {known}.", f"Choose one of the goals: {known}.")
        if not text.strip():
            raise BadInput("Beskriv resultatet.", "Describe the result.")
        words, r = text.strip(), table(t.Result).c
        same = select(r.id).where(r.participation == participation, r.step == step, r.text == words)
        if tx.connection.execute(same).first() is not None:
            raise BadInput(
                "Resultatet finns redan. Inget ändrades.", "The result is there already. Nothing was changed."
            )
        row = t.Result(participation=participation, step=step, text=words, goal=goal, added_at=now, added_by=actor.name)
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        record(tx, [case], "result", actor, now, extra={"result": row.id, "step": step})
        return row.id
