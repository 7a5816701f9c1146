"""Results on the chain of results, by organisation and by the goal they contribute to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jimflow.core.figures.facts import Reached, RoundFacts
from jimflow.core.workflow import Workflow

UNSAID = ""
"""Stands for the goal of a result with which no goal was named."""


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers along the chain, in its order, for one participation or one goal. `several`: all that it has in all."""

    of: int | str
    steps: tuple[int, ...]
    several: int


def by_member(workflow: Workflow, facts: RoundFacts) -> list[Line]:
    """How many results each participation has on each step of the chain, those without any too, in the order given."""
    own: dict[int, list[str]] = defaultdict(list)
    for result in facts.results:
        own[result.participation].append(result.step)
    chain = chain_of(workflow)
    return [Line(m.id, tuple(own[m.id].count(s) for s in chain), len(own[m.id])) for m in facts.members]


def by_goal(workflow: Workflow, facts: RoundFacts) -> list[Line]:
    """How many participations have a result on each step of the chain, goal by goal in the order of the definition.

    A result counts for the goal that was named with it; where none was, for those that the participation has answered
    that it works for; for UNSAID where it has not said. `several` are the participations that have any result.
    """
    answered: dict[int, set[str]] = defaultdict(set)
    asks = goal_fields(workflow)
    for answer in facts.answers:
        if (answer.assignment, answer.field) in asks:
            answered[answer.participation] |= set(_several(answer.value))
    reached: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for result in facts.results:
        for goal in _goals(result, answered[result.participation]):
            reached[goal][result.step].add(result.participation)
    chain = chain_of(workflow)
    known = [*workflow.choices.get(workflow.result_goals or "", {})]
    others = sorted(reached.keys() - {*known, UNSAID})
    return [
        Line(
            goal,
            tuple(len(reached[goal][step]) for step in chain),
            len(set[int]().union(*reached[goal].values())),
        )
        for goal in (*known, *others, *([UNSAID] if UNSAID in reached else []))
    ]


def chain_of(workflow: Workflow) -> tuple[str, ...]:
    """The steps of the chain of results; none where the programme has no chain."""
    return tuple(workflow.choices.get(workflow.result_steps or "", ()))


def goal_fields(workflow: Workflow) -> frozenset[tuple[str, str]]:
    """(assignment, field) of the questions whose answers are goals."""
    if workflow.result_goals is None:
        return frozenset()
    return frozenset(
        (a.name, q.name)
        for a in workflow.assignments.values()
        for q in workflow.forms[a.form].questions
        if q.choices == workflow.result_goals
    )


def _goals(result: Reached, answered: set[str]) -> Sequence[str]:
    return [result.goal] if result.goal else sorted(answered) or [UNSAID]


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
