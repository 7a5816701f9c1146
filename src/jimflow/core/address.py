"""E-mail addresses: text becomes exactly one plain address, or says in both languages why not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from jimflow.core.mistakes import Said

MAX_ADDRESS = 254
"""Octets in an address, from the path limit of RFC 5321 §4.5.3.1.3 less its two brackets."""

MAX_LOCAL_PART = 64

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no header may hold: control characters, line separators, marks that turn the direction of writing."""

_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.I | re.A)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.A)
_READ_IN_TWO_WAYS = re.compile("[ßς\u200c\u200d]")  # IDNA 2003 and 2008 lead to different domains

_WRITE_ONE = Said("skriv en enda adress, som namn@exempel.se", "write a single address, like name@example.org")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name people see and the address behind it; an empty name shows the address alone."""

    name: str
    address: str


class AddressError(ValueError):
    """Text that is no address: `what` is wrong, and a `suggestion`; `str` is English."""

    def __init__(self, what: Said, suggestion: Said = _WRITE_ONE) -> None:
        self.what = what
        self.suggestion = suggestion
        super().__init__(f"{what.en} – {suggestion.en}")


def parse_address(text: str) -> str:
    """The one address in `text`, its domain in small ASCII letters (IDNA); spaces around it do not count.

    Raises AddressError for anything else: several addresses, a name beside the address, quoted local parts,
    control characters, more than 254 octets.
    """
    given = text.strip(" ")
    shown = _shown(given)
    if wrong := _wrong_at_sight(given, shown):
        raise wrong
    local, _, domain = given.partition("@")
    if len(local) > MAX_LOCAL_PART or not _LOCAL_PART.fullmatch(local):
        raise AddressError(
            Said(
                f"{shown} har tecken före @ som inte går att skicka till",
                f"{shown} has characters before the @ that mail cannot be sent to",
            )
        )
    address = f"{local}@{_ascii_domain(domain, shown)}"
    if len(address) > MAX_ADDRESS:
        raise _too_long(shown)
    return address


def _wrong_at_sight(given: str, shown: str) -> AddressError | None:
    if not given:
        return AddressError(Said("adressen är tom", "the address is empty"))
    if UNPRINTABLE.search(given):
        return AddressError(
            Said(f"{shown} innehåller ett osynligt styrtecken", f"{shown} holds an invisible control character"),
            Said("skriv adressen på nytt för hand", "type the address again by hand"),
        )
    if len(given) > MAX_ADDRESS:
        return _too_long(shown)
    if "<" in given or ">" in given:
        return AddressError(Said(f"{shown} har mer än själva adressen", f"{shown} holds more than the address itself"))
    if given.count("@") > 1:
        return AddressError(Said(f"{shown} är flera adresser", f"{shown} is several addresses"))
    if "@" not in given:
        return AddressError(Said(f"{shown} saknar @", f"{shown} has no @"))
    return None


def _ascii_domain(domain: str, shown: str) -> str:
    wrong = AddressError(Said(f"{shown} har ingen giltig domän efter @", f"{shown} has no valid domain after the @"))
    if _READ_IN_TWO_WAYS.search(domain):
        raise AddressError(wrong.what, Said("skriv domänen i sin xn--form", "write the domain in its xn-- form"))
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise wrong from None
    labels = plain.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise wrong
    if plain != "localhost" and (len(labels) < 2 or labels[-1].isdigit()):
        raise wrong
    return plain


def _too_long(shown: str) -> AddressError:
    return AddressError(
        Said(
            f"{shown} är längre än {MAX_ADDRESS} tecken",
            f"{shown} is longer than {MAX_ADDRESS} characters",
        )
    )


def _shown(text: str) -> str:
    short = text if len(text) <= 80 else text[:79] + "…"
    return "”" + "".join(c if c.isprintable() else "�" for c in short) + "”"
