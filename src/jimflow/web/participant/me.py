"""What the page about oneself shows: functions, choices, and where one is signed in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jimflow.actions.about_person import Account, plain
from jimflow.actions.guests import Guest, no_such_thing
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Workflow
from jimflow.store.personal_data import LINKS, TAGS
from jimflow.store.queries.about_person import SOMEBODY_ELSE
from jimflow.store.queries.my_me import HeldRow, SessionRow, held_by, sessions_of
from jimflow.store.queries.preferences import PreferenceRow, preference
from jimflow.store.transaction import Tx, read
from jimflow.texts.catalogue import tr
from jimflow.texts.dates import day, short_day
from jimflow.texts.names import assignment_title, function_title, meeting_name, named
from jimflow.texts.person_words import COLUMNS, SUBJECTS
from jimflow.web.visit import Visit

ASIDE = ("intent", "mail_link", "submission", "sign_in_code")
"""Subjects that say how the program keeps count: in the file with all the others, on the page only how many."""

LONGEST = 400
"""Characters of one text on the page; the file has all of it."""

_NOT_ON_THE_PAGE = frozenset({"raw", "facts", "digest", "last_reply", "pseudonym", "id"})


@dataclass(frozen=True, slots=True)
class Held:
    """A function in words."""

    row: HeldRow
    title: str
    organisation: str
    round: str
    over: bool


@dataclass(frozen=True, slots=True)
class Me:
    """Everything on the page."""

    guest: Guest
    held: Sequence[Held]
    before: Sequence[Held]
    chosen: PreferenceRow
    sessions: Sequence[SessionRow]
    open: int

    @property
    def participations(self) -> list[int]:
        """Where her functions are, each once."""
        return list(dict.fromkeys(h.row.participation for h in self.held if h.row.participation is not None))


@dataclass(frozen=True, slots=True)
class Subject:
    """One heading of what is kept: each row as pairs of what it is called and what it says."""

    name: str
    title: str
    count: int
    rows: Sequence[Sequence[tuple[str, str]]]


def me(visit: Visit) -> Me:
    """Reads it. Raises NotFound for whoever sits there for her."""
    guest = visit.me
    if guest.acting is not None:
        raise no_such_thing()
    with read(visit.runtime.engine) as tx:
        rows, chosen, sessions = held_by(tx, guest.id), preference(tx, guest.id), sessions_of(tx, guest.id)
        held = [_held(visit, tx, row) for row in rows]
    return Me(
        guest,
        [h for h in held if not h.over],
        [h for h in held if h.over],
        chosen,
        sessions,
        sum(s.open(visit.now) for s in sessions),
    )


def _held(visit: Visit, tx: Tx, row: HeldRow) -> Held:
    workflow = visit.runtime.programmes.workflow(tx, row.definition)
    return Held(
        row,
        function_title(workflow, row.function, visit.lang),
        row.name_en if visit.lang == "en" else row.name_sv,
        named(json.loads(row.facts)["title"], visit.lang),
        row.until is not None and row.until < visit.today,
    )


def subjects(visit: Visit, account: Account) -> list[Subject]:
    """All that is kept, heading by heading; what only keeps count is told in numbers."""
    words = _Words(visit, account)
    return [
        Subject(
            name,
            title.in_(visit.lang),
            len(kept.rows),
            [] if name in ASIDE else [words.row(name, row) for row in kept.rows],
        )
        for name, title in SUBJECTS.items()
        if (kept := account.about.of(name)).rows
    ]


class _Words:
    """Rows as a person reads them: numbers as what they stand for, by their titles."""

    def __init__(self, visit: Visit, account: Account) -> None:
        self._visit, self._account = visit, account
        known = account.places
        digests = {one[0] for one in known.assignments.values()} | {one[0] for one in known.meetings.values()}
        digests |= {definition for _, definition, _ in known.rounds.values()}
        with read(visit.runtime.engine) as tx:
            self._workflows: Mapping[str, Workflow] = {d: visit.runtime.programmes.workflow(tx, d) for d in digests}

    def row(self, name: str, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The columns that say something."""
        found = []
        for column in sorted(TAGS[name].given, key=lambda c: TAGS[name].kinds[c] != "context"):
            value = row[column]
            hers = TAGS[name].kinds[column] in LINKS and value != SOMEBODY_ELSE
            if hers or column in _NOT_ON_THE_PAGE or value in (None, "", False):
                continue
            said = self._said(name, column, value)
            if said:
                found.append((COLUMNS[column].in_(self._visit.lang), said))
        return found

    def _said(self, name: str, column: str, value: Any) -> str:
        lang, known = self._visit.lang, self._account.places
        if isinstance(value, datetime):
            at = self._visit.local(value)
            return f"{short_day(at.date(), lang, self._visit.today)} {at:%H.%M}"
        if isinstance(value, date):
            return day(value, lang, self._visit.today)
        if column == "assignment" and value in known.assignments:
            digest, sv, en, _, task = known.assignments[value]
            return f"{assignment_title(self._workflows[digest], task, lang)}, {en if lang == 'en' else sv}"
        if column == "meeting" and value in known.meetings:
            digest, step, on = known.meetings[value]
            return f"{meeting_name(self._workflows[digest], step, lang)}, {day(on, lang, self._visit.today)}"
        if column == "round" and value in known.rounds:
            return named(json.loads(known.rounds[value][2])["title"], lang)
        if column == "language":
            return {"sv": Said("svenska", "Swedish"), "en": Said("engelska", "English")}[value].in_(lang)
        if column == "function" and (workflow := self._only()) is not None:
            return ", ".join(function_title(workflow, one, lang) for one in str(value).split(","))
        return self._plain(plain(self._account, name, column, value))

    def _only(self) -> Workflow | None:
        return next(iter(self._workflows.values()), None)

    def _plain(self, value: Any) -> str:
        lang = self._visit.lang
        if value is True:
            return tr(lang, "ja")
        if isinstance(value, Mapping):
            if set(value) == {"sv", "en"}:
                return str(value[lang])
            return "; ".join(self._plain(v) for v in value.values() if v not in (None, ""))
        if isinstance(value, list):
            return ", ".join(self._plain(v) for v in value)
        text = " ".join(str(value).split())
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
