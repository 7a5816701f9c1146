"""Two moves that claim the same situation, so that nobody can tell which of them applies.

A move *claims* a situation when the definition says that this is what follows from it: it completes its step, or it
demands an answer. Two moves of one state claim the same situation when they lead to different states, every rule of
both is met at once, and either both complete the step or both demand the same answer. Going round to a meeting that
recurs is told from going on by whether that meeting is planned. What a person chooses freely
(withdraw, pause, resume, reopen, and any plain move without such rules) claims nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from jimflow.core.advance import report
from jimflow.core.exploration.atoms import Scene, atoms_of
from jimflow.core.exploration.cases import Key, facts_of
from jimflow.core.exploration.findings import Bounds, Finding
from jimflow.core.exploration.graph import Graph, Node
from jimflow.core.exploration.passages import Passage, situations
from jimflow.core.exploration.words import assumed, state_title, trace
from jimflow.core.mistakes import Said

_TELLING = ("answer", "started")
"""The atoms by which a definition tells one situation from another: what somebody has answered."""


def claims(graph: Graph, bounds: Bounds) -> Iterator[Finding]:
    """One finding for each pair of moves."""
    told: set[tuple[str, str, str]] = set()
    for node in graph.nodes:
        claiming = [p for p in node.passages if p.change is not None and p.transition.kind in ("along", "plain")]
        for a, b in combinations(claiming, 2):
            pair = (node.case.state, a.transition.name, b.transition.name)
            if pair in told or a.destination == b.destination or not _alike(graph, node, a, b):
                continue
            both = _both_at_once(graph, node, a, b, bounds)
            if both is not None:
                told.add(pair)
                yield _finding(graph, node, a, b, both)


def _alike(graph: Graph, node: Node, a: Passage, b: Passage) -> bool:
    if a.transition.completes and b.transition.completes and _recurs(graph, a) == _recurs(graph, b):
        return True
    return bool(_demands(graph, node, a) & _demands(graph, node, b))


def _recurs(graph: Graph, p: Passage) -> bool:
    """True for a move to a meeting that recurs: whether the next one is planned tells it from the way on."""
    steps = graph.workflow.steps
    return p.transition.kind == "plain" and p.destination in steps.repeating and steps[p.destination].has_meeting


def _demands(graph: Graph, node: Node, p: Passage) -> set[Key]:
    atoms = atoms_of(Scene(graph.stage(node), node.case), p.rules)
    return {a.key for a in atoms if a.key[0] in _TELLING and a.values != (None,)}


def _both_at_once(graph: Graph, node: Node, a: Passage, b: Passage, bounds: Bounds) -> dict[Key, object] | None:
    """A situation in which every rule of both is met, None when there is none."""
    found = graph.stage(node)
    atoms = atoms_of(Scene(found, node.case), (*a.rules, *b.rules))
    for so in islice(situations(atoms), bounds.situations):
        graph.situations += 1
        facts = facts_of(found, node.case, so)
        if all(v.met for p in (a, b) for v in report(found.programme, facts, p.transition, p.destination, found.now)):
            return so
    return None


def _finding(graph: Graph, node: Node, a: Passage, b: Passage, both: dict[Key, object]) -> Finding:
    here = state_title(graph.workflow, node.case.state)
    one, other = (_move(graph, p) for p in (a, b))
    return Finding(
        "same_situation",
        "warning",
        ("transitions", b.transition.name),
        Said(
            f"från {here.sv} gäller både {one.sv} och {other.sv} i samma läge",
            f"from {here.en} both {one.en} and {other.en} apply in the same situation",
        ),
        Said(
            "låt ett svar skilja dem åt, till exempel form_has med is",
            "let an answer tell them apart, form_has with is for example",
        ),
        trace(graph, node),
        assumed(graph.workflow, both),
    )


def _move(graph: Graph, p: Passage) -> Said:
    title, to = p.transition.title, state_title(graph.workflow, p.destination)
    return Said(f"{title.sv} till {to.sv}", f"{title.en} to {to.en}")
