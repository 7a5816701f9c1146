"""What a rule looks at, as a graph: where it is asked → the rule → what it looks at → who or what that rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jimflow.core.workflow import Rule, Step, Workflow

Kind = Literal["attendance", "entry", "exit", "transition", "rule", "function", "assignment", "field", "choice", "fact"]
Key = tuple[Kind, str]
"""What a box stands for. A field is `assignment.field`, a choice `list.choice`; a fact is the rule's kind itself."""


@dataclass(frozen=True, slots=True)
class RuleGraph:
    """Boxes in columns from left to right, and the arrows between them."""

    columns: tuple[tuple[Key, ...], ...]
    arrows: tuple[tuple[Key, Key], ...]


def rule_graph(workflow: Workflow, name: str) -> RuleGraph:
    """The graph of one rule of the workflow."""
    centre: Key = ("rule", name)
    asked = tuple(_asked(workflow, name))
    arrows: dict[tuple[Key, Key], None] = {(place, centre): None for place in asked}
    seen: dict[Key, None] = {}
    behind: dict[Key, None] = {}
    for thing, rests in _looks_at(workflow, workflow.rules[name]):
        seen[thing] = None
        arrows[centre, thing] = None
        for other in rests:
            behind[other] = None
            arrows[thing, other] = None
    columns = (asked, (centre,), tuple(seen), tuple(key for key in behind if key not in seen))
    return RuleGraph(tuple(column for column in columns if column), tuple(arrows))


def steps_of(workflow: Workflow, rule: str) -> tuple[Step, ...]:
    """The steps in which a rule is asked."""
    return tuple(s for s in workflow.steps.values() if rule in (*s.attendance, *s.entry, *s.exit))


def _asked(workflow: Workflow, rule: str) -> Iterator[Key]:
    for step in workflow.steps.values():
        if rule in step.entry:
            yield "entry", step.name
        if rule in step.attendance:
            yield "attendance", step.name
        if rule in step.exit:
            yield "exit", step.name
    yield from (("transition", t.name) for t in workflow.transitions.values() if rule in t.rules)


def _looks_at(workflow: Workflow, rule: Rule) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    params = rule.params
    found = False
    if "of" in params:
        own = (f.name for f in workflow.functions.values() if f.belongs_to == "agency" and f.attends != "never")
        yield from ((("function", name), ()) for name in own)
        found = True
    for name in _names(params.get("functions")):
        yield ("function", name), ()
        found = True
    for name in _assignments(workflow, rule):
        found = True
        field = params.get("field")
        answers: tuple[Key, ...] = (("field", f"{name}.{field}"),) if isinstance(field, str) else ()
        asked: tuple[Key, ...] = tuple(("function", f) for f in workflow.assignments[name].to)
        yield ("assignment", name), (*answers, *asked)
    for name in _names(params.get("at_least_one_of")):
        yield ("choice", f"{workflow.result_steps}.{name}"), ()
        found = True
    if not found:
        yield ("fact", rule.kind), ()


def _assignments(workflow: Workflow, rule: Rule) -> tuple[str, ...]:
    """The names of a rule's assignments; a group is those of the steps in which the rule is asked."""
    one, many = rule.params.get("assignment"), rule.params.get("assignments")
    if isinstance(one, str):
        return (one,) if one in workflow.assignments else ()
    if many == "all":
        standing = (name for s in workflow.steps.values() for _, name in s.assignments)
        return tuple(dict.fromkeys(name for name in standing if not workflow.assignments[name].optional))
    if isinstance(many, str):
        own = (name for s in steps_of(workflow, rule.name) for place, name in s.assignments if place == many)
        return tuple(dict.fromkeys(name for name in own if not workflow.assignments[name].optional))
    return tuple(name for name in _names(many) if name in workflow.assignments)


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()
