"""A move of a round to another definition is killed between two cases, and in the middle of one."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.migration import migrate
from jimflow.core.workflow import Workflow
from jimflow.store import seams
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from tests.actions.going import Going, going, join
from tests.actions.loaded import EVA
from tests.actions.migrating import back, everything, move, outcomes, version

LATER = {"assignments.name_problem.due": "meeting + 40 working days"}
_fork = multiprocessing.get_context("fork")


def killed(found: Going, to: Workflow, point: str, times: int) -> None:
    """Runs the move in a process of its own, which dies when it reaches the point for that many times."""
    url = found.runtime.engine.url.render_as_string(hide_password=False)
    found.runtime.engine.dispose()
    process = _fork.Process(target=_victim, args=(found, url, to, point, times))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL


def _victim(found: Going, url: str, to: Workflow, point: str, times: int) -> None:
    reached: Counter[str] = Counter()

    def die(name: str) -> None:
        reached[name] += 1
        if name == point and reached[name] == times:
            os.kill(os.getpid(), signal.SIGKILL)

    runtime = replace(found.runtime, engine=open_engine(url))
    seams.install(die)
    migrate(runtime, "mini-2021", to, EVA, "ny version")
    os._exit(0)


@pytest.mark.parametrize(
    ("point", "times", "moved"), [("after-commit", 2, 1), ("before-commit", 3, 1), ("after-begin", 5, 3)]
)
def test_what_was_moved_stays_moved_and_the_rest_is_moved_next_time(
    engine: Engine, tmp_path: Path, point: str, times: int, moved: int
) -> None:
    found = join(going(engine, tmp_path))
    before, to = everything(found), version(LATER)
    killed(found, to, point, times)
    definitions = [d for (d,) in found.rows(t.Participation, "definition")]
    assert definitions.count(to.digest) == moved
    assert found.here.verified().ok
    run = move(found, to)
    assert (sorted(outcomes(run).values()), run.settled) == (sorted(["there"] * moved + ["moved"] * (3 - moved)), True)
    assert set(outcomes(back(found)).values()) == {"moved"}
    assert everything(found) == before
    assert found.here.verified().ok
