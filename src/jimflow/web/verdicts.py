"""The check of each definition, made in the background and remembered: it tries out all that can happen."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread

from jimflow.core.exploration import Exploration
from jimflow.files.exploring import explored
from jimflow.files.places import BadFile
from jimflow.files.workflows import SUFFIX, CheckReport
from jimflow.runtime import Runtime, calendars_folder, notifications_folder, workflow_folders
from jimflow.web.definitions import Known

log = logging.getLogger("jimflow.web")

MOST = 100

Verdict = Exploration | None
"""None where the definition could not be tried out: its calendar cannot be read."""


class Verdicts:
    """What was found, by a key that holds all that it depends on. One thread at a time works, while there is work."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Verdict] = OrderedDict()
        self._asked: dict[Hashable, Event] = {}
        self._queue: SimpleQueue[tuple[Hashable, Callable[[], Verdict]]] = SimpleQueue()
        self._lock = Lock()
        self._working = False

    def ask(self, key: Hashable, make: Callable[[], Verdict]) -> Event:
        """Begins, unless it is known or begun; the event is set once it is known."""
        with self._lock:
            ready = self._asked.get(key)
            if ready is None:
                ready = self._asked[key] = Event()
                self._queue.put((key, make))
            if not ready.is_set() and not self._working:
                self._working = True
                Thread(target=self._work, name="verdicts", daemon=True).start()
        return ready

    def get(self, key: Hashable) -> Verdict:
        """What was found; None too where it is not known yet."""
        return self._found.get(key)

    def _work(self) -> None:
        while True:
            try:
                key, make = self._queue.get_nowait()
            except Empty:
                with self._lock:
                    if self._queue.empty():
                        self._working = False
                        return
                continue
            try:
                verdict = make()
            except Exception:
                log.exception("a definition could not be tried out")
                verdict = None
            with self._lock:
                self._found[key] = verdict
                self._asked[key].set()
                while len(self._found) > MOST:
                    gone, _ = self._found.popitem(last=False)
                    del self._asked[gone]


_verdicts = Verdicts()


def verdict(runtime: Runtime, of: Known, known: Sequence[Known], wait: float) -> tuple[bool, Verdict]:
    """Whether the check of a sound definition is done, waiting at most so many seconds; and what it found."""
    key = (of.key, frozenset(k.key for k in known), calendars_folder(runtime.settings))
    ready = _verdicts.ask(key, lambda: _tried(runtime, of))
    done = ready.wait(wait)
    return done, _verdicts.get(key) if done else None


def _tried(runtime: Runtime, of: Known) -> Verdict:
    settings = runtime.settings
    folders = workflow_folders(settings)
    report = of.report or CheckReport(folders[0] / f"{of.name}{SUFFIX}", of.workflow, ())
    try:
        return explored(
            report, folders, notifications=notifications_folder(settings), calendars=calendars_folder(settings)
        )
    except BadFile:
        return None
