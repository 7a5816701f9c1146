"""A turn of the dialogue inside a task: who says what about which task, and what the reader may do."""

from __future__ import annotations

from collections.abc import Sequence

from jimflow.mail.reader import Reader, Values, plain, plain_lines, text
from jimflow.mail.voice import Item
from jimflow.texts.names import assignment_title, function_title, title_within


def remark_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The values of one turn's section; several items are one person's several functions in the task."""
    facts, lang, workflow = items[0].facts, reader.lang, reader.workflow
    due = reader.day_of(facts.get("due"))
    ahead = due is not None and due >= reader.today
    said = plain_lines(text(facts, "words")).strip("\n")
    return {
        **reader.common(items[0]),
        "duty": reader.duty(facts, dict.fromkeys(item.function for item in items)),
        "sent_on_by": plain(text(facts, "sent_on_by")),
        "assignment": assignment_title(workflow, text(facts, "assignment"), lang),
        "kind": text(facts, "kind"),
        "words": said,
        "by": title_within(function_title(workflow, text(facts, "by"), lang)) if text(facts, "by") else "",
        "due": reader.day(facts.get("due")) if ahead else "",
        "due_short": reader.short_day(facts.get("due")) if ahead else "",
    }
