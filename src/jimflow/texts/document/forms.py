"""A form as a participant meets it: its sections, numbered questions, how each is answered and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Assignment, Question, Workflow
from jimflow.texts.catalogue import tr
from jimflow.texts.names import assignment_title, field_title, function_titles, quoted

USUAL = 4000
"""Characters of an answer that no question has to mention."""
INLINE = 64
"""Characters of choices that fit on a line beside each question; longer ones are said once for a group."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: `notes` say what is special about it; `options` are what it is answered with."""

    number: int
    text: str
    hint: str
    notes: tuple[str, ...]
    way: str
    options: tuple[str, ...]
    required: bool


@dataclass(slots=True)
class Group:
    """Questions under one heading, or that choose from one list, which is then said once in `way` and `options`."""

    title: str
    way: str = ""
    options: tuple[str, ...] = ()
    questions: list[Asked] = field(default_factory=list)


def form_groups(workflow: Workflow, assignment: Assignment, lang: str) -> tuple[Group, ...]:
    """The whole form of an assignment, in order."""
    numbers, groups = count(1), []
    section: Said | None = None
    questions = workflow.forms[assignment.form].questions
    for (title, choices), run in groupby(questions, key=lambda q: (q.section, q.choices if q.kind == "choice" else "")):
        asked = list(run)
        group = Group(title.in_(lang) if title and title != section else "")
        long = choices and sum(len(said.in_(lang)) for said in workflow.choices[choices].values()) > INLINE
        shared = bool(long) and len(asked) > 1
        if shared:
            group.way, group.options = _way(workflow, asked[0], lang)
        group.questions += [_asked(workflow, assignment, q, next(numbers), lang, shared=shared) for q in asked]
        groups.append(group)
        section = title
    return tuple(groups)


def _asked(
    workflow: Workflow, assignment: Assignment, question: Question, number: int, lang: str, *, shared: bool
) -> Asked:
    way, options = ("", ()) if shared else _way(workflow, question, lang)
    return Asked(
        number,
        question.text.in_(lang),
        question.hint.in_(lang) if question.hint else "",
        tuple(_notes(workflow, assignment, question, lang)),
        way,
        options,
        question.required,
    )


def _notes(workflow: Workflow, assignment: Assignment, question: Question, lang: str) -> Iterator[str]:
    if not question.required:
        yield tr(lang, "Frivillig fråga.")
    if question.audience is not None and set(question.audience) != set(assignment.to):
        whom = function_titles(workflow, question.audience, lang)
        yield Said(f"Bara för: {whom}.", f"Only for: {whom}.").in_(lang)
    if question.prefill:
        name, asked = question.prefill
        where = quoted(assignment_title(workflow, name, lang), lang)
        what = quoted(field_title(workflow, name, asked, lang), lang)
        yield Said(f"Ifylld med svaret på {what} i {where}.", f"Filled in with the answer to {what} in {where}.").in_(
            lang
        )


def _way(workflow: Workflow, question: Question, lang: str) -> tuple[str, tuple[str, ...]]:
    match question.kind:
        case "yes_no":
            return "one", (Said("Ja", "Yes").in_(lang), Said("Nej", "No").in_(lang))
        case "number":
            return tr(lang, "Svara med ett tal."), ()
        case "date":
            return tr(lang, "Svara med ett datum."), ()
        case "choice" | "choices":
            titles = (said.in_(lang) for said in workflow.choices[question.choices or ""].values())
            return "one" if question.kind == "choice" else "several", tuple(titles)
    limit = Said(
        f"Svar i text, högst {question.limit} tecken.", f"An answer in text, at most {question.limit} characters."
    )
    return (limit if question.limit != USUAL else Said("Svar i text.", "An answer in text.")).in_(lang), ()
