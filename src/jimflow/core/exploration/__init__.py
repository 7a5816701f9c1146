"""Explores everything that can happen in a definition, by asking the real engine, and says what cannot work."""

from __future__ import annotations

from jimflow.core.calendar import Calendar
from jimflow.core.exploration.claims import claims
from jimflow.core.exploration.endings import endings
from jimflow.core.exploration.findings import Bounds, Covered, Exploration, Finding, Hop
from jimflow.core.exploration.graph import Graph, explore_cases
from jimflow.core.exploration.impossible import impossible_rules
from jimflow.core.exploration.reminding import Tried, reminders
from jimflow.core.exploration.work import given, idle_work
from jimflow.core.workflow import Workflow

__all__ = ["Bounds", "Covered", "Exploration", "Finding", "Hop", "explore"]


def explore(workflow: Workflow, calendar: Calendar, bounds: Bounds | None = None) -> Exploration:
    """The verdict on a sound definition, mistakes first; `calendar` is the one its rounds are planned by.

    The same definition, calendar and bounds always give the same answer.
    """
    bounds = bounds or Bounds()
    graph = explore_cases(workflow, bounds)
    tried, never = reminders(graph, calendar, bounds)
    found = [*endings(graph), *impossible_rules(graph), *idle_work(graph), *never, *claims(graph, bounds)]
    found.sort(key=lambda finding: finding.weight != "mistake")
    return Exploration(tuple(found), _covered(graph, tried))


def _covered(graph: Graph, tried: list[Tried]) -> Covered:
    workflow = graph.workflow
    drawn = {(t.name, *way) for t in workflow.transitions.values() for way in t.ways}
    seen = {(p.transition.name, n.case.state, p.destination) for n in graph.nodes for p in n.passages}
    looked = {rule for n in graph.nodes for p in n.passages for rule, _ in p.rules}
    return Covered(
        states=(len({n.case.state for n in graph.nodes}), len(workflow.states)),
        ways=(len(seen), len(drawn)),
        rules=(len(looked), len(workflow.rules)),
        assignments=(len(given(graph)), len(workflow.assignments)),
        reminders=(sum(1 for t in tried if t.days), len(tried)),
        cases=len(graph.nodes),
        situations=graph.situations,
        laps=graph.laps if workflow.steps.repeating else 1,
        late_joiners=True in graph.stages,
        whole=graph.whole,
    )
