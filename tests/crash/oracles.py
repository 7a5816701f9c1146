"""What must hold after any crash, looked up in the database, the relay's mailbox and the audit."""

from __future__ import annotations

from email import message_from_bytes

from sqlalchemy import func, select

from jimflow.actions.advance import advance
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read
from tests.actions.loaded import EVA
from tests.crash.victims import Crime, runtime_of
from tests.smtp import Sink


def nothing_half_done(crime: Crime) -> None:
    """The move of each agency is there with its audit entry and its letters, or none of it is."""
    p, e, i = table(t.Participation).c, table(t.AuditEntry).c, table(t.Intent).c
    moved = set()
    with read(crime.at.runtime.engine) as tx:
        for agency in crime.agencies:
            state = tx.connection.execute(select(p.state).where(p.id == agency)).scalar_one()
            entries = tx.connection.execute(select(func.count()).where(e.chain == agency)).scalar_one()
            letters = tx.connection.execute(select(func.count()).where(i.participation == agency)).scalar_one()
            whole = state == "invited" and entries >= 2 and letters >= 1
            none = state == "proposed" and entries == 1 and letters == 0
            assert whole or none, f"half done at {crime.point}: {state}, {entries} entries, {letters} letters"
            moved.add(whole)
    assert len(moved) == 1, f"one agency of the cluster moved and the other did not, at {crime.point}"


def nothing_confirmed_lost(crime: Crime) -> None:
    """Whoever was told that it is done finds it done."""
    p = table(t.Participation).c
    if crime.confirmed:
        with read(crime.at.runtime.engine) as tx:
            states = tx.connection.execute(select(p.state).where(p.id.in_(crime.agencies))).scalars().all()
        assert set(states) == {"invited"}, f"confirmed and lost at {crime.point}: {states}"


def every_mail_arrived(crime: Crime, sink: Sink) -> None:
    """Each letter of a committed move is in the mailbox; the outbox and the mailbox tell the same."""
    i, m = table(t.Intent).c, table(t.Mail).c
    with read(crime.at.runtime.engine) as tx:
        mine = i.participation.in_(crime.agencies)
        waiting = tx.connection.execute(select(i.key).where(mine, i.status != "composed")).scalars().all()
        mails = {row[0]: row[1] for row in tx.connection.execute(select(m.message_id, m.status))}
    assert not waiting, f"never written after {crime.point}: {waiting}"
    assert set(mails.values()) <= {"sent"}, f"not sent after {crime.point}: {mails}"
    assert set(copies(sink)) == set(mails), f"outbox and mailbox differ after {crime.point}"


def repeats_only_in_the_window(crime: Crime, sink: Sink, allowed: int) -> None:
    """A second copy only where the relay may have had it when the line broke, and then the very same bytes."""
    found = copies(sink)
    for name, bodies in found.items():
        assert len(set(bodies)) == 1, f"{name} came with different bytes after {crime.point}"
    repeated = sum(len(bodies) - 1 for bodies in found.values())
    assert repeated <= allowed, f"{repeated} repeats after {crime.point}"


def unanswered(crime: Crime) -> int:
    """How many mails had left under a committed hand-over whose answer was never recorded."""
    m = table(t.Mail).c
    with read(crime.at.runtime.engine) as tx:
        return int(tx.connection.execute(select(func.count()).where(m.status == "handing_over")).scalar_one())


def audit_holds(crime: Crime) -> None:
    """Every chain verifies."""
    found = crime.at.verified()
    assert found.ok, f"the audit does not hold after {crime.point}: {found.first_bad}"


def it_works_afterwards(crime: Crime, sink: Sink) -> None:
    """The next move is made, in a process that knows nothing of the crash."""
    runtime, sender = runtime_of(crime.at, sink)
    p = table(t.Participation).c
    with read(runtime.engine) as tx:
        state = tx.connection.execute(select(p.state).where(p.id == crime.agencies[0])).scalar_one()
    outcome = advance(runtime, crime.agencies[0], None, "accept" if state == "invited" else "invite", EVA)
    sender.close()
    runtime.engine.dispose()
    assert outcome.ok, f"nothing moves after {crime.point}: {outcome.result}"


def copies(sink: Sink) -> dict[str, list[bytes]]:
    """The mailbox by Message-ID."""
    found: dict[str, list[bytes]] = {}
    for mail in sink.mails:
        found.setdefault(str(message_from_bytes(mail.data)["Message-ID"]), []).append(mail.data)
    return found
