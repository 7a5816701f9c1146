"""The figures of a round, read and counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from jimflow.core.figures.whole import Figures, counted, looked_at
from jimflow.runtime import Runtime
from jimflow.store.queries.figures import round_facts
from jimflow.store.queries.rounds import RoundRow
from jimflow.store.transaction import Tx


def figures_of(runtime: Runtime, tx: Tx, of: RoundRow, now: datetime, clusters: Collection[int] = ()) -> Figures:
    """The figures of a round, or of those of its clusters; a fixed number of statements, however many take part."""
    programme = runtime.programmes.of(tx, of.definition, of.policy_digest, of.id)
    facts = round_facts(tx, of.id, programme.calendar, looked_at(programme.workflow))
    return counted(programme, facts.of(clusters) if clusters else facts, now)
