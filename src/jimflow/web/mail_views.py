"""What the page of one mail shows: the things it says, and for one that waits its draft, its words and its batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jimflow.actions.coming_mails import Receiver, coming
from jimflow.actions.mail_drafts import Draft, Wording, draft, wording
from jimflow.actions.mail_review import review_of
from jimflow.mail.meetings import TEMPLATES as ABOUT_A_DATE
from jimflow.mail.shown import shown
from jimflow.mail.templates import BadTemplate
from jimflow.store.queries.mail import IntentRow, intents, intents_of
from jimflow.store.queries.rounds import ParticipationRow, RoundRow, participations
from jimflow.store.transaction import read
from jimflow.texts.fill import capital
from jimflow.texts.mail_words import item_words
from jimflow.texts.names import function_title, named
from jimflow.web.here import the_workflow
from jimflow.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a mail says: in words, to the holder of which function, about whom, and where that one's page is.

    `number` is the one under which it waits.
    """

    number: int
    words: str
    function: str
    about: str
    place: str


def said_in(visit: Visit, of: RoundRow, mail: int) -> list[Thing]:
    """What a mail that has been written says."""
    with read(visit.runtime.engine) as tx:
        rows = intents_of(tx, [mail])
    return _things(visit, of, rows)


def draft_values(visit: Visit, of: RoundRow, number: int) -> dict[str, Any]:
    """What the page of a mail that waits shows. Raises NotFound when it does not wait any more."""
    made, words, faults = _made(visit, number)
    with read(visit.runtime.engine) as tx:
        rows = intents(tx, made.intents if made else [number])
        policy = review_of(tx, of.id)
    receivers = _batch(visit, of, number) if made is None or made.held else ()
    by_language: dict[str, int] = {}
    for r in receivers:
        by_language.setdefault(r.language, r.intent or 0)
    return {
        "draft": made or Draft((number,), (), "", "sv", visit.now, True, "", b""),
        "letter": shown(made.raw) if made and made.raw else None,
        "wording": words,
        "dated": words is not None and words.template in ABOUT_A_DATE,
        "things": _things(visit, of, rows),
        "batch": [r.intent for r in receivers if r.intent is not None],
        "languages": by_language,
        "policy": policy,
        "faults": faults,
    }


def _made(visit: Visit, number: int) -> tuple[Draft | None, Wording | None, list[str]]:
    """The draft and the words of the one thing; neither where a template has a fault, which is then told."""
    try:
        made = draft(visit.runtime, number)
        words = wording(visit.runtime, number) if number not in made.gone else None
    except BadTemplate as fault:
        return None, None, [fault.said.in_(visit.lang)]
    return made, words, []


def _batch(visit: Visit, of: RoundRow, number: int) -> tuple[Receiver, ...]:
    """Everyone who waits to be told the same."""
    for line in coming(visit.runtime, of.id, 1).lines:
        if line.held and any(r.intent == number for r in line.receivers):
            return line.receivers
    return ()


def _things(visit: Visit, of: RoundRow, rows: list[IntentRow]) -> list[Thing]:
    workflow = the_workflow(visit, of)
    with read(visit.runtime.engine) as tx:
        who: Mapping[int, ParticipationRow] = {p.id: p for p in participations(tx, of.code)}
    found = []
    for row in rows:
        about = who.get(row.participation or 0)
        words = item_words(workflow, row.item, json.loads(row.facts), visit.lang, visit.today)
        found.append(
            Thing(
                number=row.id,
                words=capital(words),
                function=function_title(workflow, row.function, visit.lang),
                about=named((about.name_sv, about.name_en), visit.lang) if about else "",
                place=f"/rounds/{of.code}/agencies/{about.organisation}" if about else "",
            )
        )
    return found
