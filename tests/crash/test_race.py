"""Two processes at once: the same agency advanced twice, the same rows swept twice. One wins, nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select

from jimflow.actions.advance import advance
from jimflow.actions.sweep import sweep_due
from jimflow.core.model import Occurrence
from jimflow.store import tables as t
from jimflow.store.engine import open_engine
from jimflow.store.hot import insert_occurrences
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from tests.actions.loaded import EVA, Place, place
from tests.crash.racing import ROUNDS, overlap, pair

ENOUGH = 0.9
"""Of the rounds must really have overlapped, or the test has shown nothing."""


def _joined(engine: Engine, folder: Path) -> tuple[Place, dict[str, int]]:
    """The mini round with all agencies in preparation."""
    at = place(engine, folder, "2021-01-18 09:00")  # a day on which everybody holds their function
    loaded = at.load()
    for trigger in ("invite", "accept"):
        for participation in loaded.participations.values():
            assert advance(at.runtime, participation, None, trigger, EVA).ok
    return at, dict(loaded.participations)


def _own_runtime(at: Place) -> Any:
    """A child's own connection: one opened before the fork must never be used after it."""
    url = at.runtime.engine.url.render_as_string(hide_password=False)
    return lambda: replace(at.runtime, engine=open_engine(url))


def _count(engine: Engine, kind: Any, **where: Any) -> int:
    rows = table(kind)
    wanted = select(func.count()).select_from(rows)
    for name, value in where.items():
        wanted = wanted.where(rows.c[name] == value)
    with read(engine) as tx:
        return int(tx.connection.execute(wanted).scalar_one())


def _version(engine: Engine, participation: int) -> int:
    p = table(t.Participation).c
    with read(engine) as tx:
        return int(tx.connection.execute(select(p.version).where(p.id == participation)).scalar_one())


def test_of_two_who_advance_the_same_agency_exactly_one_wins(engine: Engine, tmp_path: Path) -> None:
    at, agencies = _joined(engine, tmp_path)
    agency = agencies["alfa"]
    engine.dispose()  # nothing of the parent's may be shared with the children
    make = _own_runtime(at)
    known = frozenset(("self_assessed", "roles_filled", "cluster_large_enough", "before_submitted", "after_submitted"))

    def prepare() -> Callable[[int], str]:
        runtime = make()

        def act(seen: int) -> str:
            outcome = advance(runtime, agency, seen, "advance", EVA, acknowledged=known)
            return "ok" if outcome.ok else "stale" if outcome.result == "stale" else repr(outcome.result)

        return act

    overlapped = 0
    with pair(prepare) as both:
        for _ in range(ROUNDS):
            entries = _count(engine, t.AuditEntry, chain=agency)
            engine.dispose()
            runs = both.race(_version(engine, agency))
            overlapped += overlap(runs)
            assert sorted(r.answer for r in runs) == ["ok", "stale"]
            assert _count(engine, t.AuditEntry, chain=agency) == entries + 1
            back = advance(at.runtime, agency, None, "reopen", EVA, to="preparation", reason="once more")
            assert back.ok, back.result
    print(f"advance: {overlapped} of {ROUNDS} runs overlapped on {engine.dialect.name}")
    assert overlapped >= ENOUGH * ROUNDS
    assert at.verified().ok


def test_of_two_heartbeats_that_sweep_the_same_rows_each_row_is_said_once(engine: Engine, tmp_path: Path) -> None:
    at, _ = _joined(engine, tmp_path)
    make = _own_runtime(at)
    a = table(t.Assignment).c
    with read(engine) as tx:
        wanted = select(a.participation, a.due_at).where(a.name == "self_assessment", a.due_at.is_not(None))
        due = {row[0]: row[1] for row in tx.connection.execute(wanted)}
    engine.dispose()
    overlapped = 0

    def prepare() -> Callable[[int], int]:
        runtime = make()
        return lambda _: sweep_due(runtime)

    with pair(prepare) as both:
        for n in range(1000, 1000 + ROUNDS):  # no reminder of the definition is called that
            _make_due(at, due, n)
            before = _count(engine, t.Intent), _count(engine, t.AuditEntry)
            engine.dispose()
            runs = both.race(n)
            overlapped += overlap(runs)
            assert sum(r.answer for r in runs) == len(due)
            assert _count(engine, t.Intent) == before[0] + len(due)
            assert _count(engine, t.AuditEntry) == before[1] + len(due)
            assert _count(engine, t.Occurrence, status="pending", rule=f"remind:preparation:self_assessment:{n}") == 0
    print(f"sweep: {overlapped} of {ROUNDS} runs overlapped on {engine.dialect.name}")
    assert overlapped >= ENOUGH * ROUNDS
    assert at.verified().ok


def _make_due(at: Place, due: dict[int, Any], n: int) -> None:
    now = at.clock()
    with write(at.runtime.engine) as tx:
        insert_occurrences(
            tx,
            [
                Occurrence(("participation", i), f"remind:preparation:self_assessment:{n}", now, "coordinator", when)
                for i, when in due.items()
            ],
        )
