"""What one word or text of a YAML file means: text, a whole number, true or false, or a mistake."""

from __future__ import annotations

import re

from yaml.events import ScalarEvent

from jimflow.core.mistakes import Said
from jimflow.files.decode import INVISIBLE, invisible

DIGITS = 18  # what every database here stores exactly

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_MISSING = Said("värdet saknas", "the value is missing")
_WRITE_VALUE = Said(
    "skriv ett värde, eller ta bort raden",
    "write a value, or remove the line",
)
_COMMA = Said(
    "innehåller texten före ett kommatecken? sätt då hela texten inom citattecken",
    "does the text before it contain a comma? then put the whole text in quotes",
)
_LEAVE_OUT = Said(
    "utelämna nyckeln, eller sätt ordet inom citattecken om det är text",
    "leave the key out, or put the word in quotes if it is text",
)
_QUOTE_NUMBER = Said("sätt det inom citattecken om det är text", "put it in quotes if it is text")
_QUOTE_KEY = Said("sätt den inom citattecken", "put it in quotes")
KEY_IS_TEXT = Said("en nyckel måste vara text", "a key must be text")
_MERGE = Said("nyckeln << är inte tillåten", "the key << is not allowed")
_REPEAT = Said("upprepa det som ska gälla", "repeat what is to hold")


class Unfit(Exception):  # noqa: N818
    """A word that means nothing here: what is wrong and how to mend it."""

    def __init__(self, what: Said, suggestion: Said | None = None) -> None:
        super().__init__(what, suggestion)
        self.what, self.suggestion = what, suggestion


def value_of(event: ScalarEvent, *, in_braces: bool) -> str | int | bool:
    """The value a scalar stands for; raises Unfit. Dates, fractions, `on` and `no` are text."""
    text: str = event.value
    if event.style:
        if event.style == '"' and (found := INVISIBLE.search(text)):
            raise Unfit(*invisible(found[0]))
        return text
    if text == "true" or text == "false":
        return text == "true"
    if _WHOLE.fullmatch(text):
        if len(text) > DIGITS:
            raise Unfit(
                Said(
                    f"talet har fler än {DIGITS} siffror",
                    f"the number has more than {DIGITS} digits",
                ),
                _QUOTE_NUMBER,
            )
        return int(text)
    if not text:
        raise Unfit(_MISSING, _COMMA if in_braces else _WRITE_VALUE)
    if text in _NOTHING:
        raise Unfit(Said(f"{text} är inget värde", f"{text} is not a value"), _LEAVE_OUT)
    return text


def key_of(event: ScalarEvent) -> str:
    """The key a scalar stands for; raises Unfit when it is not text or holds what nobody can see."""
    text: str = event.value
    if not event.style:
        if text == "<<":
            raise Unfit(_MERGE, _REPEAT)
        if not text or text in _NOTHING or text in ("true", "false") or _WHOLE.fullmatch(text):
            raise Unfit(KEY_IS_TEXT, _QUOTE_KEY if text else None)
    if not text.isprintable():
        raise Unfit(*invisible(next(char for char in text if not char.isprintable())))
    return text
