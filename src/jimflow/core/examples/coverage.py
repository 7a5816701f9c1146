"""What the examples of a definition exercise, and what they never do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jimflow.core.examples.example import Seen
from jimflow.core.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one kind of thing is exercised, and what is not."""

    done: int
    all: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a definition, by its examples."""

    states: Part
    transitions: Part
    """Every step of `advance` by itself, every other transition once."""
    met: Part
    unmet: Part
    reminders: Part
    """Openings, reminders and notices of the assignments."""


def coverage(workflow: Workflow, seen: Iterable[Seen]) -> Coverage:
    """Together, what all the examples exercise."""
    everything = list(seen)
    ways = frozenset().union(*(s.ways for s in everything))
    used = {_name(workflow, *way) for way in ways}
    drawn = [_name(workflow, t.name, *way) for t in workflow.transitions.values() for way in t.ways]
    rules = [name for name in workflow.rules if name in _looked_at(workflow)]
    return Coverage(
        _part(workflow.states, frozenset().union(*(s.states for s in everything))),
        _part(drawn, used),
        _part(rules, frozenset().union(*(s.met for s in everything))),
        _part(rules, frozenset().union(*(s.unmet for s in everything))),
        _part(_told(workflow), frozenset().union(*(s.said for s in everything))),
    )


def _part(wanted: Iterable[str], found: Iterable[str]) -> Part:
    every, have = tuple(dict.fromkeys(wanted)), frozenset(found)
    missing = tuple(name for name in every if name not in have)
    return Part(len(every) - len(missing), len(every), missing)


def _name(workflow: Workflow, trigger: str, source: str, destination: str) -> str:
    along = workflow.transitions[trigger].kind == "along"
    return f"{trigger} {source} → {destination}" if along else trigger


def _looked_at(workflow: Workflow) -> set[str]:
    steps = {name for s in workflow.steps.values() for name in (*s.entry, *s.exit, *s.attendance)}
    return steps | {name for t in workflow.transitions.values() for name in t.rules}


def _told(workflow: Workflow) -> list[str]:
    at_once = {s.catch_up for s in workflow.steps.values()}  # opens when absence is recorded, in that very act
    return [
        told
        for a in workflow.assignments.values()
        for told in (
            *(() if a.name in at_once else (f"open:{a.name}",)),
            *(f"remind:{a.name}:{n}" for n in range(len(a.remind))),
            *(f"inform:{a.name}:{n}" for n in range(len(a.inform))),
        )
    ]
