"""Is the cluster ready to move on? For each member the move it stands before, and what stops or warns; reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from jimflow.actions.case import open_cases
from jimflow.actions.why import answer_for
from jimflow.core.called import folded
from jimflow.core.model import Blocker
from jimflow.core.ways import best_way
from jimflow.core.why import Why
from jimflow.runtime import Runtime
from jimflow.store.hot import WHOLE
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read

Verdict = Literal["ready", "warned", "stopped", "no way"]


@dataclass(frozen=True, slots=True)
class Together:
    """Members that stand before the same move: one act for all of them. `source` is the occasion they are in."""

    trigger: str
    source: str
    destination: str
    members: tuple[Why, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The codes that have to be acknowledged if everyone who is not stopped is to move."""
        return tuple(dict.fromkeys(b.code for m in self.members if not stops(m) for b in warnings(m)))


def cluster_readiness(runtime: Runtime, cluster: int) -> list[Why]:
    """Every member of the cluster that takes part at the moment, by name, before the move that comes next for it.

    In a fixed number of statements. `facts.version` is what a move is to be compared with.
    """
    with read(runtime.engine) as tx:
        now = runtime.clock()
        p = table(Participation).c
        ids = list(tx.connection.execute(select(p.id).where(p.cluster == cluster)).scalars())
        cases = list(open_cases(runtime, tx, ids, WHOLE).values())
    found = []
    for case in sorted(cases, key=lambda c: folded(c.facts.organisation_name)):
        if case.facts.state in case.programme.workflow.active:
            way = best_way(case.programme, case.facts, now)
            found.append(answer_for(case, way[0].name if way else "advance", now))
    return found


def stops(answer: Why) -> tuple[Blocker, ...]:
    """What stops the move whatever anybody acknowledges."""
    return tuple(b for b in answer.blockers if b.severity == "block" and not b.waived)


def warnings(answer: Why) -> tuple[Blocker, ...]:
    """What a person may pass knowingly."""
    return tuple(b for b in answer.blockers if b.severity == "warn" and not b.waived)


def verdict(answer: Why) -> Verdict:
    """Whether it can move: as it is, with warnings acknowledged, not yet, or there is nowhere to go."""
    if answer.destination is None:
        return "no way"
    return "stopped" if stops(answer) else "warned" if warnings(answer) else "ready"


def together(members: Sequence[Why]) -> list[Together]:
    """The members by the move they stand before; the move most of them stand before comes first."""
    found: dict[tuple[str, str, str], list[Why]] = {}
    for member in members:
        if member.destination is not None:
            found.setdefault((member.trigger, member.facts.here, member.destination), []).append(member)
    groups = [Together(*move, tuple(several)) for move, several in found.items()]
    return sorted(groups, key=lambda group: -len(group.members))
