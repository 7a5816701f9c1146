"""Whoever has said no to mail is not reached by it, whatever functions she is given afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from jimflow.store.tables import Appointment, Preference
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P, _A = table(Preference), table(Appointment)


def stay_stopped(tx: Tx, people: Sequence[int]) -> None:
    """Marks what those among `people` hold who want no mail: a new function, or a new address of one."""
    if not people:
        return
    since = select(_P.c.stopped_at).where(_P.c.person == _A.c.person).scalar_subquery()
    stopped = select(_P.c.person).where(_P.c.person.in_(people), _P.c.stopped_at.is_not(None))
    reached = update(_A).where(_A.c.person.in_(stopped), _A.c.undeliverable_at.is_(None))
    tx.connection.execute(reached.values(undeliverable_at=since))
