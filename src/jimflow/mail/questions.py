"""The questions of a form as they are printed in a mail: numbered, in groups, with earlier answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jimflow.core.workflow import Assignment, Question
from jimflow.mail.reader import Reader, Values, plain_lines
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
) -> tuple[list[Group], bool]:
    """The part of the form that holders of `functions` see, and whether some questions are for them alone."""
    form = reader.workflow.forms[assignment.form]
    asked = [q for q in form.questions if q.audience is None or not set(functions).isdisjoint(q.audience)]
    shared = len(assignment.to) > len(functions)
    groups: list[Group] = []
    before: Question | None = None
    told: str | None = None
    for n, question in enumerate(asked):
        after = asked[n + 1] if n + 1 < len(asked) else None
        if before is None or before.section != question.section or _shared(before) != _shared(question):
            groups.append(_group(reader, question, before))
            if _shared(question) is not None and (told == _shared(question) or _same_next(question, after)):
                groups[-1].told = True
                if told != _shared(question):
                    groups[-1].choice, groups[-1].choices = _choice(reader, question)
                told = _shared(question)
        alone = shared and question.audience is not None
        groups[-1].questions.append(_question(reader, question, groups[-1], alone, answers.get(question.name)))
        before = question
    return groups, shared and any(q.audience is not None for q in asked)


def _shared(question: Question) -> str | None:
    return question.choices if question.kind == "choice" else None


def _same_next(question: Question, after: Question | None) -> bool:
    return after is not None and _shared(after) == _shared(question)


def _group(reader: Reader, question: Question, before: Question | None) -> Group:
    new_section = question.section is not None and (before is None or before.section != question.section)
    return Group(question.section.in_(reader.lang) if question.section and new_section else "")


def _question(reader: Reader, question: Question, group: Group, alone: bool, answer: object) -> Values:
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
        "alone": alone,
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
    word = tr(lang, "{first} och {last}") if question.kind == "choices" else tr(lang, "{first} eller {last}")
    first, last = ", ".join(titles[:-1]), titles[-1]
    return f"{sentence} {word.format(first=first, last=last)}.", []


def _answer(reader: Reader, question: Question, answer: object) -> str:
    """An earlier answer in words, "" when there is none."""
    lang = reader.lang
    if answer is None or answer == "" or answer == []:
        return ""
    if isinstance(answer, bool):
        return tr(lang, "ja") if answer else tr(lang, "nej")
    if question.kind == "date":
        return reader.day(answer) or str(answer)
    if question.choices is not None:
        known = reader.workflow.choices[question.choices]
        picked = [str(a) for a in answer] if isinstance(answer, list | tuple) else [str(answer)]
        return listed([known[p].in_(lang) if p in known else p for p in picked], lang)
    return plain_lines(str(answer))
