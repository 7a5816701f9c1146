"""A value of a definition in words, for a sentence about what it was and what it becomes; and as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from jimflow.core.differences import Difference
from jimflow.core.mistakes import Said
from jimflow.core.moments import Effort, Moment
from jimflow.core.workflow import Busy, Inform, Material, WaitsFor, Workflow
from jimflow.texts.amounts import effort, listed
from jimflow.texts.difference_fields import WORDS
from jimflow.texts.difference_things import thing_title
from jimflow.texts.names import assignment_title, field_title, function_title, quoted, state_title
from jimflow.texts.readers import readers
from jimflow.texts.relative_times import moment_words
from jimflow.texts.workflow_text import PLACES, day_of_year

_NAMES = {
    "to": "functions",
    "guests": "functions",
    "functions": "functions",
    "audience": "functions",
    "attendance": "rules",
    "entry": "rules",
    "exit": "rules",
    "rules": "rules",
    "catch_up": "assignments",
    "assignment": "assignments",
    "form": "forms",
    "state": "states",
    "along": "states",
}
"""Fields that hold names, and of what."""


def value_words(workflow: Workflow, d: Difference, value: Any, lang: str) -> str:
    """The value of `d` as it reads in `workflow`."""
    match value:
        case None:
            return Said("inget", "none").in_(lang)
        case bool():
            return Said("ja" if value else "nej", "yes" if value else "no").in_(lang)
        case Said():
            return quoted(value.in_(lang), lang)
        case Moment():
            return moment_words(value, lang)
        case Effort():
            return effort(value, lang)
        case Inform():
            who, when = function_title(workflow, value.who, lang), moment_words(value.at, lang)
            return Said(f"till {who} {when}", f"to {who} {when}").in_(lang)
        case Busy():
            return f"{value.what.in_(lang)} {day_of_year(value.start, lang)}–{day_of_year(value.end, lang)}"
        case Material():
            return f"{quoted(value.title.in_(lang), lang)} ({value.url})"
        case WaitsFor():
            return _waits_for(workflow, value, lang)
        case tuple():
            return _tuple(workflow, d, value, lang)
        case str():
            return _name(workflow, d, value, lang)
    return str(value)


def plain(value: Any) -> Any:
    """The value as JSON can hold it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Moment() | Effort():
            return str(value)
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case frozenset() | set():
            return sorted(map(str, value))
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: plain(getattr(value, part.name)) for part in fields(value)}
    return str(value)


def _waits_for(workflow: Workflow, value: WaitsFor, lang: str) -> str:
    if value.theme:
        return Said("temat", "the theme").in_(lang)
    title = quoted(assignment_title(workflow, value.assignment or "", lang), lang)
    if value.until is None:
        return title
    until = moment_words(value.until, lang)
    return Said(f"{title}, dock längst till {until}", f"{title}, at most until {until}").in_(lang)


def _tuple(workflow: Workflow, d: Difference, value: tuple[Any, ...], lang: str) -> str:
    if d.field == "share_with":
        return readers(workflow, value, lang)
    if d.field == "ways" and len(value) == 2:
        return " → ".join(state_title(workflow, state, lang) for state in value)
    if d.field == "prefill" and len(value) == 2:
        return quoted(field_title(workflow, value[0], value[1], lang), lang)
    if d.field == "assignments" and d.section == "steps" and value[0] in PLACES:
        place, title = PLACES[value[0]].in_(lang), quoted(assignment_title(workflow, value[1], lang), lang)
        return f"{title} ({place[:1].lower()}{place[1:]})"
    return listed([value_words(workflow, d, item, lang) for item in value], lang)


def _name(workflow: Workflow, d: Difference, value: str, lang: str) -> str:
    if (d.field, value) in WORDS:
        return WORDS[d.field, value].in_(lang)
    if d.field in ("belongs_to", "by") and value == "agency":
        return workflow.nouns.the.in_(lang)
    if d.kind == "reordered" and not d.field:
        return _reordered(workflow, d, value, lang)
    if d.field in _NAMES and not (d.section == "rules" and d.field == "rules"):
        title = quoted(thing_title(workflow, _NAMES[d.field], value, lang), lang)
        return f"{title} ({value})" if _NAMES[d.field] == "rules" else title
    return value


def _reordered(workflow: Workflow, d: Difference, name: str, lang: str) -> str:
    """A name among names that stand in another order: things of a section, questions of a form, choices of a list."""
    if d.section == "forms" and d.name:
        question = workflow.forms[d.name].question(name)
        return quoted(question.text.in_(lang) if question else name, lang)
    if d.section == "choices" and d.name:
        return workflow.choices[d.name][name].in_(lang)
    return quoted(thing_title(workflow, d.section, name, lang), lang)
