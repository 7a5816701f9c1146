"""Verifying the audit, beside the same join streamed from a bare cursor with two SHA-256 a row."""

from __future__ import annotations

import hashlib
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.limit import common
from bench.rows import NOW, lay
from jimflow.core.audit import GENESIS
from jimflow.store.engine import open_engine, sqlite_driver
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read

CHAINS = 100
JOIN = (
    "SELECT e.chain,e.seq,e.leaf,e.link,p.salt,p.payload,x.recorded FROM audit_entry e "
    "LEFT JOIN audit_payload p ON p.entry=e.id LEFT JOIN audit_erasure x ON x.entry=e.id ORDER BY e.id"
)


def fill(path: str, entries: int) -> None:
    """`entries` entries of about 400 bytes over CHAINS chains, as the product writes them."""
    con = sqlite_driver().connect(path, isolation_level=None)
    con.execute("PRAGMA synchronous=OFF")
    con.execute("BEGIN")
    for chain in range(1, CHAINS + 1):
        head = GENESIS
        count = entries // CHAINS
        for seq in range(1, count + 1):
            payload = common.canonical(chain, seq, "start", "budgeting", "user:7", NOW.isoformat()).encode()
            salt = os.urandom(32)
            leaf = hashlib.sha256(salt + payload).digest()
            head = hashlib.sha256(head + leaf).digest()
            number = con.execute(
                "INSERT INTO audit_entry(chain,seq,leaf,link) VALUES(?,?,?,?)", (chain, seq, leaf, head)
            ).lastrowid
            con.execute("INSERT INTO audit_payload(entry,salt,payload) VALUES(?,?,?)", (number, salt, payload))
        con.execute("UPDATE participation SET audit_seq=?, audit_head=? WHERE id=?", (count, head, chain))
    con.execute("COMMIT")
    con.close()


def bare(path: str) -> int:
    """The limit: stream the join, hash twice, look at nothing."""
    con: Any = sqlite_driver().connect(path)
    sha, head, n = hashlib.sha256, GENESIS, 0
    for _chain, _seq, leaf, _link, salt, payload, _erased in con.execute(JOIN):
        sha(salt + payload).digest()
        head = sha(head + leaf).digest()
        n += 1
    con.close()
    return n


def main(entries: int = 200_000) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory(prefix="jfbench-") as d:
        path = f"{d}/audit.db"
        engine = open_engine(f"sqlite:///{path}")
        lay(engine, Path(__file__).parent / "advance.yaml", CHAINS)
        fill(path, entries)
        ratios, rates = [], []
        for _ in range(5):
            started = time.perf_counter()
            n = bare(path)
            limit = time.perf_counter() - started
            started = time.perf_counter()
            with read(engine) as tx:
                found = verify_trail(tx)
            taken = time.perf_counter() - started
            assert found.ok and found.entries == n == entries, found
            ratios.append(limit / taken)
            rates.append(n / taken)
        engine.dispose()
        print(
            f"audit verify: {statistics.median(rates):,.0f} entries/s, {statistics.median(ratios):.2f} of the bare join with two SHA-256 a row (goal >= 0.5)"
        )


if __name__ == "__main__":
    main()
