"""The hash chain of the audit: what an entry says, how entries hang together, and how they are verified."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jimflow.core.model import Actor, Verdict

GENESIS = bytes(32)
"""What the first entry of every chain is linked to."""

SALT_BYTES = 32


def leaf(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 of the salt followed by the payload."""
    return hashlib.sha256(salt + payload).digest()


def link(previous: bytes, leaf: bytes) -> bytes:
    """SHA-256 of the link before followed by the leaf."""
    return hashlib.sha256(previous + leaf).digest()


def payload(
    kind: str,
    when: datetime,
    local: datetime,
    actor: Actor,
    *,
    trigger: str = "",
    source: str = "",
    destination: str = "",
    verdicts: Sequence[Verdict] = (),
    acknowledged: Sequence[str] = (),
    reason: str = "",
    definition: str = "",
    policy: str = "",
    extra: Mapping[str, object] | None = None,
) -> bytes:
    """The canonical bytes of one entry. `when` is UTC, `local` the same moment on the programme's wall.

    `kind` is what happened: move, refused, mail, waiver, meeting, erasure …; `extra` holds what only that kind has.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing that does not hold: in which chain, at which number, and what."""

    chain: int
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome over all chains."""

    ok: bool
    entries: int
    chains: int
    first_bad: Bad | None = None


def verify(rows: Iterable[tuple[int, int, bytes, bytes, bytes | None, bytes | None, int | None]]) -> Verification:
    """Checks (chain, seq, leaf, link, salt, payload, erased) rows in the order of chain and seq."""
    raise NotImplementedError
