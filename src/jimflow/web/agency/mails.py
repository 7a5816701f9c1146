"""What goes to the people of one that takes part: what waits, what will come in its time, what went and what failed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jimflow.store.queries.mail import MailRow
from jimflow.texts.mail_words import item_words, rule_words
from jimflow.texts.names import function_titles
from jimflow.texts.words import MAIL_STATUS, word
from jimflow.web.agency.reads import Dossier

FAILED = ("dead", "unknown")
KINDS = {"sent": "done", "dead": "stopped", "cancelled": "plain"}
SOON = 5
"""So many are shown at once of what is far ahead; the rest is folded."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something that is to be said: when, what, to whom. `written`: it waits to go and only the hour is left."""

    at: datetime
    words: str
    whom: str
    held: bool
    written: bool


@dataclass(frozen=True, slots=True)
class Went:
    """Mails of one day with the same subject and fate. `to`: the functions they went to, each with its mail."""

    at: datetime
    subject: str
    kind: str
    sign: str
    to: Sequence[tuple[str, str]]
    reply: str
    """The relay's last words, where it did not arrive."""


def ahead(d: Dossier) -> list[Ahead]:
    """What is to come, by time; the same to several functions is one line."""
    found: dict[tuple[datetime, str, bool, bool], list[str]] = {}
    for i in d.waiting:
        words = item_words(d.workflow, i.item, json.loads(i.facts), d.lang, d.today)
        found.setdefault((i.send_at, words, i.held, True), []).append(i.function)
    for c in d.coming:
        found.setdefault((c.due_at, rule_words(d.workflow, c.rule, d.lang), False, False), []).append(c.recipient)
    lines = [
        Ahead(at, words, _functions(d, functions), held, written)
        for (at, words, held, written), functions in found.items()
    ]
    return sorted(lines, key=lambda line: (line.at, line.words))


def went(d: Dossier) -> list[Went]:
    """The latest mails, those that failed first."""
    alike: dict[tuple[date, str, str, str], list[MailRow]] = {}
    for row in d.mails:
        reply = row.last_reply if row.status in FAILED else ""
        alike.setdefault((d.day(_at(row)), row.subject, row.status, reply), []).append(row)
    lines = [
        Went(
            _at(rows[0]),
            subject,
            KINDS.get(status, "waiting"),
            word(MAIL_STATUS, status, d.lang),
            [(_whom(d, row), f"{d.base}/outbox/{row.id}") for row in reversed(rows)],
            reply,
        )
        for (_, subject, status, reply), rows in alike.items()
    ]
    return sorted(lines, key=lambda line: line.kind != "stopped")


def _at(row: MailRow) -> datetime:
    """When it went, else when it was written."""
    return row.sent_at or row.composed_at


def _whom(d: Dossier, row: MailRow) -> str:
    said = [i.function for i in d.items.get(row.id, ()) if i.participation in (None, d.row.id)]
    return _functions(d, said) or row.address


def _functions(d: Dossier, names: Sequence[str]) -> str:
    """Listed in the order of the definition; one that it no longer has stands last."""
    order = {name: number for number, name in enumerate(d.workflow.functions)}
    return function_titles(d.workflow, sorted(set(names), key=lambda name: order.get(name, len(order))), d.lang)
