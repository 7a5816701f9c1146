"""What is due is won once, in order, and found as fast among very many as among few."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from jimflow.core.model import Occurrence, Subject
from jimflow.core.rearm import Known
from jimflow.store.hot import DueOccurrence, due, finish, insert_occurrences, plan_rows, revive, supersede
from jimflow.store.hot.due import Ending
from jimflow.store.transaction import read, write
from tests.store.plans import plan_of
from tests.store.seeded import NOW

FAR = NOW + timedelta(days=30)


def occurrence(rule: str, minutes: int, subject: Subject = ("participation", 1), recipient: str = "head") -> Occurrence:
    return Occurrence(subject, rule, NOW + timedelta(minutes=minutes), recipient, FAR)


def laid(engine: Engine, *occurrences: Occurrence) -> dict[str, int]:
    """The ids by rule."""
    with write(engine) as tx:
        insert_occurrences(tx, occurrences)
        subjects = {o.subject for o in occurrences}
        return {k.rule: k.id for rows in plan_rows(tx, list(subjects)).values() for k in rows}


def test_only_what_is_due_is_found_the_earliest_first(engine: Engine) -> None:
    ids = laid(engine, occurrence("late", -5), occurrence("now", 0), occurrence("next", 1), occurrence("first", -60))
    with write(engine) as tx:
        assert due(tx, NOW, 10) == [
            DueOccurrence(ids[rule], ("participation", 1), rule, NOW + timedelta(minutes=m), "head", FAR)
            for rule, m in (("first", -60), ("late", -5), ("now", 0))
        ]
        assert [o.rule for o in due(tx, NOW, 1)] == ["first"]


def test_the_same_occurrence_laid_twice_is_one(engine: Engine) -> None:
    laid(engine, occurrence("a", 0))
    laid(engine, occurrence("a", 0), occurrence("a", 1), occurrence("a", 0, recipient="other"))
    with write(engine) as tx:
        assert [(o.due_at, o.recipient) for o in due(tx, FAR, 10)] == [
            (NOW, "head"),
            (NOW, "other"),
            (NOW + timedelta(minutes=1), "head"),
        ]


def test_each_ending_is_won_once(engine: Engine) -> None:
    ids = laid(engine, *(occurrence(rule, -1) for rule in "abcd"))
    endings: dict[int, Ending] = {ids["a"]: "fired", ids["b"]: "dropped", ids["c"]: "collapsed"}
    with write(engine) as tx:
        assert finish(tx, endings, NOW) == {ids["a"], ids["b"], ids["c"]}
    again: dict[int, Ending] = {ids["a"]: "dropped", ids["d"]: "fired", 4711: "fired"}
    with write(engine) as tx:
        assert finish(tx, again, NOW) == {ids["d"]}
        rows = plan_rows(tx, [("participation", 1)])["participation", 1]
        assert {k.rule: k.status for k in rows} == {"a": "fired", "b": "dropped", "c": "collapsed", "d": "fired"}
        assert due(tx, FAR, 10) == []


def test_a_subject_knows_all_its_occurrences(engine: Engine) -> None:
    ids = laid(engine, occurrence("b", 2), occurrence("a", 1), occurrence("c", 0, subject=("cluster", 1)))
    with read(engine) as tx:
        found = plan_rows(tx, [("participation", 1), ("cluster", 1), ("round", 1)])
    assert found == {
        ("participation", 1): [
            Known(ids["a"], "a", NOW + timedelta(minutes=1), "head", FAR, "pending"),
            Known(ids["b"], "b", NOW + timedelta(minutes=2), "head", FAR, "pending"),
        ],
        ("cluster", 1): [Known(ids["c"], "c", NOW, "head", FAR, "pending")],
        ("round", 1): [],
    }


def test_what_is_set_aside_can_wake_again_but_what_has_fired_cannot(engine: Engine) -> None:
    ids = laid(engine, occurrence("a", 0), occurrence("b", 0))
    with write(engine) as tx:
        finish(tx, {ids["b"]: "fired"}, NOW)
        supersede(tx, list(ids.values()))
        assert due(tx, FAR, 10) == []
        revive(tx, list(ids.values()))
        assert [o.rule for o in due(tx, FAR, 10)] == ["a"]
        supersede(tx, [])
        revive(tx, [])


@pytest.mark.parametrize("sweeps", [2, 4])
def test_sweeps_at_the_same_time_win_each_occurrence_once(engine: Engine, sweeps: int) -> None:
    laid(engine, *(occurrence(f"r{n}", -n) for n in range(60)))
    won: list[int] = []
    barrier = threading.Barrier(sweeps)

    def sweep() -> None:
        barrier.wait()
        while True:
            with write(engine) as tx:
                found = due(tx, NOW, 7)
                mine = finish(tx, {o.id: "fired" for o in found}, NOW)
            won.extend(mine)
            if not found:
                return

    threads = [threading.Thread(target=sweep) for _ in range(sweeps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(set(won))) == (60, 60)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_what_another_sweep_holds_is_passed_by(engine: Engine) -> None:
    laid(engine, occurrence("a", -2), occurrence("b", -1))
    with write(engine) as first, write(engine) as second:
        assert [o.rule for o in due(first, NOW, 1)] == ["a"]
        assert [o.rule for o in due(second, NOW, 1)] == ["b"]


def test_what_is_due_is_found_by_an_index_over_the_pending_alone(engine: Engine) -> None:
    with write(engine) as tx:
        assert "ix_occurrence_due" in plan_of(tx, lambda: due(tx, NOW, 10))
