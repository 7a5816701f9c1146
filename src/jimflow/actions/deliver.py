"""Delivers composed mails: claim, send outside any transaction, record. At least once, with the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from jimflow.actions.bounces import mark_undeliverable
from jimflow.actions.mail_trail import record_mails
from jimflow.mail.relay import Outcome, Outgoing
from jimflow.runtime import Runtime
from jimflow.store.hot import ClaimedMail, claim, finish_mail, handing_over
from jimflow.store.hot.mails import Outcome as Ending
from jimflow.store.seams import at
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


def deliver(runtime: Runtime, limit: int = BATCH) -> int:
    """Sends one batch of what is due; how many mails were claimed."""
    with write(runtime.engine) as tx:
        now = runtime.clock()
        claimed = claim(tx, now, now + LEASE, limit)
    at("mail-claimed")
    if not claimed:
        return 0
    batch = [Outgoing(m.id, m.fence, m.envelope_from, m.address, m.raw) for m in claimed]
    # Outside any transaction: a relay may take minutes, and no lock is held over the network.
    outcomes = runtime.sender.send(batch, lambda mail, fence: _permit(runtime, mail, fence))
    at("mail-answered")
    with write(runtime.engine) as tx:
        _record(runtime, tx, {m.id: m for m in claimed}, outcomes, runtime.clock())
    return len(claimed)


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
            finish_mail(tx, o.id, o.fence, "pending", now, next_at=now + RETRIES[0], reply=o.reply)
        else:
            again: Ending = "unknown" if o.kind == "unknown" else "pending"
            finish_mail(tx, o.id, o.fence, again, now, next_at=_again(mail, now), code=o.code, reply=o.reply)
    record_mails(runtime, tx, sent, {i: o.reply for i, o in dead.items()}, now)
    refused = [i for i, o in dead.items() if o.kind == "permanent"]
    mark_undeliverable(runtime, tx, refused, now)


def _worn_out(mail: ClaimedMail, outcome: Outcome, now: datetime) -> bool:
    """A temporary failure for so long that a person must look; what may have arrived is never given up as unsent."""
    return outcome.kind == "temporary" and now - mail.composed_at >= GIVE_UP


def _again(mail: ClaimedMail, now: datetime) -> datetime:
    return now + RETRIES[min(max(mail.attempts - 1, 0), len(RETRIES) - 1)]
