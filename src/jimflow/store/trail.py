"""Streams the whole audit trail out of the database to be verified."""

from __future__ import annotations

from jimflow.core.audit import Verification
from jimflow.store.transaction import Tx


def verify_trail(tx: Tx) -> Verification:
    """Checks every chain against its entries, its payloads and the head kept in its row."""
    raise NotImplementedError
