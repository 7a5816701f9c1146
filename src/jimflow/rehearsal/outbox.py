"""Where the mails of a rehearsal end: kept as bytes, sent to nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.clock import Clock
from jimflow.mail.relay import Outcome, Outgoing, outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail as it would have gone."""

    id: int
    at: datetime
    recipient: str
    raw: bytes


class Keeper:
    """Speaks as a Sender does and keeps every mail that it is allowed to hand over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.mails: list[Kept] = []

    def send(self, batch: Sequence[Outgoing], before_data: Callable[[int, int], bool]) -> list[Outcome]:
        """One outcome per mail, in order: sent, or released where the hand-over was not permitted."""
        return [self._take(mail, before_data) for mail in batch]

    def _take(self, mail: Outgoing, before_data: Callable[[int, int], bool]) -> Outcome:
        if not before_data(mail.id, mail.fence):
            return outcome(mail, "released", None, "taken back before the content was sent")
        self.mails.append(Kept(mail.id, self._clock(), mail.recipient, mail.raw))
        return outcome(mail, "sent", 250, "kept by the rehearsal")
