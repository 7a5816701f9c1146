"""The shared machine decides every move, alone and under many threads at once."""

import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise, product

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.machine import build_machine, destinations, fire, triggers
from tests.build_workflow import mini_definition

WORKFLOW = read_definition(mini_definition())
MACHINE = build_machine(WORKFLOW)
STEPS = ("preparation", "start", "deepening", "follow_up", "closing")


def test_advance_leads_along_the_steps_to_the_end() -> None:
    order = (*STEPS, "completed")
    assert [fire(MACHINE, "advance", here, there, allowed=True) for here, there in pairwise(order)] == list(order[1:])


def test_the_condition_reads_whether_the_rules_allow_it() -> None:
    assert fire(MACHINE, "advance", "start", "deepening", allowed=False) is None


@pytest.mark.parametrize(
    ("trigger", "state", "destination"),
    [
        ("advance", "start", "follow_up"),
        ("advance", "start", "preparation"),
        ("advance", "completed", "preparation"),
        ("reopen", "start", "deepening"),
        ("reopen", "preparation", "preparation"),
        ("resume", "start", "start"),
        ("resume", "paused", "completed"),
        ("accept", "proposed", "preparation"),
        ("no_such_trigger", "start", "deepening"),
        ("advance", "no_such_state", "start"),
        ("advance", "start", "no_such_state"),
    ],
)
def test_an_impossible_move_is_answered_with_none(trigger: str, state: str, destination: str) -> None:
    assert fire(MACHINE, trigger, state, destination, allowed=True) is None


def test_resume_goes_back_to_whichever_step_was_paused() -> None:
    assert [fire(MACHINE, "resume", "paused", step, allowed=True) for step in STEPS] == list(STEPS)
    assert destinations(WORKFLOW, "resume", "paused") == STEPS


def test_reopen_goes_to_any_earlier_step() -> None:
    assert destinations(WORKFLOW, "reopen", "closing") == STEPS[:-1]
    assert [fire(MACHINE, "reopen", "closing", step, allowed=True) for step in STEPS[:-1]] == list(STEPS[:-1])


def test_the_triggers_of_a_state_stand_in_the_order_of_the_definition() -> None:
    assert {state: triggers(WORKFLOW, state) for state in WORKFLOW.states} == {
        "proposed": ("invite",),
        "invited": ("accept", "decline"),
        "declined": (),
        "preparation": ("advance", "withdraw", "pause"),
        "start": ("advance", "withdraw", "pause", "reopen"),
        "deepening": ("advance", "withdraw", "pause", "reopen"),
        "follow_up": ("advance", "withdraw", "pause", "reopen"),
        "closing": ("advance", "withdraw", "pause", "reopen"),
        "completed": (),
        "paused": ("withdraw", "resume"),
        "withdrawn": (),
    }


def test_the_machine_and_the_ways_of_the_workflow_agree_on_every_move() -> None:
    ways = {(t.name, *way) for t in WORKFLOW.transitions.values() for way in t.ways}
    tried = product(WORKFLOW.transitions, WORKFLOW.states, WORKFLOW.states)
    assert {move for move in tried if fire(MACHINE, *move, allowed=True) == move[2]} == ways


def test_an_unknown_trigger_leads_nowhere() -> None:
    assert destinations(WORKFLOW, "no_such_trigger", "start") == ()


@pytest.fixture
def _switching_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_switching_often")
def test_eight_threads_on_one_machine_lose_no_trigger() -> None:
    moves = [("advance", "start", "deepening"), ("reopen", "closing", "start"), ("resume", "paused", "follow_up")]
    answers: list[list[bool]] = [[] for _ in range(8)]
    start = threading.Barrier(8)

    def work(mine: list[bool]) -> None:
        start.wait()
        for turn in range(3000):
            trigger, state, destination = moves[turn % 3]
            mine.append(fire(MACHINE, trigger, state, destination, allowed=True) == destination)

    threads = [threading.Thread(target=work, args=(mine,)) for mine in answers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sum(mine) for mine in answers] == [3000] * 8


def test_a_move_costs_a_few_microseconds() -> None:
    best = min(_seconds_for(500) for _ in range(10)) / 500
    assert best < 60e-6, f"{best * 1e6:.0f} µs"  # 12 µs on a quiet machine


def _seconds_for(moves: int) -> float:
    began = time.perf_counter()
    for _ in range(moves):
        fire(MACHINE, "advance", "start", "deepening", allowed=True)
    return time.perf_counter() - began
