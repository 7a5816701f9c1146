"""Passwords as they are kept: argon2id as RFC 9106 has it, and as much work where there is no password."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from jimflow.core.accounts import same_letters

AT_ONCE = 4
"""Passwords reckoned at the same time in one process; each takes 64 MiB while it lasts."""

_hasher = PasswordHasher()
_room = BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _room:
        return _hasher.hash(_octets(password))


def fits(kept: str, password: str) -> bool:
    """True for the password that `kept` was made of. Where nothing is kept the same work is done for False."""
    stand_in = _nobodys()  # made whoever asks, so that the first call tells nothing either
    try:
        with _room:
            return _hasher.verify(kept or stand_in, _octets(password)) and bool(kept)
    except VerifyMismatchError:
        return False


def outdated(kept: str) -> bool:
    """True for a hash made with other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _hasher.hash(b"")


def _octets(password: str) -> bytes:
    return same_letters(password).encode("utf-8", "replace")
