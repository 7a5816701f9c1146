"""A form is dealt with once: its name is kept in the very commit that does what it asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from jimflow.runtime import Runtime
from jimflow.store.tables import Submission
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx, read, witnessed, write

_S = table(Submission)


class DoneAlready(Exception):  # noqa: N818 - reads as what it is
    """The form has been dealt with before; nothing was done this time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the browser was told: where it was sent on to, and words. Both empty when the answer was cut short."""

    place: str
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a form: an account, or a person who takes part."""

    account: int | None = None
    person: int | None = None


class _Once:
    """Claims the name in the first transaction that something is written in; later ones belong to the same form."""

    def __init__(self, runtime: Runtime, name: str, by: Sender) -> None:
        made = {"name": name, "made_at": runtime.clock(), "place": "", "words": "{}"}
        self._row = made | {"account": by.account, "person": by.person}
        self._claimed = self._kept = False

    def begun(self, tx: Tx) -> None:
        if self._kept:
            return
        known = select(_S.c.id).where(_S.c.name == self._row["name"])
        if tx.connection.execute(known).first() is not None:
            raise DoneAlready
        tx.connection.execute(insert(_S).values(**self._row))
        self._claimed = True

    def ending(self, _tx: Tx) -> bool:
        self._kept = self._claimed
        return True


def once(runtime: Runtime, name: str, by: Sender) -> Runtime:
    """A runtime for dealing with one form: whatever an action commits through it is committed at most once.

    The action raises DoneAlready where a form of that name has been dealt with; two that come at the same moment
    meet at the UNIQUE name, where the later one gets the driver's IntegrityError.
    """
    return replace(runtime, engine=witnessed(runtime.engine, _Once(runtime, name, by)))


def answer(runtime: Runtime, name: str, place: str, words: Mapping[str, Any]) -> None:
    """Keeps what the browser was told, for whoever sends the same form again."""
    with write(runtime.engine) as tx:
        kept = {"place": place, "words": json.dumps(words, ensure_ascii=False)}
        tx.connection.execute(update(_S).where(_S.c.name == name).values(**kept))


def forget_answers(tx: Tx, before: datetime) -> None:
    """Forms sent before that moment: no browser can send them again, and what was told of them may name people."""
    tx.connection.execute(delete(_S).where(_S.c.made_at <= before))


def without_words(tx: Tx) -> None:
    """What anybody was told goes: it may name a person who is being erased. Forms stay known, so none is done twice."""
    tx.connection.execute(update(_S).values(words="{}"))


def answered(runtime: Runtime, name: str, by: Sender) -> Answered | None:
    """What was told when the form was dealt with; None when it was not, or was another person's."""
    with read(runtime.engine) as tx:
        own = _S.c.account == by.account if by.account is not None else _S.c.person == by.person
        wanted = select(_S.c.place, _S.c.words).where(_S.c.name == name, own)
        row = tx.connection.execute(wanted).first()
    return Answered(row[0], json.loads(row[1])) if row is not None else None
