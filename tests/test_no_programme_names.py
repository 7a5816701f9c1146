"""No line of Python names anything of JiM+: what the program knows of a programme it has read from YAML."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jimflow.core.rule_kinds import RULE_KINDS
from jimflow.files.yaml import load
from tests.story.renaming import VERBS

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "jimflow"
Place = tuple[str, str]
"""A name and where it stands: `finance`, `core/rules.py:12`."""

THE_LANGUAGES_OWN = {
    **dict.fromkeys(RULE_KINDS, "a kind of rule; JiM+ calls some of its rules after their kind"),
    **dict.fromkeys(VERBS, "a verb of the language"),
    "accept": "a key of an assignment, and the command that accepts one",
    "invite": "a key of every_meeting, and the kind of mail it causes",
    "invited": "a date that habits in a people file may count from",
    "proposed": "the kind of the first entry in the audit of whoever takes part",
    "after_done": "a word of the derived status within a step",
    "top_management": "the mark of an appointment that `where` asks for",
    "missing": "a placeholder of the texts of rules, and a verdict on the audit",
    "reached": "a placeholder of the texts of rules",
    "who": "a key of inform",
    "result": "a noun of the data model: what an organisation has achieved",
    "goal": "a column of a result",
    "notes": "a column of a meeting",
    "level": "the level of a heading in a mail",
    "method": "the METHOD of a calendar entry",
    "sign": "the + or - of a time",
    "today": "a fact of the morning overview",
    "start": "what one case begins in another programme: a command, and the key of a rule",
    "declined": "how a party stands that has said no",
    "other": "a kind of note: of neither a call nor a meeting",
    "anchored": "a column of a receipt: with whom the answer is settled",
    "completion": "a kind of remark: more is asked for",
    "withdrawn": "what a note says of itself in what is kept about a person",
    "problem": "what a page says went wrong",
    "change": "in an address: the answer that was handed in is opened again",
    "contribution": "what a party contributes: a column, an option, and the key of a rule",
}
"""Names of JiM+ that are also words of the language or of the program, each with what it means there."""


def programme_names() -> set[str]:
    """Every name that jim-plus.yaml and its round give to something."""
    definition = load(ROOT / "workflows" / "jim-plus.yaml").data
    held = load(ROOT / "config" / "rounds" / "jim-plus-2021-2022.yaml").data
    parts = ("functions", "rules", "assignments", "forms", "choices", "themes", "steps", "transitions", "letters")
    names = {definition["workflow"], held["round"], *held["organisations"], *held["clusters"]}
    names |= {name for part in parts for name in definition[part]}
    names |= {state.removesuffix("!") for state in definition["states"] if state != "<steps>"}
    names |= {option for options in definition["choices"].values() for option in options}
    return names | {question["id"] for form in definition["forms"].values() for question in questions(form)}


def questions(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for part in form.get("sections", [form]):
        yield from part["questions"]


def titles() -> set[str]:
    """What people call the programme, its functions, its clusters and those who take part."""
    definition = load(ROOT / "workflows" / "jim-plus.yaml").data
    held = load(ROOT / "config" / "rounds" / "jim-plus-2021-2022.yaml").data
    said = [f["title"] for f in definition["functions"].values()]
    said += [part["name"] for section in ("organisations", "clusters") for part in held[section].values()]
    words = {word for title in said for word in (title.values() if isinstance(title, dict) else [title])}
    return {"JiM", *words}


def texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The texts in a module that the program uses: not those that stand alone and explain, as docstrings do."""
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.value, node.lineno


def identifiers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a module calls its functions, classes, arguments, variables and attributes."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name, getattr(node, "lineno", 0)


@cache
def read(source: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The texts and the identifiers of a module, with their lines; each module is read once for all programmes."""
    tree = ast.parse(source)
    return list(texts(tree)), list(identifiers(tree))


def named_in(source: str, names: set[str], said: set[str]) -> set[tuple[str, int]]:
    """Which of the names, and of the words people say, a module's text holds, with their lines.

    A name that is also a plain word counts only where it is the whole text; one with _ or - wherever it stands.
    """
    written, called = read(source)
    compound = {name for name in names if "_" in name or "-" in name}
    found = {(text, line) for text, line in written if text in names}
    found |= {(n, line) for text, line in written for n in re.findall(r"[\w-]+", text) if n in compound}
    found |= {(words, line) for text, line in written for words in said if words in text}
    return found | {(name, line) for name, line in called if name in compound}


@pytest.fixture(scope="module")
def found() -> set[Place]:
    names, said = programme_names(), titles()
    return {
        (name, f"{path.relative_to(SOURCE)}:{line}")
        for path in sorted(SOURCE.rglob("*.py"))
        for name, line in named_in(path.read_text(encoding="utf-8"), names, said)
    }


def test_no_python_file_names_anything_of_jim_plus(found: set[Place]) -> None:
    assert len(programme_names()) > 150
    assert sorted(place for place in found if place[0] not in THE_LANGUAGES_OWN) == []


SHARED = {
    "meeting_held": "a kind of rule",
    "cluster_size": "a kind of rule",
    "theme_set": "a kind of rule",
    "next_meeting": "a date that times start from",
    "carry_out": "what a page does with a deed",
    "hand_over": "gives what a leaver holds to a successor",
    "handed_over": "what goes to a successor",
    "noted_by": "a column: who noted it",
    "form_groups": "the questions of a form in groups, in the document of a definition",
}


@pytest.mark.parametrize("path", sorted((ROOT / "workflows").glob("*[!s].yaml")), ids=lambda p: p.stem)
def test_no_python_file_names_anything_of_any_programme(path: Path) -> None:
    """Plain words are left out here: with a dozen programmes most of them are also words of the program."""
    data = load(path).data
    parts = ("functions", "rules", "assignments", "forms", "steps", "transitions", "letters", "parties", "starts")
    names = {data["workflow"], *(name for part in parts for name in data.get(part, {}))}
    compound = {name for name in names if "_" in name or "-" in name} - SHARED.keys() - THE_LANGUAGES_OWN.keys()
    found = {
        (name, f"{module.relative_to(SOURCE)}:{line}")
        for module in sorted(SOURCE.rglob("*.py"))
        for name, line in named_in(module.read_text(encoding="utf-8"), compound, set())
    }
    assert sorted(found) == []


def test_every_word_that_is_allowed_is_a_name_of_jim_plus_and_used(found: set[Place]) -> None:
    shared = THE_LANGUAGES_OWN.keys() - (RULE_KINDS.keys() - programme_names())
    assert sorted(shared - {name for name, _ in found}) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('if function == "finance":\n    pass\n', {("finance", 1)}),
        ('x = f"{a} describe_today, self_assessment"\n', {("self_assessment", 1)}),
        ('"""The finance function and jim-plus."""\nx = "the finance function"\n', set()),
        ('def f(x):\n    """Told to the agency_head."""\n    return x.agency_head\n', {("agency_head", 3)}),
        ("def self_assessment(vinnova): ...\n", {("self_assessment", 1)}),
        ('{"kriminalvarden": 1}\n', {("kriminalvarden", 1)}),
        ('path = "workflows/jim-plus.yaml"\n', {("jim-plus", 1)}),
        ('help = "Kör JiM+ för Kriminalvården"\n', {("JiM", 1), ("Kriminalvården", 1)}),
    ],
)
def test_a_name_of_the_programme_is_seen_where_the_program_uses_it(source: str, expected: set[tuple[str, int]]) -> None:
    assert named_in(source, programme_names(), titles()) == expected
