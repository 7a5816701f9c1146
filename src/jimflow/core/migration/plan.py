"""The plan of one case: what is renamed, what ends, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jimflow.core.migration.found import Finding
from jimflow.core.migration.names import Names
from jimflow.core.migration.of_case import of_case
from jimflow.core.migration.of_work import given_up, of_work
from jimflow.core.migration.standing import Standing, renamed_rules
from jimflow.core.workflow import Workflow

_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class CasePlan:
    """`findings` in the order they were found; `rules` are the rules of time that are called otherwise from now on."""

    names: Names
    findings: tuple[Finding, ...]
    rules: Mapping[str, str]
    ends: tuple[int, ...]
    """Numbers of the assignments that end, with nothing in them."""

    @property
    def stops(self) -> tuple[Finding, ...]:
        """What keeps the case where it is."""
        return tuple(f for f in self.findings if f.stops)


def plan_case(
    old: Workflow,
    new: Workflow,
    names: Names,
    standing: Standing,
    today: date,
    *,
    undone: Mapping[str, str] = _NOTHING,
    back: bool = False,
) -> CasePlan:
    """Looks at one case. `back`: the way back to a definition it came from, by the rules of time in `undone`."""
    findings = [
        *of_case(old, new, names, standing, today, back=back),
        *of_work(old, new, names, standing, back=back),
    ]
    ends = tuple(a.id for a in given_up(new, names, standing, back=back))
    rules = renamed_rules(old, new, names, standing.known, undone)
    return CasePlan(names, tuple(findings), rules, ends)


def lists_of(old: Workflow, new: Workflow) -> dict[str, str]:
    """The lists of choices that are called otherwise in the new definition, where the same question uses them."""
    found = {}
    for name, work in old.assignments.items():
        if name in new.assignments:
            later = new.forms[new.assignments[name].form]
            for q in old.forms[work.form].questions:
                same = later.question(q.name)
                if same is not None and q.choices and same.choices and q.choices != same.choices:
                    found[q.choices] = same.choices
    return found
