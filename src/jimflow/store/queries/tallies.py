"""How many stand in each state of each round, counted by the database: a list of rounds reads no participation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select

from jimflow.store.tables import Cluster, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P, _C = table(Participation).c, table(Cluster).c


def states_by_round(tx: Tx) -> Mapping[int, Counter[tuple[str, str]]]:
    """By the number of the round: how many stand in each (definition, state)."""
    found: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    wanted = select(_P.round, _P.definition, _P.state, func.count()).group_by(_P.round, _P.definition, _P.state)
    for of, definition, state, several in tx.connection.execute(wanted):
        found[of][definition, state] = several
    return found


def clusters_by_round(tx: Tx) -> Mapping[int, int]:
    """How many clusters each round has, by its number."""
    wanted = select(_C.round, func.count()).group_by(_C.round)
    return {row[0]: row[1] for row in tx.connection.execute(wanted)}


def motives(tx: Tx, round_id: int) -> Mapping[int, str]:
    """Why those who take part were chosen, by participation; those of whom nothing is said are left out."""
    wanted = select(_P.id, _P.motive).where(_P.round == round_id, _P.motive != "")
    return {row[0]: row[1] for row in tx.connection.execute(wanted)}
