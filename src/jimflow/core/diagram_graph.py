"""The states of a workflow as a graph to be drawn: which are the main path, which stand beside it, what leads where."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from jimflow.core.workflow import Transition, Workflow

ANY_STEP = "<any step>"
"""Stands for all steps at once, so that a transition from each of them is one arrow."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """One transition to one place, from one or several: drawn as lines that meet. `main` is the way of `advance`."""

    trigger: str
    sources: tuple[str, ...]
    target: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """`main` is the path from the first state to the good end; `beside` the other states, nearest parent first.

    `group` holds the steps when an arrow starts from or leads to ANY_STEP; `together` says that they stand next to
    each other on the main path, so that a frame around them holds nothing else.
    """

    main: tuple[str, ...]
    beside: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    group: tuple[str, ...]
    together: bool


def graph(workflow: Workflow) -> Graph:
    """The graph of a workflow's states."""
    main = _main_path(workflow)
    arrows = tuple(arrow for t in workflow.transitions.values() for arrow in _arrows(workflow, t))
    whole = any(ANY_STEP in (*a.sources, a.target) for a in arrows)
    group = tuple(workflow.steps) if whole else ()
    places = [main.index(step) for step in group if step in main]
    together = bool(places) and places == list(range(places[0], places[0] + len(places)))
    beside = _nearest_first(workflow, main, arrows)
    return Graph(main, beside, arrows, group, together)


def _main_path(workflow: Workflow) -> tuple[str, ...]:
    order = tuple(workflow.order)
    first = workflow.initial
    if first in order:
        return order
    before: dict[str, str] = {}
    waiting = deque([first])
    while waiting and order:
        state = waiting.popleft()
        if state == order[0]:
            break
        for to in _plain_ways(workflow, state):
            if to not in before and to != first and (to not in order or to == order[0]):
                before[to] = state
                waiting.append(to)
    way = [order[0]] if order else [first]
    while way[0] in before:
        way.insert(0, before[way[0]])
    return (*way, *order[1:]) if way[0] == first else (first, *order)


def _plain_ways(workflow: Workflow, state: str) -> Iterator[str]:
    for transition in workflow.transitions.values():
        if transition.kind == "plain":
            yield from (to for source, to in transition.ways if source == state)


def _arrows(workflow: Workflow, transition: Transition) -> Iterator[Arrow]:
    if transition.kind == "along":
        yield from (Arrow(transition.name, (a,), b, main=True) for a, b in transition.ways)
        return
    sources: dict[str, dict[str, None]] = {}
    whole = len(workflow.active) > 1 and workflow.active <= {source for source, _ in transition.ways}
    back = transition.kind in ("remembered", "earlier")
    for source, to in transition.ways:
        start = ANY_STEP if source in workflow.active and (whole or transition.kind == "earlier") else source
        end = ANY_STEP if back and len(workflow.active) > 1 else to
        sources.setdefault(end, {}).setdefault(start)
    yield from (Arrow(transition.name, tuple(found), end) for end, found in sources.items())


def _nearest_first(workflow: Workflow, main: tuple[str, ...], arrows: tuple[Arrow, ...]) -> tuple[str, ...]:
    """The states off the main path: those that it leads to directly, then what they lead to, then the rest."""
    rest = [state for state in workflow.states if state not in main]
    reached, found = {*main, ANY_STEP}, []
    while rest:
        near = [s for s in rest if any(a.target == s and not reached.isdisjoint(a.sources) for a in arrows)]
        near = near or rest
        found += near
        reached |= set(near)
        rest = [s for s in rest if s not in near]
    return tuple(found)
