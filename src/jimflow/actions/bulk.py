"""Many rows of one table written at once, given as mappings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlmodel import SQLModel

from jimflow.store.sql import Row, inserting
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx


def _as_it_is(insert: Any, _columns: Any) -> Any:
    return insert


class Bulk:
    """An INSERT built once. `back` names the columns it answers with, in no order of rows; `conflict` adds a clause."""

    def __init__(
        self,
        kind: type[SQLModel],
        *columns: str,
        back: Sequence[str] = (),
        conflict: Callable[[Any, tuple[str, ...]], Any] = _as_it_is,
    ) -> None:
        of = table(kind)
        self.columns = tuple(column.name for column in of.c if column.name in columns)
        if len(self.columns) != len(columns):
            raise ValueError(f"{of.name} has no {set(columns) - set(self.columns)}")
        answers = [of.c[name] for name in back]

        def finish(insert: Any) -> Any:
            made = conflict(insert, self.columns)
            return made.returning(*answers) if answers else made

        self._rows = inserting(of, self.columns, finish)

    def add(self, tx: Tx, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Writes the rows; the answers, one for each row written."""
        return tx.with_rows(self._rows, [[row[name] for name in self.columns] for row in rows]) if rows else []

    def numbers(self, tx: Tx, rows: Sequence[Mapping[str, Any]]) -> dict[Any, int]:
        """Writes the rows; the second column of `back` by the first, which must tell the rows apart."""
        return {row[0]: row[1] for row in self.add(tx, rows)}
