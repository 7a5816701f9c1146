"""What was written on the way to an answer goes, once the answer stands for good."""

from __future__ import annotations

from sqlalchemy import delete, select

from jimflow.store.tables import Assignment, JointDraftPast
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_A, _P = table(Assignment).c, table(JointDraftPast)


def forget_past(tx: Tx) -> None:
    """Earlier texts of answers that are accepted, or of work that is closed. What is aside waits for its writer."""
    over = select(_A.id).where(_A.status.in_(("accepted", "closed")))
    tx.connection.execute(delete(_P).where(_P.c.assignment.in_(over), _P.c.why != "aside"))
