"""The key that links and codes follow from: a file of its own, outside the database, that only its owner may read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from jimflow.core.mistakes import Said

NAME = "jimflow.key"
"""Beside jimflow.toml, where nothing else is said."""

OCTETS = 32
"""Of chance, written as twice as many digits."""

OWNER_ONLY = 0o600


def make_key(path: Path) -> bool:
    """Writes a new key for its owner alone; False where there is a file already, which is left as it is."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(OCTETS) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def read_key(path: Path) -> bytes | None:
    """The key in the file; None where there is no file. Raises OSError where it may not be read."""
    try:
        return path.read_bytes().strip()
    except FileNotFoundError:
        return None


def wrong_mode(path: Path) -> Said | None:
    """Who may read the file besides its owner, and how to mend it; None when nobody may."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & 0o077:
        return None
    return Said(
        f"Andra än ägaren får läsa {path} ({mode:o}). Rätta med: chmod 600 {path}",
        f"Others than the owner may read {path} ({mode:o}). Mend it with: chmod 600 {path}",
    )
