"""Is the cluster ready to move on? For each member: the way it stands before, and what stops or warns; reads only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from jimflow.actions.case import Case, open_cases
from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.core.ways import best_way
from jimflow.core.workflow import Transition
from jimflow.runtime import Runtime
from jimflow.store.hot import WHOLE
from jimflow.store.tables import Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read

Verdict = Literal["ready", "warned", "stopped", "no way"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """One member before its next move. `transition` and `destination` are None where no way leads on from there.

    `facts.version` is what a move of it is to be compared with.
    """

    facts: Facts
    programme: Programme
    transition: Transition | None
    destination: str | None
    blockers: tuple[Blocker, ...] = ()

    @property
    def stops(self) -> tuple[Blocker, ...]:
        """What stops it whatever anybody acknowledges."""
        return tuple(b for b in self.blockers if b.severity == "block" and not b.waived)

    @property
    def warnings(self) -> tuple[Blocker, ...]:
        """What a person may pass knowingly."""
        return tuple(b for b in self.blockers if b.severity == "warn" and not b.waived)

    @property
    def verdict(self) -> Verdict:
        """Whether it can move: as it is, with warnings acknowledged, not yet, or there is nowhere to go."""
        if self.transition is None:
            return "no way"
        return "stopped" if self.stops else "warned" if self.warnings else "ready"


@dataclass(frozen=True, slots=True)
class Together:
    """Members that stand before the same move: one act for all of them."""

    transition: Transition
    source: str
    destination: str
    members: tuple[Readiness, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The codes that have to be acknowledged if everyone who is not stopped is to move."""
        codes = (b.code for m in self.members if not m.stops for b in m.warnings)
        return tuple(dict.fromkeys(codes))


def cluster_readiness(runtime: Runtime, cluster: int) -> list[Readiness]:
    """Every member of the cluster that takes part at the moment, by name, in a fixed number of statements."""
    with read(runtime.engine) as tx:
        now = runtime.clock()
        p = table(Participation).c
        ids = list(tx.connection.execute(select(p.id).where(p.cluster == cluster)).scalars())
        cases = list(open_cases(runtime, tx, ids, WHOLE).values())

    def ready(case: Case) -> Readiness:
        way = best_way(case.programme, case.facts, now)
        return Readiness(case.facts, case.programme, *(way or (None, None)))

    under_way = (c for c in cases if c.facts.state in c.programme.workflow.active)
    return [ready(c) for c in sorted(under_way, key=lambda c: c.facts.organisation_name.casefold())]


def together(members: list[Readiness]) -> list[Together]:
    """The members by the move they stand before; the move most of them stand before comes first."""
    found: dict[tuple[str, str, str], list[Readiness]] = {}
    for member in members:
        if member.transition is not None and member.destination is not None:
            move = (member.transition.name, member.facts.here, member.destination)
            found.setdefault(move, []).append(member)
    groups = [
        Together(several[0].transition, source, destination, tuple(several))
        for (_, source, destination), several in found.items()
        if several[0].transition is not None
    ]
    return sorted(groups, key=lambda group: -len(group.members))
