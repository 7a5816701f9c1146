"""A change is saved whole or not at all, and only for whoever saw the present version."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from jimflow.core.audit import GENESIS, leaf, link
from jimflow.core.model import Facts
from jimflow.store import seams
from jimflow.store import tables as t
from jimflow.store.hot import EVERYTHING, append_audit, insert_occurrences, load_facts, save_change
from jimflow.store.hot.intents import insert_intents
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import Tx, read, write
from tests.store.moves import DUE, LATER, intent, made, reminder, salt, save, unfinished
from tests.store.seeded import NOW, Seeded, seed
from tests.store.statements import recorded


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with read(engine) as tx:
        return {
            each.name: sorted((tuple(row) for row in tx.connection.execute(select(each))), key=repr)
            for each in t.Round.metadata.sorted_tables
        }


def rows(tx: Tx, model: type, *names: str) -> list[tuple[object, ...]]:
    each = table(model)
    chosen = [each.c[name] for name in names]
    return [tuple(row) for row in tx.connection.execute(select(*chosen).order_by(each.c.id))]


def facts_of(tx: Tx, laid: Seeded) -> list[Facts]:
    found = load_facts(tx, laid.participations, EVERYTHING)
    return [found[id_] for id_ in laid.participations]


def test_a_saved_change_stands_in_every_table_it_touches(engine: Engine) -> None:
    laid = seed(engine)
    first, to = laid.participations[0], laid.appointments[1]
    with write(engine) as tx:
        facts = facts_of(tx, laid)[0]
        change = save(
            facts,
            close=tuple((a.id, "closed") for a in unfinished(facts)),
            make=(made("describe_budget", open_now=True), made("later")),
            occurrences=(reminder(first, "describe_budget"),),
            late_joiner=True,
            intents=(
                intent(first, to, "describe_budget", new=True),
                intent(first, to, "x", assignment=laid.assignments[0]),
            ),
        )
        assert save_change(tx, [change]) == [True]
    entry_leaf = leaf(salt(first), b'{"to":"budgeting"}')
    entry_link = link(GENESIS, entry_leaf)
    with read(engine) as tx:
        moved = rows(
            tx, t.Participation, "state", "version", "came_from", "late_joiner", "entered_at", "audit_seq", "audit_head"
        )
        assert moved == [
            ("budgeting", 4, None, True, LATER, 1, entry_link),
            ("start", 3, None, False, NOW, 0, GENESIS),
            ("start", 3, None, False, NOW, 0, GENESIS),
        ]
        assert rows(tx, t.AuditEntry, "chain", "seq", "leaf", "link") == [(first, 1, entry_leaf, entry_link)]
        assert [tuple(r) for r in tx.connection.execute(text("SELECT salt, payload FROM audit_payload"))] == [
            (salt(first), b'{"to":"budgeting"}')
        ]
        work = rows(tx, t.Assignment, "participation", "step", "name", "status", "opens_at", "due_at", "opened_at")
        assert work[:2] == [
            (first, "start", "describe", "submitted", *_dates(facts, 0)),
            (first, "start", "name_problem", "closed", *_dates(facts, 1)),
        ]
        assert work[6:] == [
            (first, "budgeting", "describe_budget", "open", LATER, DUE, LATER),
            (first, "budgeting", "later", "planned", None, DUE, None),
        ]
        made_id = rows(tx, t.Assignment, "id")[6][0]
        assert rows(
            tx, t.Occurrence, "subject_kind", "subject", "rule", "due_at", "recipient", "for_due", "status"
        ) == [("participation", first, "remind:budgeting:describe_budget:0", DUE, "planning", DUE, "pending")]
        assert rows(tx, t.Intent, "item", "assignment", "appointment", "facts", "status", "mail") == [
            ("open:budgeting:describe_budget", made_id, to, '{"due":"2021-06-01"}', "pending", None),
            ("open:budgeting:x", laid.assignments[0], to, '{"due":"2021-06-01"}', "pending", None),
        ]
        assert verify_trail(tx).ok


def _dates(facts: Facts, place: int) -> tuple[object, ...]:
    return (facts.assignments[place].opens_at, facts.assignments[place].due_at, None)


def test_whoever_saw_an_older_version_changes_nothing(engine: Engine) -> None:
    laid = seed(engine)
    before = everything(engine)
    with write(engine) as tx:
        facts = facts_of(tx, laid)[0]
        change = save(
            facts,
            seen=2,
            close=((unfinished(facts)[0].id, "closed"),),
            make=(made("a"),),
            occurrences=(reminder(facts.id, "a"),),
            intents=(intent(facts.id, laid.appointments[0], "a"),),
        )
        assert save_change(tx, [change]) == [False]
    assert everything(engine) == before


def test_an_entry_that_came_between_is_no_reason_to_refuse(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        facts = facts_of(tx, laid)
        for number in range(2):
            append_audit(tx, facts[1].id, b"someone tried", salt(number))
        assert save_change(tx, [save(f) for f in facts]) == [True, True, True]
    with read(engine) as tx:
        assert [f.audit_seq for f in facts_of(tx, laid)] == [1, 3, 1]
        assert verify_trail(tx).ok


def test_of_many_only_the_stale_ones_are_left(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        facts = facts_of(tx, laid)
        saves = [
            save(f, seen=3 if place != 1 else 2, make=(made("a"),), occurrences=(reminder(f.id, "a"),))
            for place, f in enumerate(facts)
        ]
        assert save_change(tx, [saves[2], saves[1], saves[0]]) == [True, False, True]
    with read(engine) as tx:
        assert rows(tx, t.Participation, "state", "audit_seq") == [("budgeting", 1), ("start", 0), ("budgeting", 1)]
        assert sorted(rows(tx, t.AuditEntry, "chain")) == [(facts[0].id,), (facts[2].id,)]
        assert sorted(rows(tx, t.Occurrence, "subject")) == [(facts[0].id,), (facts[2].id,)]
        assert verify_trail(tx).ok


@pytest.mark.parametrize("stale", [False, True], ids=["all win", "one is stale"])
def test_the_number_of_statements_does_not_grow_with_the_number_of_moves(engine: Engine, stale: bool) -> None:
    laid = seed(engine)
    counts = []
    for together in (2, 3):
        with write(engine) as tx:
            facts = facts_of(tx, laid)[:together]
            saves = [
                save(
                    f,
                    seen=f.version - (stale and f is facts[0]),
                    destination=f"step{together}",
                    close=tuple((a.id, "closed") for a in unfinished(f)),
                    make=(made(f"a{together}", open_now=True), made(f"b{together}")),
                    occurrences=(reminder(f.id, f"a{together}"), reminder(f.id, f"b{together}")),
                    intents=(intent(f.id, laid.appointments[0], f"a{together}", new=True),),
                )
                for f in facts
            ]
            with recorded(tx) as statements:
                save_change(tx, saves)
            counts.append(len(statements))
    assert counts == ([9, 9] if stale else [7, 7])


def test_a_pause_drops_what_still_waited_and_keeps_what_it_says_itself(engine: Engine) -> None:
    laid = seed(engine)
    first, second, to = laid.participations[0], laid.participations[1], laid.appointments[0]
    with write(engine) as tx:
        insert_occurrences(tx, [reminder(first, "a"), reminder(second, "a")])
        insert_intents(tx, [intent(first, to, "a"), intent(second, to, "a")])
        facts = facts_of(tx, laid)[0]
        farewell = intent(first, to, "farewell")
        assert save_change(
            tx, [save(facts, destination="paused", came_from="start", drop_pending=True, intents=(farewell,))]
        )
    with read(engine) as tx:
        assert rows(tx, t.Participation, "state", "came_from")[0] == ("paused", "start")
        assert rows(tx, t.Occurrence, "subject", "status") == [(first, "dropped"), (second, "pending")]
        assert rows(tx, t.Intent, "participation", "item", "status") == [
            (first, "open:budgeting:a", "cancelled"),
            (second, "open:budgeting:a", "pending"),
            (first, "open:budgeting:farewell", "pending"),
        ]


def test_reopening_lets_the_named_waivers_fall(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        facts = facts_of(tx, laid)[0]
        for rule in ("head_present", "order"):
            tx.session.add(
                t.Waiver(
                    participation=facts.id,
                    rule=rule,
                    step="start",
                    reason="x",
                    until=facts.starts_on,
                    decided_by="a",
                    decided_at=NOW,
                )
            )
        tx.session.flush()
        ids = [id_ for (id_,) in rows(tx, t.Waiver, "id")]
        assert save_change(tx, [save(facts, fall=(ids[0],))]) == [True]  # type: ignore[arg-type]
    with read(engine) as tx:
        assert rows(tx, t.Waiver, "rule", "fallen_at") == [("head_present", LATER), ("order", None)]


def test_joining_is_remembered_once(engine: Engine) -> None:
    laid = seed(engine)
    for days, destination, replan in ((0, "preparation", True), (1, "paused", False), (2, "preparation", True)):
        with write(engine) as tx:
            moved = save(facts_of(tx, laid)[0], destination=destination, replan=replan)
            save_change(tx, [replace(moved, now=LATER + timedelta(days=days))])
    with read(engine) as tx:
        assert rows(tx, t.Participation, "joined_at", "entered_at")[0] == (LATER, LATER + timedelta(days=2))


def test_a_change_that_makes_work_twice_is_refused_whole(engine: Engine) -> None:
    laid = seed(engine)
    before = everything(engine)
    with pytest.raises(engine.dialect.loaded_dbapi.IntegrityError):
        with write(engine) as tx:
            save_change(tx, [save(facts_of(tx, laid)[0], make=(made("a"), made("a")))])
    assert everything(engine) == before


def test_two_who_saw_the_same_version_and_one_wins(engine: Engine) -> None:
    laid = seed(engine)
    first = laid.participations[0]
    for round_ in range(10):
        barrier, won = threading.Barrier(2), []

        def advance(
            place: int, barrier: threading.Barrier = barrier, won: list[bool] = won, seen: int = 3 + round_
        ) -> None:
            barrier.wait()
            with write(engine) as tx:
                facts = load_facts(tx, [first], EVERYTHING)[first]
                won += save_change(tx, [save(facts, seen=seen, destination=f"by{place}")])

        _together([lambda: advance(0), lambda: advance(1)])
        assert sorted(won) == [False, True]
    with read(engine) as tx:
        assert rows(tx, t.Participation, "version", "audit_seq")[0] == (13, 10)
        assert verify_trail(tx).ok


def _together(acts: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.fixture
def reached() -> Iterator[list[str]]:
    names: list[str] = []
    seams.install(names.append)
    yield names
    seams.install(None)


def test_every_point_of_a_commit_can_be_reached_by_name(engine: Engine, reached: list[str]) -> None:
    laid = seed(engine)
    reached.clear()
    with write(engine) as tx:
        save_change(tx, [save(facts_of(tx, laid)[0])])
    assert reached == [
        *("before-begin", "after-begin", "after-state", "after-audit", "after-outbox", "before-commit", "after-commit")
    ]
