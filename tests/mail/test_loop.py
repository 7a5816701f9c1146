"""The loop thread: who runs what where, and that nothing of it stays behind."""

from __future__ import annotations

import asyncio
import threading

import pytest

from jimflow.mail.loop import Ask, LoopThread


def test_work_runs_on_its_own_thread_and_its_questions_in_the_thread_that_waits() -> None:
    loop = LoopThread("a-loop")

    async def work(ask: Ask) -> tuple[str, int]:
        return threading.current_thread().name, await ask(threading.get_ident)

    assert loop.run(work) == ("a-loop", threading.get_ident())
    loop.close()
    assert "a-loop" not in {thread.name for thread in threading.enumerate()}


def test_an_exception_of_a_question_belongs_to_the_work_and_one_of_the_work_to_the_caller() -> None:
    loop = LoopThread("a-loop")

    def wrong() -> None:
        raise LookupError("no such row")

    async def work(ask: Ask) -> None:
        with pytest.raises(LookupError, match="no such row"):
            await ask(wrong)
        raise ValueError("and now this")

    with pytest.raises(ValueError, match="and now this"):
        loop.run(work)
    loop.close()


def test_the_loop_turns_while_a_question_is_answered() -> None:
    loop = LoopThread("a-loop")

    async def work(ask: Ask) -> int:
        turns = 0
        answered = threading.Event()

        async def turn() -> None:
            nonlocal turns
            for _ in range(3):
                await asyncio.sleep(0.01)
                turns += 1
            answered.set()

        turning = asyncio.create_task(turn())
        await ask(lambda: answered.wait(10))
        await turning
        return turns

    assert loop.run(work) == 3
    loop.close()


def test_a_closed_loop_starts_again_when_it_is_used() -> None:
    loop = LoopThread("a-loop")

    async def work(_ask: Ask) -> str:
        return "done"

    loop.close()
    assert loop.run(work) == "done"
    loop.close()
    assert loop.run(work) == "done"
    loop.close()
