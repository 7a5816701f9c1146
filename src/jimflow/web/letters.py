"""A mail taken apart for a page: its text, its HTML, and what a calendar would be given."""

from __future__ import annotations

from dataclasses import dataclass

from jimflow.mail.shown import shown

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
    made = shown(raw)
    head = made.headers
    return Letter(
        *(head.get("From", ""), head.get("To", ""), head.get("Subject", "")),
        *(made.text.rstrip(), made.html, made.calendar[0].strip() if made.calendar else ""),
    )
