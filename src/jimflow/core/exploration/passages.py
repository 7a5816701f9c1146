"""One move from one case: which rules it looks at, and in which situation the engine lets it pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product
from typing import Literal

from jimflow.core.advance import advance, report
from jimflow.core.exploration.atoms import Atom, Scene, atoms_of
from jimflow.core.exploration.cases import Case, Key, facts_of
from jimflow.core.exploration.stage import Stage
from jimflow.core.machine import destinations
from jimflow.core.model import Change, Verdict
from jimflow.core.workflow import Transition

RuleAt = tuple[str, str]
"""(rule, occasion of the step it stands in)."""
Grade = Literal["clean", "acknowledged", "waived", "barred"]
"""How a move can be made at best: without a word, by passing a warning knowingly, by a waiver, or never."""
GRADES: tuple[Grade, ...] = ("clean", "acknowledged", "waived", "barred")


@dataclass(frozen=True, slots=True)
class Passage:
    """What became of one move from one case. `met` are the rules met in some situation; `together` in the best one."""

    transition: Transition
    destination: str
    grade: Grade
    assumed: Mapping[Key, object]
    change: Change | None
    rules: tuple[RuleAt, ...]
    met: frozenset[RuleAt]
    together: tuple[frozenset[RuleAt], ...]
    """Which rules were met in each situation that was tried."""
    situations: int
    whole: bool
    """False when there were more situations than the bound."""


def moves(stage: Stage, case: Case) -> Iterator[tuple[Transition, str]]:
    """Every (transition, destination) the definition draws from the case's state."""
    for transition in stage.workflow.transitions.values():
        for to in destinations(stage.workflow, transition.name, case.state):
            if transition.kind != "remembered" or to == case.came_from:
                yield transition, to


def rules_of(stage: Stage, case: Case, transition: Transition, destination: str) -> tuple[RuleAt, ...]:
    """The rules that the engine looks at on this move."""
    facts = facts_of(stage, case, {})
    return tuple((v.rule, v.step) for v in report(stage.programme, facts, transition, destination, stage.now))


def passage(stage: Stage, case: Case, transition: Transition, destination: str, most: int) -> Passage:
    """Tries the situations that the move's rules can tell apart, the helpful first, and keeps the best."""
    rules = rules_of(stage, case, transition, destination)
    atoms = atoms_of(Scene(stage, case), rules)
    best: tuple[int, Mapping[Key, object]] = (len(GRADES), {})
    together: list[frozenset[RuleAt]] = []
    tried, whole = 0, True
    for tried, assumed in enumerate(situations(atoms), start=1):
        if tried > most:
            whole = False
            break
        verdicts = report(stage.programme, facts_of(stage, case, assumed), transition, destination, stage.now)
        together.append(frozenset((v.rule, v.step) for v in verdicts if v.met))
        worth = GRADES.index(_grade(verdicts))
        if worth < best[0]:
            best = (worth, assumed)
        if len(together[-1]) == len(set(rules)):
            break
    found = GRADES[best[0]]
    change = made(stage, case, transition, destination, best[1], rules) if found != "barred" else None
    met = frozenset(rule for one in together for rule in one)
    kept = tuple(dict.fromkeys(together))
    return Passage(transition, destination, found, best[1], change, rules, met, kept, min(tried, most), whole)


def situations(atoms: Sequence[Atom]) -> Iterator[dict[Key, object]]:
    """The values of what rises are fixed to the first; of the rest every combination is tried."""
    settled = {atom.key: atom.values[0] for atom in atoms if atom.rises}
    free = [atom for atom in atoms if not atom.rises]
    for values in product(*(atom.values for atom in free)):
        yield settled | {atom.key: value for atom, value in zip(free, values, strict=True)}


def made(
    stage: Stage,
    case: Case,
    transition: Transition,
    destination: str,
    assumed: Mapping[Key, object],
    rules: Sequence[RuleAt],
) -> Change | None:
    """The engine's change when every warning is acknowledged and whatever may be waived is; None when it refuses."""
    waived = tuple((name, step) for name, step in rules if stage.workflow.rules[name].waivable)
    warnings = [name for name, _ in rules]
    answer = advance(
        stage.programme,
        facts_of(stage, case, assumed, waived=waived),
        transition.name,
        stage.now,
        to=destination,
        acknowledged=warnings,
        reason="-",
    )
    return answer if isinstance(answer, Change) else None


def _grade(verdicts: Sequence[Verdict]) -> Grade:
    blockers = [b for v in verdicts for b in v.blockers if b.severity != "info"]
    if any(b.severity == "block" and not b.waivable for b in blockers):
        return "barred"
    if any(b.severity == "block" for b in blockers):
        return "waived"
    return "acknowledged" if blockers else "clean"


def never_together(met: Sequence[frozenset[RuleAt]], rules: Sequence[RuleAt]) -> tuple[RuleAt, ...]:
    """The fewest rules that were never met together although each was; () when all were."""
    for size in (2, 3):
        for some in islice(combinations(dict.fromkeys(rules), size), 10_000):
            if not any(set(some) <= one for one in met):
                return some
    return ()
