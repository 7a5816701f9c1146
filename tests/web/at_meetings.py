"""Meetings in the demo: their addresses, what was answered, and browsers that followed the link of an invitation."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from jimflow.store.tables import (
    Intent,
    MailLink,
    Rsvp,
)
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read, write
from jimflow.web.cookies import called
from tests.demo_site import Installation
from tests.participants import meeting
from tests.web.person import Person


def at(made: Installation, step: str = "deepening", agency: str = "formas") -> str:
    return f"/my/meetings/{meeting(made, agency, step)}"


def rows(made: Installation, kind: type, *columns: str) -> list[tuple[object, ...]]:
    t = table(kind)
    with read(made.runtime.engine) as tx:
        return [tuple(row) for row in tx.connection.execute(select(*(t.c[c] for c in columns)).order_by(t.c.id))]


def answers_to(made: Installation, step: str = "deepening") -> list[tuple[object, ...]]:
    """(appointment, answer) of everyone who has answered the invitation."""
    number = meeting(made, "formas", step)
    return [(a, said) for m, a, said in rows(made, Rsvp, "meeting", "appointment", "answer") if m == number]


def said_to(made: Installation, step: str = "deepening") -> list[object]:
    return [said for _, said in answers_to(made, step)]


def invitation(made: Installation, step: str, address: str) -> int:
    """The mail that invited that address to the meeting of that step."""
    i = table(Intent).c
    with read(made.runtime.engine) as tx:
        wanted = select(i.mail).where(i.item == f"invite:{step}", i.address == address, i.mail.is_not(None))
        return int(tx.connection.execute(wanted).scalars().one())


def linked(made: Installation, mail: int) -> Person:
    """A browser that has followed the link of the mail and typed nothing."""
    who, now = Person(made, None), made.runtime.clock()
    doors = made.runtime.doors
    assert doors is not None
    row = {"mail": mail, "key_id": doors.key_id, "made_at": now, "ends_at": now + timedelta(days=9)}
    with write(made.runtime.engine) as tx:
        tx.connection.execute(table(MailLink).delete().where(table(MailLink).c.mail == mail))
        tx.connection.execute(table(MailLink).insert().values(**row))
    who.client.cookies.set(called("link", secure=False), doors.token(mail))
    return who
