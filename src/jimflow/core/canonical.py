"""One byte sequence per value: the form in which definitions and audit payloads are stored and hashed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """The value as JSON with sorted keys, no spaces and plain UTF-8; equal values give equal bytes.

    Takes str, int, bool, None, list, tuple and dict with string keys. Raises TypeError for anything else:
    floats, since their text differs between writers, and keys that JSON would silently turn into strings.
    Raises ValueError for text that is not valid Unicode.
    """
    _check(value)
    return _encode(value).encode()


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


_PLAIN = frozenset((str, int, bool, type(None)))


def _check(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"canonical data has string keys only, not {key!r}")
            if type(item) not in _PLAIN:
                _check(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in _PLAIN:
                _check(item)
    elif value is None or isinstance(value, str | int):
        return
    else:
        raise TypeError(f"canonical data holds no {type(value).__name__}: {value!r}")
