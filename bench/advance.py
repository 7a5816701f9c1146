"""One advance through the unchanged action, beside the raw limit over our tables and beside limit.py."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.limit import common
from bench.limit.limit import Sqlite
from bench.ours import Ours
from bench.product import product
from bench.rows import lay
from jimflow.actions.advance import advance
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.store.engine import open_engine

STEPS = 6
JIM_PLUS_STEPS = 7
ACTOR = Actor("bench", "coordinator")


def laid(folder: Path, definition: Path, n: int) -> tuple[Callable[[int], None], Callable[[], None]]:
    """The real action on a fresh database: (advance participation i, close)."""
    engine = open_engine(f"sqlite:///{folder}/product.db")
    workflow = lay(engine, definition, n)
    warnings = frozenset(workflow.rules)
    runtime = product(engine)

    def one(i: int) -> None:
        done = advance(runtime, i, None, "advance", ACTOR, acknowledged=warnings)
        if not done.ok:
            raise RuntimeError(done.result)

    return one, engine.dispose


def measure(n: int, rounds: int, definition: Path) -> dict[str, list[float]]:
    """Advances per second of each, `rounds` times, interleaved; every participation goes through all steps."""
    rates: dict[str, list[float]] = {"limit.py Sqlite": [], "raw driver on our tables": [], "actions.advance": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="jfbench-") as d:
            bare = Sqlite("sqlite", f"{d}/limit.db", None, "FULL", "full", n)
            bare.setup()
            rates["limit.py Sqlite"].append(_rate(bare.advance, n))
            bare.close()
            ours = Ours(Path(d), definition, n)
            rates["raw driver on our tables"].append(_rate(ours.advance, n))
            ours.close()
            one, close = laid(Path(d), definition, n)
            rates["actions.advance"].append(_rate(one, n))
            close()
    return rates


def _rate(one: Callable[[int], None], n: int) -> float:
    started = time.perf_counter()
    for _ in range(STEPS):
        for i in range(1, n + 1):
            one(i)
    return n * STEPS / (time.perf_counter() - started)


def show(rates: dict[str, list[float]]) -> None:
    """Medians and ratios taken within each round."""
    base = rates["raw driver on our tables"]
    for name, values in rates.items():
        ratios = [v / b for v, b in zip(values, base, strict=True)]
        to_bare = [v / b for v, b in zip(values, rates["limit.py Sqlite"], strict=True)]
        print(
            f"{name:28} {statistics.median(values):8,.0f} /s   {statistics.median(ratios):5.2f} of our limit   "
            f"{statistics.median(to_bare):5.2f} of limit.py"
        )


def shipped_programme(n: int) -> float:
    """Advances per second of jim-plus.yaml as it is, every step; a different and larger piece of work."""
    with tempfile.TemporaryDirectory(prefix="jfbench-") as d:
        one, close = laid(Path(d), shipped("workflows") / "jim-plus.yaml", n)
        started = time.perf_counter()
        for _ in range(JIM_PLUS_STEPS):
            for i in range(1, n + 1):
                one(i)
        rate = n * JIM_PLUS_STEPS / (time.perf_counter() - started)
        close()
        return rate


def main(n: int = 200, rounds: int = 5) -> None:
    """Prints the table for bench/advance.yaml, and jim-plus.yaml beside it."""
    show(measure(n, rounds, Path(__file__).parent / "advance.yaml"))
    print(f"{'jim-plus.yaml as it is':28} {shipped_programme(n):8,.0f} /s")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))

assert common.STEPS == STEPS
