"""The organisations that the installation knows."""

from __future__ import annotations

from sqlalchemy import select

from jimflow.store.tables import Organisation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_O = table(Organisation).c


def organisation_names(tx: Tx) -> list[tuple[str, str, str]]:
    """(code, Swedish name, English name) of each, by code."""
    rows = tx.connection.execute(select(_O.code, _O.name_sv, _O.name_en).order_by(_O.code))
    return [(code, sv, en) for code, sv, en in rows]
