"""Delivers composed mails: claim, send outside any transaction, record. At least once, with the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, text

from jimflow.actions.bounces import mark_undeliverable
from jimflow.actions.links import Carried, carried, filled, of_this_key, worthless
from jimflow.actions.mail_trail import record_mails
from jimflow.actions.voices import speakers
from jimflow.mail.relay import Outcome, Outgoing
from jimflow.runtime import Runtime
from jimflow.store.hot import ClaimedMail, claim, finish_mail, handing_over
from jimflow.store.hot.mails import Outcome as Ending
from jimflow.store.seams import at
from jimflow.store.sql import Sql, one_of
from jimflow.store.tables import Mail
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, write

BATCH = 20
"""Mails in one batch. After a crash just those whose answer was not recorded yet are repeated, so it is small."""

LEASE = timedelta(minutes=20)
"""Longer than the slowest conversation; a mail whose sender died is taken again after this."""

RETRIES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
)
"""Waits after each temporary failure; the last one repeats until GIVE_UP."""

GIVE_UP = timedelta(hours=72)
FEWEST_TRIES = 17
"""Before a mail is given up, however long ago it was composed: the waits between so many tries make two days and
nights, and what waited for an hour of sending was not tried. So no outage of two days costs a mail, not even one that
had waited for long when the outage began."""

NO_KEY = "the key of links (jimflow.key) is not here"
"""Why a mail with a link waits; in the place of a relay's words."""

_M = table(Mail).c
_ROUNDS = Sql(
    select(_M.id, _M.round).where(one_of(_M.id, "ids"), _M.mail_class != text("'immediate'"), _M.round.is_not(None))
)


def deliver(runtime: Runtime, limit: int = BATCH) -> int:
    """Sends one batch of what is due; how many mails were claimed."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        found = claim(tx, now, now + LEASE, limit)
        what = carried(tx, {m.id: m.raw for m in found})
        claimed = _ready(runtime, tx, _leaving(runtime, tx, found, now), what, now) if found else []
    at("mail-claimed")
    if not claimed:
        return len(found)
    batch = [Outgoing(m.id, m.fence, m.envelope_from, m.address, filled(runtime, m.id, m.raw, what)) for m in claimed]
    # Outside any transaction: a relay may take minutes, and no lock is held over the network.
    outcomes = runtime.sender.send(batch, lambda mail, fence: _permit(runtime, mail, fence))
    at("mail-answered")
    with write(runtime.engine) as tx:
        _record(runtime, tx, {m.id: m for m in claimed}, outcomes, runtime.clock())
    return len(found)


def _leaving(runtime: Runtime, tx: Tx, claimed: Sequence[ClaimedMail], now: datetime) -> list[ClaimedMail]:
    """Those that may leave at this hour; the others wait for the next hour of sending, unless they are urgent.

    Mails are late when the relay or this program was down: nobody gets them at night or on a free day for that.
    """
    open_at = _hours(runtime, tx, [m.id for m in claimed], now)
    for mail in claimed:
        if open_at.get(mail.id, now) > now:
            finish_mail(tx, mail.id, mail.fence, "pending", now, next_at=open_at[mail.id], tried=False)
    return [m for m in claimed if open_at.get(m.id, now) <= now]


def _ready(runtime: Runtime, tx: Tx, claimed: Sequence[ClaimedMail], what: Carried, now: datetime) -> list[ClaimedMail]:
    """Those whose links and codes can be filled in. Without the key they wait; a code that is over need not leave."""
    over = worthless(tx, what, now)
    keyless = what.mails if runtime.doors is None else frozenset()
    of_this_key(runtime, tx, what)
    for mail in claimed:
        if mail.id in over:
            finish_mail(tx, mail.id, mail.fence, "cancelled", now, tried=False)
        elif mail.id in keyless:
            finish_mail(tx, mail.id, mail.fence, "pending", now, next_at=now + RETRIES[2], reply=NO_KEY, tried=False)
    return [m for m in claimed if m.id not in over | keyless]


def _hours(runtime: Runtime, tx: Tx, mails: Sequence[int], now: datetime) -> dict[int, datetime]:
    """When each mail that is not urgent may leave: now, or when its round's hours of sending begin."""
    rows = tx.rows(_ROUNDS, ids=mails)
    known = speakers(runtime, tx, {number for _, number in rows}) if rows else {}
    return {mail: known[number].programme.calendar.next_send(now) for mail, number in rows}


def _permit(runtime: Runtime, mail: int, fence: int) -> bool:
    """Commits that the content is about to leave; False when another worker has taken the mail over."""
    with write(runtime.engine) as tx:
        ours = handing_over(tx, mail, fence)
    at("mail-handing-over")
    return ours


def _record(
    runtime: Runtime, tx: Tx, claimed: Mapping[int, ClaimedMail], outcomes: Sequence[Outcome], now: datetime
) -> None:
    sent: dict[int, str] = {}
    dead: dict[int, Outcome] = {}
    for o in outcomes:
        mail = claimed[o.id]
        if o.kind == "sent":
            if finish_mail(tx, o.id, o.fence, "sent", now, code=o.code, reply=o.reply):
                sent[o.id] = hashlib.sha256(mail.raw).hexdigest()
        elif o.kind == "permanent" or _worn_out(mail, o, now):
            if finish_mail(tx, o.id, o.fence, "dead", now, code=o.code, reply=o.reply):
                dead[o.id] = o
        elif o.kind == "released":
            finish_mail(tx, o.id, o.fence, "pending", now, next_at=now + RETRIES[0], reply=o.reply, tried=False)
        else:
            again: Ending = "unknown" if o.kind == "unknown" else "pending"
            finish_mail(tx, o.id, o.fence, again, now, next_at=_again(mail, o, now), code=o.code, reply=o.reply)
    record_mails(runtime, tx, sent, {i: o.reply for i, o in dead.items()}, now)
    refused = [i for i, o in dead.items() if o.kind == "permanent"]
    mark_undeliverable(runtime, tx, refused, now)


def _worn_out(mail: ClaimedMail, outcome: Outcome, now: datetime) -> bool:
    """No answer that counts for so long that a person must look: a relay that never answers is not tried for ever."""
    long_enough = now - mail.composed_at >= GIVE_UP and mail.attempts >= FEWEST_TRIES
    return outcome.kind in ("temporary", "unknown") and long_enough


def _again(mail: ClaimedMail, outcome: Outcome, now: datetime) -> datetime:
    """When to try again; what may have arrived is not repeated before the lease would have ended."""
    wait = RETRIES[min(max(mail.attempts - 1, 0), len(RETRIES) - 1)]
    return now + (max(wait, LEASE) if outcome.kind == "unknown" else wait)
