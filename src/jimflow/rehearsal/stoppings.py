"""What held whom back in a rehearsal, and what the calendar moved: the same thing told once for all it happened to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.rehearsal.outcome import Rehearsed, RemarkLine, StopLine
from jimflow.texts.rule_words import requirement

WEEK = timedelta(days=7)

SHIFTED = {
    "deadline moved": Said("sista dag flyttad", "deadline moved"),
    "reminder dropped": Said("påminnelse struken", "reminder dropped"),
    "decide due date": Said("sista dag att bestämma", "deadline to decide"),
}
"""What the calendar did, by the kind of the remark."""


@dataclass(frozen=True, slots=True)
class Stopping:
    """Stops that are told as one: at one step by one rule. `until` is None where it still did at the end."""

    since: date
    until: date | None
    state: str
    code: str
    stops: Sequence[StopLine]

    def what(self, workflow: Workflow, lang: str) -> str:
        """One alone by its own sentence, several by what is asked."""
        rule = workflow.rules.get(self.code)
        if len(self.stops) == 1 or rule is None:
            return self.stops[0].text.in_(lang)
        asked = requirement(workflow, rule, lang)
        return Said(f"inte uppfyllt – {asked}", f"not met – {asked}").in_(lang)

    def whom(self, found: Rehearsed, lang: str) -> str:
        """A cluster by its name when all of it is meant, else the organisations."""
        return together(found, {s.organisation for s in self.stops}, lang)


def together(found: Rehearsed, names: Set[str], lang: str) -> str:
    """Clusters by their names where all of each is meant, else the organisations."""
    entire = [c for c in found.clusters if set(c.members) <= names]
    rest = names - {m for c in entire for m in c.members}
    if len(entire) == len(found.clusters):
        return Said("alla", "all").in_(lang)
    return ", ".join([*(c.name.in_(lang) for c in entire), *sorted(rest)])


def stoppings(stops: Iterable[StopLine]) -> list[Stopping]:
    """Stops at the same step by the same rule that begin and end within a week of each other, in order of time."""
    groups: list[list[StopLine]] = []
    for stop in sorted(stops, key=lambda s: (s.state, s.code, s.since, s.until or date.max)):
        before = groups[-1][0] if groups else None
        if before is not None and _alike(before, stop):
            groups[-1].append(stop)
        else:
            groups.append([stop])
    told = [Stopping(min(s.since for s in g), _latest(g), g[0].state, g[0].code, g) for g in groups]
    return sorted(told, key=lambda one: (one.since, one.until or date.max, one.state, one.code))


def shifts(found: Rehearsed) -> list[tuple[RemarkLine, int]]:
    """What the calendar moved or dropped, in order of time; each thing once, and for how many."""
    groups = Counter((r.kind, r.step, r.assignment, r.wanted, r.got) for r in found.remarks)
    ordered = sorted(groups.items(), key=lambda item: (item[0][3], item[0]))
    return [(RemarkLine(kind, "", step, name, wanted, got), n) for (kind, step, name, wanted, got), n in ordered]


def _alike(one: StopLine, other: StopLine) -> bool:
    near = abs(one.since - other.since) <= WEEK
    if one.until is None or other.until is None:
        near = near and one.until == other.until
    else:
        near = near and abs(one.until - other.until) <= WEEK
    return near and (one.state, one.code) == (other.state, other.code)


def _latest(stops: Sequence[StopLine]) -> date | None:
    ends = [stop.until for stop in stops if stop.until is not None]
    return max(ends) if len(ends) == len(stops) else None
