"""One advance in a small definition and in the same one grown to 200 states, interleaved in one run."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.advance import STEPS, laid
from jimflow.files.yaml import load

SMALL = Path(__file__).parent / "advance.yaml"
ALL_STEPS, ALL_WAYS = 100, 100
"""The most that a definition may have."""
TEXT = {"sv": "Text", "en": "Text"}


def grown(folder: Path) -> Path:
    """advance.yaml with steps after its last and states beside them, up to a hundred steps and nearly two hundred states."""
    data: dict[str, Any] = dict(load(SMALL).data)
    steps = {f"more{n}": {"title": TEXT, "purpose": TEXT} for n in range(ALL_STEPS - len(data["steps"]))}
    data["steps"] = {**data["steps"], **steps}
    beside = [f"beside{n}" for n in range(ALL_WAYS - len(data["transitions"]) - 1)]
    data["states"] = [*data["states"], *beside]
    data["state_titles"] = {**data["state_titles"], **dict.fromkeys(beside, TEXT)}
    ways, order = dict(data["transitions"]), list(data["steps"])
    for n, state in enumerate(beside):
        ways[f"aside{n}"] = {"title": TEXT, "from": order[-1 - n % 50], "to": state}
    ways["back"] = {"title": TEXT, "from": beside, "to": order[-1]}
    data["transitions"] = ways
    path = folder / "grown.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def main(n: int = 100, rounds: int = 5) -> None:
    """Prints how much dearer an advance is with 200 states than with ten (allowed: 1.2 times)."""
    ratios = []
    for _ in range(rounds):
        with (
            tempfile.TemporaryDirectory(prefix="jfbench-") as one,
            tempfile.TemporaryDirectory(prefix="jfbench-") as two,
        ):
            small, close_small = laid(Path(one), SMALL, n)
            large, close_large = laid(Path(two), grown(Path(two)), n)
            took = [0.0, 0.0]
            for _step in range(STEPS):
                for i in range(1, n + 1):
                    for at, advance in enumerate((small, large)):
                        started = time.perf_counter()
                        advance(i)
                        took[at] += time.perf_counter() - started
            close_small()
            close_large()
            ratios.append(took[1] / took[0])
    print(f"{'200 states beside ten':28} {statistics.median(ratios):5.2f} times as long (1.2 allowed)")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
