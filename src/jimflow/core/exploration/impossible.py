"""Rules that can never be met, and rules of one move that cannot be met together."""

from __future__ import annotations

from collections.abc import Iterator

from jimflow.core.exploration.atoms import Scene
from jimflow.core.exploration.endings import for_the_late
from jimflow.core.exploration.findings import Finding, Weight
from jimflow.core.exploration.graph import Graph, Node
from jimflow.core.exploration.passages import Passage, RuleAt, never_together
from jimflow.core.exploration.reasons import reason
from jimflow.core.exploration.words import listed, state_title, trace
from jimflow.core.laps import plain
from jimflow.core.mistakes import Said
from jimflow.core.people import attends
from jimflow.core.workflow import Rule


def impossible_rules(graph: Graph) -> Iterator[Finding]:
    """By rule and step; said of who joins late only where others can meet it."""
    told: set[RuleAt] = set()
    for late in graph.stages if graph.whole else ():
        looked: dict[RuleAt, tuple[Node, Passage]] = {}
        met: set[RuleAt] = set()
        for node in graph.nodes:
            for p in node.passages if node.case.late == late else ():
                met |= {(rule, plain(step)) for rule, step in p.met}
                for rule, step in p.rules:
                    looked.setdefault((rule, plain(step)), (node, p))
        for at, (node, p) in looked.items():
            if at not in met and at not in told:
                told.add(at)
                yield _never(graph, node, p, at, late=late)
        yield from _excluded(graph, late, told)
    yield from _crowded(graph)


def _never(graph: Graph, node: Node, p: Passage, at: RuleAt, *, late: bool) -> Finding:
    rule, move = graph.workflow.rules[at[0]], _move(graph, node, p)
    exact = next(pair for pair in p.rules if pair[0] == at[0] and plain(pair[1]) == at[1])
    passed = _how_passed(rule)
    what = Said(
        f"regeln {rule.name} kan aldrig vara uppfylld vid {move.sv}{passed.sv}",
        f"the rule {rule.name} can never be met at {move.en}{passed.en}",
    )
    return Finding(
        "never_met",
        "warning" if late else _weight([rule]),
        ("rules", rule.name),
        for_the_late(what, late=late),
        _mend(rule, p),
        trace(graph, node),
        (reason(Scene(graph.stage(node), node.case), exact),),
    )


def _mend(rule: Rule, p: Passage) -> Said:
    """A rule of a move that goes along several steps is asked at each of them: mostly it was meant for one."""
    if p.transition.kind == "along" and rule.name in p.transition.rules and len(p.transition.ways) > 1:
        name = p.transition.name
        return Said(
            f"regeln står under {name} och prövas i varje steg: skriv den under exit i det steg den gäller",
            f"the rule stands under {name} and is asked at every step: write it under exit in the step it is about",
        )
    return Said("flytta regeln eller det den väntar på", "move the rule or what it waits for")


def _how_passed(rule: Rule) -> Said:
    if rule.severity == "info":
        return Said(": upplysningen visas alltid", ": the information is always shown")
    if rule.severity == "warn":
        return Said(
            ": vägen går bara att gå genom att kvittera varningen", ": the way is open only to who acknowledges it"
        )
    if rule.waivable:
        return Said(": vägen går bara att gå med ett avsteg", ": the way is open only with a waiver")
    return Said("", "")


def _excluded(graph: Graph, late: bool, told: set[RuleAt]) -> Iterator[Finding]:
    """Rules of a move that are met one by one and never all at once, on no way to it."""
    found: dict[tuple[str, str, str], tuple[Node, Passage] | None] = {}
    for node in graph.nodes:
        for p in node.passages if node.case.late == late else ():
            key = (node.case.state, p.transition.name, p.destination)
            joint = any(p.met <= one for one in p.together) or not p.together
            if joint:
                found[key] = None
            else:
                found.setdefault(key, (node, p))
    for excluded in found.values():
        if excluded is None:
            continue
        node, p = excluded
        pair = never_together(p.together, [at for at in p.rules if at in p.met])
        if not pair or (late and set(pair) <= told):
            continue
        told |= set(pair)
        rules = [graph.workflow.rules[name] for name, _ in pair]
        names, move = listed([Said(r.name, r.name) for r in rules]), _move(graph, node, p)
        yield Finding(
            "excluded",
            "warning" if late else _weight(rules),
            ("rules", rules[-1].name),
            for_the_late(
                Said(
                    f"reglerna {names.sv} kan inte vara uppfyllda samtidigt vid {move.sv}",
                    f"the rules {names.en} cannot be met together at {move.en}",
                ),
                late=late,
            ),
            Said("ta bort en av dem eller dela vägen i två", "remove one of them or make two ways of it"),
            trace(graph, node),
        )


def _weight(rules: list[Rule]) -> Weight:
    return "mistake" if all(r.severity == "block" and not r.waivable for r in rules) else "warning"


def _move(graph: Graph, node: Node, p: Passage) -> Said:
    here, to = state_title(graph.workflow, node.case.state), state_title(graph.workflow, p.destination)
    move = p.transition.title
    return Said(f"{move.sv} från {here.sv} till {to.sv}", f"{move.en} from {here.en} to {to.en}")


def _crowded(graph: Graph) -> Iterator[Finding]:
    """Attendance that asks for more people than functions take part: some function then needs several holders."""
    workflow = graph.workflow
    told: set[str] = set()
    for step in workflow.steps.values():
        for name in step.attendance:
            rule = workflow.rules[name]
            needed, named = rule.params.get("at_least"), rule.params.get("functions")
            if not isinstance(needed, int) or name in told:
                continue
            of = [str(f) for f in named] if isinstance(named, list | tuple) else None
            there = [
                f
                for f in workflow.functions.values()
                if attends(f, step) and (f.name in of if of is not None else f.belongs_to == "agency")
            ]
            if needed > len(there):
                told.add(name)
                yield Finding(
                    "more_people_than_functions",
                    "warning",
                    ("rules", name, "at_least"),
                    Said(
                        f"regeln {name} kräver {needed} personer men bara {len(there)} funktioner deltar i "
                        f"”{step.title.sv}”: några av dem måste ha flera innehavare",
                        f"the rule {name} asks for {needed} people but only {len(there)} functions take part in "
                        f"“{step.title.en}”: some of them must have several holders",
                    ),
                    Said("sänk at_least eller lägg till funktioner", "lower at_least or add functions"),
                )
