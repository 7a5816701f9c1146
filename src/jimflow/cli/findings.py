"""What rules found, for a person and for a program: what, why, who can mend it and how."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker, Facts
from jimflow.core.workflow import Workflow
from jimflow.texts.blockers import blocker_text, fix_text
from jimflow.texts.words import SEVERITY, word

STALE = "stale"
WIDTH = 80
_ORDER = {"block": 0, "warn": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Names:
    """What an organisation and its cluster are called in both languages."""

    organisation: tuple[str, str]
    cluster: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Puts findings about one participation in words, as of one day."""

    workflow: Workflow
    names: Names
    today: date

    def text(self, blocker: Blocker, lang: str) -> str:
        """What is wrong."""
        if blocker.code == STALE:
            return stale().in_(lang)
        return blocker_text(self.workflow, blocker, lang, self.names.organisation, self.names.cluster, self.today)

    def fix(self, blocker: Blocker, lang: str) -> str:
        """Who can mend it, and how."""
        if blocker.code == STALE:
            return look_again().in_(lang)
        return fix_text(self.workflow, blocker, lang, self.names.organisation, self.names.cluster, self.today)

    def document(self, blockers: Sequence[Blocker]) -> list[dict[str, Any]]:
        """Findings as the contract of `--json` has them."""
        return [
            {
                "code": b.code,
                "severity": b.severity,
                "waivable": b.waivable,
                "text": {"sv": self.text(b, "sv"), "en": self.text(b, "en")},
                "facts": dict(b.facts) | ({"waived": True} if b.waived else {}),
                "fix": {"sv": self.fix(b, "sv"), "en": self.fix(b, "en")},
            }
            for b in blockers
        ]

    def lines(self, blockers: Sequence[Blocker], lang: str) -> list[str]:
        """Findings one under the other, what stops first; each with its code and how to mend it."""
        found: list[str] = []
        for b in sorted(blockers, key=lambda b: (b.waived, _ORDER[b.severity])):
            sign = Said("avsteg", "waived").in_(lang) if b.waived else word(SEVERITY, b.severity, lang)
            found += _folded(f"[{sign}] {self.text(b, lang)} ({b.code})", "  ", "    ")
            if not b.waived and (fix := self.fix(b, lang)):
                found += _folded(fix, "    → ", "      ")
        return found


def stale_blocker(facts: Facts, seen: int) -> Blocker:
    """That someone else has changed the facts since they were seen."""
    return Blocker(STALE, "block", waivable=False, step=facts.state, facts={"seen": seen, "version": facts.version})


def stale() -> Said:
    """Someone was faster."""
    return Said(
        "Någon annan har ändrat uppgifterna sedan du såg dem. Inget sparades.",
        "Someone else has changed the facts since you saw them. Nothing was saved.",
    )


def look_again() -> Said:
    """What to do then."""
    return Said("Titta igen med jimflow why och försök på nytt.", "Look again with jimflow why and try once more.")


def acknowledgeable(blockers: Sequence[Blocker]) -> list[str]:
    """The codes of the warnings that a person may pass knowingly."""
    return sorted({b.code for b in blockers if b.severity == "warn" and not b.waived})


def waivable(blockers: Sequence[Blocker]) -> list[str]:
    """The codes of the stops from which a waiver can be decided."""
    return sorted({b.code for b in blockers if b.severity == "block" and b.waivable and not b.waived})


def _folded(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
