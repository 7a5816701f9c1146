"""Looks once more, at the moment of writing the mail, whether what was meant to be said still holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, text

from jimflow.store.hot import DueIntent
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Assignment, Part
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_ABOUT_OPEN_WORK = frozenset({"open", "remind", "overdue", "inform", "handover"})

_A, _P = table(Assignment).c, table(Part).c
_UNFINISHED = Sql(select(_A.id).where(one_of(_A.id, "ids"), text("status IN ('planned', 'open')")))
_DONE = Sql(select(_P.assignment, _P.function).where(one_of(_P.assignment, "ids")))


def still_true(tx: Tx, found: Sequence[DueIntent]) -> set[int]:
    """The ids of the intents that may be said: no reminder of what was submitted meanwhile.

    What has ended altogether (a withdrawal, a pause, a meeting that moved) had its intents cancelled when it happened.
    """
    about = {i.assignment for i in found if i.assignment is not None and i.template in _ABOUT_OPEN_WORK}
    if not about:
        return {i.id for i in found}
    ids = sorted(about)
    unfinished = {row[0] for row in tx.rows(_UNFINISHED, ids=ids)}
    done = {(assignment, function) for assignment, function in tx.rows(_DONE, ids=ids)}
    return {
        i.id
        for i in found
        if i.assignment not in about or (i.assignment in unfinished and (i.assignment, i.function) not in done)
    }
