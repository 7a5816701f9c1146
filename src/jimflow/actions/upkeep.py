"""Sets a database up: its schema, brought to this version, and the one row about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from jimflow.actions.errors import NotAllowed
from jimflow.clock import Clock
from jimflow.store.installation import create_installation, installation
from jimflow.store.migrate import create_fresh, is_current, migrate
from jimflow.store.transaction import read, write


@dataclass(frozen=True, slots=True)
class SetUp:
    """What was done. `fresh`: the installation did not exist; `migrated`: the schema was not of this version."""

    name: str
    fresh: bool
    migrated: bool


def set_up(engine: Engine, name: str, clock: Clock, *, demo: bool = False, offset: timedelta = timedelta(0)) -> SetUp:
    """Makes the schema current and writes the installation's row where there is none; again it changes nothing.

    `offset` is a demo's example clock, ahead of `clock`. Raises NotAllowed for a demo in a database that is none.
    """
    migrated = not is_current(engine)
    if migrated:
        migrate(engine) if _has_tables(engine) else create_fresh(engine)
    with write(engine) as tx:
        row = installation(tx)
        if row is not None and demo and not row.demo:
            raise NotAllowed(
                "Databasen är ingen demo och kan inte bli det. Välj en annan fil.",
                "The database is no demo and cannot become one. Choose another file.",
            )
        if row is not None:
            return SetUp(row.name, fresh=False, migrated=migrated)
        made = create_installation(tx, name, clock(), demo=demo, offset=offset)
        return SetUp(made.name, fresh=True, migrated=migrated)


def _has_tables(engine: Engine) -> bool:
    from sqlalchemy import inspect

    with read(engine) as tx:
        return bool(inspect(tx.connection).get_table_names())
