"""What the tests of the Sender share: mails, short waits, a relay at a test server, a tiny outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jimflow.mail.sender import Outcome, Outgoing, Relay, Sender, Timeouts

PATIENT = Timeouts(connect=20, command=20, data=20, content=20, closing=20)
HASTY = Timeouts(connect=0.4, command=0.4, data=0.4, content=0.4, closing=0.2)

ANNA, BO, CILLA = "anna@agency.example.org", "bo@agency.example.org", "cilla@agency.example.org"
SENDER = "jim@host.example.org"


def mail(number: int, recipient: str = ANNA, body: str = "Hej!", fence: int = 1) -> Outgoing:
    raw = f"From: {SENDER}\r\nTo: {recipient}\r\nMessage-ID: <{number}@host>\r\n\r\n{body} {number}\r\n"
    return Outgoing(number, fence, SENDER, recipient, raw.encode())


def relay_at(server: Any, timeouts: Timeouts = PATIENT, connections: int = 1, **more: Any) -> Relay:
    return replace(Relay(server.host, server.port, tls="none", connections=connections, timeouts=timeouts), **more)


@dataclass
class Asked:
    """A before_data that remembers each call and says yes, but for the ids in `refuses`."""

    calls: list[tuple[int, int]] = field(default_factory=list)
    refuses: frozenset[int] = frozenset()

    def __call__(self, mail_id: int, fence: int) -> bool:
        self.calls.append((mail_id, fence))
        return mail_id not in self.refuses


def send(relay: Relay, mails: Sequence[Outgoing], asked: Asked | None = None) -> list[Outcome]:
    with Sender(relay) as sender:
        return sender.send(mails, asked or Asked())


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.kind for outcome in outcomes]


def send_until_final(relay: Relay, mails: Sequence[Outgoing], rounds: int = 4) -> dict[int, str]:
    """Repeats what did not end as sent or permanent, each time under a new fence, as the outbox does."""
    state = {one.id: "temporary" for one in mails}
    with Sender(relay) as sender:
        for fence in range(1, rounds + 1):
            waiting = [replace(one, fence=fence) for one in mails if state[one.id] not in ("sent", "permanent")]
            for outcome in sender.send(waiting, lambda _id, _fence: True):
                state[outcome.id] = outcome.kind
    return state


def copies(server: Any) -> Counter[bytes]:
    """How often each content lies at the server."""
    return Counter(taken.data for taken in server.mails)
