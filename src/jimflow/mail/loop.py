"""An event loop in a thread of its own, for code that is otherwise not asynchronous."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
A = TypeVar("A")


class Ask(Protocol):
    """Runs a function in the thread that called `LoopThread.run` and waits for it without stopping the loop."""

    def __call__(self, question: Callable[[], A]) -> Awaitable[A]:
        """What `question` returns, or the Exception it raises."""


class LoopThread:
    """Starts its thread at the first `run` and ends it at `close`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[Ask], Coroutine[Any, Any, T]]) -> T:
        """What `work(ask)` returns on the loop. Meanwhile this thread answers its questions.

        An interruption of this thread (Ctrl-C) cancels the work and goes on upwards.
        """
        loop = self._started()
        questions: SimpleQueue[Callable[[], None] | None] = SimpleQueue()

        async def ask(question: Callable[[], A]) -> A:
            answer: Future[A] = Future()
            questions.put(lambda: _answer(question, answer))
            return await asyncio.wrap_future(answer)

        future: Future[T] = asyncio.run_coroutine_threadsafe(work(ask), loop)
        future.add_done_callback(lambda _: questions.put(None))
        try:
            while (next_question := questions.get()) is not None:
                next_question()
        except BaseException:
            future.cancel()
            raise
        return future.result()

    def call(self, function: Callable[[], object]) -> None:
        """Have the loop call `function` soon; nothing happens when it was never started or is closed."""
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(function)

    def close(self) -> None:
        """Cancel what still runs and end the thread; a second call does nothing."""
        with self._starting:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_turn, args=(self._loop,), name=self._name, daemon=True)
                self._thread.start()
            return self._loop


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        for _ in range(5):  # turns in which cancelled tasks and aborted transports let go of their sockets
            loop.run_until_complete(asyncio.sleep(0))
    finally:
        loop.close()


def _answer(question: Callable[[], A], answer: Future[A]) -> None:
    if answer.set_running_or_notify_cancel():
        try:
            answer.set_result(question())
        except Exception as error:  # noqa: BLE001 - it belongs to the one who asked
            answer.set_exception(error)
