"""The kinds of rule: each looks at frozen facts and says what it finds; all are evaluated, none stops the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jimflow.core.model import Appointment, Blocker, Facts, Verdict
from jimflow.core.occasions import occasion_of
from jimflow.core.rule_kinds import SHARES
from jimflow.core.workflow import Rule, Step, Workflow

Finding = dict[str, object]
"""What one failed condition saw; becomes a Blocker's facts and fills the placeholders of the rule's text."""


@dataclass(frozen=True, slots=True)
class View:
    """What a rule may look at: the facts, the step it stands in, the local date, and whether it looks ahead.

    Looking ahead (`forecast`), attendance is judged by appointments and answers to the invitation.
    """

    workflow: Workflow
    facts: Facts
    step: Step
    today: date
    forecast: bool = False


def attendance(view: View, rule: Rule) -> list[Finding]:
    """Who took part. The JiM+ page (2020) recommends functions, "at least one of these" from top management.

    A person with two functions counts for both; digital counts; an accepted catch-up cures a `curable` rule. Who
    stands in for someone counts as a holder only where deputies count, or where anyone of the agency does.
    """
    if rule.curable and _caught_up(view):
        return []
    day = _meeting_day(view)
    that_day = [a for a in view.facts.appointments if a.holds_on(day)]
    here = {a.person for a in _expected(view, rule)}
    if rule.params.get("where"):
        here &= {a.person for a in that_day if a.top_management}
    deputies = "of" in rule.params or _deputies_count(view, rule)
    counted = that_day if deputies else [a for a in that_day if not a.deputy]
    holders = {f: [a for a in counted if a.function == f] for f in _functions_of(view, rule)}
    base: Finding = {"meeting": view.step.name, "forecast": view.forecast, "recorded": _recorded(view)}
    if "at_least" in rule.params or "of" in rule.params:
        every = {a.person for several in holders.values() for a in several if not a.deputy}
        needed = _needed(rule.params.get("at_least", 1), len(every))
        people = here.intersection(a.person for several in holders.values() for a in several)
        if len(people) >= needed:
            return []
        return [base | {"present": len(people), "needed": needed, "functions": list(holders)}]
    missing = [f for f, several in holders.items() if here.isdisjoint(a.person for a in several)]
    return [base | {"function": f, "missing": [f], "vacant": not holders[f]} for f in missing]


def meeting_held(view: View, rule: Rule) -> list[Finding]:
    """The step's meeting is held (for the whole cluster)."""
    meeting = view.facts.meetings.get(view.step.name)
    if meeting is not None and meeting.status == "held":
        return []
    return [{"meeting": view.step.name, "date": meeting.day.isoformat() if meeting else ""}]


def submitted(view: View, rule: Rule) -> list[Finding]:
    """The named assignments are submitted; for a late joiner the catch-up stands in for before and after."""
    findings: list[Finding] = []
    for step, name in _counted(view, rule):
        made = view.facts.assignment(step, name)
        if made is not None and (made.status == "cancelled" or _done(view.workflow, made.name, made.status)):
            continue
        due = made.due_at.isoformat() if made is not None and made.due_at is not None else ""
        findings.append({"assignment": name, "step": step, "due": due, "made": made is not None})
    return findings


def form_has(view: View, rule: Rule) -> list[Finding]:
    """A field of an assignment has an answer; with `is`, one of those answers."""
    assignment, field = str(rule.params["assignment"]), str(rule.params["field"])
    given = view.facts.answers.get((occasion_of(view.workflow, view.facts, view.step, assignment), assignment, field))
    wanted = rule.params.get("is")
    said = () if given is None else _said(given)
    if said and (wanted is None or not set(said).isdisjoint(_names(wanted))):
        return []
    seen: Finding = {"assignment": assignment, "field": field}
    if wanted is not None:
        seen |= {"answer": list(said), "wanted": list(_names(wanted))}
    return [seen]


def theme_set(view: View, rule: Rule) -> list[Finding]:
    """The cluster has chosen the theme of the step."""
    meeting = view.facts.meetings.get(view.step.name)
    return [] if meeting is not None and meeting.theme else [{"meeting": view.step.name}]


