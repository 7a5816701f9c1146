"""Counts what is really sent to the driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jimflow.store.transaction import Tx


class _Counting:
    """The driver's connection or cursor, writing down each statement it is given."""

    def __init__(self, wrapped: Any, sent: list[tuple[str, Any]]) -> None:
        self._wrapped, self._sent = wrapped, sent

    def execute(self, text: str, params: Any = (), **kw: Any) -> Any:
        self._sent.append((text, params))
        return self._wrapped.execute(text, params, **kw)

    def executemany(self, text: str, params: Any) -> Any:
        self._sent.append((text, params))
        return self._wrapped.executemany(text, params)

    def cursor(self, *args: Any, **kw: Any) -> Any:
        return _Counting(self._wrapped.cursor(*args, **kw), self._sent)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


@contextmanager
def recorded(tx: Tx) -> Iterator[list[tuple[str, Any]]]:
    """The statements run inside, with their parameters."""
    sent: list[tuple[str, Any]] = []
    raw = tx.raw
    tx.raw = _Counting(raw, sent)
    try:
        yield sent
    finally:
        tx.raw = raw
