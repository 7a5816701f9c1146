"""Somebody who takes part in the mini round, as a browser would have shown who it is."""

from __future__ import annotations

from dataclasses import replace

from jimflow.actions.guests import Guest
from jimflow.store import tables as t
from tests.actions.going import Going


def someone(
    round_: Going, address: str, *, session: int = 1, mail: int | None = None, acting: Guest | None = None
) -> Guest:
    """The person of that address: signed in, by the code of a mail, or by its link alone (`session=0`)."""
    wanted = ("id", "pseudonym", "name", "mail", "language")
    ((number, pseudonym, name, own, language),) = round_.rows(t.Person, *wanted, mail=address)
    found = Guest(number, pseudonym, name, own, language, session, mail)
    if acting is None:
        return found
    return replace(found, acting=acting.id, acting_name=acting.name, acting_as=acting.pseudonym)


def task_of(round_: Going, agency: str, name: str) -> int:
    """The number of the agency's latest assignment of that name."""
    return int(round_.rows(t.Assignment, "id", participation=round_.agencies[agency], name=name)[-1][0])
