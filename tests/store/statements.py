"""Counts what is really sent to the driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jimflow.store.transaction import Tx


class _Counting:
    """The driver's connection or cursor, writing down each statement it is given."""

    def __init__(self, wrapped: Any, sent: list[str]) -> None:
        self._wrapped, self._sent = wrapped, sent

    def execute(self, text: str, *args: Any, **kw: Any) -> Any:
        self._sent.append(text)
        return self._wrapped.execute(text, *args, **kw)

    def executemany(self, text: str, *args: Any) -> Any:
        self._sent.append(text)
        return self._wrapped.executemany(text, *args)

    def cursor(self, *args: Any, **kw: Any) -> Any:
        return _Counting(self._wrapped.cursor(*args, **kw), self._sent)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._wrapped, name)


@contextmanager
def counted(tx: Tx) -> Iterator[list[str]]:
    """The texts of the statements run inside."""
    sent: list[str] = []
    raw = tx.raw
    tx.raw = _Counting(raw, sent)
    yield sent
    tx.raw = raw
