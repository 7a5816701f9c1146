"""What a case brings with it: its facts, the states it has been in, what was answered and what is meant to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jimflow.core.migration.names import Names, renamed_rule
from jimflow.core.model import AssignmentFacts, Facts
from jimflow.core.moments import Moment
from jimflow.core.rearm import Known
from jimflow.core.workflow import Workflow

PARKED = 100
"""Where the numbers begin of reminders that have been sent and that the new definition does not have."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, or a draft of one, by its row."""

    id: int
    assignment: int
    field: str
    value: Any
    draft: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """An intent that is not written yet; `assignment` is the number of what it is about."""

    id: int
    template: str
    function: str
    assignment: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One case as it stands. `passed` are the states it has been in, by the names they have now, the first first."""

    facts: Facts
    passed: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    known: tuple[Known, ...] = ()
    meant: tuple[Meant, ...] = ()
    now: datetime | None = None
    """When it was read, UTC."""

    def unasked(self, made: AssignmentFacts) -> bool:
        """True while nobody has been asked to do it; once its opening is due, they are as good as asked."""
        return made.status == "planned" and not (made.opens_at and self.now and made.opens_at <= self.now)

    def of(self, made: AssignmentFacts) -> list[Given]:
        """What was written in an assignment."""
        return [g for g in self.given if g.assignment == made.id]

    def empty(self, made: AssignmentFacts) -> bool:
        """True when nobody has put any work into it."""
        return made.unfinished and not made.parts_done and not self.of(made)


def renamed_facts(names: Names, facts: Facts, digest: str) -> Facts:
    """The facts as they are on the new definition; what is given up is not there any more."""
    return replace(
        facts,
        definition=digest,
        state=names.at(facts.state),
        came_from=names.at(facts.came_from) if facts.came_from else None,
        laps={names.at(step): lap for step, lap in facts.laps.items()},
        assignments=tuple(
            replace(
                a,
                step=names.at(a.step),
                name=names.work(a.name),
                parts_done=frozenset(names.who(f) for f in a.parts_done),
            )
            for a in facts.assignments
        ),
        appointments=tuple(replace(a, function=names.who(a.function)) for a in facts.appointments),
        waivers=tuple(replace(w, rule=names.rule.get(w.rule, w.rule), step=names.at(w.step)) for w in facts.waivers),
        answers={
            (names.at(step), names.work(work), names.asked(work, name)): value
            for (step, work, name), value in facts.answers.items()
        },
        results=frozenset(facts.results),
    )


def renamed_rules(
    old: Workflow, new: Workflow, names: Names, known: tuple[Known, ...], undone: Mapping[str, str]
) -> dict[str, str]:
    """The rules of time that are called otherwise: by their names, and by the place a reminder has in its list.

    A reminder keeps to its moment, so that one that was sent is not taken for another. `undone` is what an earlier
    migration is to be undone by.
    """
    rules = sorted({k.rule for k in known})
    found = {rule: undone[rule] for rule in rules if rule in undone}
    taken = {*found.values(), *(rule for rule in rules if rule not in undone)}
    for rule in rules:
        if rule not in found:
            becomes = _numbered(old, new, names, rule, taken)
            if becomes != rule:
                found[rule] = becomes
                taken.add(becomes)
    return found


def renamed_known(names: Names, rules: Mapping[str, str], known: tuple[Known, ...]) -> tuple[Known, ...]:
    """The occurrences as they are on the new definition."""
    return tuple(replace(k, rule=rules.get(k.rule, k.rule), recipient=names.who(k.recipient)) for k in known)


def _numbered(old: Workflow, new: Workflow, names: Names, rule: str, taken: set[str]) -> str:
    becomes = renamed_rule(names, rule)
    kind, *rest = rule.split(":")
    if kind not in ("remind", "inform", "readiness"):
        return becomes
    number, stem = int(rest[-1]), becomes.rpartition(":")[0]
    was, will = (_moments(w, kind, name) for w, name in ((old, rest[-2]), (new, names.work(rest[-2]))))
    place = _place(was, will, number)
    if place is None:
        place = number if number >= PARKED else PARKED + number
        while f"{stem}:{place}" in taken and f"{stem}:{place}" != rule:
            place += PARKED
    return f"{stem}:{place}"


def _moments(workflow: Workflow, kind: str, name: str) -> list[tuple[Moment, str]]:
    if kind == "readiness":
        return [(moment, "") for moment in workflow.meetings.readiness]
    work = workflow.assignments.get(name)
    if work is None:
        return []
    return [(i.at, i.who) for i in work.inform] if kind == "inform" else [(moment, "") for moment in work.remind]


def _place(was: list[tuple[Moment, str]], will: list[tuple[Moment, str]], number: int) -> int | None:
    """The place in the new list of what stood at `number` in the old: of equal ones, the first for the first."""
    if number >= len(was):
        return None
    before = was[:number].count(was[number])
    places = [n for n, moment in enumerate(will) if moment == was[number]]
    return places[before] if before < len(places) else None
