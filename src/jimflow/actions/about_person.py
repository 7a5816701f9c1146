"""What is kept about a person, as a document that can be read, downloaded and handed over (GDPR art. 15)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jimflow.actions.erasure_plan import person_called
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.core.mistakes import Said
from jimflow.mail.shown import shown
from jimflow.runtime import Runtime
from jimflow.store.personal_data import LINKS, TAGS
from jimflow.store.queries.about_person import SOMEBODY_ELSE, AboutPerson, Places, about_person, places
from jimflow.store.queries.seats import person_of
from jimflow.store.transaction import Tx, read
from jimflow.texts.blockers import ZONE
from jimflow.texts.person_words import COLUMNS, ME, SOMEBODY, SUBJECTS
from jimflow.texts.trail_words import KINDS

_JSON = frozenset({"facts", "answers", "words", "value"})
"""Columns that hold canonical JSON, where it is that."""


@dataclass(frozen=True, slots=True)
class Account:
    """All that is kept about a person, and what its numbers stand for."""

    about: AboutPerson
    places: Places


def about_me(runtime: Runtime, guest: Guest) -> Account:
    """Everything, for the person herself. Raises NotFound for whoever only sits there for her."""
    if not guest.signed_in or guest.acting is not None:
        raise no_such_thing()
    with read(runtime.engine) as tx:
        return _account(tx, guest.id, herself=True)


def about_someone(runtime: Runtime, who: str) -> Account:
    """The same for the host, which is asked for it: of the agency's own room only how much there is.

    `who` is an address, a number or a pseudonym. Raises NotFound, and BadInput for an address of several people.
    """
    with read(runtime.engine) as tx:
        return _account(tx, int(person_called(tx, who.strip()).id), herself=False)


def _account(tx: Tx, number: int, *, herself: bool) -> Account:
    person = person_of(tx, number)
    if person is None:
        raise no_such_thing()
    found = about_person(tx, person, herself=herself)
    return Account(found, places(tx, found))


def document(account: Account) -> dict[str, Any]:
    """One document: a subject for each table, with the words of its columns in both languages."""
    about = account.about
    subjects = [
        {
            "subject": name,
            "title": _both(SUBJECTS[name]),
            "columns": {c: _both(COLUMNS[c]) for c in TAGS[name].given} if kept.rows else {},
            "rows": [{c: plain(account, name, c, v) for c, v in row.items()} for row in kept.rows],
            "withheld": kept.withheld,
        }
        for name in SUBJECTS
        if (kept := about.of(name)).rows or kept.withheld
    ]
    trail = [
        {
            "chain": e.chain,
            "number": e.seq,
            "at": e.at,
            "kind": e.kind,
            "words": _both(KINDS.get(e.kind, Said(e.kind, e.kind))),
        }
        for e in about.entries
    ]
    return {"person": about.person.pseudonym, "subjects": subjects, "audit": {"kinds": about.kinds, "entries": trail}}


def plain(account: Account, name: str, column: str, value: Any) -> Any:
    """A value as it can be read: bytes of a mail as its text, JSON as what it says, numbers as what they stand for."""
    kind = TAGS[name].kinds[column]
    if value in (None, "") or isinstance(value, bool):
        return value
    if kind in LINKS and column != "pseudonym":
        return _both(SOMEBODY if value == SOMEBODY_ELSE else ME)
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(ZONE)).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return shown(bytes(value)).text
    if column in _JSON and isinstance(value, str):
        return _said(value)
    return _place(account.places, column, value)


def _place(known: Places, column: str, value: Any) -> Any:
    if column == "assignment" and value in known.assignments:
        _, sv, en, step, task = known.assignments[value]
        return {"number": value, "organisation": {"sv": sv, "en": en}, "step": step, "assignment": task}
    if column == "meeting" and value in known.meetings:
        _, step, day = known.meetings[value]
        return {"number": value, "step": step, "day": day.isoformat()}
    if column == "participation" and value in known.participations:
        return _both(Said(*known.participations[value]))
    if column == "organisation" and value in known.organisations:
        return _both(Said(*known.organisations[value]))
    if column == "round" and value in known.rounds:
        return known.rounds[value][0]
    return value


def _said(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _both(said: Said) -> Mapping[str, str]:
    return {"sv": said.sv, "en": said.en}
