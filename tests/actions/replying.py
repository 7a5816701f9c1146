"""Answers to invitations in tests: who answers, for which meeting, and what stands then."""

from __future__ import annotations

from sqlalchemy import insert

from jimflow.actions.guests import Guest
from jimflow.actions.own_replies import Answered, reply
from jimflow.actions.stand_ins import Instead
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going
from tests.actions.someone import someone
from tests.build import day

NEW = Instead(name="Nils Ny", address="nils@example.org")


def who(going: Going, function: str, agency: str = "alfa") -> Guest:
    """The holder, signed in."""
    held = next(a for a in going.facts(agency).appointments if a.id == going.appointment(agency, function))
    return someone(going, held.address)


def meeting(going: Going, step: str = "start", cluster: str = "north") -> int:
    ((number,),) = going.rows(t.Meeting, "id", step=step, cluster=going.clusters[cluster])
    return int(number)


def answer(going: Going, function: str, said: str, agency: str = "alfa", **rest: object) -> Answered:
    """The holder answers for the own chair."""
    chair = going.appointment(agency, function)
    return reply(going.runtime, who(going, function, agency), meeting(going), chair, said, **rest)  # type: ignore[arg-type]


def stands(going: Going) -> list[tuple[str, int | None]]:
    return sorted(going.rows(t.Rsvp, "answer", "deputy"))


def substitute(going: Going, function: str, person: str, since: str, until: str, right: str = "meeting") -> int:
    """A standing substitute of alfa's holder; its number."""
    row = {"appointment": going.appointment("alfa", function), "person": someone(going, person).id, "right": right}
    days = {"since": day(since), "until": day(until), "made_at": going.clock(), "made_by": "p", "ended_by": ""}
    with write(going.runtime.engine) as tx:
        made = insert(table(t.Substitute)).values(**row, **days).returning(table(t.Substitute).c.id)
        return int(tx.connection.execute(made).scalar_one())
