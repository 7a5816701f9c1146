"""Two people, or a person and the heartbeat, at the same moment: one after the other, nobody stuck, nothing twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from jimflow.actions.advance import advance
from jimflow.actions.assignments import send_back, submit
from jimflow.actions.case import alone
from jimflow.actions.errors import BadInput
from jimflow.actions.functions import end_function, set_function
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.roster import load_roster
from jimflow.actions.sweep import sweep_due
from jimflow.actions.waivers import countersign, waive
from jimflow.store import seams
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.migrate import migrate
from jimflow.store.transaction import write
from tests.actions.going import PER, SELF_ASSESSMENT, Going, going, join
from tests.actions.loaded import EVA
from tests.build import day

TIMES = 10


def together(act: Callable[[], object]) -> Counter[str]:
    """Two threads do the same thing, let go together just before BEGIN; what came of it."""
    barrier = threading.Barrier(2)
    answers: list[str] = []
    waiting = threading.local()

    def before_begin(name: str) -> None:
        if name == "before-begin" and getattr(waiting, "on", False):
            waiting.on = False
            barrier.wait(10)

    def run() -> None:
        waiting.on = True
        try:
            act()
            answers.append("done")
        except BadInput:
            answers.append("refused")
        except BaseException as error:  # noqa: BLE001 - it is told below, in the test's own thread
            answers.append(repr(error))

    seams.install(before_begin)
    try:
        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        seams.install(None)
    return Counter(answers)


ONE_EACH = Counter({"done": 1, "refused": 1})


def test_of_two_who_submit_the_same_at_once_one_is_told_that_it_is_done(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    for _ in range(TIMES):
        assert together(lambda: submit(joined.runtime, alfa, "self_assessment", SELF_ASSESSMENT, EVA)) == ONE_EACH
        send_back(joined.runtime, alfa, "self_assessment", EVA, "En gång till")
    assert Counter(e["kind"] for e in joined.trail("alfa"))["submitted"] == TIMES


def test_of_two_who_sign_the_same_waiver_at_once_one_is_told_that_it_is_signed(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    for n in range(TIMES):
        until = day(f"2021-06-{n + 1:02}")
        number, _ = waive(joined.runtime, alfa, "management_present", "Sjuk", until, EVA, step="start")
        assert together(lambda: countersign(joined.runtime, number, PER)) == ONE_EACH  # noqa: B023 - used at once
    assert Counter(e["kind"] for e in joined.trail("alfa"))["countersigned"] == TIMES


def test_of_two_who_mark_the_same_meeting_as_held_at_once_one_is_told_that_it_is(joined: Going) -> None:
    joined.clock.set("2021-12-01 09:00")
    for step in ("start", "deepening", "follow_up"):
        assert together(lambda: hold_meeting(joined.runtime, joined.clusters["north"], step, EVA)) == ONE_EACH  # noqa: B023
    assert Counter(e["kind"] for e in joined.trail("alfa"))["meeting_held"] == 3


@pytest.mark.parametrize(("agency", "function"), [("alfa", "finance"), (None, "host")])
def test_of_two_who_name_the_same_new_holder_at_once_one_is_told_that_it_is_done(
    joined: Going, agency: str | None, function: str
) -> None:
    number, since = joined.agencies[agency] if agency else None, day("2021-01-18")
    for n in range(TIMES):

        def act(mail: str = f"ny{n}@example.org") -> object:
            return set_function(joined.runtime, number, function, mail, mail, since, EVA, round_code="mini-2021")

        assert together(act) == ONE_EACH
        assert _last_holders(joined, number, function) == [f"ny{n}@example.org"]


def test_two_who_load_the_same_roster_at_once_name_nobody_twice(joined: Going) -> None:
    for n in range(TIMES):
        rows = f"alfa;finance;Nina {n};nina{n}@example.org\ncentre;host;Nils {n};nils{n}@example.org\n"
        roster = joined.here.file(f"myndighet;funktion;namn;e-post\n{rows}", "roster.csv")
        assert together(lambda: load_roster(joined.runtime, "mini-2021", roster, EVA)) == {"done": 2}  # noqa: B023
        assert _last_holders(joined, joined.agencies["alfa"], "finance") == [f"nina{n}@example.org"]
        assert _last_holders(joined, None, "host") == [f"nils{n}@example.org"]


def _last_holders(going: Going, participation: int | None, function: str) -> list[str]:
    held = going.rows(t.Appointment, "address", participation=participation, function=function, until=None)
    return [address for (address,) in held]


def test_of_two_who_end_the_same_appointment_at_once_one_is_told_that_it_ends(joined: Going) -> None:
    alfa, last = joined.agencies["alfa"], day("2022-12-01")
    for (number,) in joined.rows(t.Appointment, "id", participation=alfa):
        assert together(lambda: end_function(joined.runtime, number, last, EVA)) == ONE_EACH  # noqa: B023


# --- the heartbeat beside a person, where both can write at the same time ------------------------


@pytest.fixture
def on_postgres(pg_database: Callable[[], URL], tmp_path: Path) -> Iterator[Going]:
    engine = open_engine(pg_database().render_as_string(hide_password=False))
    migrate(engine)
    yield join(going(engine, tmp_path))
    engine.dispose()


@contextmanager
def someone_acts_on(engine: Engine, participation: int) -> Iterator[None]:
    """A transaction of somebody else's that has taken the participation's row and has not ended yet."""
    with write(engine) as tx:
        alone(tx, [participation])
        yield


def test_the_sweep_leaves_an_agency_that_is_being_acted_on_and_takes_it_the_next_time(on_postgres: Going) -> None:
    on_postgres.clock.set("2021-01-19 08:00")
    holds = {"alfa": "hedda@example.org", "beta": "head.beta@example.org"}
    with someone_acts_on(on_postgres.runtime.engine, on_postgres.agencies["alfa"]):
        done: list[int] = []
        sweeping = threading.Thread(target=lambda: done.append(sweep_due(on_postgres.runtime)))
        sweeping.start()
        sweeping.join(10)
        assert done and done[0] > 0, "the sweep waits for whoever acts"
    told = {row[0] for row in on_postgres.rows(t.Intent, "address", template="hold")}
    assert told.isdisjoint({holds["alfa"]}) and holds["beta"] in told
    assert sweep_due(on_postgres.runtime) > 0
    assert holds["alfa"] in {row[0] for row in on_postgres.rows(t.Intent, "address", template="hold")}
    assert sweep_due(on_postgres.runtime) == 0
    assert on_postgres.here.verified().ok


def test_a_withdrawal_at_the_moment_of_the_sweep_leaves_no_mail_behind(on_postgres: Going) -> None:
    """Whichever is first: no intent of the sweep may come after the withdrawal has cancelled them."""
    for n, agency in enumerate(on_postgres.agencies):
        on_postgres.clock.set(f"2021-01-19 08:0{n}")
        on_postgres.runtime.engine.dispose()
        assert together(_one_each(on_postgres, on_postgres.agencies[agency])) == Counter({"done": 2})
        assert on_postgres.facts(agency).state == "withdrawn"
        assert (on_postgres.intents(agency), on_postgres.waiting(agency)) == ([], [])
    assert on_postgres.here.verified().ok


def _one_each(going: Going, number: int) -> Callable[[], object]:
    """Of two threads that call this, one sweeps and the other withdraws."""
    acts = [
        lambda: sweep_due(going.runtime),
        lambda: advance(going.runtime, number, None, "withdraw", EVA, reason="Hinner inte"),
    ]

    def act() -> object:
        return acts.pop()()

    return act
