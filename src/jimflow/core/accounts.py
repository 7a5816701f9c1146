"""Who may sign in to the pages and what they may do there: roles, logins, passwords, and how often one may try."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from jimflow.core.address import UNPRINTABLE
from jimflow.core.mistakes import Said

MAY: Mapping[str, frozenset[str]] = {
    "coordinator": frozenset({"read", "act"}),
    "administrator": frozenset({"read", "administer"}),
    "auditor": frozenset({"read"}),
}
"""Role → what it may do: `read` everything, `act` in the rounds, `administer` the accounts.

Whoever hands out accounts does not decide in the rounds: a decision that takes two persons takes two coordinators.
"""

IDLE = timedelta(minutes=30)
"""How long a browser may rest and still be signed in."""

LONGEST = timedelta(hours=10)
"""How long it may be signed in at all."""

WINDOW = timedelta(hours=1)
SAME_TRIES = 5
"""Failed tries at one login from one place within the window; the next is not looked at."""

PLACE_TRIES = 30
"""Failed tries from one place within the window, at any logins."""

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1000
LONGEST_LOGIN = 100

_OTHER_LETTERS = "\u0250"
"""From here on come letters that only look like those of the Latin alphabet."""

_SITE = 64
"""Bits of an IPv6 address that name a network; within it a single machine may take any address it likes."""


def folded(login: str) -> str:
    """The one form of a login, however it was typed: small letters, no spaces, look-alike widths made one."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", login).casefold()).split())


def wrong_login(login: str) -> Said | None:
    """What is wrong with a login that is to be given out; None when nothing is."""
    made = folded(login)
    if not made:
        return Said("Skriv ett inloggningsnamn.", "Write a login.")
    if len(made) > LONGEST_LOGIN or not all((c.isalnum() and c < _OTHER_LETTERS) or c in "._-+@" for c in made):
        return Said(
            f"”{login}” kan inte vara ett inloggningsnamn: skriv bokstäver, siffror och . _ - + @, "
            f"högst {LONGEST_LOGIN} tecken.",
            f"“{login}” cannot be a login: write letters, digits and . _ - + @, at most {LONGEST_LOGIN} characters.",
        )
    return None


def same_letters(password: str) -> str:
    """The password as every keyboard writes it: an å of two signs is an å of one (RFC 8265 §4.2)."""
    return unicodedata.normalize("NFC", password)


def wrong_password(password: str, login: str) -> Said | None:
    """What is wrong with a new password; None when nothing is. Any characters, but enough of them."""
    made = same_letters(password)
    if len(made) < SHORTEST_PASSWORD:
        return Said(
            f"Lösenordet är för kort: det ska ha minst {SHORTEST_PASSWORD} tecken. En mening går bra.",
            f"The password is too short: it takes at least {SHORTEST_PASSWORD} characters. A sentence will do.",
        )
    if len(made) > LONGEST_PASSWORD:
        return Said(
            f"Lösenordet är för långt: högst {LONGEST_PASSWORD} tecken.",
            f"The password is too long: at most {LONGEST_PASSWORD} characters.",
        )
    if UNPRINTABLE.search(made):
        return Said(
            "Lösenordet innehåller ett osynligt styrtecken. Skriv det på nytt för hand.",
            "The password holds an invisible control character. Type it again by hand.",
        )
    if folded(made) == folded(login):
        return Said("Lösenordet är inloggningsnamnet. Välj ett annat.", "The password is the login. Choose another.")
    return None


def place_of(origin: str) -> str:
    """What counts as one place: an IPv4 address, the /64 of an IPv6 address, or the words themselves."""
    try:
        address = ip_address(origin.strip().partition("%")[0])
    except ValueError:
        return origin.strip().casefold()[:64]
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, _SITE), strict=False))
    return str(address)


def rest_before_next_try(same: Sequence[datetime], place: Sequence[datetime], now: datetime) -> timedelta:
    """How long to wait before another try is looked at; zero when it may be at once.

    `same`: when the failed tries at this login from this place were made, `place`: those from this place at any login;
    both in order. A try that is a whole window old counts no more.
    """
    ends = [
        tries[-most] + WINDOW
        for tries, most in ((same, SAME_TRIES), (place, PLACE_TRIES))
        if len(tries) >= most and tries[-most] + WINDOW > now
    ]
    return max(ends, default=now) - now
