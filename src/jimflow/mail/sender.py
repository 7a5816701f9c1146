"""The Sender: hands batches of finished mails to the relay and says of each one what became of it."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from jimflow.mail.conversation import Conversation, Permit, RelayDown
from jimflow.mail.loop import Ask, LoopThread
from jimflow.mail.relay import Kind, Outcome, Outgoing, Relay, Timeouts, outcome

__all__ = ["BeforeData", "Kind", "Outcome", "Outgoing", "Relay", "Sender", "Timeouts"]

log = logging.getLogger(__name__)

BeforeData = Callable[[int, int], bool]
"""Called with (id, fence) when the relay has taken the recipient: records that the mail is being handed over.

False, or an exception, which is logged, keeps the mail here. Runs in the thread that called `send`."""

_Lane = deque[tuple[int, Outgoing]]


class Sender:
    """Sends over one to four connections that stay open between batches. Safe to share between threads.

    The first `send` starts its thread; `close` (or leaving the with block) ends it.
    """

    def __init__(self, relay: Relay) -> None:
        self.relay = relay
        self._loop = LoopThread("jimflow-mail")
        self._conversations = [Conversation(relay) for _ in range(relay.connections)]
        self._one_batch = threading.Lock()
        self._workers: list[asyncio.Task[None]] = []
        self._closing = False

    def send(self, batch: Sequence[Outgoing], before_data: BeforeData) -> list[Outcome]:
        """One Outcome per mail, in the order of the batch. Mails to the same recipient go one after another.

        Holds no transaction and knows no database: what must be on record before the content leaves is
        `before_data`'s to commit. When the relay cannot be reached, what is left of the batch is
        `temporary` and `before_data` is not called. Raises RuntimeError after `close`.
        """
        with self._one_batch:
            if self._closing:
                raise RuntimeError("this Sender is closed")
            return self._loop.run(lambda ask: self._send(batch, ask, before_data)) if batch else []

    def close(self, patience: float = 5.0) -> None:
        """Start no further mail, wait `patience` seconds for those on their way, then cut and end the thread.

        A `send` in another thread returns with the mails not begun as `released`.
        """
        self._closing = True
        mine = self._one_batch.acquire(timeout=patience)
        if not mine:
            self._loop.call(self._stop_workers)
            mine = self._one_batch.acquire(timeout=patience)
        try:
            if mine and any(conversation.is_open for conversation in self._conversations):
                self._loop.run(lambda _: self._quit())
            self._loop.close()
        finally:
            if mine:
                self._one_batch.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _send(self, batch: Sequence[Outgoing], ask: Ask, before_data: BeforeData) -> list[Outcome]:
        async def permit(mail: int, fence: int) -> bool:
            return await ask(lambda: _allowed(before_data, mail, fence))

        lanes = _lanes(batch)
        done: dict[int, Outcome] = {}
        self._workers = [
            asyncio.create_task(self._work(conversation, lanes, done, permit))
            for conversation in self._conversations[: len(lanes)]
        ]
        ends = await asyncio.gather(*self._workers, return_exceptions=True)
        kind, code, reply = _why_not_begun(ends)
        return [done.get(i) or outcome(mail, kind, code, reply) for i, mail in enumerate(batch)]

    async def _work(
        self, conversation: Conversation, lanes: deque[_Lane], done: dict[int, Outcome], permit: Permit
    ) -> None:
        while lanes and not self._stopping():
            await conversation.open()
            lane = lanes.popleft() if lanes else _Lane()
            while lane and not self._stopping():
                if not conversation.is_open:
                    try:
                        await conversation.open()
                    except RelayDown:
                        lanes.appendleft(lane)
                        raise
                place, mail = lane.popleft()
                done[place] = await conversation.deliver(mail, permit)

    def _stopping(self) -> bool:
        task = asyncio.current_task()
        return self._closing or (task is not None and task.cancelling() > 0)

    def _stop_workers(self) -> None:
        for worker in self._workers:
            worker.cancel()

    async def _quit(self) -> None:
        await asyncio.gather(*(conversation.quit() for conversation in self._conversations))


def _lanes(batch: Sequence[Outgoing]) -> deque[_Lane]:
    """The batch by recipient, each mail with its place in the batch: a lane is never on two connections."""
    lanes: dict[str, _Lane] = {}
    for place, mail in enumerate(batch):
        lanes.setdefault(mail.recipient.casefold(), _Lane()).append((place, mail))
    return deque(lanes.values())


def _why_not_begun(ends: Sequence[BaseException | None]) -> tuple[Kind, int | None, str]:
    for end in ends:
        if isinstance(end, RelayDown):
            return "temporary", end.code, end.reply
    for end in ends:
        if isinstance(end, Exception):
            log.error("a batch of mail met a fault in jimflow", exc_info=end)
            return "temporary", None, "a fault in jimflow, see its log"
    return "released", None, "not begun: the sender was closed"


def _allowed(before_data: BeforeData, mail: int, fence: int) -> bool:
    try:
        return before_data(mail, fence)
    except Exception:
        log.exception("mail %s was not handed over: recording it failed", mail)
        return False
