"""The organisations that the installation knows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jimflow.store.queries.shape import columns, records
from jimflow.store.tables import Organisation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation, which all rounds share."""

    code: str
    name_sv: str
    name_en: str
    mailbox: str


def organisations(tx: Tx) -> list[OrganisationRow]:
    """Each of them, by code."""
    o = table(Organisation)
    return list(records(tx, OrganisationRow, select(*columns(OrganisationRow, o)).order_by(o.c.code)))
