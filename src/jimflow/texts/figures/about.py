"""What whoever opens a file of figures has to know: which round, when it was counted, and what in it is made up."""

from __future__ import annotations

from datetime import date

from jimflow.core.mistakes import Said
from jimflow.core.nouns import Nouns
from jimflow.texts.fill import capital

TITLE = Said("Om tabellerna", "About the tables")


def about(
    lang: str, title: str, code: str, counted: date, *, cluster: str = "", group: Nouns, example: str = ""
) -> list[tuple[str, str]]:
    """Lines of a heading and what it says. `cluster` is the one that was counted, of those that `group` names;
    `example` says what is made up."""
    told = [(Said("Omgång", "Round").in_(lang), f"{title} ({code})")]
    told += [(capital(group.one.in_(lang)), cluster)] if cluster else []
    told += [(Said("Räknat", "Counted").in_(lang), counted.isoformat())]
    return told + ([(Said("Påhittat exempel", "Invented example").in_(lang), example)] if example else [])
