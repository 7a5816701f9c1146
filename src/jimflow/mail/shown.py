"""A mail's bytes as a person reads them: headers, the two texts and what hangs on it. Slots stay masked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32, default

from jimflow.mail.mime import SLOT

HEADERS = ("From", "To", "Reply-To", "Date", "Subject", "Message-ID")
_FOLD = re.compile(r"\s*[\r\n]+\s*")
MASK = "••••••"
"""Stands where a code or the secret part of a link is filled in when the mail leaves."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail exactly as it is sent. `html` is a whole page of its own, to be shown in a sandbox and nowhere else."""

    headers: dict[str, str]
    text: str
    html: str
    calendar: tuple[str, ...]


def shown(raw: bytes) -> Shown:
    """The parts of a mail; "" for one it does not have."""
    message = message_from_bytes(raw, policy=default)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return Shown(
        headers=_headers(raw),
        text=_masked(plain.get_content()) if plain is not None else "",
        html=_masked(html.get_content()) if html is not None else "",
        calendar=tuple(
            _masked(str(part.get_content())) for part in message.walk() if part.get_content_type() == "text/calendar"
        ),
    )


def _masked(written: str) -> str:
    return SLOT.sub(MASK, written)


def _headers(raw: bytes) -> dict[str, str]:
    """The headers a person reads, decoded; the newer parser leaves blanks between the parts of a long name."""
    message = message_from_bytes(raw, policy=compat32)
    found = {name: str(make_header(decode_header(message[name]))) for name in HEADERS if message[name]}
    return {name: _FOLD.sub(" ", value).strip() for name, value in found.items()}
