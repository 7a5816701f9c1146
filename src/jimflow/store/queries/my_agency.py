"""Which questions of a task somebody at the agency has begun to answer: for the agency's own pages alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from jimflow.store.tables import JointDraft
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_D = table(JointDraft).c
_EMPTY = ('""', "null", "[]")


def begun(tx: Tx, assignments: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """The fields of each assignment in which something stands that is not handed in."""
    wanted = select(_D.assignment, _D.field).where(_D.assignment.in_(assignments), _D.value.not_in(_EMPTY))
    found: dict[int, set[str]] = defaultdict(set)
    for assignment, field in tx.connection.execute(wanted):
        found[assignment].add(field)
    return {assignment: frozenset(fields) for assignment, fields in found.items()}
