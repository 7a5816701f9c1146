"""Appends entries to audit chains where no state changes, and writes the entries of those where it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, literal, select, update

from jimflow.core.audit import INSTALLATION, Head, leaf, link
from jimflow.store.sql import Sql, inserting, one_of
from jimflow.store.tables import AuditEntry, AuditErasure, AuditPayload, Installation, Participation
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_P, _I = table(Participation), table(Installation)


def _move(owner: Any) -> Sql:
    at = (owner.c.id == bindparam("chain")) & (owner.c.audit_seq == bindparam("was"))
    return Sql(update(owner).where(at).values(audit_seq=bindparam("seq"), audit_head=bindparam("head")))


HEADS = Sql(
    select(_P.c.id, _P.c.audit_seq, _P.c.audit_head)
    .where(one_of(_P.c.id, "ids"))
    .order_by(_P.c.id)  # whoever locks several does so in the same order
    .with_for_update()
)
_OWN_HEAD = Sql(select(literal(INSTALLATION), _I.c.audit_seq, _I.c.audit_head).with_for_update())
_MOVE, _MOVE_OWN = _move(_P), _move(_I)
_E = table(AuditEntry)
_ENTRIES = inserting(
    _E, ("chain", "seq", "leaf", "link"), lambda insert: insert.returning(_E.c.chain, _E.c.seq, _E.c.id)
)
_D = table(AuditPayload)
_PAYLOADS = inserting(_D, ("entry", "salt", "payload"))
_ERASURES = inserting(table(AuditErasure), ("entry", "recorded"))
_ERASE = Sql(delete(_D).where(_D.c.entry == bindparam("entry")))
_ID = Sql(select(_E.c.id).where(_E.c.chain == bindparam("chain"), _E.c.seq == bindparam("seq")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in its place in the chain."""

    chain: int
    seq: int
    leaf: bytes
    link: bytes
    salt: bytes
    payload: bytes

    @property
    def head(self) -> Head:
        """The end of the chain once this entry is in it."""
        return self.seq, self.link


def following(head: Head, chain: int, payload: bytes, salt: bytes) -> Entry:
    """The entry that comes after `head`."""
    seq, previous = head
    made = leaf(salt, payload)
    return Entry(chain, seq + 1, made, link(previous, made), salt, payload)


def write_entries(tx: Tx, entries: Sequence[Entry]) -> None:
    """Writes entries whose chains' heads have been moved."""
    rows = tx.with_rows(_ENTRIES, [(e.chain, e.seq, e.leaf, e.link) for e in entries])
    ids = {(chain, seq): id_ for chain, seq, id_ in rows}
    tx.with_rows(_PAYLOADS, [(ids[e.chain, e.seq], e.salt, e.payload) for e in entries])


def append_audit(tx: Tx, chain: int, payload: bytes, salt: bytes) -> int:
    """Adds one entry and returns its number in the chain. Raises LookupError when nothing has that chain."""
    return append_many(tx, [(chain, payload, salt)])[0]


def append_many(tx: Tx, entries: Sequence[tuple[int, bytes, bytes]]) -> list[int]:
    """Adds (chain, payload, salt) entries in order, in few statements; their numbers.

    The rows that hold the chains' ends stay locked until the transaction ends, so nobody comes between. Raises
    LookupError when nothing has such a chain, with nothing written.
    """
    before = _heads(tx, {chain for chain, _, _ in entries})
    heads, made = dict(before), []
    for chain, payload, salt in entries:
        entry = following(heads[chain], chain, payload, salt)
        heads[chain] = entry.head
        made.append(entry)
    moves = [
        {"chain": chain, "was": before[chain][0], "seq": seq, "head": end}
        for chain, (seq, end) in sorted(heads.items())
    ]
    _move_heads(tx, moves)
    if made:
        write_entries(tx, made)
    return [entry.seq for entry in made]


def erase(tx: Tx, erased: Sequence[tuple[int, int]], payload: bytes, salt: bytes) -> int:
    """Removes what the (chain, number) entries say, by a decision that stands in the installation's chain from now on.

    `payload` is the decision: an entry of kind `erasure` whose `erased` names them. Returns its number. Raises
    LookupError when one of them is not there.
    """
    seq = append_audit(tx, INSTALLATION, payload, salt)
    decision = tx.rows(_ID, chain=INSTALLATION, seq=seq)[0][0]
    for chain, number in erased:
        found = tx.rows(_ID, chain=chain, seq=number)
        if not found:
            raise LookupError(f"chain {chain} has no entry {number}")
        tx.with_rows(_ERASURES, [(found[0][0], decision)])
        tx.change(_ERASE, entry=found[0][0])
    return seq


def _heads(tx: Tx, chains: Iterable[int]) -> dict[int, Head]:
    wanted = set(chains)
    found: dict[int, Head] = {}
    if participations := sorted(wanted - {INSTALLATION}):
        found = {chain: (seq, bytes(head)) for chain, seq, head in tx.rows(HEADS, ids=participations)}
    if INSTALLATION in wanted:
        found |= {chain: (seq, bytes(head)) for chain, seq, head in tx.rows(_OWN_HEAD)}
    if missing := sorted(wanted - found.keys()):
        raise LookupError(f"no audit chain has the number {', '.join(map(str, missing))}")
    return found


def _move_heads(tx: Tx, moves: Sequence[Mapping[str, Any]]) -> None:
    own = [{**move, "chain": 1} for move in moves if move["chain"] == INSTALLATION]
    others = [move for move in moves if move["chain"] != INSTALLATION]
    moved = (tx.each(_MOVE, others) if others else 0) + (tx.each(_MOVE_OWN, own) if own else 0)
    if moved != len(moves):
        raise RuntimeError(f"{len(moves) - moved} audit chains moved under a transaction that had locked them")
