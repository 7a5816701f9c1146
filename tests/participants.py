"""People who take part in the demo, and browsers in which they have shown who they are."""

from __future__ import annotations

import secrets

from sqlalchemy import insert, select

from jimflow.actions.doors import mark
from jimflow.core.accounts import LONGEST
from jimflow.store.tables import Appointment, Assignment, Meeting, Participation, PersonSession
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.demo_site import Installation


def holder(made: Installation, agency: str, function: str) -> int:
    """The number of the person who holds the function at the agency (or, for a guest, comes from it)."""
    a = table(Appointment).c
    wanted = select(a.person).where(a.organisation == agency, a.function == function).order_by(a.id.desc())
    with read(made.runtime.engine) as tx:
        found: int = tx.connection.execute(wanted).scalars().first() or 0
    assert found, f"nobody at {agency} holds {function}"
    return found


def session_of(made: Installation, person: int, *, mail: int | None = None, acting: int | None = None) -> str:
    """The secret of a session of that person: signed in, or, with `mail`, by the code of that mail."""
    secret, now = secrets.token_urlsafe(32), made.runtime.clock()
    row = {"person": person, "mail": mail, "acting": acting, "secret": mark(secret)}
    with write(made.runtime.engine) as tx:
        times = {"began_at": now, "seen_at": now, "ends_at": now + LONGEST}
        tx.connection.execute(insert(table(PersonSession)).values(**row, **times))
    return secret


def task(made: Installation, agency: str, name: str, step: str | None = None) -> int:
    """The number of the agency's assignment of that name."""
    n, p = table(Assignment).c, table(Participation).c
    wanted = select(n.id).join_from(table(Assignment), table(Participation), p.id == n.participation)
    wanted = wanted.where(p.subject == agency, n.name == name, *([n.step == step] if step else []))
    with read(made.runtime.engine) as tx:
        return int(tx.connection.execute(wanted.order_by(n.id.desc())).scalars().first() or 0)


def meeting(made: Installation, agency: str, step: str) -> int:
    """The number of the meeting of that step in the agency's cluster."""
    m, p = table(Meeting).c, table(Participation).c
    wanted = select(m.id).join_from(table(Meeting), table(Participation), p.cluster == m.cluster)
    with read(made.runtime.engine) as tx:
        return int(tx.connection.execute(wanted.where(p.subject == agency, m.step == step)).scalar_one())