def holders(view: View, rule: Rule) -> list[Finding]:
    """Someone is appointed today for each function; with `at_least`, that many people for all of them together."""
    functions = _names(rule.params["functions"])
    if "at_least" in rule.params:
        people = {a.person for a in view.facts.appointments if a.function in functions and a.holds_on(view.today)}
        needed = _whole(rule.params["at_least"])
        seen: Finding = {
            "present": len(people),
            "needed": needed,
            "functions": list(functions),
            "function": functions[0],
        }
        return [] if len(people) >= needed else [seen]
    return [
        {"function": f}
        for f in functions
        if not any(a.function == f and a.holds_on(view.today) for a in view.facts.appointments)
    ]


def results_reach(view: View, rule: Rule) -> list[Finding]:
    """A result stands on one of the named steps of the chain of results (Statskontoret's, report 2019:10)."""
    wanted = _names(rule.params["at_least_one_of"])
    if view.facts.results.intersection(wanted):
        return []
    return [{"reached": sorted(view.facts.results), "wanted": list(wanted)}]


def cluster_size(view: View, rule: Rule) -> list[Finding]:
    """The cluster has as many active members as planned (the plan said four, the round had five in one)."""
    count = view.facts.cluster_size
    low, high = _whole(rule.params.get("min", 0)), _whole(rule.params.get("max", 10**6))
    return [] if low <= count <= high else [{"count": count, "min": low, "max": high}]


def parties(view: View, rule: Rule) -> list[Finding]:
    """Enough organisations take the part, not too many, and each has said what it contributes where that is asked."""
    named = _names(rule.params["part"])
    there = [p for p in view.facts.parties if p.part in named and p.standing == "joined"]
    low, high = _whole(rule.params.get("min", 0)), _whole(rule.params.get("max", 10**6))
    seen: Finding = {"part": list(named), "count": len(there), "min": low, "max": high}
    if not low <= len(there) <= high:
        return [seen]
    silent = [p for p in there if rule.params.get("contribution") and not p.contribution]
    return [seen | {"party": p.organisation} for p in silent]


def answered(view: View, rule: Rule) -> list[Finding]:
    """What was started has come to its end, in one of the states wanted; with `at_least`, so many were started."""
    wanted, start = _names(rule.params.get("is", ())), str(rule.params["start"])
    begun = [s for s in view.facts.started if s.start == start]
    left = [s for s in begun if not s.over or (wanted and s.state not in wanted)]
    needed = _whole(rule.params.get("at_least", 0))
    if left or len(begun) < needed:
        return [{"start": start, "count": len(left), "needed": needed, "present": len(begun)}]
    return []


RULES: Mapping[str, Callable[[View, Rule], list[Finding]]] = {
    "attendance": attendance,
    "meeting_held": meeting_held,
    "submitted": submitted,
    "form_has": form_has,
    "theme_set": theme_set,
    "holders": holders,
    "results_reach": results_reach,
    "cluster_size": cluster_size,
    "parties": parties,
    "answered": answered,
}

NEEDS: Mapping[str, frozenset[str]] = {
    "attendance": frozenset({"meetings", "appointments", "presences", "replies", "assignments"}),
    "meeting_held": frozenset({"meetings"}),
    "submitted": frozenset({"assignments"}),
    "form_has": frozenset({"answers"}),
    "theme_set": frozenset({"meetings"}),
    "holders": frozenset({"appointments"}),
    "results_reach": frozenset({"results"}),
    "cluster_size": frozenset({"size"}),
    "parties": frozenset({"parties"}),
    "answered": frozenset({"started"}),
}
"""Which facts each kind of rule looks at, so that a move loads no more than its rules need."""


def evaluate(view: View, names: Sequence[str]) -> tuple[Verdict, ...]:
    """The verdict of every named rule, with the round's severities and the waivers in force laid on."""
    return tuple(_verdict(view, view.workflow.rules[name]) for name in names)


def _verdict(view: View, rule: Rule) -> Verdict:
    findings = RULES[rule.kind](view, rule)
    if not findings:
        return Verdict(rule.name, view.step.name, met=True)
    severity = view.facts.policy.severity.get(rule.name, rule.severity)
    waived = rule.waivable and any(
        w.rule == rule.name and w.step == view.step.name and w.in_force and w.until >= view.today
        for w in view.facts.waivers
    )
    blockers = tuple(
        Blocker(rule.name, severity, rule.waivable, view.step.name, f, waived, _accounts_to(view, f)) for f in findings
    )
    return Verdict(rule.name, view.step.name, met=False, blockers=blockers)


