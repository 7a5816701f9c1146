"""Every case that can come about, breadth first, with the first way that leads to each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from jimflow.core.exploration.cases import Case, Work, facts_of
from jimflow.core.exploration.findings import Bounds
from jimflow.core.exploration.passages import Passage, made, moves, passage
from jimflow.core.exploration.stage import Stage, can_be_late, stage
from jimflow.core.laps import occasion, split
from jimflow.core.plan import timings
from jimflow.core.rule_kinds import GROUPS
from jimflow.core.workflow import Rule, Workflow

Enter = Callable[[Case, "Node | None", Passage | None], int | None]
"""Takes in a case with where it comes from; answers its number, None where there is no room left."""


@dataclass(slots=True)
class Node:
    """A case that was reached: from where, by which move; its own moves once they have been tried."""

    case: Case
    number: int
    origin: int | None
    came_by: Passage | None
    passages: list[Passage] = field(default_factory=list)
    onward: dict[int, Passage] = field(default_factory=dict)
    """Where the moves that can be made lead, by the number of the node."""
    cut: bool = False
    """True when some move leads to where there was no room left to look."""


@dataclass(slots=True)
class Graph:
    """The cases of a workflow. `whole` is False when a bound was reached and something was left out."""

    workflow: Workflow
    stages: Mapping[bool, Stage]
    laps: int
    nodes: list[Node] = field(default_factory=list)
    whole: bool = True
    given: set[Work] = field(default_factory=set)
    """All work that some case has been given."""
    letters: set[str] = field(default_factory=set)
    closing: frozenset[str] = frozenset()
    situations: int = 0

    def stage(self, node: Node) -> Stage:
        return self.stages[node.case.late]

    def way_to(self, node: Node) -> list[tuple[Node, Passage]]:
        """The moves from the start to the node, with the node each starts in."""
        found: list[tuple[Node, Passage]] = []
        while node.origin is not None and node.came_by is not None:
            origin = self.nodes[node.origin]
            found.append((origin, node.came_by))
            node = origin
        return found[::-1]

    def leading_to(self, good: Iterable[int]) -> set[int]:
        """The nodes from which one of the `good` can be reached."""
        before: dict[int, list[int]] = {}
        for node in self.nodes:
            for to in node.onward:
                before.setdefault(to, []).append(node.number)
        found = set(good)
        waiting = list(found)
        while waiting:
            new = [n for n in before.get(waiting.pop(), ()) if n not in found]
            found.update(new)
            waiting.extend(new)
        return found


def explore_cases(workflow: Workflow, bounds: Bounds) -> Graph:
    """The graph; where laps make it too large, with each step entered once."""
    graph = _explore(workflow, bounds, bounds.laps)
    if not graph.whole and workflow.steps.repeating and bounds.laps > 1:
        graph = _explore(workflow, bounds, 1)
    return graph


def _explore(workflow: Workflow, bounds: Bounds, laps: int) -> Graph:
    late = [False, True] if can_be_late(workflow) else [False]
    graph = Graph(workflow, {one: stage(workflow, laps, late=one) for one in late}, laps, closing=_closing(workflow))
    tracked = _tracked(workflow)
    counted = {s.name for s in workflow.steps.values() if any(name in tracked for _, name in s.assignments)}
    numbers: dict[Case, int] = {}
    waiting: deque[Node] = deque()

    def enter(case: Case, origin: Node | None, by: Passage | None) -> int | None:
        key = replace(
            case,
            made=frozenset(w for w in case.made if w[1] in tracked),
            laps=tuple((step, lap) for step, lap in case.laps if step == case.state or step in counted),
        )
        if key not in numbers:
            if len(numbers) >= bounds.cases:
                graph.whole = False
                return None
            node = Node(case, len(numbers), origin.number if origin else None, by)
            numbers[key] = node.number
            graph.nodes.append(node)
            waiting.append(node)
        return numbers[key]

    for one in late:
        start = Case(workflow.initial, late=one)
        enter(_joined(graph.stages[one], start, start) if workflow.initial in workflow.active else start, None, None)
    while waiting:
        node = waiting.popleft()
        _leave(graph, node, bounds, enter)
    return graph


def _leave(graph: Graph, node: Node, bounds: Bounds, enter: Enter) -> None:
    """Tries every move of a node and enters what it leads to."""
    found = graph.stage(node)
    graph.given |= node.case.made
    for transition, destination in moves(found, node.case):
        tried = passage(found, node.case, transition, destination, bounds.situations)
        node.passages.append(tried)
        graph.situations += tried.situations
        graph.whole = graph.whole and tried.whole
        node.cut = node.cut or not tried.whole  # what was not tried may lead on
        if tried.change is None:
            continue
        graph.letters |= {m.item.partition(":")[2] for m in tried.change.messages if m.item.startswith("letter:")}
        for case in successors(found, node.case, tried, graph.closing):
            number = enter(case, node, tried)
            if number is None:
                node.cut = True
            else:
                node.onward.setdefault(number, tried)


def successors(found: Stage, case: Case, tried: Passage, closing: frozenset[str]) -> Iterator[Case]:
    """Where a move leads: with all work of the step left done, and with what closes then left undone."""
    change = tried.change
    assert change is not None
    laps = tuple(sorted((step, min(lap, found.laps)) for step, lap in change.laps.items()))
    after = replace(
        case,
        state=change.destination,
        joined_late=change.late_joiner,
        came_from=change.came_from,
        laps=laps,
        made=case.made | {(n.step, n.name, n.place) for n in change.make if split(n.step)[1] <= found.laps},
    )
    if change.laps.get(change.destination, 1) > found.laps:
        # whoever goes round more often than the bound is seen as new in the last lap within it
        again = occasion(change.destination, found.laps)
        after = replace(after, closed=frozenset(key for key in after.closed if key[0] != again))
    if change.replan:
        after = _joined(found, case, after)
    if change.destination in found.workflow.finals:
        yield Case(change.destination, late=case.late)
        return
    yield after
    numbered = {a.id: a.key for a in facts_of(found, case, {}).assignments}
    left = {numbered[n] for n, status in change.close if status == "closed" and numbered.get(n, ("", ""))[1] in closing}
    silent = {name for _, name in left} - {name for step, name, _ in case.made if (step, name) not in left}
    undone = {key: None if key[0] == "answer" and key[1] in silent else so for key, so in tried.assumed.items()}
    undone.update({("work", step, name): False for step, name in left})
    if left and made(found, case, tried.transition, tried.destination, undone, tried.rules) is not None:
        yield replace(after, closed=after.closed | left)


def _joined(found: Stage, was: Case, case: Case) -> Case:
    """The case once the whole plan has been laid, as it is on joining and on coming back."""
    new = timings(found.programme, facts_of(found, case, {}), found.now)
    laid = {(t.step.name, t.assignment.name, t.place) for t in new if split(t.step.name)[1] <= found.laps}
    return replace(case, made=was.made | case.made | laid)


def _tracked(workflow: Workflow) -> frozenset[str]:
    """The assignments that some rule names or that another waits for: the rest makes no case different."""
    found = {name for rule in workflow.rules.values() for name in _named(rule)}
    for assignment in workflow.assignments.values():
        if assignment.waits_for and assignment.waits_for.assignment:
            found |= {assignment.name, assignment.waits_for.assignment}
    for step in workflow.steps.values():  # on the way in, a group is there only for whoever has been in the step before
        if any(workflow.rules[name].params.get("assignments") in GROUPS for name in step.entry):
            found |= {name for _, name in step.assignments}
    return frozenset(found)


def _closing(workflow: Workflow) -> frozenset[str]:
    """What closes when its step is left and a rule may want later all the same, with no way past it."""
    strict = [r for r in workflow.rules.values() if r.severity == "block" and not r.waivable]
    named = {name for rule in strict for name in _named(rule)}
    groups = any(r.params.get("assignments") in GROUPS for r in strict) and "reopen" in workflow.transitions
    return frozenset(a.name for a in workflow.assignments.values() if a.closes and (groups or a.name in named))


def _named(rule: Rule) -> set[str]:
    named = rule.params.get("assignments", rule.params.get("assignment", ()))
    if isinstance(named, list | tuple):
        return {str(name) for name in named}
    return set() if named in GROUPS else {str(named)}
