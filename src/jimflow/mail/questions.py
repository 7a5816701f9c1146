"""The questions of a form as they are printed in a mail: numbered, in groups, with earlier answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby

from jimflow.core.mistakes import Said
from jimflow.core.workflow import Assignment, Question, Workflow
from jimflow.mail.reader import Reader, Values, plain, plain_lines
from jimflow.texts.amounts import listed
from jimflow.texts.catalogue import tr

INLINE = 64
"""Characters of choices that fit on a line; longer ones become a list."""

USUAL_LIMIT = 4000
"""The length of an answer that no form has to mention."""


@dataclass(slots=True)
class Group:
    """Questions that belong together: a section of the form, or neighbours that choose from the same list."""

    title: str
    choice: str = ""
    choices: list[str] = field(default_factory=list)
    told: bool = False
    """How to choose is said here, or in an earlier group with the same list, and not by each question."""
    questions: list[Values] = field(default_factory=list)


def questions_for(
    reader: Reader, assignment: Assignment, functions: Sequence[str], answers: Mapping[str, object]
) -> list[Group]:
    """The part of the form that holders of `functions` see; each question says whether they alone are asked it."""
    form = reader.workflow.forms[assignment.form]
    asked = [q for q in form.questions if q.audience is None or not set(functions).isdisjoint(q.audience)]
    groups: list[Group] = []
    section: Said | None = None
    told: str | None = None
    for (title, choices), run in groupby(asked, key=lambda q: (q.section, _list_of(q))):
        questions = list(run)
        group = Group(title.in_(reader.lang) if title and title != section else "")
        if choices and (len(questions) > 1 or told == choices):
            group.told = True
            if told != choices:
                group.choice, group.choices = _choice(reader, questions[0])
            told = choices
        for question in questions:
            of = _only_of(assignment, question)
            values = _question(reader, question, group, answers.get(question.name))
            with_others = reader.functions(of, but=tuple(functions))
            alone = bool(of) and not with_others and len(assignment.to) > len(functions)
            group.questions.append(values | {"alone": alone, "with_others": with_others})
        groups.append(group)
        section = title
    return groups


def _only_of(assignment: Assignment, question: Question) -> tuple[str, ...]:
    """The functions that the question is for, where some that the assignment goes to are not asked it."""
    of = tuple(f for f in assignment.to if question.audience is None or f in question.audience)
    return of if len(of) < len(assignment.to) else ()


def earlier_answers(workflow: Workflow, assignment: str, given: Mapping[tuple[str, str], object]) -> dict[str, object]:
    """What a mail's `answers` fact holds: each question's answer so far, else the one it is prefilled from.

    `given` are a participation's answers by (assignment, field).
    """
    found: dict[str, object] = {}
    for question in workflow.forms[workflow.assignments[assignment].form].questions:
        for source in ((assignment, question.name), question.prefill):
            if source is not None and source in given and question.name not in found:
                found[question.name] = given[source]
    return found


def _list_of(question: Question) -> str | None:
    return question.choices if question.kind == "choice" else None


def _question(reader: Reader, question: Question, group: Group, answer: object) -> Values:
    lang = reader.lang
    choice, choices = ("", []) if group.told else _choice(reader, question)
    notes = [question.hint.in_(lang)] if question.hint else []
    if question.limit < USUAL_LIMIT and question.kind == "text":
        notes.append(tr(lang, "Högst {n} tecken.", n=question.limit))
    if not question.required:
        notes.append(tr(lang, "Frivillig fråga."))
    if choice:
        notes.append(choice)
    return {
        "number": next(reader.numbers),
        "text": question.text.in_(lang),
        "note": " ".join(notes),
        "choices": choices,
        "answer": _answer(reader, question, answer),
    }


def _choice(reader: Reader, question: Question) -> tuple[str, list[str]]:
    """How to answer, as a sentence, and the choices when they are too long for it."""
    lang = reader.lang
    if question.kind == "yes_no":
        return tr(lang, "Svara ja eller nej."), []
    if question.kind == "number":
        return tr(lang, "Svara med ett tal."), []
    if question.kind == "date":
        return tr(lang, "Svara med ett datum."), []
    if question.choices is None:
        return "", []
    titles = [said.in_(lang) for said in reader.workflow.choices[question.choices].values()]
    sentence = tr(lang, "Välj en eller flera:") if question.kind == "choices" else tr(lang, "Välj en:")
    if sum(map(len, titles)) > INLINE:
        return sentence, titles
    first, last = ", ".join(titles[:-1]), titles[-1]
    either = tr(lang, "{first} eller {last}", first=first, last=last) if first else last
    return f"{sentence} {either}.", []


def _answer(reader: Reader, question: Question, answer: object) -> str:
    """An earlier answer in words, "" when there is none."""
    lang = reader.lang
    if answer is None or answer == "" or answer == []:
        return ""
    if isinstance(answer, bool):
        return tr(lang, "ja") if answer else tr(lang, "nej")
    if question.choices is not None:
        known = reader.workflow.choices[question.choices]
        picked = [str(a) for a in answer] if isinstance(answer, list | tuple) else [str(answer)]
        return listed([known[p].in_(lang) if p in known else plain(p) for p in picked], lang)
    if question.kind == "date":
        with suppress(ValueError):
            return reader.day(str(answer))
    return plain_lines(str(answer))
