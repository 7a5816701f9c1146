"""Results of an agency's work, placed on the chain of results."""

from __future__ import annotations

from jimflow.actions.case import open_case, record
from jimflow.actions.errors import BadInput
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store import tables as t
from jimflow.store.transaction import write


def add_result(runtime: Runtime, participation: int, step: str, text: str, actor: Actor, *, goal: str = "") -> int:
    """Places a result on a step of the chain that the definition names; its number. Raises BadInput."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        case = open_case(runtime, tx, participation)
        workflow = case.programme.workflow
        chain = workflow.choices.get(workflow.result_steps or "", {})
        if step not in chain:
            known = ", ".join(chain) or "–"
            raise BadInput(
                f"Välj ett steg på resultatkedjan: {known}.", f"Choose a step of the results chain: {known}."
            )
        if not text.strip():
            raise BadInput("Beskriv resultatet.", "Describe the result.")
        row = t.Result(
            participation=participation, step=step, text=text.strip(), goal=goal, added_at=now, added_by=actor.name
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        record(tx, [case], "result", actor, now, extra={"result": row.id, "step": step})
        return row.id
