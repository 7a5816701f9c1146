"""What the YAML loader gives: plain data and the place of every path."""

import itertools
import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jimflow.core.mistakes import Mistake, Mistakes, Said
from jimflow.files import compose
from jimflow.files.yaml import LIMIT, BadFile, load, loads

TEXT = """\
# a comment
workflow: jim-plus
steps:
  start:
    meeting: {length: full day, mode: [digital, on site]}
    before:
    - describe_today
    -   name: second
        waivable: true
"""


@pytest.fixture(params=[yaml.CLoader, yaml.SafeLoader], ids=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "PARSER", request.param)


def test_a_file_becomes_plain_data() -> None:
    assert loads(TEXT, "f.yaml").data == {
        "workflow": "jim-plus",
        "steps": {
            "start": {
                "meeting": {"length": "full day", "mode": ["digital", "on site"]},
                "before": ["describe_today", {"name": "second", "waivable": True}],
            }
        },
    }


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 2, 1),
        (("workflow",), 2, 1),
        (("steps",), 3, 1),
        (("steps", "start"), 4, 3),
        (("steps", "start", "meeting"), 5, 5),
        (("steps", "start", "meeting", "length"), 5, 15),
        (("steps", "start", "meeting", "mode"), 5, 33),
        (("steps", "start", "meeting", "mode", 1), 5, 49),
        (("steps", "start", "before"), 6, 5),
        (("steps", "start", "before", 0), 7, 7),
        (("steps", "start", "before", 1), 8, 9),
        (("steps", "start", "before", 1, "waivable"), 9, 9),
    ],
)
def test_every_path_has_the_line_and_column_of_its_key_or_item(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    assert loads(TEXT, "f.yaml").place(path) == (line, column)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("steps", "start", "after"), (4, 3)),
        (("steps", "start", "before", 2, "name"), (6, 5)),
        (("nowhere",), (2, 1)),
    ],
)
def test_a_path_that_is_not_there_stands_at_its_nearest_ancestor(
    path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    assert loads(TEXT, "f.yaml").place(path) == place


def test_lines_and_columns_hold_with_swedish_letters_a_byte_order_mark_and_windows_line_ends() -> None:
    document = loads("\ufeffåäö: {ä: 1, ö: 2}\r\nnästa: x\r\n".encode(), "f.yaml")
    assert [document.place(path) for path in (("åäö", "ö"), ("nästa",))] == [(1, 13), (2, 1)]


def test_only_lower_case_true_and_false_and_plain_whole_numbers_are_more_than_text() -> None:
    text = "[true, false, 0, 7, -12, 999999999999999999]"
    assert loads(text, "f").data == [True, False, 0, 7, -12, 999999999999999999]


@pytest.mark.parametrize(
    "word",
    "on off yes no y n Yes NO On True TRUE False 010 -01 +1 1_000 0x1F 0o7 12:30 190:20:30 2021-04-14"
    " 2021-04-14T10:00:00Z 1.5 1e3 .inf .nan 1. = << -x 10%".split(),
)
def test_a_word_that_other_loaders_turn_into_something_else_stays_text(word: str) -> None:
    assert loads(f"a: {word}\n", "f").data == {"a": word}


@pytest.mark.parametrize("key", ["on", "no", "yes", "off", "True", "2021-04-14", "12:30", "1.5", "010"])
def test_a_key_that_looks_like_another_type_elsewhere_is_text(key: str) -> None:
    assert loads(f"{key}: x\n", "f").data == {key: "x"}


def test_quotes_make_text_of_anything() -> None:
    text = """[ "true", '1', "null", '', "~", '{a: b}', "&x", '*x', "!x", '<<', "tab\\there" ]"""
    assert loads(text, "f").data == [
        "true", "1", "null", "", "~", "{a: b}", "&x", "*x", "!x", "<<", "tab\there",
    ]  # fmt: skip


def test_long_texts_fold_and_keep_their_lines_as_yaml_says() -> None:
    text = "kept: |\n  one\n  two\nfolded: >-\n  one\n  two\nplain: one\n  two\n"
    assert loads(text, "f").data == {"kept": "one\ntwo\n", "folded": "one two", "plain": "one two"}


def test_one_document_between_marks_is_fine() -> None:
    assert loads("# note\n---\na: b\n...\n", "f").data == {"a": "b"}


def test_the_answers_are_builtin_types_and_nothing_else() -> None:
    def types(data: Any) -> set[type]:
        inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        return {type(data)}.union(*(types(item) for item in inside))

    assert types(loads(TEXT + "n: 1\n", "f").data) == {dict, list, str, bool, int}


def test_a_file_is_read_and_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a:\n  b: c\n", encoding="utf-8")
    document = load(tmp_path / "x.yaml")
    assert (document.name, document.data, document.place(("a", "b"))) == ("x.yaml", {"a": {"b": "c"}}, (2, 3))


def test_mistakes_found_later_get_their_lines_in_the_order_of_the_file() -> None:
    document = loads("a: 1\nb:\n  - x\n  - y\n", "f.yaml")
    later = Mistakes(
        [
            Mistake(("b", 1), Said("okänt namn ”y”", "unknown name “y”"), Said("menade du ”x”?", "did you mean “x”?")),
            Mistake(("a",), Said("ska vara text", "must be text")),
        ]
    )
    refusal = document.bad(later)
    assert refusal.lines("sv") == ["f.yaml:1: ska vara text", "f.yaml:4: okänt namn ”y” – menade du ”x”?"]
    assert refusal.lines("en") == ["f.yaml:1: must be text", "f.yaml:4: unknown name “y” – did you mean “x”?"]
    assert [item.path for item in refusal.items] == [("a",), ("b", 1)]


def test_all_mistakes_of_a_file_are_reported_at_once_with_their_paths() -> None:
    with pytest.raises(BadFile) as caught:
        loads("a: 1\na: 2\nb: !t x\nc: {d: [1, ~]}\n", "f.yaml")
    assert caught.value.lines("en") == [
        "f.yaml:2: the key “a” is already on line 1 – remove one of them or rename it",
        "f.yaml:3: tags (which start with !) are not allowed – put the text in quotes if it is text",
        "f.yaml:4: ~ is not a value – leave the key out, or put the word in quotes if it is text",
    ]
    assert [placed.path for placed in caught.value.mistakes] == [("a",), (), ("c", "d", 1)]
    assert str(caught.value).splitlines() == caught.value.lines("sv")


def test_fifteen_hundred_lines_load_within_a_blink() -> None:
    block = 'k{}:\n  a: {}\n  b: [x, y]\n  text: {{sv: Minst en funktion, en: "At least one"}}\n'
    text = "".join(block.replace(", en", "', en").replace("sv: ", "sv: '").format(n, n) for n in range(375))
    times = []
    for _ in range(3):
        start = time.process_time()
        assert len(loads(text, "f").data) == 375
        times.append(time.process_time() - start)
    assert min(times) < (0.06 if compose.PARSER is yaml.CLoader else 1)


def test_a_file_at_the_limits_loads_and_one_beyond_each_does_not() -> None:
    def nested(levels: int) -> str:
        return "[" * levels + "]" * levels

    def listed(nodes: int) -> str:
        return "[" + "a," * (nodes - 1) + "]"

    for inside, outside in itertools.chain(
        [(nested(compose.DEPTH), nested(compose.DEPTH + 1))],
        [(listed(compose.NODES), listed(compose.NODES + 1))],
        [("a: " + "9" * 18, "a: " + "9" * 19), ("a: -" + "9" * 17, "a: -" + "9" * 18)],
        [("#" * (LIMIT - 5) + "\na: b", "#" * (LIMIT - 4) + "\na: b")],
    ):
        loads(inside, "f")
        with pytest.raises(BadFile):
            loads(outside, "f")


_visible = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=20)
_data = st.recursive(
    st.booleans() | st.integers(-(10**17) + 1, 10**18 - 1) | _visible | st.just("line\nline\ttab"),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(_visible, inside, max_size=4),
    max_leaves=20,
).filter(lambda data: isinstance(data, dict | list))


@given(_data)
def test_json_of_allowed_types_loads_as_the_same_data(data: Any) -> None:
    assert loads(json.dumps(data, ensure_ascii=False), "f").data == data
