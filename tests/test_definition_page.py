"""The page of the definition language says what the reader does."""

import re
from pathlib import Path

from jimflow.core.definition import OPTIONAL, REQUIRED
from jimflow.core.language.forms import QUESTION_KINDS
from jimflow.core.language.steps import EVERY_MEETING
from jimflow.core.rule_kinds import EVERYWHERE, RULE_KINDS

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "definition.md").read_text(encoding="utf-8")
CODE = "\n".join(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))


def test_the_page_lists_every_kind_of_rule_with_its_parameters_and_placeholders() -> None:
    table = PAGE.split("| check |")[1].split("Every text may also use")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if re.match(r"\| `\w+` \|", line)]
    listed = {
        re.findall(r"`(\w+)`", kind)[0]: (
            set(re.findall(r"`(\w+)", params)),
            set(re.findall(r"\{(\w+)\}", placeholders)),
        )
        for kind, params, _, placeholders in rows
    }
    assert {kind: placeholders for kind, (_, placeholders) in listed.items()} == {
        name: set(kind.placeholders) for name, kind in RULE_KINDS.items()
    }
    lacking = {
        name: set(kind.required + kind.optional) - listed[name][0]
        for name, kind in RULE_KINDS.items()
        if not set(kind.required + kind.optional) <= listed[name][0]
    }
    assert lacking == {}


def test_the_page_names_the_placeholders_of_every_text() -> None:
    sentence = next(line for line in PAGE.splitlines() if line.startswith("Every text may also use"))
    assert re.findall(r"\{(\w+)\}", sentence) == list(EVERYWHERE)


def test_the_page_shows_every_part_of_a_definition() -> None:
    shown = {*re.findall(r"^(\w+):", CODE, re.MULTILINE), *re.findall(r"^## (\w+)", PAGE.lower(), re.MULTILINE)}
    assert {*REQUIRED, *OPTIONAL} - shown == set()
    assert [key for key in EVERY_MEETING if not re.search(rf"^  {key}:", CODE, re.MULTILINE)] == []


def test_the_page_names_every_type_of_question() -> None:
    sentence = next(line for line in PAGE.splitlines() if line.startswith("Types:"))
    assert [kind for kind in QUESTION_KINDS if f"`{kind}`" not in sentence] == []
