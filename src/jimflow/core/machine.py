"""From a Workflow to one shared `transitions.Machine`: the only authority on states, triggers and destinations."""

from __future__ import annotations

from transitions import EventData, Machine, MachineError

from jimflow.core.workflow import Workflow


class Case:
    """One attempt, new for each call and never registered with the machine, so that threads share nothing."""

    __slots__ = ("_state", "allowed", "wanted")

    def __init__(self, state: str, wanted: str, *, allowed: bool) -> None:
        self._state = state
        self.wanted = wanted
        self.allowed = allowed

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self._state


def build_machine(workflow: Workflow) -> Machine:
    """The machine of a workflow, to be built once and shared by all threads: one transition for each way.

    Not queued: a shared machine with a queue loses triggers that come while another thread works through it.
    """
    machine = Machine(
        model=None,
        model_attribute="_state",  # no transition may bear its name, and none can: names begin with a letter
        states=list(workflow.states),
        initial=workflow.initial,
        auto_transitions=False,
        send_event=True,
        queued=False,
    )
    for transition in workflow.transitions.values():
        for source, destination in transition.ways:
            machine.add_transition(transition.name, source, destination, conditions=_is_decided)
    return machine


def fire(machine: Machine, trigger: str, state: str, destination: str, *, allowed: bool) -> str | None:
    """The state the machine moves to, or None when it does not move.

    It moves along the way to `destination`, and only when the rules, evaluated before, allow it.
    """
    event = machine.events.get(trigger)
    if event is None or state not in machine.states:
        return None
    case = Case(state, destination, allowed=allowed)
    try:
        moved = event.trigger(case)
    except MachineError:  # the trigger has no way from here
        return None
    return case.state if moved else None


def destinations(workflow: Workflow, trigger: str, state: str) -> tuple[str, ...]:
    """Where `trigger` may lead from `state`, in the order of the definition; empty for an unknown trigger."""
    transition = workflow.transitions.get(trigger)
    return tuple(to for source, to in transition.ways if source == state) if transition else ()


def triggers(workflow: Workflow, state: str) -> tuple[str, ...]:
    """The triggers that have a way from `state`, in the order of the definition."""
    return tuple(name for name in workflow.transitions if destinations(workflow, name, state))


def _is_decided(event: EventData) -> bool:
    case, way = event.model, event.transition
    return isinstance(case, Case) and way is not None and case.allowed and way.dest == case.wanted
