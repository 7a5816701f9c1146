"""All that is kept about a person, on the screen or as one document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jimflow.actions.about_person import about_someone, document
from jimflow.cli.desk import Desk

LONGEST = 200
"""Characters of one value on the screen; the document has all of it."""

ELSEWHERE = ("raw", "facts", "intent")
"""Columns and tables that stand in the document alone: the mails with all that they say."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d")


def shown(desk: Desk, who: str) -> None:
    """What there is, table by table; of the agency's own room how much."""
    found = about_someone(desk.runtime, who)
    made = document(found)
    if desk.document:
        desk.answer(made)
        return
    person = found.about.person
    desk.say(f"Person nr {person.id}: {person.name}", f"Person no. {person.id}: {person.name}")
    for subject in made["subjects"]:
        if subject["subject"] in ELSEWHERE:
            continue
        desk.line()
        desk.line(f"{subject['title'][desk.lang]}: {len(subject['rows']) + subject['withheld']}")
        for row in subject["rows"]:
            desk.wrapped(_row(subject["columns"], row, desk.lang), "  ")
        if subject["withheld"]:
            _withheld(desk, subject["withheld"])
    desk.line()
    total = len(made["audit"]["entries"])
    desk.say(
        f"Poster i granskningsloggen som nämner personens id: {total}",
        f"Audit entries that name the person's id: {total}",
    )
    for entry in made["audit"]["entries"]:
        desk.line(
            f"  {entry['chain']}:{entry['number']} {entry['at'][:16].replace('T', ' ')} {entry['words'][desk.lang]}"
        )
    desk.line()
    desk.say("Hela texterna finns i dokumentet: --json", "The texts in full are in the document: --json")


def _withheld(desk: Desk, count: int) -> None:
    desk.wrapped(
        {
            "sv": f"{count} i myndighetens eget rum, som ni inte läser. Personen hämtar dem själv: /my/me/data",
            "en": f"{count} in the agency's own room, which you do not read. The person fetches them: /my/me/data",
        }[desk.lang],
        "  ",
    )


def _row(columns: Mapping[str, Mapping[str, str]], row: Mapping[str, Any], lang: str) -> str:
    said = [
        f"{columns[c][lang]} {_words(v, lang)}"
        for c, v in row.items()
        if c not in ELSEWHERE and v not in (None, "", False)
    ]
    return " · ".join(said)


def _words(value: Any, lang: str) -> str:
    if value is True:
        return {"sv": "ja", "en": "yes"}[lang]
    if isinstance(value, Mapping):
        if set(value) == {"sv", "en"}:
            return str(value[lang])
        return ", ".join(_words(v, lang) for key, v in value.items() if key != "number" and v not in (None, ""))
    if isinstance(value, list):
        return ", ".join(_words(v, lang) for v in value)
    text = " ".join(str(value).split())
    if _MOMENT.fullmatch(text):
        return text[:16].replace("T", " ")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
