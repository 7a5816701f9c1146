"""Reads the forms and the lists that their questions choose from."""

from __future__ import annotations

from typing import get_args

from jimflow.core.language.nodes import Fields, Node, both
from jimflow.core.language.phrases import quoted
from jimflow.core.mistakes import Said
from jimflow.core.workflow import Form, Question, QuestionKind

QUESTION_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)
CHOOSING = ("choice", "choices")
LIMIT = 4000  # characters of an answer where the definition says nothing
MOST = 20_000

STARTED = "started"
"""Under this name a question is prefilled with what the case that started this one sent along."""


def read_choices(entries: dict[str, Node]) -> dict[str, dict[str, Said]]:
    """The lists under `choices:`, each in its order."""
    lists = {}
    for name, node in entries.items():
        lists[name] = {key: item.said(one_line=True) for key, item in node.entries().items()}
        if node.value == {}:
            node.wrong(Said("listan är tom", "the list is empty"))
    return lists


def read_forms(entries: dict[str, Node]) -> dict[str, Form]:
    """The forms, their questions in order; sections are laid out flat, each question knows its own."""
    return {name: Form(name, _questions(name, node)) for name, node in entries.items()}


def _questions(form: str, node: Node) -> tuple[Question, ...]:
    fields = node.fields((), ("questions", "sections"))
    if isinstance(node.value, dict) and ("questions" in fields.nodes) == ("sections" in fields.nodes):
        node.wrong(
            Said("ett formulär har antingen questions eller sections", "a form has either questions or sections")
        )
    found = [_question(form, item, None) for item in fields.items("questions")]
    for section in fields.items("sections"):
        inner = section.fields(("title", "questions"))
        title = inner.said("title", one_line=True)
        found += [_question(form, item, title) for item in inner.items("questions")]
    if not found and fields.nodes:
        node.wrong(Said("formuläret har inga frågor", "the form has no questions"))
    return _each_once(found, node)


def _each_once(found: list[tuple[Question, Node]], form: Node) -> tuple[Question, ...]:
    once: dict[str, Question] = {}
    for question, node in found:
        if question.name in once:
            node.book.add(
                (*node.path, "id"),
                Said(
                    f"två frågor i formuläret heter {quoted(question.name)}",
                    f"two questions of the form are called {quoted(question.name)}",
                ),
            )
        once.setdefault(question.name, question)
    form.book.names[f"field {form.path[-1]}"] = tuple(once)
    return tuple(once.values())


def _question(form: str, node: Node, section: Said | None) -> tuple[Question, Node]:
    languages = node.book.languages
    fields = node.fields(
        ("id", "type", *languages),
        ("hint", "required", "for", "prefill", "max", "choices", *{"sv", "en"} - {*languages}),
    )
    name = fields.text("id")
    if name:
        fields.nodes["id"].is_name(name)
    kind = fields.word("type", QUESTION_KINDS, "text")
    node.book.places["question", form, name] = node.path
    return Question(
        name=name,
        kind=kind,
        text=both(fields),
        hint=fields.said("hint") if fields.get("hint") else None,
        required=fields.flag("required", default=True),
        audience=fields.names("for", "function") if fields.get("for") else None,
        choices=_choices(fields, kind),
        prefill=_prefill(fields.get("prefill")),
        section=section,
        limit=_limit(fields, kind),
    ), node


def _choices(fields: Fields, kind: str) -> str | None:
    node = fields.get("choices")
    if kind not in CHOOSING:
        if node:
            node.wrong(
                Said(f"en fråga av typen {kind} har ingen lista", f"a question of type {kind} has no list"),
                Said("ta bort choices eller ändra type", "remove choices or change type"),
            )
        return None
    if node is None and "type" in fields.nodes:
        fields.node.book.add(
            (*fields.node.path, "choices"),
            Said("frågan saknar lista att välja ur", "the question has no list to choose from"),
            Said("skriv choices: och en listas namn", "write choices: and the name of a list"),
        )
        fields.node.book.lost.add("choices")
    return fields.name("choices", "choices")


def _prefill(node: Node | None) -> tuple[str, str] | None:
    if node is None:
        return None
    assignment, dot, field = node.text().partition(".")
    if isinstance(node.value, str) and not (assignment and dot and field):
        node.wrong(
            Said(f"{quoted(node.value)} pekar inte ut ett svar", f"{quoted(node.value)} does not point at an answer"),
            Said("skriv uppgift.fråga", "write assignment.question"),
        )
    if not (assignment and field):
        return None
    if assignment == STARTED:
        return assignment, field
    found = node.book.find("assignment", assignment, node.path)
    return (found, field) if found else None


def _limit(fields: Fields, kind: str) -> int:
    node = fields.get("max")
    if node and kind != "text":
        node.wrong(
            Said("max gäller bara svar i text", "max is for answers in text only"), Said("ta bort den", "remove it")
        )
        return LIMIT
    return fields.whole("max", 1, MOST) or LIMIT
