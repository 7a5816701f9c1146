"""What a mail is about, each thing with a number of its own: where the link that stands beside it leads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Thing:
    """A task or a meeting with a page of its own."""

    kind: Literal["task", "meeting"]
    number: int

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/my/{self.kind}s/{self.number}"


class Told(Protocol):
    """What is said, as an intent or as what came of it."""

    @property
    def assignment(self) -> int | None:
        """The task it is about."""

    @property
    def template(self) -> str:
        """In which words."""

    @property
    def facts(self) -> str:
        """Frozen, as canonical JSON."""


def thing_of(told: Told) -> Thing | None:
    """What it is about that has a page; None where it has none, and for receipts, which also go to others."""
    if told.template == "receipt":
        return None
    if told.assignment is not None:
        return Thing("task", told.assignment)
    meeting = json.loads(told.facts).get("meeting")
    return Thing("meeting", meeting) if isinstance(meeting, int) and told.template != "cancelled" else None


def things(several: Iterable[Told]) -> Sequence[Thing]:
    """Of what is said in one mail, in the order it was written down: the first is number one."""
    return list(dict.fromkeys(thing for told in several if (thing := thing_of(told)) is not None))
