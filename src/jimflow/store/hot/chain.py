"""Appends entries to audit chains where no state changes."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.store.transaction import Tx

INSTALLATION = 0
"""The chain of the installation itself; every other chain is numbered as its participation."""


def append_audit(tx: Tx, chain: int, payload: bytes, salt: bytes) -> int:
    """Adds one entry and returns its number in the chain. Raises LookupError when nothing has that chain."""
    raise NotImplementedError


def append_many(tx: Tx, entries: Sequence[tuple[int, bytes, bytes]]) -> list[int]:
    """Adds (chain, payload, salt) entries in order, in few statements; their numbers."""
    raise NotImplementedError
