"""States that are entered and not left, circles without a way out, and ends that nobody reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jimflow.core.exploration.atoms import Scene
from jimflow.core.exploration.findings import Code, Finding, Weight
from jimflow.core.exploration.graph import Graph, Node
from jimflow.core.exploration.passages import Passage, never_together
from jimflow.core.exploration.reasons import reason
from jimflow.core.exploration.words import listed, state_title, trace
from jimflow.core.mistakes import Path, Said


def endings(graph: Graph) -> Iterator[Finding]:
    """What keeps a participation from an end, and from the good one."""
    finals = graph.workflow.finals
    cut = [n.number for n in graph.nodes if n.cut]
    ending = graph.leading_to([n.number for n in graph.nodes if n.case.state in finals] + cut)
    stuck = [n for n in graph.nodes if n.number not in ending]
    dead = [n for n in stuck if not n.onward]
    yield from _told(graph, "dead_end", dead)
    lost = graph.leading_to(n.number for n in dead)
    circling = [n for n in stuck if n.number not in lost]
    yield from _told(graph, "trap", _one_of_each_circle(graph, circling))
    yield from _told(graph, "no_goal", _short_of_the_goal(graph, ending, cut))
    yield from _never_reached(graph)


def _one_of_each_circle(graph: Graph, circling: list[Node]) -> Iterator[Node]:
    """One state of each innermost circle, where a rule bars the way out if there is one, as it is first come to."""
    seen: set[int] = set()
    for node in circling:
        if node.number not in seen:
            around = {n: _ahead(graph, n) for n in sorted(_ahead(graph, node.number))}
            inmost = min(around, key=lambda n: (len(around[n]), not barred(graph.nodes[n]), n))
            if inmost not in seen:
                state = graph.nodes[inmost].case.state
                yield next(n for n in circling if n.case.state == state)
            seen |= graph.leading_to([inmost])


def _ahead(graph: Graph, number: int) -> set[int]:
    """Everywhere one may come to from a node, itself included."""
    found, waiting = {number}, [number]
    while waiting:
        new = [n for n in graph.nodes[waiting.pop()].onward if n not in found]
        found.update(new)
        waiting.extend(new)
    return found


def _short_of_the_goal(graph: Graph, ending: set[int], cut: list[int]) -> Iterator[Node]:
    """Those that can still leave the programme but not finish it, where a rule bars the way on."""
    workflow = graph.workflow
    before: dict[str, set[str]] = {}
    for transition in workflow.transitions.values():
        for source, to in transition.ways:
            before.setdefault(to, set()).add(source)
    drawn, waiting = {workflow.goal}, [workflow.goal]
    while waiting:
        new = before.get(waiting.pop(), set()) - drawn
        drawn |= new
        waiting.extend(new)
    good = graph.leading_to([n.number for n in graph.nodes if n.case.state == workflow.goal] + cut)
    for node in graph.nodes:
        short = node.number in ending and node.number not in good and node.case.state in drawn
        if short and any(p.destination in drawn for p in barred(node)):
            yield node


def barred(node: Node) -> list[Passage]:
    """The moves on from a node that its rules never let pass."""
    return [p for p in node.passages if p.grade == "barred" and p.transition.kind in ("along", "plain")]


def _told(graph: Graph, code: Code, nodes: Iterable[Node]) -> list[Finding]:
    """One finding for each state; about who joins late only where it is otherwise no trouble."""
    first: dict[str, Node] = {}
    for node in sorted(nodes, key=lambda n: (n.case.late, n.number)):
        first.setdefault(node.case.state, node)
    return [_finding(graph, code, node) for node in first.values()]


def _finding(graph: Graph, code: Code, node: Node) -> Finding:
    title = state_title(graph.workflow, node.case.state)
    what = {
        "dead_end": Said(f"{title.sv} kan nås men aldrig lämnas", f"{title.en} can be entered but never left"),
        "trap": Said(
            f"från {title.sv} går det runt utan att något slut kan nås",
            f"from {title.en} one goes round and no end can be reached",
        ),
        "no_goal": Said(
            f"från {title.sv} kan programmet inte fullföljas, bara lämnas",
            f"from {title.en} the programme cannot be completed, only left",
        ),
    }[code]
    weight: Weight = "warning" if node.case.late else "mistake"
    return Finding(
        code,
        weight,
        state_path(graph, node.case.state),
        for_the_late(what, late=node.case.late),
        Said(
            "gör regeln möjlig att uppfylla, waivable: true eller severity: warn",
            "make the rule possible to meet, waivable: true or severity: warn",
        )
        if barred(node)
        else Said("lägg till en väg till ett slut", "add a way to an end"),
        trace(graph, node),
        tuple(line for p in barred(node) for line in why_barred(graph, node, p)),
    )


def for_the_late(what: Said, *, late: bool) -> Said:
    """The same, said of who joins after the first meeting."""
    if not late:
        return what
    return Said(
        f"för den som går med efter första träffen: {what.sv}", f"for who joins after the first meeting: {what.en}"
    )


def why_barred(graph: Graph, node: Node, passage: Passage) -> list[Said]:
    """Which rules bar a move, and why."""
    scene, rules = Scene(graph.stage(node), node.case), graph.workflow.rules
    move, to = passage.transition.title, state_title(graph.workflow, passage.destination)
    strict = [at for at in passage.rules if rules[at[0]].severity == "block" and not rules[at[0]].waivable]
    unmet = [at for at in dict.fromkeys(strict) if at not in passage.met]
    whys = [reason(scene, at) for at in unmet]
    if not whys and (pair := never_together(passage.together, strict)):
        names = listed([Said(name, name) for name, _ in pair])
        whys = [Said(f"reglerna {names.sv} utesluter varandra", f"the rules {names.en} exclude each other")]
    return [Said(f"{move.sv} till {to.sv}: {why.sv}", f"{move.en} to {to.en}: {why.en}") for why in whys]


def _never_reached(graph: Graph) -> Iterator[Finding]:
    reached = {n.case.state for n in graph.nodes}
    for state in graph.workflow.states if graph.whole else ():
        if state in reached:
            continue
        title = state_title(graph.workflow, state)
        at = [n for n in graph.nodes if any(p.destination == state for p in n.passages)]
        near = at[0] if at else None
        final = state in graph.workflow.finals
        yield Finding(
            "not_reached",
            "mistake",
            state_path(graph, state),
            Said(f"slutet {title.sv} nås aldrig", f"the end {title.en} is never reached")
            if final
            else Said(f"{title.sv} nås aldrig", f"{title.en} is never reached"),
            Said("se över reglerna på vägen dit", "look over the rules on the way there"),
            trace(graph, near) if near else (),
            tuple(line for p in barred(near) if p.destination == state for line in why_barred(graph, near, p))
            if near
            else (),
        )


def state_path(graph: Graph, state: str) -> Path:
    """Where a state stands in the definition."""
    return ("steps", state) if state in graph.workflow.steps else ("state_titles", state)