def _accounts_to(view: View, finding: Finding) -> str:
    function = view.workflow.functions.get(str(finding.get("function", "")))
    return function.belongs_to if function else "agency"


def _functions_of(view: View, rule: Rule) -> tuple[str, ...]:
    if "functions" in rule.params:
        return _names(rule.params["functions"])
    return tuple(f.name for f in view.workflow.functions.values() if f.belongs_to == "agency")


def _expected(view: View, rule: Rule) -> Iterable[Appointment]:
    """The appointments whose holders were (or, looking ahead, will be) there for this rule."""
    stood_for = _deputised(view) if _deputies_count(view, rule) else set()
    came = _announced(view) if view.forecast else _came(view)
    return [a for a in view.facts.appointments if a.id in came or a.id in stood_for]


def _deputies_count(view: View, rule: Rule) -> bool:
    if rule.params.get("deputy") == "round_policy":
        return view.facts.policy.deputy_counts
    return rule.params.get("deputy") == "counts"


def _came(view: View) -> set[int]:
    return {p.appointment for p in view.facts.presences if p.step == view.step.name and p.present}


def _announced(view: View) -> set[int]:
    day = _meeting_day(view)
    no = {r.appointment for r in view.facts.replies if r.step == view.step.name and r.answer == "no"}
    return {a.id for a in view.facts.appointments if a.holds_on(day) and a.id not in no}


def _deputised(view: View) -> set[int]:
    if view.forecast:
        return {r.appointment for r in view.facts.replies if r.step == view.step.name and r.deputy is not None}
    return {
        p.deputised_for
        for p in view.facts.presences
        if p.step == view.step.name and p.present and p.deputised_for is not None
    }


def _meeting_day(view: View) -> date:
    meeting = view.facts.meetings.get(view.step.name)
    return meeting.day if meeting else view.today


def _recorded(view: View) -> bool:
    return any(p.step == view.step.name for p in view.facts.presences)


def _caught_up(view: View) -> bool:
    return any(
        a.step == view.step.name and a.place == "catch_up" and _done(view.workflow, a.name, a.status)
        for a in view.facts.assignments
    )


def _counted(view: View, rule: Rule) -> list[tuple[str, str]]:
    """(step, assignment) pairs a `submitted` rule counts."""
    wanted = rule.params["assignments"]
    if wanted == "all":
        return _of_every_step(view)
    if isinstance(wanted, str):
        catch_up = next((a for a in view.facts.assignments if a.step == view.step.name and a.place == "catch_up"), None)
        names = [n for place, n in view.step.assignments if place == wanted]
        required = [n for n in names if not view.workflow.assignments[n].optional]
        if catch_up and required and view.facts.assignment(view.step.name, required[0]) is None:
            return [catch_up.key]
        return [(view.step.name, n) for n in required]
    return [(occasion_of(view.workflow, view.facts, view.step, name), name) for name in _names(wanted)]


def _of_every_step(view: View) -> list[tuple[str, str]]:
    """Whatever has been made for the participation, of this step and of every other, and what this step is to have."""
    made = [a for a in view.facts.assignments if a.step == view.step.name or a.status != "closed"]
    caught_up = any(a.step == view.step.name and a.place == "catch_up" for a in made)
    own = [] if caught_up else [(view.step.name, n) for _, n in view.step.assignments]
    keys = dict.fromkeys([a.key for a in made] + own)
    return [key for key in keys if not view.workflow.assignments[key[1]].optional]


def _said(given: str) -> tuple[str, ...]:
    """An answer as the words of the language: yes and no for a yes_no; of several choices, each."""
    answer = json.loads(given)
    several = answer if isinstance(answer, list) else [answer]
    return tuple("yes" if one is True else "no" if one is False else str(one) for one in several)


def _done(workflow: Workflow, name: str, status: str) -> bool:
    return status == "accepted" or (status == "submitted" and not workflow.assignments[name].accept)


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),)


def _needed(at_least: object, of: int) -> int:
    """How many must come: a number, or a share of `of` people, and never nobody."""
    if not isinstance(at_least, str):
        return _whole(at_least)
    part, whole, exceeded = SHARES[at_least]
    return max(1, of * part // whole + 1 if exceeded else -(-of * part // whole))


def _whole(value: Any) -> int:
    return int(value)
