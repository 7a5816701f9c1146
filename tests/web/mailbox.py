"""The mails of a demo as their receivers have them: each with the link and the code that it carries."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from jimflow.core.doors import Doors, spaced
from jimflow.store.queries.seats import about
from jimflow.store.tables import Intent, Mail, MailLink
from jimflow.store.tables.columns import table
from jimflow.store.transaction import read
from tests.demo_site import Installation

_M, _L, _I = (table(t).c for t in (Mail, MailLink, Intent))


@dataclass(frozen=True)
class Received:
    """A mail in somebody's mailbox. `path` is its link without the host."""

    number: int
    address: str
    path: str
    code: str
    tasks: tuple[int, ...]
    meetings: bool


def mailbox(made: Installation, address: str) -> list[Received]:
    """The mails with links to an address, the latest first."""
    doors = doors_of(made)
    wanted = select(_M.id, _M.address).join_from(table(Mail), table(MailLink), _L.mail == _M.id)
    with read(made.runtime.engine) as tx:
        rows = tx.connection.execute(wanted.where(_M.address == address).order_by(_M.id.desc())).all()
        said = {row.id: about(tx, row.id) for row in rows}
    return [
        Received(
            *(row.id, row.address, f"/l/{doors.token(row.id)}", spaced(doors.code(row.id))),
            tuple(dict.fromkeys(a.assignment for a in said[row.id] if a.assignment is not None)),
            any(a.template in ("hold", "invite", "moved") for a in said[row.id]),
        )
        for row in rows
    ]


def mail_about_a_task(made: Installation, address: str) -> Received:
    """The latest that is about one task and nothing else."""
    return next(m for m in mailbox(made, address) if len(m.tasks) == 1 and not m.meetings)


def sent_code(made: Installation) -> str:
    """The code to sign in with that was asked for last, as its mail says it."""
    with read(made.runtime.engine) as tx:
        item = tx.connection.execute(
            select(_I.item).where(_I.template == "sign_in").order_by(_I.id.desc()).limit(1)
        ).scalar_one()
    return spaced(doors_of(made).sign_in_code(int(item.partition(":")[2])))


def doors_of(made: Installation) -> Doors:
    """What makes the links of that installation."""
    assert made.runtime.doors is not None
    return made.runtime.doors
