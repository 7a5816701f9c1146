"""How a participation begins: the states before its first step, and the moves that lead on from them."""

from __future__ import annotations

from jimflow.core.workflow import Transition, Workflow


def states_before(workflow: Workflow) -> tuple[str, ...]:
    """The states that one may be in before its first step: the initial one, and those that follow without a step."""
    found, waiting = {workflow.initial}, [workflow.initial]
    while waiting:
        here = waiting.pop()
        for transition in workflow.transitions.values():
            for source, to in transition.ways:
                if source == here and to not in found and to not in workflow.steps and to not in workflow.finals:
                    found.add(to)
                    waiting.append(to)
    return tuple(state for state in workflow.states if state in found)


def moves_from(workflow: Workflow, state: str) -> tuple[Transition, ...]:
    """The moves from the state: those that lead on before those that lead out, else in the order of the definition."""
    there = [t for t in workflow.transitions.values() if any(source == state for source, _ in t.ways)]
    return tuple(sorted(there, key=lambda t: _leads_out(workflow, t, state)))


def first_move(workflow: Workflow, state: str = "") -> Transition | None:
    """The host's move that leads on from the state, the initial one unless given; None where the others move next."""
    here = state or workflow.initial
    own = (t for t in moves_from(workflow, here) if t.by == "host" and not _leads_out(workflow, t, here))
    return next(own, None)


def _leads_out(workflow: Workflow, transition: Transition, state: str) -> bool:
    return all(to in workflow.finals for source, to in transition.ways if source == state)
