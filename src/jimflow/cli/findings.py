"""Findings one under the other, as the terminal shows them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime

from jimflow.core.mistakes import Said
from jimflow.core.model import Blocker, Facts
from jimflow.core.workflow import Workflow
from jimflow.texts.findings import Reader, in_order, in_time_words, sign

WIDTH = 80


def blocker_lines(reader: Reader, blockers: Sequence[Blocker], lang: str) -> list[str]:
    """Findings one under the other, what stops first; each with its code and how to mend it."""
    found: list[str] = []
    for b in in_order(blockers):
        found += _folded(f"[{sign(b, lang)}] {reader.text(b, lang)} ({b.code})", "  ", "    ")
        if not b.waived and (fix := reader.fix(b, lang)):
            found += _folded(fix, "    → ", "      ")
    return found


def in_time_lines(workflow: Workflow, facts: Facts, blockers: Sequence[Blocker], now: datetime, lang: str) -> list[str]:
    """Which warnings need not be passed at all, since what they ask for may still come in time; nothing when none."""
    said = in_time_words(workflow, facts, blockers, now, lang)
    return ["", *textwrap.wrap(said, WIDTH)] if said else []


def look_again() -> Said:
    """What to do about facts that someone else has changed."""
    return Said("Titta igen med jimflow why och försök på nytt.", "Look again with jimflow why and try once more.")


def _folded(text: str, first: str, then: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
