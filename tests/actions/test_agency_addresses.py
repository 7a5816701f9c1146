"""A new address of somebody is a new way in: no agency may give one for what is done at another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from jimflow.actions.agency_desk import Corrected, Holder, correct_holder, hand_over_from, name_holder
from jimflow.actions.errors import NotAllowed
from jimflow.actions.functions import set_function
from jimflow.actions.guests import Guest
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.actions.test_agency_desk import guest, person_at, seen
from tests.build import day


@pytest.mark.parametrize("way", ["correct", "name", "hand over"])
def test_nobody_gets_another_agencys_work_by_changing_a_shared_persons_address(joined: Going, way: str) -> None:
    """Fia does alfa's and beta's finance: her address is what she signs in with."""
    for agency in ("alfa", "beta"):
        given = (joined.agencies[agency], "finance", "Fia Ek", "fia@example.org", day("2021-01-18"), EVA)
        set_function(joined.runtime, *given)
    eva, alfa = guest(joined, "alfa", "coordinator"), joined.agencies["alfa"]
    number, before = joined.appointment("alfa", "finance"), joined.everything()
    mine = Holder("fia ek ", "mine@example.org", day("2021-01-18"))
    with pytest.raises(NotAllowed, match="Only whoever coordinates the programme"):
        match way:
            case "correct":
                new = Corrected(mine.mail, top_management=False, acting=False, assistant=None)
                correct_holder(joined.runtime, eva, alfa, number, new, seen(joined))
            case "name":
                name_holder(joined.runtime, eva, alfa, "finance", mine, seen(joined))
            case _:
                hand_over_from(joined.runtime, eva, alfa, number, mine, seen(joined))
    assert joined.everything() == before
    same = Corrected("Fia@Example.org", top_management=True, acting=False, assistant=None)
    kept = replace(same, mail="fia@example.org")
    correct_holder(joined.runtime, eva, alfa, number, kept, seen(joined))
    assert joined.rows(t.Appointment, "top_management", id=number) == [(True,)]


@pytest.mark.parametrize("how", ["substitute", "forward"])
def test_nor_what_the_person_does_there_for_somebody_else(joined: Going, how: str) -> None:
    """Fia does alfa's finance, and stands in at beta, or was sent one of its tasks."""
    given = (joined.agencies["alfa"], "finance", "Fia Ek", "fia@example.org", day("2021-01-18"), EVA)
    set_function(joined.runtime, *given)
    number = joined.appointment("alfa", "finance")
    made = {"person": person_at(joined, number), "made_at": joined.clock.now, "made_by": "p1", "ended_by": ""}

    def stands_in(agency: str) -> Guest:
        ((task,), *_) = joined.rows(t.Assignment, "id", participation=joined.agencies[agency])
        period = {"right": "signature", "since": day("2021-01-11"), "until": day("2021-12-31")}
        kind, row = {
            "substitute": (t.Substitute, period),
            "forward": (t.Forward, {"assignment": task, "may_hand_in": False, "words": ""}),
        }[how]
        row = {**made, **row, "appointment": joined.appointment(agency, "coordinator")}
        with write(joined.runtime.engine) as tx:
            tx.connection.execute(insert(table(kind)).values(**row))
        return guest(joined, "alfa", "coordinator")

    new = Corrected("mine@example.org", top_management=False, acting=False, assistant=None)
    eva = stands_in("beta")
    with pytest.raises(NotAllowed, match="Only whoever coordinates the programme"):
        correct_holder(joined.runtime, eva, joined.agencies["alfa"], number, new, seen(joined))
    over = {"ended_at": joined.clock.now}
    with write(joined.runtime.engine) as tx:
        for kind in (t.Substitute, t.Forward):
            tx.connection.execute(update(table(kind)).values(**over))
    correct_holder(joined.runtime, stands_in("alfa"), joined.agencies["alfa"], number, new, seen(joined))
    assert joined.rows(t.Person, "mail", id=person_at(joined, number)) == [("mine@example.org",)]
