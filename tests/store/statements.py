"""Counts what is really sent to the driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, event

from jimflow.store.transaction import Tx, read


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


@contextmanager
def read_by(module: ModuleType, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that what is read in `module` takes, on the bare driver and through SQLAlchemy."""
    sent: list[str] = []

    @contextmanager
    def counting(bound: Engine) -> Iterator[Tx]:
        with read(bound) as tx, recorded(tx) as raw:
            yield tx
            sent.extend(text for text, _ in raw)

    def heard(_c: Any, _cursor: Any, text: str, _p: Any, _x: Any, _m: Any) -> None:
        sent.append(text)

    with monkeypatch.context() as patch:
        patch.setattr(module, "read", counting)
        event.listen(engine, "before_cursor_execute", heard)
        yield sent
        event.remove(engine, "before_cursor_execute", heard)
