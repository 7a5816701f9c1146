"""What is said of a code to sign in with: where and until when it is good. The code itself is filled in later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from jimflow.mail.reader import Reader, Values, text
from jimflow.mail.voice import Item
from jimflow.texts.dates import clock

TEMPLATE = "sign_in"


def sign_in_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The values of a code's mail; `secret` is a slot."""
    facts = items[0].facts
    until = reader.calendar.local(datetime.fromisoformat(text(facts, "until")))
    return {
        **reader.common(items[0]),
        "secret": f"[[sign-in:{facts['number']}]]",
        "until": clock(until, reader.lang),
    }
