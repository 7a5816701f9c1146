"""The JSON Schema says of a definition's shape what the reading says of it, key by key, and the shipped file is it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from jimflow.core.definition import read_definition
from jimflow.core.language.nodes import Fields, Node
from jimflow.core.mistakes import Mistakes
from jimflow.core.rule_kinds import RULE_KINDS
from jimflow.files.schema import schema, schema_text
from jimflow.files.schema_words import BY_KEY
from jimflow.files.shipped import shipped
from jimflow.files.workflows import workflow_files
from jimflow.files.yaml import load
from tests.build_workflow import GONE, changed, mini_definition
from tests.core.test_broken_definitions import BROKEN
from tests.core.test_differences import leaves

SCHEMA = schema()
VALID = Draft7Validator(SCHEMA)
SHIPPED = workflow_files(shipped("workflows"))


def test_the_shipped_file_is_the_schema() -> None:
    found = (shipped("workflows") / "workflow.schema.json").read_text(encoding="utf-8")
    assert found == schema_text(), "run: jimflow workflow schema > workflows/workflow.schema.json"


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_definition_is_valid(path: Any) -> None:
    assert [f"{e.json_path}: {e.message}" for e in VALID.iter_errors(load(path).data)] == []


def test_the_mini_programme_is_valid() -> None:
    assert [f"{e.json_path}: {e.message}" for e in VALID.iter_errors(mini_definition())] == []


def objects(part: Any, value: Any) -> dict[str, Any]:
    """The one description of keys in a part of the schema that fits a value."""
    while "$ref" in part:
        part = SCHEMA["definitions"][part["$ref"].rpartition("/")[2]]
    if "anyOf" in part and "properties" not in part:
        fits = [objects(one, value) for one in part["anyOf"]]
        kinds = [f for f in fits if f.get("properties", {}).get("check", {}).get("const") == value.get("check")]
        return next((f for f in (kinds or fits) if "properties" in f), {})
    return dict(part)


def at(path: tuple[Any, ...], data: Any) -> dict[str, Any]:
    """The description of the keys at a path of the data."""
    part: Any = SCHEMA["definitions"]["swedish" if data.get("languages") == ["sv"] else "both"]
    for key in path:
        part = objects(part, data)
        data = data[key]
        properties = part.get("properties", {})
        part = part["items"] if isinstance(key, int) else properties.get(key, part.get("additionalProperties"))
    return objects(part, data)


def read_keys(data: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[tuple[Any, ...], set[str], set[str]]]:
    """Each place where the reading takes keys: where, all that it knows, those it requires."""
    seen: list[tuple[tuple[Any, ...], set[str], set[str]]] = []
    real = Node.fields

    def noted(self: Node, required: Any, optional: Any = ()) -> Fields:
        if not (set(required) == set() and set(optional) == {"sv", "en"}):  # a text
            seen.append((self.path, {*required, *optional}, set(required)))
        return real(self, required, optional)

    monkeypatch.setattr(Node, "fields", noted)
    read_definition(data)
    yield from seen


@pytest.mark.parametrize("name", ["mini", *(path.stem for path in SHIPPED)])
def test_the_schema_knows_the_keys_that_the_reading_knows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = mini_definition() if name == "mini" else load(shipped("workflows") / f"{name}.yaml").data
    only_for_its_mistake = {"en"} if data.get("languages") == ["sv"] else set()
    found = list(read_keys(data, monkeypatch))
    assert found
    for path, known, required in found:
        part = at(path, data)
        assert set(part["properties"]) == known - only_for_its_mistake, path
        assert set(part["required"]) == required, path
        assert part["additionalProperties"] is False or path[:1] == (), path


def test_every_kind_of_rule_and_each_of_its_parameters_has_a_shape() -> None:
    variants = SCHEMA["definitions"]["both"]["properties"]["rules"]["additionalProperties"]["anyOf"]
    by_kind = {v["properties"]["check"]["const"]: v for v in variants}
    assert set(by_kind) == set(RULE_KINDS)
    for kind in RULE_KINDS.values():
        shapes = by_kind[kind.name]["properties"]
        bare = [key for key in (*kind.required, *kind.optional) if set(shapes[key]) <= {"description"}]
        assert bare == [], f"say in files/schema.py what stands under {kind.name}: {bare}"


def test_every_key_is_described_in_both_languages_and_no_description_is_left_over() -> None:
    used: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if part.get("additionalProperties") is False and "properties" in part:
                bare = [k for k, v in part["properties"].items() if "description" not in v]
                assert set(bare) <= {"sv", "en"}, bare
            if isinstance(part.get("description"), str):
                used.add(part["description"])
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(SCHEMA)
    assert {key for key, words in BY_KEY.items() if "\n\n".join(words) not in used} == set()


STRUCTURAL = [
    name for name, (changes, _) in BROKEN.items() if "path" not in changes and not VALID.is_valid(changed(changes))
]
"""The slips that the shape alone shows."""


def test_most_slips_of_a_writer_show_while_one_types() -> None:
    assert set(STRUCTURAL) >= {
        "an unknown key with nothing like it",
        "an unknown key inside a step",
        "a missing key",
        "a missing part of the head",
        "a missing translation",
        "a text in one language",
        "a third language",
        "a text where a list belongs",
        "a number where a text belongs",
        "a word where true or false belongs",
        "a text where a number belongs",
        "true where a number belongs",
        "a number out of bounds",
        "nothing where a text belongs",
        "a list where names belong",
        "a text where keys belong",
        "a misspelt word of the language",
        "an unknown word",
        "a number where a word belongs",
        "a letter at no event",
        "a letter to nobody",
        "a template outside its folder",
        "a misspelt kind of rule",
        "an unknown kind of rule",
        "a rule without a kind",
        "a parameter of another kind of rule",
        "a rule about two things",
        "a rule about nothing",
        "a condition that leaves nobody out",
        "a size without bounds",
        "an unknown group of assignments",
        "a time with an unknown unit",
        "a time that starts from itself",
        "a time that is none",
        "an effort that is none",
        "a time from another meeting",
        "a name twice in a list",
        "a choice without a list",
        "a list for a text",
        "a length for a date",
        "questions both with and without sections",
        "a form without questions",
        "an answer pointed at by half",
        "a name that starts with a digit",
        "a programme with a space in its name",
        "an address that is none",
        "a length that is none",
        "a meeting's keys without a meeting",
        "no steps among the states",
    }


@given(
    st.sampled_from(leaves(mini_definition())), st.sampled_from([GONE, "Annat", "meeting - 9 days", True, 4, [], {}])
)
@settings(max_examples=300, deadline=None)
def test_what_the_reading_accepts_the_schema_accepts(path: tuple[str, ...], value: Any) -> None:
    """An editor never underlines what is right."""
    data = changed({".".join(path): value})
    try:
        read_definition(data)
    except Mistakes:
        return
    assert [f"{e.json_path}: {e.message}" for e in VALID.iter_errors(data)] == []
