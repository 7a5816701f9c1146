"""An intent is said once for ever, whole digests come out together, and what no longer matters is cancelled."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text

from jimflow.core.model import Appointment, Facts, Message
from jimflow.store import tables as t
from jimflow.store.hot import (
    EVERYTHING,
    DueIntent,
    NewIntent,
    cancel_intents,
    due_intents,
    insert_intents,
    intent_of,
    load_facts,
    mark_composed,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, write
from tests.store.moves import LATER, intent
from tests.store.plans import plan_of
from tests.store.seeded import NOW, seed


def to(address: str, key: str, send_at: datetime, **other: object) -> NewIntent:
    made = intent(1, 1, "a", key=key)
    return replace(made, address=address, send_at=send_at, participation=None, **other)  # type: ignore[arg-type]


def stored(tx: Tx, *names: str) -> list[tuple[object, ...]]:
    i = table(t.Intent)
    rows = tx.connection.execute(select(*(i.c[name] for name in names)).order_by(i.c.id))
    return [tuple(row) for row in rows]


def test_a_due_intent_comes_out_as_it_was_put_in(engine: Engine) -> None:
    laid = seed(engine)
    put = intent(laid.participations[0], laid.appointments[0], "a", assignment=laid.assignments[0])
    with write(engine) as tx:
        insert_intents(tx, [put])
        (found,) = due_intents(tx, put.send_at, 10)
    assert found == DueIntent(
        found.id,
        *(put.key, put.mail_class, put.template, put.item, put.participation, put.assignment, put.appointment),
        *(put.function, put.address, put.language, put.facts, put.made_at, put.send_at),
    )


def test_nothing_comes_before_its_time_or_while_it_is_held(engine: Engine) -> None:
    with write(engine) as tx:
        insert_intents(
            tx, [to("a@x", "1", NOW), to("b@x", "2", NOW + timedelta(seconds=1)), to("c@x", "3", NOW, held=True)]
        )
        assert [i.key for i in due_intents(tx, NOW, 10)] == ["1"]


def test_the_limit_counts_recipients_so_that_no_digest_is_cut_in_two(engine: Engine) -> None:
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    with write(engine) as tx:
        insert_intents(tx, [to("b@x", "b1", late), to("a@x", "a1", early), to("a@x", "a2", NOW), to("c@x", "c1", NOW)])
        assert [i.key for i in due_intents(tx, NOW, 1)] == ["a1", "a2"]
        assert [i.key for i in due_intents(tx, NOW, 2)] == ["a1", "b1", "a2"]


def test_a_key_is_said_once(engine: Engine) -> None:
    with write(engine) as tx:
        insert_intents(tx, [to("a@x", "1", NOW)])
        insert_intents(tx, [to("b@x", "1", LATER), to("b@x", "2", LATER)])
        assert stored(tx, "key", "address", "send_at") == [("1", "a@x", NOW), ("2", "b@x", LATER)]


def test_what_was_cancelled_before_it_was_said_may_be_meant_again(engine: Engine) -> None:
    with write(engine) as tx:
        insert_intents(tx, [to("a@x", "1", NOW), to("a@x", "2", NOW)])
        ids = [i.id for i in due_intents(tx, NOW, 10)]
        assert mark_composed(tx, ids[1:], 7) == 1
        assert cancel_intents(tx, ids=ids) == 1
        insert_intents(tx, [to("new@x", "1", LATER), to("new@x", "2", LATER)])
        assert stored(tx, "id", "key", "address", "send_at", "status", "mail") == [
            (ids[0], "1", "new@x", LATER, "pending", None),
            (ids[1], "2", "a@x", NOW, "composed", 7),
        ]


def test_what_went_into_a_mail_is_not_composed_again(engine: Engine) -> None:
    with write(engine) as tx:
        insert_intents(tx, [to("a@x", "1", NOW), to("a@x", "2", NOW)])
        ids = [i.id for i in due_intents(tx, NOW, 10)]
        assert mark_composed(tx, ids, 7) == 2
        assert mark_composed(tx, ids, 8) == 0
        assert due_intents(tx, LATER, 10) == []
        assert stored(tx, "status", "mail") == [("composed", 7)] * 2


def test_intents_are_cancelled_by_participation_assignment_or_number(engine: Engine) -> None:
    laid = seed(engine)
    one, two, _ = laid.participations
    head, task = laid.appointments[0], laid.assignments
    with write(engine) as tx:
        insert_intents(
            tx,
            [
                intent(one, head, "a", assignment=task[0], key="a"),
                intent(one, head, "b", assignment=task[1], key="b"),
                intent(two, head, "c", key="c"),
                intent(two, head, "d", key="d"),
            ],
        )
        numbers = dict(tuple(row) for row in stored(tx, "key", "id"))  # type: ignore[arg-type]
        assert cancel_intents(tx, assignments=[task[0]]) == 1
        assert cancel_intents(tx, ids=[numbers["c"]]) == 1
        assert stored(tx, "key", "status") == [
            *(("a", "cancelled"), ("b", "pending"), ("c", "cancelled"), ("d", "pending"))
        ]
        assert cancel_intents(tx, participations=[one, two]) == 2
        assert cancel_intents(tx) == 0


def told(facts: Facts, appointment: Appointment, **other: object) -> Message:
    return Message(
        key="k",
        mail_class="digest",
        template="open",
        item="open:start:describe",
        appointment=appointment.id,
        address=appointment.address,
        language=appointment.language,
        facts={"due": "2021-06-01", "function": appointment.function},
        **other,  # type: ignore[arg-type]
    )


def test_a_message_becomes_a_row_with_its_assignment_and_its_frozen_facts(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        facts = load_facts(tx, laid.participations[:1], EVERYTHING)[laid.participations[0]]
    holder = facts.appointments[1]
    assert intent_of(told(facts, holder, assignment=("start", "describe")), facts, NOW, LATER, held=True) == NewIntent(
        key="k",
        mail_class="digest",
        template="open",
        item="open:start:describe",
        participation=facts.id,
        appointment=holder.id,
        function="planning",
        address=holder.address,
        language="sv",
        facts='{"due":"2021-06-01","function":"planning"}',
        made_at=NOW,
        send_at=LATER,
        assignment=laid.assignments[0],
        step_name=None,
        held=True,
    )
    new = intent_of(told(facts, holder, assignment=("budgeting", "new")), facts, NOW, LATER)
    assert (new.assignment, new.step_name) == (None, ("budgeting", "new"))


def test_a_message_to_someone_outside_the_facts_is_refused(engine: Engine) -> None:
    laid = seed(engine)
    with read(engine) as tx:
        facts = load_facts(tx, laid.participations[:1], EVERYTHING)[laid.participations[0]]
    stranger = replace(facts.appointments[0], id=4711)
    with pytest.raises(LookupError, match="4711"):
        intent_of(told(facts, stranger), facts, NOW, LATER)


def test_due_intents_are_found_by_an_index_over_those_that_wait(engine: Engine) -> None:
    laid = seed(engine)
    with write(engine) as tx:
        waiting = [intent(laid.participations[0], 1, f"task_{n}") for n in range(500)]
        insert_intents(tx, [replace(i, send_at=NOW + timedelta(minutes=n)) for n, i in enumerate(waiting)])
        tx.connection.execute(text("ANALYZE"))
        assert plan_of(tx, lambda: due_intents(tx, NOW, 10)).count("ix_intent_due") == 2
