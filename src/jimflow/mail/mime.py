"""MIME by hand: the bytes of one mail from its parts, fast and the same every time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Literal

from jimflow.core.address import UNPRINTABLE, Mailbox, parse_address

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]

_LINE = 76  # RFC 2045 §6.7 for encoded lines, RFC 2047 §2 for headers with encoded words
_EVERY_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,120}@[A-Za-z0-9.-]{1,120}>")
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,35}")
SLOT = re.compile(r"(\[\[[a-z0-9:._-]{1,60}\]\])")
"""Where something is filled in when a mail leaves, as a code or the secret part of a link."""

LINK = "[[link]]"
"""The slot of the address of a mail's page."""

_FILLING = re.compile(r"[A-Za-z0-9 ._~:/?#@!$()*+,;%-]{0,75}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar object (bytes of text/calendar) and the METHOD that stands in it."""

    ics: bytes
    method: Method


@dataclass(frozen=True, slots=True)
class MailParts:
    """Everything one mail is made of. `sent` is aware; `message_id` with its angle brackets.

    A slot written `[[name]]` in text or html keeps its place in the bytes, see `fill`.
    """

    sender: Mailbox
    to: Mailbox
    reply_to: Mailbox
    subject: str
    sent: datetime
    message_id: str
    language: str
    text: str
    html: str
    invitation: Invitation | None = None


def build_mail(parts: MailParts) -> bytes:
    """The whole mail as sent: CRLF, 7-bit, the same bytes for the same parts.

    Raises ValueError (AddressError for an address) when a header would hold a control character, a message
    id is malformed, `sent` is naive, or the invitation's METHOD is not the one in its bytes.
    """
    mark = "=_" + hashlib.sha256(parts.message_id.encode()).hexdigest()[:24]
    body = _alternative(parts, mark + "a")
    if parts.invitation and parts.invitation.method != "REQUEST":
        body = _multipart("mixed", mark + "m", [body, _attached(parts.invitation)])
    return (_headers(parts) + body).encode("ascii")


def fill(raw: bytes, values: Mapping[str, str]) -> bytes:
    """`raw` with every slot `[[name]]` replaced by its value: same values, same bytes.

    Raises ValueError for a value that could break a line, a link or the encoding.
    """
    for name, value in values.items():
        if not _FILLING.fullmatch(value) or value.endswith(" "):
            raise ValueError(f"the value for [[{name}]] holds characters a mail cannot carry as they are")
        raw = raw.replace(f"[[{name}]]".encode("ascii"), value.encode("ascii"))
    return raw


def _headers(parts: MailParts) -> str:
    if parts.sent.utcoffset() is None:
        raise ValueError("the date of a mail needs a time zone")
    if not _LANGUAGE.fullmatch(parts.language):
        raise ValueError("the language of a mail is a tag like sv or en")
    lines = [
        f"From: {_mailbox('From', parts.sender)}",
        f"To: {_mailbox('To', parts.to)}",
        f"Reply-To: {_mailbox('Reply-To', parts.reply_to)}",
        f"Subject: {_words('Subject', parts.subject)}",
        f"Date: {format_datetime(parts.sent)}",
        f"Message-ID: {_message_id(parts.message_id)}",
        "Auto-Submitted: auto-generated",  # RFC 3834: no holiday notice in answer
        "X-Auto-Response-Suppress: All",  # the same for Exchange
        f"Content-Language: {parts.language}",
        "MIME-Version: 1.0",
        "",
    ]
    return "\r\n".join(lines)


def _alternative(parts: MailParts, boundary: str) -> str:
    bodies = [_text("plain", parts.text), _text("html", parts.html)]
    if parts.invitation:
        bodies.append(f"{_calendar_type(parts.invitation)}\r\n{_base64(parts.invitation.ics)}")
    return _multipart("alternative", boundary, bodies)


def _multipart(kind: str, boundary: str, bodies: list[str]) -> str:
    # '=_' cannot occur in quoted-printable or base64, so no body can hold the boundary (RFC 2045 §6.7).
    inside = "".join(f"--{boundary}\r\n{body}\r\n" for body in bodies)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inside}--{boundary}--\r\n'


def _text(kind: str, text: str) -> str:
    return (
        f"Content-Type: text/{kind}; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{_quoted_printable(text)}"
    )


def _quoted_printable(text: str) -> str:
    pieces = SLOT.split(_EVERY_LINE_END.sub("\n", text))
    for i in range(0, len(pieces), 2):
        pieces[i] = binascii.b2a_qp(pieces[i].encode("utf-8")).decode("ascii")
    # A slot has a line of its own between soft line breaks, so its bytes stay together.
    return "=\n".join(pieces).replace("\n", "\r\n")


def _attached(invitation: Invitation) -> str:
    return (
        f'{_calendar_type(invitation)}; name="invite.ics"\r\n'
        f'Content-Disposition: attachment; filename="invite.ics"\r\n{_base64(invitation.ics)}'
    )


def _calendar_type(invitation: Invitation) -> str:
    if f"\r\nMETHOD:{invitation.method}\r\n".encode() not in invitation.ics:
        raise ValueError(f"the calendar object does not say METHOD:{invitation.method}")
    return f"Content-Type: text/calendar; method={invitation.method}; charset=utf-8"


def _base64(content: bytes) -> str:
    lines = base64.encodebytes(content).decode("ascii").replace("\n", "\r\n")
    return f"Content-Transfer-Encoding: base64\r\n\r\n{lines}"


def _message_id(text: str) -> str:
    if not _MESSAGE_ID.fullmatch(text):
        raise ValueError(f"{text!r} is no message id")
    return text


def _mailbox(header: str, mailbox: Mailbox) -> str:
    address = parse_address(mailbox.address)
    name = _clean(header, mailbox.name).strip()
    if not name:
        return address
    if len(name) <= 50 and name.isascii() and "=?" not in name:
        if not _PLAIN_NAME.fullmatch(name):
            name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    else:
        name = _encoded_words(header, name)
    return f"{name}\r\n <{address}>"


def _words(header: str, text: str) -> str:
    if not _clean(header, text).strip():
        raise ValueError(f"{header} is empty")
    plain = text.isascii() and "=?" not in text and text == text.strip()
    return text if plain and len(header) + 2 + len(text) <= _LINE else _encoded_words(header, text)


def _clean(header: str, text: str) -> str:
    if UNPRINTABLE.search(text):
        raise ValueError(f"{header} may not hold control characters or line breaks: {text[:80]!r}")
    return text


def _encoded_words(header: str, text: str) -> str:
    """RFC 2047: base64 words of whole characters, one a line."""
    words: list[str] = []
    room = (_LINE - len(header) - 2 - len("=?utf-8?b??=")) // 4 * 3
    piece = b""
    for character in text:
        octets = character.encode("utf-8")
        if len(piece) + len(octets) > room:
            words.append(_encoded_word(piece))
            piece, room = b"", (_LINE - 1 - len("=?utf-8?b??=")) // 4 * 3
        piece += octets
    words.append(_encoded_word(piece))
    return "\r\n ".join(words)


def _encoded_word(octets: bytes) -> str:
    return f"=?utf-8?b?{binascii.b2a_base64(octets, newline=False).decode('ascii')}?="
