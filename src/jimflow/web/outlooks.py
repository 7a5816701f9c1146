"""What a meeting to come lacks, as a line on a page of many."""

from __future__ import annotations

from datetime import date

from jimflow.actions.forecast import Ahead
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr
from jimflow.texts.outlook_words import lack_words
from jimflow.texts.together import said_once


def lacking(ahead: Ahead, lang: str, today: date) -> list[str]:
    """What a meeting lacks as it looks now: what all lack in words, and the others by name."""
    shared, own = said_once(lack_words(ahead, lang, today))
    who = listed([m.facts.organisation_names[lang == "en"] for m in ahead.members if own[m.facts.id]], lang)
    return [*shared, *([tr(lang, "Något saknas hos {who}.", who=who)] if who else [])]
