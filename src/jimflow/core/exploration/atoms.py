"""What each kind of rule looks at, as atoms with the few values that make a difference: one entry for each kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jimflow.core.exploration.cases import Case, Key, facts_of
from jimflow.core.exploration.stage import Stage
from jimflow.core.people import attends
from jimflow.core.rules import View, evaluate
from jimflow.core.workflow import Function, Question, Rule, Step, Workflow


@dataclass(frozen=True, slots=True)
class Atom:
    """Something a rule looks at. The first value is the most that can be so, the last is that nothing has happened.

    `rises`: the first value meets every rule that any other value meets, so it alone shows what is possible.
    """

    key: Key
    values: tuple[object, ...]
    rises: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """A rule looks from here: a case on its stage."""

    stage: Stage
    case: Case


def atoms_of(scene: Scene, rules: Iterable[tuple[str, str]]) -> tuple[Atom, ...]:
    """The atoms of (rule, occasion) pairs, each once."""
    workflow = scene.stage.workflow
    found: dict[Key, Atom] = {}
    for name, step in rules:
        rule = workflow.rules[name]
        for atom in ATOMS[rule.kind](scene, rule, workflow.steps[step]):
            found.setdefault(atom.key, atom)
    return tuple(found.values())


def _attendance(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    yield from _held(scene, rule, step)
    workflow = scene.stage.workflow
    named = rule.params.get("functions")
    functions = named if isinstance(named, list | tuple) else [f.name for f in _own(scene)]
    for name in functions:
        if attends(workflow.functions[str(name)], step):
            yield Atom(("came", step.name, str(name)), (len(scene.stage.people[str(name)]), 0))
    if rule.params.get("where"):
        yield Atom(("top",), (True, False))
    if rule.curable and step.catch_up:
        yield Atom(("caught up", step.name), (True, False))


def _held(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    if step.name in scene.stage.meetings:
        yield Atom(("held", step.name), (True, False))


def _submitted(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    """What the rule counts is what it misses where nothing is submitted."""
    facts = facts_of(scene.stage, scene.case, {})
    view = View(scene.stage.workflow, facts, step, scene.stage.programme.today(scene.stage.now))
    given = {(s, name) for s, name, _ in scene.case.made} - scene.case.closed
    for verdict in evaluate(view, [rule.name]):
        for blocker in verdict.blockers:
            work = str(blocker.facts["step"]), str(blocker.facts["assignment"])
            yield Atom(("work", *work), (True, False) if work in given else (False,))


def _form_has(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    assignment, field = str(rule.params["assignment"]), str(rule.params["field"])
    workflow = scene.stage.workflow
    question = workflow.forms[workflow.assignments[assignment].form].question(field)
    key = ("answer", assignment, field)
    if question is None or not scene.case.given(assignment):
        yield Atom(key, (None,))
        return
    asked = [_wanted(r) for r in workflow.rules.values() if _asks(r, assignment, field)]
    values = tuple(_answers(scene, question, [a for a in asked if a]))
    yield Atom(key, (*values, None), rises=len(values) == 1 or question.kind == "choices")


def _asks(rule: Rule, assignment: str, field: str) -> bool:
    return rule.kind == "form_has" and (rule.params["assignment"], rule.params["field"]) == (assignment, field)


def _wanted(rule: Rule) -> tuple[str, ...]:
    wanted = rule.params.get("is", ())
    return tuple(str(w) for w in wanted) if isinstance(wanted, list | tuple) else (str(wanted),)


def _answers(scene: Scene, question: Question, asked: list[tuple[str, ...]]) -> list[str]:
    """Answers that some rule tells from the others, as the facts hold them; for several choices, all of them first."""
    offered = list(scene.stage.workflow.choices[question.choices]) if question.choices else []
    if question.kind == "yes_no":
        offered = ["yes", "no"]
    elif not offered:
        offered = [*dict.fromkeys(word for words in asked for word in words), "…"]
    told: dict[tuple[bool, ...], str] = {}
    for answer in offered:
        told.setdefault(tuple(answer in words for words in asked), answer)
    if question.kind == "choices":
        return [json.dumps(offered), *(json.dumps([answer]) for answer in told.values())]
    if question.kind == "yes_no":
        return [json.dumps(answer == "yes") for answer in told.values()]
    return [json.dumps(answer, ensure_ascii=False) for answer in told.values()]


def _theme_set(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    if step.theme_per_cluster:
        yield Atom(("theme", step.name), (True, False))


def _holders(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    named = rule.params["functions"]
    for name in named if isinstance(named, list | tuple) else (named,):
        yield Atom(("vacant", str(name)), (False, True))


def _results_reach(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    wanted = rule.params["at_least_one_of"]
    for result in wanted if isinstance(wanted, list | tuple) else (wanted,):
        yield Atom(("result", str(result)), (True, False))


def _cluster_size(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    """A size just inside and just outside of every limit that some rule sets."""
    near: set[int] = set()
    for other in scene.stage.workflow.rules.values():
        if other.kind == "cluster_size":
            limits = [n for n in (other.params.get("min"), other.params.get("max")) if isinstance(n, int)]
            near |= {size for n in limits for size in (n - 1, n, n + 1) if size >= 1}
    inside = [n for n in sorted(near) if _fits(rule, n)]
    yield Atom(("size",), (*inside, *sorted(near - set(inside))), rises=False)


def _fits(rule: Rule, size: int) -> bool:
    low, high = rule.params.get("min", 0), rule.params.get("max", size)
    return isinstance(low, int) and isinstance(high, int) and low <= size <= high


def _parties(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    """How many organisations have each part: just inside and outside of every limit, within what the part takes."""
    workflow = scene.stage.workflow
    rules = [r for r in workflow.rules.values() if r.kind == "parties"]
    limits = [n for r in rules for n in (r.params.get("min"), r.params.get("max")) if isinstance(n, int)]
    near = sorted({0, 1, *(n + more for n in limits for more in (-1, 0, 1) if n + more > 0)})
    for part in _named(rule.params["part"]):
        most = workflow.parties[part].most
        within = [n for n in near if most is None or n <= most]
        inside = [n for n in within if _fits(rule, n)]
        yield Atom(("parties", part), (*inside, *(n for n in within if n not in inside)), rises=False)
    if rule.params.get("contribution"):
        yield Atom(("contributed",), (True, False))


def _answered(scene: Scene, rule: Rule, step: Step) -> Iterator[Atom]:
    """How many cases were started and the state all of them ended in; None where one has not ended."""
    workflow, start = scene.stage.workflow, str(rule.params["start"])
    rules = [r for r in workflow.rules.values() if r.kind == "answered" and r.params["start"] == start]
    needed = max([1, *(n for r in rules if isinstance(n := r.params.get("at_least"), int))])
    ends = dict.fromkeys(state for r in (rule, *rules) for state in _named(r.params.get("is", ())))
    some = [(needed, state) for state in (*ends, "…")] if _startable(workflow, start, scene.case.state) else []
    going = [(1, None)] if some else []
    yield Atom(("started", start), (*some, None, *going), rises=False)


def _startable(workflow: Workflow, start: str, state: str) -> bool:
    """True when a way leads to `state` from one where the case can be started, or it is one."""
    found, waiting = set(workflow.starts[start].states), list(workflow.starts[start].states)
    while waiting:
        here = waiting.pop()
        new = {to for t in workflow.transitions.values() for source, to in t.ways if source == here} - found
        found |= new
        waiting.extend(new)
    return state in found


def _named(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),)


def _own(scene: Scene) -> list[Function]:
    return [f for f in scene.stage.workflow.functions.values() if f.belongs_to == "agency"]


ATOMS: Mapping[str, Callable[[Scene, Rule, Step], Iterator[Atom]]] = {
    "attendance": _attendance,
    "meeting_held": _held,
    "submitted": _submitted,
    "form_has": _form_has,
    "theme_set": _theme_set,
    "holders": _holders,
    "results_reach": _results_reach,
    "cluster_size": _cluster_size,
    "parties": _parties,
    "answered": _answered,
}
"""By kind of rule. A kind without an entry cannot be explored; a test holds this table to the kinds there are."""
