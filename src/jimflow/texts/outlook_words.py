"""What a meeting to come lacks as it looks now, in words, member by member."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from jimflow.core.model import Blocker, Facts
from jimflow.core.programme import Programme
from jimflow.texts.findings import Names, Reader


class OneLacks(Protocol):
    """A member with what it lacks."""

    @property
    def facts(self) -> Facts:
        """Who it is."""

    @property
    def programme(self) -> Programme:
        """What it runs on."""

    @property
    def lacks(self) -> tuple[Blocker, ...]:
        """What somebody should see to."""


class AllLack(Protocol):
    """A meeting with everyone who is to come."""

    @property
    def members(self) -> Sequence[OneLacks]:
        """One by one."""


def lack_words(ahead: AllLack, lang: str, today: date) -> dict[int, list[str]]:
    """By participation what it lacks, a sentence for each; nothing for one that lacks nothing."""
    return {
        m.facts.id: [
            Reader(m.programme.workflow, Names(m.facts.organisation_names, m.facts.cluster_name), today).text(b, lang)
            for b in m.lacks
        ]
        for m in ahead.members
    }
