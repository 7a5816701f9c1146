"""Mail that cannot be written, as when a mail text has a mistake: set aside with the reason, tried again by itself."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update

from jimflow.core.mistakes import Said
from jimflow.mail.templates import BadTemplate
from jimflow.runtime import Runtime
from jimflow.store.queries.mail import unwritten
from jimflow.store.tables import Intent, Unwritten
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=1)
"""Until the second try; each wait after that is twice as long as the one before."""

LONGEST_WAIT = timedelta(hours=1)


def reason_of(fault: Exception) -> Said:
    """Why a mail could not be written, in words. What is no fault of a mail text is a bug, and goes to the log too."""
    if isinstance(fault, BadTemplate):
        return fault.said
    log.error("a mail could not be written", exc_info=fault)
    what = f"{type(fault).__name__}: {fault}"
    return Said(f"Fel i jimflow när mejlet skulle skrivas ({what}).", f"A fault in jimflow when writing it ({what}).")


def set_aside(tx: Tx, intents: Sequence[int], why: Said, now: datetime) -> None:
    """The intents of one mail wait longer each time, at most an hour, and keep the reason. None of them is lost."""
    u, i = table(Unwritten), table(Intent)
    before = tx.connection.execute(select(u.c.intent, u.c.tries).where(u.c.intent.in_(intents)))
    tries: dict[int, int] = {row.intent: row.tries + 1 for row in before}
    number = max(tries.values(), default=1)
    tx.connection.execute(delete(u).where(u.c.intent.in_(intents)))
    rows = [{"intent": one, "tries": tries.get(one, 1), "tried_at": now, "sv": why.sv, "en": why.en} for one in intents]
    tx.connection.execute(insert(u), rows)
    wait = min(FIRST_WAIT * 2 ** min(number - 1, 10), LONGEST_WAIT)
    tx.connection.execute(update(i).where(i.c.id.in_(intents)).values(send_at=now + wait))


def write_again(runtime: Runtime) -> int:
    """Makes everything that could not be written due at once; how much. Whoever has mended a text need not wait."""
    with write(runtime.engine) as tx:
        now, i = runtime.clock(), table(Intent)
        found = [{"row": row.intent} for row in unwritten(tx)]
        if found:
            tx.connection.execute(update(i).where(i.c.id == bindparam("row")).values(send_at=now), found)
        return len(found)
