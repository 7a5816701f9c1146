"""What is said to somebody who acts for another: a task was sent on, a substitute was named."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.mail.assignments import assignment_values
from jimflow.mail.reader import Reader, Values, plain, plain_lines, text
from jimflow.mail.voice import Item
from jimflow.texts.names import title_within

TEMPLATES = ("forwarded", "substitute")


def forwarded_values(reader: Reader, items: Sequence[Item]) -> Values:
    """A task that a colleague sent on. `holder`: for whom the reader writes, "" where that is who sent it."""
    facts, said = items[0].facts, assignment_values(reader, items)
    return {
        **said,
        "function": title_within(str(said["function"])),
        "by": plain(text(facts, "by")),
        "holder": plain(text(facts, "holder")),
        "may_hand_in": facts.get("may_hand_in") is True,
        "words": " ".join(plain_lines(text(facts, "words")).split("\n")),
    }


def substitute_values(reader: Reader, items: Sequence[Item]) -> Values:
    """That the reader stands in for `holder`, both days included; `right` is signature or meeting."""
    facts, said = items[0].facts, reader.common(items[0])
    return {
        **said,
        "function": title_within(str(said["function"])),
        "by": plain(text(facts, "by")),
        "holder": plain(text(facts, "holder")),
        "right": text(facts, "right"),
        "since": reader.day(facts.get("since")),
        "until": reader.day(facts.get("until")),
        "since_short": reader.short_day(facts.get("since")),
        "until_short": reader.short_day(facts.get("until")),
    }
