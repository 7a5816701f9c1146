"""What goes with a person from the rooms of those who take part: ways in, choices, words, standing in for others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update

from jimflow.core.mistakes import Said
from jimflow.store import tables as t
from jimflow.store.tables.columns import table
from jimflow.store.transaction import Tx

_S, _C, _R, _U = (table(kind) for kind in (t.PersonSession, t.SignInCode, t.Preference, t.Submission))
_D, _W, _F, _B = (table(kind) for kind in (t.JointDraftPast, t.RoomComment, t.Forward, t.Substitute))


@dataclass(frozen=True, slots=True)
class Goes:
    """Something that goes, and how much of it there is."""

    code: str
    count: int
    what: Said


def goes(tx: Tx, person: int, pseudonym: str, today: date) -> tuple[Goes, ...]:
    """What there is of it. Drafts that stand in an answer now are the agency's, and stay under the pseudonym."""
    found = [
        Goes("choices", _count(tx, _R, _R.c.person == person), Said("val om språk och mejl", "choices of mail")),
        Goes(
            "ways_in",
            _count(tx, _S, _sessions(person)) + _count(tx, _C, _C.c.person == person),
            Said("inloggningar och koder för att logga in", "times signed in, and codes to sign in with"),
        ),
        Goes("forms", _count(tx, _U, _U.c.person == person), Said("skickade formulär", "forms that were sent")),
        Goes(
            "past_drafts",
            _count(tx, _D, _D.c.saved_by == pseudonym),
            Said("tidigare utkast som personen skrev", "earlier drafts the person wrote"),
        ),
        Goes(
            "comments",
            _count(tx, _W, _W.c.written_by == pseudonym),
            Said("kommentarer till kollegor", "comments to colleagues"),
        ),
        Goes(
            "words",
            _count(tx, _F, _F.c.made_by == pseudonym, _F.c.words != ""),
            Said("ord till kollegor som fått en uppgift", "words to colleagues whom a task was sent on to"),
        ),
        Goes(
            "forwards",
            _count(tx, _F, *_open(person)),
            Said("uppgifter som skickats vidare till personen avslutas", "tasks sent on to the person, which end"),
        ),
        Goes(
            "substitutes",
            _count(tx, _B, *_standing(person, today)),
            Said("tider som ersättare avslutas", "times as a substitute, which end"),
        ),
    ]
    return tuple(one for one in found if one.count)


def remove(tx: Tx, person: int, pseudonym: str, today: date, now: datetime) -> None:
    """Takes it away. Who acted for whom, and when, stays without names."""
    for of, which in (
        (_R, _R.c.person == person),
        (_S, _sessions(person)),
        (_C, _C.c.person == person),
        (_U, _U.c.person == person),
        (_D, _D.c.saved_by == pseudonym),
        (_W, _W.c.written_by == pseudonym),
    ):
        tx.connection.execute(delete(of).where(which))
    tx.connection.execute(update(_F).where(_F.c.made_by == pseudonym).values(words=""))
    tx.connection.execute(update(_F).where(*_open(person)).values(ended_at=now))
    tx.connection.execute(update(_B).where(*_standing(person, today)).values(ended_at=now))


def _sessions(person: int) -> ColumnElement[bool]:
    return (_S.c.person == person) | (_S.c.acting == person)


def _open(person: int) -> Sequence[Any]:
    return _F.c.person == person, _F.c.ended_at.is_(None)


def _standing(person: int, today: date) -> Sequence[Any]:
    return _B.c.person == person, _B.c.ended_at.is_(None), _B.c.until >= today


def _count(tx: Tx, of: Any, *which: Any) -> int:
    return int(tx.connection.execute(select(func.count()).select_from(of).where(*which)).scalar_one())
