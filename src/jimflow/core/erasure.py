"""Which audit entries name someone in clear text, and whether what they say may go: decided from their bytes alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

TRACES = frozenset(
    {
        *("due", "mail", "mail_dead", "mail_retried", "released"),
        *("mail_held", "mail_edited", "mail_addition"),
        *("functions", "undeliverable", "assistant_undeliverable"),
    }
)
"""Kinds that only trace mail and holders. All others record what was decided, answered or done in a matter."""

Fate = Literal["actor", "record", "trace"]
"""`actor`: the person is named as who acted. `record`: in the record of a decision or an act. `trace`: elsewhere."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entry that names the person."""

    chain: int
    seq: int
    kind: str
    fate: Fate


class Words:
    """A person's name and addresses, to be looked for in text: whole words, whatever their case, also as a genitive."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({w.strip().casefold() for w in words if w.strip()})
        self._written = [json.dumps(w, ensure_ascii=False)[1:-1] for w in self._words]
        either = "|".join(map(re.escape, self._words))
        self._found = re.compile(rf"(?<![\w.+-])(?:{either})s?(?![\w-])")

    def name(self, text: str) -> bool:
        """True when one of the words is the whole text."""
        return text.strip().casefold() in self._words

    def stand_in(self, text: str) -> bool:
        """True when one of the words stands somewhere in the text."""
        return bool(self._words) and self._found.search(text.casefold()) is not None

    def stand_in_json(self, text: str) -> bool:
        """True when one of the words stands in a text of the document."""
        folded = text.casefold()
        if not any(w in folded for w in self._written):  # nearly always: nothing need be read
            return False
        return any(map(self.stand_in, _texts(json.loads(text))))


def named(chain: int, seq: int, content: bytes, words: Words) -> Named | None:
    """The entry, when its payload names the person in clear text; None when it does not."""
    text = content.decode()
    if not words.stand_in_json(text):
        return None
    said = json.loads(text)
    kind = str(said["kind"])
    if words.name(str(said.get("actor", {}).get("name", ""))):
        return Named(chain, seq, kind, "actor")
    return Named(chain, seq, kind, "trace" if kind in TRACES else "record")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
