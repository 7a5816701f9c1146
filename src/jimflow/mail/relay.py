"""What goes to a relay and what comes back: the mail, its outcome, and how the relay is reached."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["sent", "temporary", "permanent", "unknown", "released"]
"""sent: the relay took it. temporary: not taken, worth another try. permanent: this recipient never works.
unknown: content left us and no answer came, so the relay may have it. released: stopped by us, nothing left."""

MAX_REPLY = 500
MAX_CONNECTIONS = 4


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail to one recipient; `fence` is the number of the claim under which it is sent."""

    id: int
    fence: int
    envelope_from: str
    recipient: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail. `code` is the relay's, None when it gave none; `reply` is one printable line."""

    id: int
    fence: int
    kind: Kind
    code: int | None
    reply: str


def outcome(mail: Outgoing, kind: Kind, code: int | None, reply: str) -> Outcome:
    """An Outcome for `mail` whose reply is fit to store and show: printable, one line, at most 500 characters."""
    words = "".join(c if c.isprintable() else " " for c in reply[: 4 * MAX_REPLY]).split()
    return Outcome(mail.id, mail.fence, kind, code, " ".join(words)[:MAX_REPLY])


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait, each from its own start; the longer ones are those of RFC 5321 §4.5.3.2."""

    connect: float = 60.0
    """TCP and TLS; then once more for the greeting."""
    command: float = 300.0
    """EHLO, STARTTLS, AUTH, MAIL, RCPT, each."""
    data: float = 120.0
    """From DATA to the leave to go on."""
    content: float = 780.0
    """From the first octet of the content to the answer: three minutes to pass it on, ten to store it."""
    closing: float = 10.0
    """RSET and QUIT."""
    idle: float = 60.0
    """A connection unused this long is replaced: a firewall may have forgotten it without a word."""


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that takes our mail. TLS is never optional on the way: what `tls` names is required.

    Raises ValueError for more than 4 connections and for a password in the clear to another machine.
    """

    host: str
    port: int
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: Literal["none", "starttls", "implicit"] = "starttls"
    ca_file: str | None = None
    """Certificates to trust instead of the system's."""
    helo: str | None = None
    """The name we greet with; by default our own address as a literal, [192.0.2.1]."""
    connections: int = 2
    timeouts: Timeouts = Timeouts()

    def __post_init__(self) -> None:
        if not 1 <= self.connections <= MAX_CONNECTIONS:
            raise ValueError(f"a relay is given 1 to {MAX_CONNECTIONS} connections, not {self.connections}")
        if self.username is not None and self.tls == "none" and not self.is_this_machine:
            raise ValueError("a password may not go to another machine without TLS: use starttls or implicit")

    @property
    def is_this_machine(self) -> bool:
        """Whether the relay listens on the loopback, as every relay of a demo must."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
