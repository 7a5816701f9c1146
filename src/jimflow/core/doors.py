"""How people who take part come in without an account: links and codes that follow from a key kept outside the data."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

LINK_LIFE = timedelta(days=120)
"""How long a mail's link and code are good for at least, unless the person leaves the function before."""

AFTERWARDS = timedelta(days=60)
"""How long they are good for after what the mail is about: a meeting, a due day, a substitute's last day."""

CODE_LIFE = timedelta(minutes=10)
"""How long a code to sign in with is good for (ASVS 5.0, 6.5.5)."""

WRONG_CODES = 5
"""Wrong codes at one link or one sign-in within `WINDOW`; the next is not looked at."""

TRIES_IN_ALL = 50
"""Wrong codes at one link in its whole life; after that its code opens nothing, and the person signs in."""

PLACE_GUESSES = 30
"""Wrong links, codes and addresses from one place within `WINDOW`."""

WINDOW = timedelta(hours=1)

ASKED, ASKED_WINDOW = 3, timedelta(minutes=15)
"""Codes to sign in with that one address may ask for within so long."""

SHORTEST_KEY = 32
"""Octets."""

_TOKEN = re.compile(r"([0-9a-v]{1,13})-([a-z2-7]{16})")
_DASH = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_AROUND = ".,;:!?'\"()<>[]{}*_\u201d\u201c\u2019\u00bb\u2026"
_DIGITS = "0123456789abcdefghijklmnopqrstuv"


@dataclass(frozen=True, slots=True)
class Doors:
    """Makes and knows links and codes. `key` is kept outside the database; `base_url` is where people reach the pages.

    Whoever holds the database or a backup of it can therefore make none. The same mail has the same link and code each
    time it is sent, so a mail that is repeated is the same to the letter. Raises ValueError for a key that is short.
    """

    key: bytes = field(repr=False)
    base_url: str

    def __post_init__(self) -> None:
        """A key that can be guessed is none."""
        if len(self.key) < SHORTEST_KEY:
            raise ValueError(f"the key of links has at least {SHORTEST_KEY} octets")

    @property
    def key_id(self) -> str:
        """Tells which key it is and nothing else of it."""
        return self._sign("key")[:4].hex()

    def link(self, mail: int) -> str:
        """The address that the mail of that number carries."""
        return f"{self.base_url.rstrip('/')}/l/{self.token(mail)}"

    def token(self, mail: int) -> str:
        """The secret part of it: 80 bits that nobody guesses, in small letters that survive every mail program."""
        secret = base64.b32encode(self._sign(f"link:{mail}")[:10]).decode().lower()
        return f"{_base32(mail)}-{secret}"

    def mail_of(self, token: str) -> int | None:
        """The mail whose link was followed; None for one that we have not made."""
        given = as_made(token)
        found = _TOKEN.fullmatch(given)
        if found is None:
            return None
        mail = int(found[1], 32)
        return mail if hmac.compare_digest(self.token(mail).encode(), given.encode()) else None

    def code(self, mail: int) -> str:
        """The six digits that the mail carries."""
        return self._digits(f"code:{mail}", 6)

    def sign_in_code(self, number: int) -> str:
        """The eight digits of the sign-in of that number."""
        return self._digits(f"sign-in:{number}", 8)

    def slots(self, mail: int) -> dict[str, str]:
        """What stands in the slots of the mail of that number when it leaves."""
        return {"link": self.link(mail), "code": spaced(self.code(mail))}

    def _digits(self, what: str, many: int) -> str:
        return f"{int.from_bytes(self._sign(what)[:16], 'big') % 10**many:0{many}d}"

    def _sign(self, what: str) -> bytes:
        return hmac.new(self.key, what.encode(), sha256).digest()


def as_made(token: str) -> str:
    """A token as we made it, from what somebody typed or a program took along: other dashes, capitals, a full stop."""
    kept = "".join(c for c in token.lower() if not c.isspace() and c not in _UNSEEN)
    return _DASH.sub("-", kept).strip(_AROUND)


def spaced(code: str) -> str:
    """A code as it is read: 482 913."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def same_code(wanted: str, typed: str) -> bool:
    """True when the digits that were typed are the code, however they were grouped."""
    digits = "".join(c for c in typed if c.isascii() and c.isdigit())
    return hmac.compare_digest(wanted.encode(), digits.encode())


def _base32(number: int) -> str:
    digits = ""
    while number or not digits:
        number, last = divmod(number, 32)
        digits = _DIGITS[last] + digits
    return digits
