"""Where everyone in a round stands, for pictures and documents of the definition that most of them run on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from jimflow.core.workflow import Workflow
from jimflow.runtime import Runtime
from jimflow.store.queries.rounds import BoardCluster, ParticipationRow, RoundRow, board
from jimflow.store.transaction import read


@dataclass(frozen=True, slots=True)
class Standing:
    """A round, its clusters with everyone in them, and the definition that most of them run on."""

    round: RoundRow
    clusters: tuple[BoardCluster, ...]
    workflow: Workflow

    @property
    def everyone(self) -> tuple[ParticipationRow, ...]:
        """All of the round, cluster by cluster."""
        return tuple(p for c in self.clusters for p in c.participations)

    def names(self, lang: str) -> Mapping[str, tuple[str, ...]]:
        """The names of those who stand in each state."""
        found: dict[str, list[str]] = defaultdict(list)
        for p in self.everyone:
            found[p.state].append(p.name_en if lang == "en" else p.name_sv)
        return {state: tuple(names) for state, names in found.items()}


def standing(runtime: Runtime, of: RoundRow) -> Standing:
    """The round as it is now."""
    with read(runtime.engine) as tx:
        clusters = tuple(board(tx, of.id))
        used = Counter(p.definition for c in clusters for p in c.participations)
        digest = used.most_common(1)[0][0] if used else of.definition
        return Standing(of, clusters, runtime.programmes.workflow(tx, digest))
