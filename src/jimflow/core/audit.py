"""The hash chain of the audit: what an entry says, how entries hang together, and how they are verified."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from jimflow.core.canonical import canonical
from jimflow.core.mistakes import Said
from jimflow.core.model import Actor, Blocker, Verdict

GENESIS = bytes(32)
"""What the first entry of every chain is linked to."""

SALT_BYTES = 32
INSTALLATION = 0
"""The chain of the installation itself; every other chain is numbered as its participation."""

ERASURE = "erasure"
"""The kind of an entry of the installation's chain whose `erased` names the [chain, number] of erased payloads."""

_ERASURE_MARK = b'"kind":"erasure"'

Row = tuple[int, int, bytes, bytes, bytes | None, bytes | None, int | None]
"""chain, number in it, leaf, link, salt, payload, and the installation's entry that recorded its erasure."""

Head = tuple[int, bytes]
"""How many entries a chain has and its last link, as kept in the row the chain belongs to."""

Fault = Literal["gap", "payload", "link", "missing", "head", "owner", "lost"]

_FAULTS: Mapping[Fault, Said] = {
    "gap": Said("numret är inte det som skulle följa", "the number is not the one that should follow"),
    "payload": Said("innehållet är ändrat", "the content has been changed"),
    "link": Said("länken stämmer inte med posten före", "the link does not fit the entry before"),
    "missing": Said("innehållet saknas utan beslut om radering", "the content is missing, and no decision erased it"),
    "head": Said("slutet stämmer inte med det som antecknats", "the end is not the one on record"),
    "owner": Said("kedjan hör inte till något deltagande", "the chain belongs to no participation"),
    "lost": Said("kedjans poster saknas", "the entries of the chain are missing"),
}


def leaf(salt: bytes, payload: bytes) -> bytes:
    """SHA-256 of the salt followed by the payload."""
    return sha256(salt + payload).digest()


def link(previous: bytes, leaf: bytes) -> bytes:
    """SHA-256 of the link before followed by the leaf."""
    return sha256(previous + leaf).digest()


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
    """The canonical bytes of one entry; what is empty is left out.

    `kind` says what happened: moved, refused, mail, waiver …; `extra` holds what only that kind has. `when` is UTC and
    `local` the same moment as the programme's wall shows it. `definition` and `policy` are digests. Raises ValueError
    when the two times differ or have no zone, or when `extra` takes a name that is taken; TypeError for what is not
    canonical data.
    """
    if when.utcoffset() != timedelta(0) or local != when:
        raise ValueError(f"not one moment in UTC and in local time: {when!r}, {local!r}")
    said: dict[str, object] = {
        "trigger": trigger,
        "from": source,
        "to": destination,
        "verdicts": [_verdict(v) for v in verdicts],
        "acknowledged": list(acknowledged),
        "reason": reason,
        "definition": definition,
        "policy": policy,
    }
    entry: dict[str, object] = {name: value for name, value in said.items() if value}
    entry["kind"] = kind
    entry["when"] = when.isoformat()
    entry["local"] = local.isoformat()
    entry["actor"] = {"name": actor.name, "role": actor.role}
    entry["automatic"] = actor.automatic
    if actor.behalf:
        entry["behalf"] = actor.behalf
    if extra:
        if taken := sorted((said.keys() | entry.keys()) & extra.keys()):
            raise ValueError(f"an entry has its own {', '.join(taken)}")
        entry.update(extra)
    return canonical(entry)


def _verdict(verdict: Verdict) -> dict[str, object]:
    said: dict[str, object] = {"rule": verdict.rule, "step": verdict.step, "met": verdict.met}
    if verdict.blockers:
        said["findings"] = [_finding(blocker) for blocker in verdict.blockers]
    return said


def _finding(blocker: Blocker) -> dict[str, object]:
    return {
        "code": blocker.code,
        "severity": blocker.severity,
        "waived": blocker.waived,
        "facts": dict(blocker.facts),
    }


@dataclass(frozen=True, slots=True)
class Bad:
    """The first thing that does not hold: in which chain, at which number, and what."""

    chain: int
    seq: int
    what: Fault

    @property
    def said(self) -> Said:
        """What is wrong, in words."""
        return _FAULTS[self.what]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome; `entries` and `chains` count what was looked at, up to the first bad one.

    `erased` of the entries have lost their content by a decision; only their place in the chain could be checked.
    """

    ok: bool
    entries: int
    chains: int
    first_bad: Bad | None = None
    erased: int = 0


def verify(rows: Iterable[Row], heads: Mapping[int, Head]) -> Verification:
    """Checks every entry, the chains side by side and each in the order of its numbers, and that it ends as in `heads`.

    A payload may be missing only where the installation's chain holds the decision that erased it. An end cut off
    together with its head cannot be seen from here.
    """
    entries = 0
    ends: dict[int, Head] = {}
    missing: list[tuple[int, int, int]] = []
    decided: set[tuple[int, int, int]] = set()
    start: Head = (0, GENESIS)
    for chain, seq, kept_leaf, kept_link, salt, content, erased in rows:
        count, previous = ends.get(chain, start)
        if seq != count + 1:
            return Verification(False, entries, len(ends), Bad(chain, count + 1, "gap"))
        if content is None or salt is None:
            if erased is None:
                return Verification(False, entries, len(ends), Bad(chain, seq, "missing"))
            missing.append((erased, chain, seq))
        elif not _fits(salt, content, kept_leaf):
            return Verification(False, entries, len(ends), Bad(chain, seq, "payload"))
        elif chain == INSTALLATION and _ERASURE_MARK in content:
            decided |= {(seq, *entry) for entry in _erased(content)}
        if link(previous, kept_leaf) != kept_link:
            return Verification(False, entries, len(ends), Bad(chain, seq, "link"))
        ends[chain] = (seq, kept_link)
        entries += 1
    bad = _undecided(missing, decided) or _wrong_end(ends, heads)
    return Verification(bad is None, entries, len(ends), bad, len(missing))


def _undecided(missing: list[tuple[int, int, int]], decided: set[tuple[int, int, int]]) -> Bad | None:
    """The first missing payload that no entry of the installation's chain accounts for."""
    return next((Bad(chain, seq, "missing") for at, chain, seq in missing if (at, chain, seq) not in decided), None)


def _wrong_end(ends: Mapping[int, Head], heads: Mapping[int, Head]) -> Bad | None:
    """The first chain that does not end where its row says."""
    for chain in sorted(ends.keys() | heads.keys()):
        count, end = ends.get(chain, (0, GENESIS))
        if chain not in heads:
            return Bad(chain, count, "owner")
        if heads[chain] != (count, end):
            return Bad(chain, count, "head") if chain in ends else Bad(chain, 1, "lost")
    return None


def _fits(salt: object, content: object, kept_leaf: bytes) -> bool:
    """True for the very bytes; text in their place, as a database's own shell writes it, is not what was written."""
    return isinstance(salt, bytes) and isinstance(content, bytes) and leaf(salt, content) == kept_leaf


def _erased(content: bytes) -> list[tuple[int, int]]:
    entry = json.loads(content)
    return [(chain, seq) for chain, seq in entry.get("erased", ())] if entry["kind"] == ERASURE else []
