"""The questions of a task as a Word file that one writes the answers in: alone, together, without a network."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jimflow.core.mistakes import Said
from jimflow.core.parts import questions
from jimflow.core.workflow import Assignment, Question, Workflow
from jimflow.files.office_writing import unstamped, writable
from jimflow.files.word_look import FACT, HINT, NOTICE, blank
from jimflow.files.word_parts import box_to_tick, link, place_to_write
from jimflow.files.word_parts import field as counted_by_word
from jimflow.texts.catalogue import tr
from jimflow.texts.fill import fill
from jimflow.texts.names import answer_words, function_titles


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the questions, in words of the reader's language; "" leaves a line out."""

    round: str
    organisation: str
    meeting: str
    due: str
    effort: str
    readers: str
    """Who will read the answers."""
    hand_in: str
    """The address where they are handed in."""
    contact: str
    public: str
    """That the answers become a public document."""
    example: str
    """That what stands here about a real organisation is made up; it stands on every page."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the {placeholders} of the instruction stand for."""


def questionnaire(
    workflow: Workflow,
    assignment: Assignment,
    functions: Sequence[str],
    answers: Mapping[str, Any],
    head: Head,
    lang: str,
) -> bytes:
    """A .docx file of what these functions are asked, with what is known already in its place.

    A coordinating function is asked everything. The file is in Swedish where the programme is written in nothing
    else; then `head` has to be, too. The same input gives the same bytes.
    """
    lang = workflow.language(lang)
    head = _held(head)
    asked = {q for function in functions for q in questions(workflow, assignment, function)}
    form = [q for q in workflow.forms[assignment.form].questions if q in asked]
    title = writable(assignment.title.in_(lang))
    document = blank(" · ".join(filter(None, (title, head.organisation))), lang)
    _margins(document, head, title, lang)
    document.add_paragraph(title, style="Title")
    document.add_paragraph(" · ".join(filter(None, (head.organisation, head.meeting))), style="Subtitle")
    _facts(document, head, function_titles(workflow, functions, lang), lang)
    _about(document, assignment, head, lang, begun=any(q.name in answers for q in form))
    section = None
    for number, q in enumerate(form, 1):
        if number == 1 or q.section != section:
            section = q.section
            document.add_paragraph(_section(section, number, lang), style="Heading 1")
        _ask(document, workflow, q, number, answers.get(q.name), lang)
    file = io.BytesIO()
    document.save(file)
    return unstamped(file.getvalue())


def _held(head: Head) -> Head:
    """With characters that a Word file can hold, and without breaks of line."""
    words = {name: value for name in Head.__dataclass_fields__ if isinstance(value := getattr(head, name), str)}
    held: dict[str, Any] = {name: " ".join(writable(value).split()) for name, value in words.items()}
    return replace(head, **held)


def _margins(document: Any, head: Head, title: str, lang: str) -> None:
    top = document.sections[0].header
    top.paragraphs[0].add_run(f"{head.organisation}\t{title}")
    if head.example:
        top.add_paragraph(head.example, style="Header")
    bottom = document.sections[0].footer.paragraphs[0]
    before, between, after = re.split(r"\{\w+\}", tr(lang, "Sida {page} av {pages}"))
    bottom.add_run(f"{head.round}\t{before}")
    counted_by_word(bottom, "PAGE")
    bottom.add_run(between)
    counted_by_word(bottom, "NUMPAGES")
    bottom.add_run(after)


def _facts(document: Any, head: Head, whose: str, lang: str) -> None:
    for label, said in (
        (tr(lang, "Lämnas senast"), head.due),
        (tr(lang, "Tid"), head.effort),
        (tr(lang, "Frågorna är till"), writable(whose)),
        (tr(lang, "Svaren läses av"), head.readers),
        (tr(lang, "Svaren lämnas på"), head.hand_in),
        (tr(lang, "Frågor och hjälp"), head.contact),
    ):
        if said:
            fact = document.add_paragraph(style=FACT)
            fact.add_run(label).bold = True
            fact.add_run("\t")
            if said.startswith(("https://", "http://")):
                link(fact, said)
            else:
                fact.add_run(said)


def _about(document: Any, assignment: Assignment, head: Head, lang: str, *, begun: bool) -> None:
    if head.example:
        document.add_paragraph(head.example, style=NOTICE)
    document.add_paragraph(tr(lang, "Om uppgiften"), style="Heading 1")
    for said in (assignment.instruction, assignment.why):
        for text in _paragraphs(fill(said.in_(lang), head.words)):
            document.add_paragraph(text)
    how = [tr(lang, "Skriv i rutorna; de växer med texten. Klicka på ☐ för att kryssa.")]
    if begun:
        how.append(tr(lang, "Det som redan står i dem kommer från tidigare svar: ändra det som inte längre stämmer."))
    document.add_paragraph(" ".join(how))
    if head.public:
        document.add_paragraph(head.public, style=NOTICE)


def _section(section: Said | None, number: int, lang: str) -> str:
    if section is not None:
        return writable(section.in_(lang))
    return tr(lang, "Frågorna") if number == 1 else tr(lang, "Övriga frågor")


def _ask(document: Any, workflow: Workflow, q: Question, number: int, answer: Any, lang: str) -> None:
    text = writable(q.text.in_(lang))
    document.add_paragraph(f"{number}. {text}", style="Heading 2")
    if q.hint is not None:
        document.add_paragraph(writable(q.hint.in_(lang)), style=HINT)
    if about := _bounds(workflow, q, lang):
        document.add_paragraph(about, style=HINT)
    choices = _choices(workflow, q, lang)
    if not choices:
        written = "" if answer is None else answer_words(workflow, q, answer, lang)
        place_to_write(document, text, q.name, _paragraphs(written), _prompt(q, lang))
    chosen = answer if isinstance(answer, list) else [answer]
    for place, (key, value, said) in enumerate(choices, 1):
        last = place == len(choices)
        box_to_tick(document, f"{said}: {text}", f"{q.name}.{key}", said, ticked=value in chosen, last=last)


def _bounds(workflow: Workflow, q: Question, lang: str) -> str:
    """In one line: whether one must answer, how much, and who of several."""
    found = [] if q.required else [tr(lang, "Frivillig")]
    if q.kind in ("choice", "yes_no"):
        found.append(tr(lang, "Välj ett"))
    elif q.kind == "choices":
        found.append(tr(lang, "Välj ett eller flera"))
    elif q.kind == "text":
        found.append(tr(lang, "Högst {n} tecken", n=q.limit))
    if q.audience is not None:
        found.append(tr(lang, "Till: {whose}", whose=function_titles(workflow, q.audience, lang)))
    return writable(" · ".join(found))


def _choices(workflow: Workflow, q: Question, lang: str) -> list[tuple[str, str | bool, str]]:
    """What may be ticked: its key, the answer that it is, and its words."""
    if q.kind == "yes_no":
        return [("yes", True, tr(lang, "Ja")), ("no", False, tr(lang, "Nej"))]
    return [(code, code, writable(said.in_(lang))) for code, said in workflow.choices.get(q.choices or "", {}).items()]


def _prompt(q: Question, lang: str) -> str:
    if q.kind == "date":
        return tr(lang, "Skriv ett datum, till exempel 2021-10-27")
    if q.kind == "number":
        return tr(lang, "Skriv ett heltal")
    return tr(lang, "Skriv svaret här")


def _paragraphs(text: str) -> list[str]:
    """A text as paragraphs, one for each line that is not empty: not every program keeps a break within a box."""
    return [line.rstrip() for line in re.split(r"[\r\n]+", writable(text)) if line.strip()]
