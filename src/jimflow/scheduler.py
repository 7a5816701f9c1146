"""The heartbeat: wakes the work at even intervals and holds no job of its own; what is due stands in the database."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from types import FrameType

from jimflow.clock import utc_now


class Bell:
    """Rung by whoever has something that is not to wait for the next beat; where nobody beats, nothing happens."""

    def __init__(self) -> None:
        self._heard: Callable[[], None] | None = None

    def ring(self) -> None:
        """The next beat comes at once, unless one is going on."""
        if (heard := self._heard) is not None:
            heard()

    @contextmanager
    def heard_by(self, heard: Callable[[], None]) -> Iterator[None]:
        """While inside, ringing calls `heard`."""
        self._heard = heard
        try:
            yield
        finally:
            self._heard = None


def beat_until(stop: threading.Event, beat: Callable[[], None], seconds: int, bell: Bell | None = None) -> None:
    """Calls `beat` at once and then every `seconds`, until `stop` is set; the beat at hand is let finish.

    One beat at a time: what a slow one misses is made up for by the next one alone. `beat` must not raise. When `bell`
    is rung the next one comes at once.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
    job = scheduler.add_job(
        beat,
        "interval",
        seconds=seconds,
        next_run_time=utc_now(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,  # however late: it looks for all that is due
    )
    scheduler.start()
    try:
        with (bell or Bell()).heard_by(lambda: job.modify(next_run_time=utc_now())):
            stop.wait()
    finally:
        scheduler.shutdown(wait=True)


@contextmanager
def stopped_by_signal(stop: threading.Event) -> Iterator[None]:
    """While inside, SIGTERM and Ctrl-C set `stop` instead of cutting the program short; after Ctrl-C KeyboardInterrupt
    is raised at the end. For the main thread only.

    A signal may come between any two steps, also where a lock is held: what answers it takes none, and writes to a
    pipe that a thread of its own reads.
    """
    seen: list[int] = []
    woken, wake = os.pipe()

    def on_signal(number: int, _frame: FrameType | None) -> None:
        seen.append(number)
        os.write(wake, b"!")

    def watch() -> None:
        os.read(woken, 1)
        stop.set()

    watcher = threading.Thread(target=watch, name="signals", daemon=True)
    watcher.start()
    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.write(wake, b"!")
        watcher.join()
        os.close(woken)
        os.close(wake)
    if signal.SIGINT in seen:
        raise KeyboardInterrupt
