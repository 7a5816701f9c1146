"""Letters on entering a state: the whole programme in brief, for whoever is invited, welcomed or thanked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jimflow.core.language.states import IN_LETTERS
from jimflow.core.moments import Effort
from jimflow.core.people import coordinating_functions
from jimflow.core.workflow import Step
from jimflow.mail.reader import Reader, Values, rows, text
from jimflow.mail.voice import Item
from jimflow.texts.amounts import effort, listed, number
from jimflow.texts.blockers import finding_text
from jimflow.texts.fill import capital, fill
from jimflow.texts.names import assignment_title, meeting_number, named, quoted

_BETWEEN = re.compile(r"\n\s*\n")
ANSWER_WITHIN = 10
"""Working days in which we ask for an answer to a letter."""


def letter_values(reader: Reader, items: Sequence[Item]) -> Values:
    """The values of a letter; several items are one person's several functions."""
    item, workflow, lang = items[0], reader.workflow, reader.lang
    facts = item.facts
    functions = list(workflow.functions.values())
    entered = workflow.steps.get(text(facts, "state"))
    days = facts.get("meetings")
    answer_by = _answer_by(reader, facts)
    meetings = _meetings(reader, days if isinstance(days, Mapping) else {})
    values: Values = {
        **reader.common(item),
        "meetings": meetings,
        "meeting_count": number(len(meetings), lang),
        "effort": effort(Effort(_all_work(reader)), lang),
        "every_time": [f.title.in_(lang) for f in functions if f.attends == "every meeting"],
        "first_and_last": [f.title.in_(lang) for f in functions if f.attends == "first and last"],
        "step": entered.title.in_(lang) if entered else "",
        "purpose": entered.purpose.in_(lang) if entered else "",
        "assignments": _quoted(reader, entered) if entered else "",
        "assignment_count": len(entered.assignments) if entered else 0,
        "coordinates": any(i.function in coordinating_functions(workflow) for i in items),
        "answer_by": reader.day(answer_by),
        "answer_by_short": reader.short_day(answer_by),
        "remarks": [
            finding_text(workflow, text(r, "code"), _facts(r), lang, *_names(facts), reader.today)
            for r in rows(facts, "remarks")
        ],
    }
    return values | _own_words(reader, facts, values)


def _own_words(reader: Reader, facts: Mapping[str, object], values: Values) -> Values:
    """The subject and the paragraphs of a letter whose words stand in the definition."""
    known = {name: str(values[name]) for name in IN_LETTERS if name in values} | {"day": reader.day(_today(reader))}
    text_ = named(facts.get("text"), reader.lang)
    paragraphs = (" ".join(part.split()) for part in _BETWEEN.split(text_))
    return {
        "own_subject": _filled(named(facts.get("subject"), reader.lang), known),
        "paragraphs": [_filled(part, known) for part in paragraphs if part],
    }


def _filled(words: str, known: Mapping[str, str]) -> str:
    filled = fill(words, known)
    return capital(filled) if words.startswith("{") else filled


def _today(reader: Reader) -> str:
    return reader.today.isoformat()


def _meetings(reader: Reader, days: Mapping[str, object]) -> list[Values]:
    return [
        {
            "number": meeting_number(reader.workflow, step.name, reader.lang),
            "title": step.title.in_(reader.lang),
            "day": reader.day(days.get(step.name)),
            "purpose": step.purpose.in_(reader.lang),
        }
        for step in reader.workflow.steps.values()
        if step.has_meeting
    ]


def _all_work(reader: Reader) -> int:
    """Minutes of all assignments that everyone does, rounded to whole days when there are several."""
    day = 480
    minutes = sum(
        reader.workflow.assignments[name].effort.minutes
        for step in reader.workflow.steps.values()
        for _, name in step.assignments
        if not reader.workflow.assignments[name].optional
    )
    return max(1, round(minutes / day)) * day if minutes >= 2 * day else minutes


def _quoted(reader: Reader, step: Step) -> str:
    names = [assignment_title(reader.workflow, name, reader.lang) for _, name in step.assignments]
    return listed([quoted(name, reader.lang) for name in names], reader.lang)


def _answer_by(reader: Reader, facts: Mapping[str, object]) -> str:
    if facts.get("answer_by"):
        return text(facts, "answer_by")
    calendar = reader.calendar
    return calendar.deadline(calendar.add(reader.today, ANSWER_WITHIN, "working days")).isoformat()


def _names(facts: Mapping[str, object]) -> tuple[object, object]:
    return facts.get("organisation"), facts.get("cluster")


def _facts(row: Mapping[str, object]) -> Mapping[str, object]:
    found = row.get("facts")
    return found if isinstance(found, Mapping) else {}
