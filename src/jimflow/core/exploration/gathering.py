"""One finding for one cause: what follows from a rule that can never be met is told with that rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from jimflow.core.calendar import Calendar
from jimflow.core.exploration import Bounds, Exploration, Finding, explore
from jimflow.core.mistakes import Path
from jimflow.core.workflow import Workflow

FOLLOWS = (
    "dead_end",
    "trap",
    "no_goal",
    "not_reached",
    "never_given",
    "waits_in_vain",
    "letter_never_sent",
    "never_sent",
)
"""What may be so only because nobody comes past a rule."""

MOST = 5
"""Causes that are looked into; in a definition with more than that each thing is told by itself."""


def gathered(workflow: Workflow, calendar: Calendar, found: Exploration, bounds: Bounds | None = None) -> Exploration:
    """The same verdict with fewer findings: whatever would be well if a rule could be met stands under that rule.

    Each such rule is made passable and the definition explored once more; what is then gone followed from it.
    """
    causes = _causes(found.findings)
    if not causes or len(causes) > MOST or len(found.findings) <= len(causes):
        return found
    left = [f for f in found.findings if f.path not in {c.path for c in causes} or f.code != "never_met"]
    told: list[Finding] = []
    for cause in causes:
        gone, left = _parted(left, _without(workflow, calendar, [cause], bounds))
        told.append(_with(cause, (*_same(found.findings, cause), *gone)))
    gone, left = _parted(left, _without(workflow, calendar, causes, bounds)) if len(causes) > 1 else ([], left)
    told[0] = _with(told[0], gone)
    first = sorted((*told, *left), key=lambda f: f.weight != "mistake")
    return replace(found, findings=tuple(first))


def _causes(findings: Iterable[Finding]) -> list[Finding]:
    """The first finding of each rule that nobody can get past."""
    found: dict[Path, Finding] = {}
    for f in findings:
        if f.code == "never_met" and f.weight == "mistake":
            found.setdefault(f.path, f)
    return list(found.values())


def _same(findings: Iterable[Finding], cause: Finding) -> list[Finding]:
    """The same rule at other moves."""
    return [f for f in findings if f.code == "never_met" and f.path == cause.path and f is not cause]


def _with(cause: Finding, gone: Iterable[Finding]) -> Finding:
    return replace(cause, follows=(*cause.follows, *(f.what for f in gone)))


def _parted(findings: list[Finding], without: Collection[tuple[str, Path]]) -> tuple[list[Finding], list[Finding]]:
    """Those that are gone when the cause is, and those that are not."""
    gone = [f for f in findings if f.code in FOLLOWS and (f.code, f.path) not in without]
    return gone, [f for f in findings if f not in gone]


def _without(
    workflow: Workflow, calendar: Calendar, causes: Iterable[Finding], bounds: Bounds | None
) -> set[tuple[str, Path]]:
    """What is found when the rules of the causes may be passed knowingly."""
    names = {str(cause.path[1]) for cause in causes}
    eased = {n: replace(r, severity="warn") if n in names else r for n, r in workflow.rules.items()}
    return {(f.code, f.path) for f in explore(replace(workflow, rules=eased), calendar, bounds).findings}
