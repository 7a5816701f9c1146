"""A heartbeat with nothing due must not feel how much waits; a thousand due are held beside the raw indexed claim."""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.product import product
from bench.rows import NOW, lay
from jimflow.actions.heartbeat import tick
from jimflow.actions.sweep import sweep_due
from jimflow.runtime import Runtime
from jimflow.store.engine import open_engine, sqlite_driver

DEFINITION = Path(__file__).parent / "advance.yaml"
BEATS = 300


def _text(moment: Any) -> str:
    return str(moment.isoformat(timespec="microseconds"))


def fill(path: str, pending: int, fired: int, sent: int) -> None:
    """Occurrences waiting for later, others long said, and mails long gone, put there by the raw driver."""
    con = sqlite_driver().connect(path, isolation_level=None)
    con.execute("PRAGMA synchronous=OFF")
    con.execute("BEGIN")
    later = [_text(NOW + timedelta(days=1 + d)) for d in range(400)]
    ago = [_text(NOW - timedelta(days=1 + d)) for d in range(400)]
    occurrence = "INSERT INTO occurrence(subject_kind,subject,rule,due_at,recipient,for_due,status) VALUES('participation',?,?,?,?,?,?)"
    con.executemany(
        occurrence,
        (
            (i % 50 + 1, f"remind:s:a{i}:0", later[i % 400], "finance", later[i % 400], "pending")
            for i in range(pending)
        ),
    )
    con.executemany(
        occurrence,
        ((i % 50 + 1, f"remind:t:a{i}:0", ago[i % 400], "finance", ago[i % 400], "fired") for i in range(fired)),
    )
    mail = (
        "INSERT INTO mail(key,message_id,mail_class,address,envelope_from,language,subject,raw,composed_at,next_at,status,fence,"
        "attempts,last_reply) VALUES(?,?,'digest',?,'x@example.org','sv','s',?,?,?,'sent',1,1,'')"
    )
    raw = b"x" * 500
    con.executemany(
        mail, ((f"k{i}", f"<{i}@x>", f"a{i % 99}@example.org", raw, ago[i % 400], ago[i % 400]) for i in range(sent))
    )
    con.execute("COMMIT")
    con.execute("ANALYZE")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    con.close()


def idle(folder: Path, pending: int, fired: int, sent: int) -> Runtime:
    """A database that is full of what does not matter now."""
    path = f"{folder}/beat{pending}.db"
    engine = open_engine(f"sqlite:///{path}")
    lay(engine, DEFINITION, 50)
    engine.dispose()
    fill(path, pending, fired, sent)
    return product(open_engine(f"sqlite:///{path}"))


def beats(runtime: Runtime) -> float:
    """Median seconds of one whole beat with nothing due."""
    taken = []
    for _ in range(BEATS):
        started = time.perf_counter()
        beat = tick(runtime)
        taken.append(time.perf_counter() - started)
        assert (beat.swept, beat.composed, beat.delivered) == (0, 0, 0)
    return statistics.median(taken)


def busy(runtime: Runtime, path: str, due: int) -> tuple[float, float]:
    """(seconds to sweep `due` occurrences, seconds of the raw indexed claim of as many rows)."""
    con = sqlite_driver().connect(path, isolation_level=None)
    con.execute("PRAGMA synchronous=FULL")
    take = "SELECT id FROM occurrence WHERE status='pending' AND due_at <= ? ORDER BY due_at, id LIMIT 1000"
    end = "UPDATE occurrence SET status='fired', fired_at=? WHERE id=? AND status='pending'"
    _make_due(con, due, "raw")
    started = time.perf_counter()
    con.execute("BEGIN IMMEDIATE")
    ids = con.execute(take, (_text(NOW),)).fetchall()
    con.executemany(end, ((_text(NOW), i) for (i,) in ids))
    con.execute("COMMIT")
    raw = time.perf_counter() - started
    _make_due(con, due, "real")
    con.close()
    started = time.perf_counter()
    swept = sweep_due(runtime)
    assert swept == due == len(ids), (swept, due, len(ids))
    return time.perf_counter() - started, raw


def _make_due(con: Any, due: int, tag: str) -> None:
    """Reminders of the open tasks of the first step, one for each function, due a minute ago."""
    row = con.execute("SELECT due_at FROM assignment WHERE status='open' LIMIT 1").fetchone()
    con.execute("BEGIN")
    con.executemany(
        "INSERT INTO occurrence(subject_kind,subject,rule,due_at,recipient,for_due,status) VALUES('participation',?,?,?,?,?,'pending')",
        (
            (
                i % 50 + 1,
                f"remind:preparation:preparation_task_one:{tag}{i}",
                _text(NOW - timedelta(minutes=1)),
                "project_leader",
                row[0],
            )
            for i in range(due)
        ),
    )
    con.execute("COMMIT")


def main(large: int = 1_000_000) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory(prefix="jfbench-") as d:
        folder = Path(d)
        small, big = idle(folder, 1_000, 1_000, 100), idle(folder, large, large, large // 10)
        pairs = [(beats(small), beats(big)) for _ in range(3)]
        ratio = statistics.median(b / s for s, b in pairs)
        print(
            f"beat with nothing due: {min(s for s, _ in pairs) * 1e6:,.0f} µs with 1,000 waiting, {min(b for _, b in pairs) * 1e6:,.0f} µs with {large:,} waiting, {large:,} fired, {large // 10:,} sent: ratio {ratio:.2f} (goal <= 1.3)"
        )
        swept, raw = busy(big, f"{folder}/beat{large}.db", 1000)
        print(
            f"1,000 due among {large:,}: sweep with facts, rules, intents and audit {swept * 1e3:,.1f} ms; raw indexed claim {raw * 1e3:,.1f} ms: ratio {swept / raw:.1f}"
        )


if __name__ == "__main__":
    main()
