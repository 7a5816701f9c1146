"""A mail taken apart for a page: its text, its HTML, and what a calendar would be given."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default

FRAMED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
"""For a mail's HTML in a frame: its own style, and nothing else."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says. `html` and `calendar` are "" where it has none."""

    sender: str
    to: str
    subject: str
    text: str
    html: str
    calendar: str


def letter(raw: bytes) -> Letter:
    """The mail in those octets."""
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    plain = message_from_bytes(raw, policy=compat32)  # the other policy puts spaces into long encoded names

    def head(name: str) -> str:
        return str(make_header(decode_header(str(plain[name] or "")))).replace("\n", "")

    calendar = next((part for part in message.walk() if part.get_content_type() == "text/calendar"), None)
    return Letter(
        head("From"),
        head("To"),
        head("Subject"),
        _content(message.get_body(("plain",))).rstrip(),
        _content(message.get_body(("html",))),
        _content(calendar).strip(),
    )


def _content(part: object) -> str:
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""
