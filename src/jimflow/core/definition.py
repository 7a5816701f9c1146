"""From plain data to a Workflow: read strictly, checked for soundness, every mistake reported at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jimflow.core.canonical import canonical
from jimflow.core.language.assignments import read_assignments
from jimflow.core.language.book import EVERY_KIND, Book
from jimflow.core.language.forms import read_choices, read_forms
from jimflow.core.language.functions import read_functions
from jimflow.core.language.heading import read_group, read_languages, read_nouns
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.language.order import in_order, with_order
from jimflow.core.language.parties import read_parties, read_starts
from jimflow.core.language.phrases import quoted
from jimflow.core.language.rules import read_rules
from jimflow.core.language.states import read_letters, read_state_titles, read_states
from jimflow.core.language.steps import EVERY_MEETING, read_every_meeting, read_steps
from jimflow.core.language.transitions import read_transitions
from jimflow.core.laps import Steps, repeating
from jimflow.core.mistakes import Mistake, Mistakes, Said
from jimflow.core.soundness import check_soundness
from jimflow.core.workflow import ORGANISATION, Workflow

REQUIRED = (
    *("workflow", "version", "title", "calendar", "nouns"),
    *("functions", "steps", "states", "transitions"),
)
OPTIONAL = (
    *("languages", "choices", "result_steps", "result_goals", "themes", "rules", "assignments", "forms"),
    *("every_meeting", "state_titles", "letters", "subject", "parties", "starts"),
)
_NAMED = {
    "function": "functions",
    "choices": "choices",
    "rule": "rules",
    "assignment": "assignments",
    "form": "forms",
    "party": "parties",
    "start": "starts",
}


def read_definition(data: Mapping[str, Any]) -> Workflow:
    """The workflow that plain data describes: what a file holds, or `json.loads` of a workflow's `source`.

    Raises Mistakes with everything that is wrong, each with its path in the data.
    """
    data = in_order(data)
    book = Book()
    workflow = _read(Node(data, (), book))
    check_soundness(workflow, book)
    if book.mistakes:
        raise Mistakes(book.mistakes)
    source = _source(data)
    return replace(workflow, digest=hashlib.sha256(source).hexdigest(), source=source)


def _source(data: Mapping[str, Any]) -> bytes:
    try:
        return canonical(with_order(data))
    except ValueError:
        what = Said("texten innehåller tecken som inte finns", "the text holds characters that do not exist")
        raise Mistakes([Mistake((), what)]) from None


def _read(root: Node) -> Workflow:
    fields, book = root.fields(REQUIRED, OPTIONAL), root.book
    book.languages = read_languages(fields.get("languages"))
    for section in ("functions", "steps", "states", "transitions"):
        if section in fields.nodes and fields.nodes[section].value in ({}, [], ()):
            fields.nodes[section].wrong(Said(f"{section} är tom", f"{section} is empty"))
            book.lost |= EVERY_KIND
    for kind, section in _NAMED.items():
        names = fields.nodes[section].value if section in fields.nodes else {}
        if isinstance(names, dict):
            book.names[kind] = tuple(str(name) for name in names)
    choices = read_choices(fields.entries("choices"))
    result_steps = fields.name("result_steps", "choices")
    if result_steps or not fields.get("result_steps"):
        book.names["chain step"] = tuple(choices.get(result_steps or "", ()))
    forms = read_forms(fields.entries("forms"))
    functions = read_functions(fields.entries("functions"))
    assignments = read_assignments(fields.entries("assignments"))
    rules = read_rules(fields.entries("rules"))
    every = _part(fields, "every_meeting", optional=EVERY_MEETING)
    plan = read_every_meeting(every)
    steps = read_steps(fields.entries("steps"), every, rules, book)
    states = read_states(fields.items("states"), tuple(steps), book)
    titles = read_state_titles(fields.entries("state_titles"), states, book)
    transitions = read_transitions(fields.entries("transitions"), states, book)
    advance = transitions.get("advance")
    ways = [way for t in transitions.values() if t.kind in ("along", "plain") for way in t.ways]
    return Workflow(
        name=_word(fields, "workflow", r"[A-Za-z0-9][A-Za-z0-9-]*"),
        version=_word(fields, "version", r"[A-Za-z0-9][A-Za-z0-9._-]*"),
        digest="",
        title=fields.said("title", one_line=True),
        nouns=read_nouns(fields.get("nouns")),
        group=read_group(fields.get("nouns")),
        languages=book.languages,
        calendar=_word(fields, "calendar", r"[A-Za-z0-9][A-Za-z0-9_-]*"),
        functions=functions,
        rules=rules,
        assignments=assignments,
        forms=forms,
        choices=choices,
        themes={name: node.said(one_line=True) for name, node in fields.entries("themes").items()},
        steps=Steps(steps, repeating(ways, steps)),
        states=states.order,
        state_titles=titles,
        finals=states.finals,
        active=frozenset(states.steps),
        transitions=transitions,
        letters=read_letters(fields.entries("letters")),
        meetings=plan,
        result_steps=result_steps,
        result_goals=fields.name("result_goals", "choices"),
        subject=_subject(fields),
        answer_dates=tuple(book.answer_dates),
        parties=read_parties(fields.entries("parties")),
        starts=read_starts(fields.entries("starts"), states),
        order=tuple(dict.fromkeys(state for way in advance.ways for state in way)) if advance else (),
    )


def _part(fields: Fields, key: str, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> Fields:
    """A part of the definition with keys of its own; an empty one when it was left out."""
    node = fields.get(key)
    return node.fields(required, optional) if node else Fields(fields.node, {})


def _subject(fields: Fields) -> str:
    """What takes part, under a name of its own; an organisation where nothing is said."""
    node = fields.get("subject")
    if node is None:
        return ORGANISATION
    return node.text() if node.is_name(node.value) else ORGANISATION


def _word(fields: Fields, key: str, pattern: str) -> str:
    """A name that also serves as a file's name or on a command line."""
    text = fields.text(key)
    if text and not re.fullmatch(pattern, text):
        fields.nodes[key].wrong(
            Said(f"{quoted(text)} kan inte användas här", f"{quoted(text)} cannot be used here"),
            Said("skriv bara bokstäver a–z, siffror och -", "write only the letters a–z, digits and -"),
        )
    return text
