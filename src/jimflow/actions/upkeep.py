"""Sets a database up, schema and the one row about it; and holds all mail back after a restore."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Engine, func, inspect, select, update

from jimflow.actions.errors import NotAllowed
from jimflow.actions.sweep import BATCH, sweep_due
from jimflow.clock import Clock
from jimflow.core import audit
from jimflow.core.model import Actor
from jimflow.runtime import Runtime
from jimflow.store.hot import INSTALLATION, append_audit
from jimflow.store.installation import create_installation, installation
from jimflow.store.migrate import create_fresh, is_current, migrate
from jimflow.store.tables import Intent, Mail
from jimflow.store.tables.columns import table
from jimflow.store.tables.mail import ON_THE_WAY
from jimflow.store.transaction import read, write

HELD_AFTER_RESTORE = "held after a restore: it may have been sent before, look, then retry"


@dataclass(frozen=True, slots=True)
class Held:
    """What waits to be looked at: intents to be released, mails to be retried."""

    intents: int
    mails: int


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
    with read(engine) as tx:
        return bool(inspect(tx.connection).get_table_names())


def hold_back(runtime: Runtime, actor: Actor, source: str) -> Held:
    """After a restore: nothing leaves before someone has looked, since some of it may have been sent already.

    What has fallen due since the copy was made is turned into intents first, so that it is held too. `source` names
    the copy in the audit.
    """
    holding = replace(runtime, settings=runtime.settings.model_copy(update={"review_hold": True}))
    while sweep_due(holding) == BATCH:
        pass
    with write(runtime.engine) as tx:
        now = runtime.clock()
        i, m = table(Intent), table(Mail)
        tx.connection.execute(update(i).where(i.c.status == "pending").values(held=True))
        waiting = select(func.count()).where(i.c.status == "pending")
        intents = tx.connection.execute(waiting).scalar_one()
        stopped = update(m).where(m.c.status.in_(ON_THE_WAY))
        mails = tx.connection.execute(
            stopped.values(status="dead", lease_until=None, fence=m.c.fence + 1, last_reply=HELD_AFTER_RESTORE)
        ).rowcount
        payload = audit.payload("restored", now, now, actor, extra={"file": source, "intents": intents, "mails": mails})
        append_audit(tx, INSTALLATION, payload, secrets.token_bytes(audit.SALT_BYTES))
        return Held(intents, mails)
