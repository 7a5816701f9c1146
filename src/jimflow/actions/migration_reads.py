"""Reads cases as a move to another definition sees them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jimflow.actions.case import Case, open_cases
from jimflow.core.canonical import canonical
from jimflow.core.migration.names import names_of
from jimflow.core.migration.standing import Given, Meant, Standing
from jimflow.core.model import Facts
from jimflow.runtime import Runtime
from jimflow.store.hot import WHOLE, plan_rows
from jimflow.store.queries.migrating import histories, waiting_intents, written
from jimflow.store.transaction import Tx

MIGRATED, REVERTED = "migrated", "migration_reverted"
"""Kinds of audit entries whose `migration` says what was done."""
_PAST = frozenset({"proposed", "move", MIGRATED, REVERTED})


@dataclass(frozen=True, slots=True)
class Moving:
    """A case with everything that a move looks at, and what its chain says of its way here."""

    case: Case
    standing: Standing
    history: Sequence[Mapping[str, Any]]

    @property
    def last(self) -> Mapping[str, Any] | None:
        """How it came to the definition it runs on; None when it has always run on it, or the record was erased."""
        here = self.case.facts.definition
        moves = [h["migration"] for h in self.history if h["kind"] == MIGRATED and h["migration"]["after"] == here]
        return moves[-1] if moves else None


def read_moving(runtime: Runtime, tx: Tx, ids: Sequence[int], now: datetime) -> dict[int, Moving]:
    """The cases of those numbers as they stand now, in a fixed number of statements."""
    if not ids:
        return {}
    cases = open_cases(runtime, tx, ids, WHOLE)
    rows = plan_rows(tx, [("participation", i) for i in cases])
    past = histories(tx, list(cases), _PAST)
    given: dict[int, list[Given]] = defaultdict(list)
    for w in written(tx, list(cases)):
        given[w.participation].append(Given(w.id, w.assignment, w.field, json.loads(w.value), w.draft))
    meant: dict[int, list[Meant]] = defaultdict(list)
    for owner, number, template, function, assignment in waiting_intents(tx, list(cases)):
        meant[owner].append(Meant(number, template, function, assignment))
    cases = {i: replace(case, facts=_with_answers(case.facts, given[i])) for i, case in cases.items()}
    return {
        i: Moving(
            case,
            Standing(
                case.facts,
                _passed(past[i]),
                tuple(given[i]),
                tuple(rows["participation", i]),
                tuple(meant[i]),
                now,
            ),
            past[i],
        )
        for i, case in cases.items()
    }


def _with_answers(facts: Facts, given: Sequence[Given]) -> Facts:
    """With every answer there is: rules of the other definition may ask for what no rule has asked for before."""
    made = {a.id: a for a in facts.assignments}
    answers = {(*made[g.assignment].key, g.field): canonical(g.value).decode() for g in given if not g.draft}
    return replace(facts, answers=answers)


def _passed(history: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The states a case has been in, by the names they have in the definition it runs on now."""
    found: list[str] = []
    for said in history:
        if "migration" in said:
            names = names_of(said["migration"]["names"])
            found = [names.at(state) for state in found]
        else:
            found += [str(said[key]) for key in ("from", "to") if said.get(key)]
    return tuple(dict.fromkeys(found))
