"""The questions of an assignment as fields of a form: what stands in each, and what was typed, as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jimflow.core.mistakes import Mistakes, Said
from jimflow.core.workflow import Question, Workflow
from jimflow.store.queries.sheets import Answers
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import capital
from jimflow.texts.names import function_titles
from jimflow.web.forms import Form

SEVERAL = 7
"""With more to choose from than this, a list that opens is easier to look through."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `typed` is what stands in it; `kept`: somebody has saved an answer that is not shown."""

    name: str
    question: Question
    looks: str
    """lines, line, date, number, radios, list or ticks."""
    choices: Sequence[tuple[str, str]]
    typed: Sequence[str]
    whose: str
    suggested: bool
    kept: bool
    wrong: str
    number: int = 0
    """The same as in the mail and the Word file; 0 for none."""

    @property
    def id(self) -> str:
        """Of the field on the page; of the first of several boxes."""
        return f"q-{self.question.name}"


def field_name(question: Question) -> str:
    """The name of the question's field, which no field of the frame bears."""
    return f"answer.{question.name}"


def fields(
    workflow: Workflow,
    questions: Sequence[Question],
    known: Answers,
    form: Form | None,
    wrong: Mapping[str, str],
    lang: str,
) -> list[Field]:
    """The questions as fields, with what was typed, else with what has been submitted or is suggested."""
    found = (_field(workflow, q, known, form, wrong.get(q.name, ""), lang) for q in questions)
    return [replace(field, number=number) for number, field in enumerate(found, 1)]


def _field(workflow: Workflow, q: Question, known: Answers, form: Form | None, wrong: str, lang: str) -> Field:
    kept = q.name in known.saved
    before = None if kept else known.submitted.get(q.name, known.suggested.get(q.name))
    typed = form.all(field_name(q)) if form is not None else as_typed(before)
    suggested = form is None and not kept and q.name not in known.submitted and bool(typed)
    return replace(field_of(workflow, q, typed, wrong, lang), suggested=suggested, kept=kept)


def field_of(workflow: Workflow, q: Question, typed: Sequence[str], wrong: str, lang: str) -> Field:
    """The question with that in it."""
    choices = _choices(workflow, q, lang)
    whose = function_titles(workflow, q.audience, lang) if q.audience is not None else ""
    return Field(field_name(q), q, _looks(q, choices), choices, typed, whose, suggested=False, kept=False, wrong=wrong)


def _looks(q: Question, choices: Sequence[tuple[str, str]]) -> str:
    match q.kind:
        case "choice" | "yes_no":
            return "list" if len(choices) > SEVERAL else "radios"
        case "choices":
            return "ticks"
        case "text":
            return "lines"
        case _:
            return q.kind


def _choices(workflow: Workflow, q: Question, lang: str) -> list[tuple[str, str]]:
    if q.kind == "yes_no":
        found = [("yes", tr(lang, "ja")), ("no", tr(lang, "nej"))]
    else:
        found = [(code, said.in_(lang)) for code, said in workflow.choices.get(q.choices or "", {}).items()]
    none = [("", tr(lang, "inget svar"))] if q.kind in ("choice", "yes_no") and not q.required else []
    return [*found, *none]


def as_typed(value: Any) -> list[str]:
    """What stands in a field that holds the answer."""
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, list):
        return [str(v) for v in value]
    return [] if value is None else [str(value)]


def typed_answers(questions: Sequence[Question], form: Form) -> dict[str, Any]:
    """What was typed, as answers; a field that is empty is no answer. What does not fit is left to be refused."""
    found: dict[str, Any] = {}
    for q in questions:
        text = form.text(field_name(q))
        if q.kind == "choices":
            if several := form.all(field_name(q)):
                found[q.name] = several
        elif text:
            found[q.name] = _read(q, text)
    return found


def drafted_answer(q: Question, form: Form) -> Any:
    """What stands in the question's field, None for nothing; what is no answer yet is kept as it was typed."""
    if q.kind == "choices":
        return form.all(field_name(q)) or None
    text = form.text(field_name(q))
    return (text if q.kind == "date" else _read(q, text)) if text else None


def _read(q: Question, text: str) -> Any:
    if q.kind == "yes_no" and text in ("yes", "no"):
        return text == "yes"
    digits = text.removeprefix("-")
    if q.kind == "number" and digits.isascii() and digits.isdigit() and len(digits) < 16:
        return int(text)
    if q.kind == "date" and not _is_day(text):
        return None
    return text


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def wrong_fields(questions: Sequence[Question], form: Form, mistakes: Mistakes, lang: str) -> dict[str, str]:
    """What is wrong with each field, in the words of a page."""
    asked = {q.name: q for q in questions}
    found = {}
    for item in mistakes.items:
        name = str(item.path[0]) if item.path else ""
        if name in asked:
            found[name] = _wrong(asked[name], form.text(field_name(asked[name])), capital(item.in_(lang)), lang)
    return found


def _wrong(q: Question, typed: str, said: str, lang: str) -> str:
    if not typed:
        return tr(lang, "Svar saknas.")
    if q.kind == "date":
        return Said(
            f"”{typed}” är inget datum. Skriv till exempel 2021-10-27.",
            f"“{typed}” is no date. Write for example 2021-10-27.",
        ).in_(lang)
    if q.kind == "number":
        return Said(f"”{typed}” är inget heltal.", f"“{typed}” is not a whole number.").in_(lang)
    if q.kind == "text":
        return tr(lang, "{n} tecken är för långt: {said}.", n=len(typed), said=said)
    return f"{said}."
