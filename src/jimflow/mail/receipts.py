"""A receipt: what was handed in, when, by whom for whom, and until when it can be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from jimflow.core.workflow import Question
from jimflow.mail.reader import Reader, Values, plain, plain_lines, text
from jimflow.mail.voice import Item
from jimflow.texts.dates import clock
from jimflow.texts.names import answer_words, assignment_title


def receipt_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The values of a receipt; it stands in a mail of its own."""
    facts, lang, workflow = items[0].facts, reader.lang, reader.workflow
    name, given = text(facts, "assignment"), facts.get("answers")
    answers = given if isinstance(given, Mapping) else {}
    files = facts.get("files")
    at = datetime.fromisoformat(text(facts, "at"))
    due = reader.day_of(facts.get("due"))
    found = workflow.assignments.get(name)
    asked = workflow.forms[found.form].questions if found else ()
    return {
        **reader.common(items[0]),
        "title": assignment_title(workflow, name, lang),
        "reference": text(facts, "reference"),
        "replaces": text(facts, "replaces"),
        "day": reader.day(text(facts, "at")),
        "hour": clock(reader.calendar.local(at), lang),
        "by": plain(text(facts, "by")),
        "behalf": plain(text(facts, "behalf")),
        "functions": reader.functions(facts.get("functions")),
        "anchored": plain(text(facts, "anchored")),
        "late": bool(facts.get("late")),
        "complete": bool(facts.get("complete")),
        "copy": bool(facts.get("copy")),
        "until": reader.day(text(facts, "due")) if due is not None and due >= reader.today else "",
        "files": [plain(str(name)) for name in files] if isinstance(files, list) else [],
        "answers": [_answer(reader, q, answers[q.name]) for q in asked if q.name in answers],
    }


def _answer(reader: Reader, question: Question, value: object) -> Values:
    words = answer_words(reader.workflow, question, value, reader.lang)
    return {"question": question.text.in_(reader.lang), "answer": plain_lines(words)}
