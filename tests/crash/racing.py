"""Two processes released together just before BEGIN: a pair of runners, and how much of their time overlapped."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from jimflow.store import seams

ROUNDS = int(os.environ.get("JIMFLOW_RACE_ROUNDS", "100"))
PATIENCE = 30
"""Seconds to wait for the other before the test fails rather than hangs."""

_fork = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Run:
    """One process's part of a round: when its transaction was being tried, and what came of it."""

    started: float
    ended: float
    answer: Any


class Pair:
    """Two forked processes that do the same thing at the same moment, as often as they are told."""

    def __init__(self, prepare: Callable[[], Callable[[Any], Any]]) -> None:
        self._barrier = _fork.Barrier(2)
        self._ends: list[Connection] = []
        self._processes = []
        for _ in range(2):
            mine, theirs = _fork.Pipe()
            process = _fork.Process(target=_run, args=(prepare, self._barrier, theirs), daemon=True)
            process.start()
            theirs.close()
            self._ends.append(mine)
            self._processes.append(process)

    def race(self, order: Any) -> tuple[Run, Run]:
        """Both get `order`, both stop just before their first BEGIN, both go."""
        for end in self._ends:
            end.send(order)
        runs = []
        for end in self._ends:
            assert end.poll(PATIENCE), "a racing process gave no answer"
            runs.append(end.recv())
        return runs[0], runs[1]

    def close(self) -> None:
        """Ends both processes."""
        for end in self._ends:
            end.send(None)
        for process in self._processes:
            process.join(PATIENCE)
            process.kill()


@contextmanager
def pair(prepare: Callable[[], Callable[[Any], Any]]) -> Iterator[Pair]:
    """`prepare` runs once in each child and returns what is done for each order."""
    both = Pair(prepare)
    try:
        yield both
    finally:
        both.close()


def overlap(runs: tuple[Run, Run]) -> bool:
    """True when the two were inside their attempts at the same time."""
    return max(runs[0].started, runs[1].started) < min(runs[0].ended, runs[1].ended)


def _run(prepare: Callable[[], Callable[[Any], Any]], barrier: Any, orders: Connection) -> None:
    act = prepare()
    waiting = [False]
    started = [0.0]

    def before_begin(name: str) -> None:
        if name == "before-begin" and waiting[0]:
            waiting[0] = False
            barrier.wait(PATIENCE)
            started[0] = time.monotonic()

    seams.install(before_begin)
    while (order := orders.recv()) is not None:
        waiting[0] = True
        answer = act(order)
        orders.send(Run(started[0], time.monotonic(), answer))
