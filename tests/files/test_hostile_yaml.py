"""Hostile and broken YAML: refused with line and reason, quickly and in little memory, or loaded as harmless text."""

import contextlib
import gzip
import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jimflow.files import compose
from jimflow.files.yaml import LIMIT, BadFile, load, loads

TAG = "taggar (som börjar med !) är inte tillåtna"
ANCHOR = "namngivna värden (&) är inte tillåtna"
ALIAS = "hänvisningar till värden (*) är inte tillåtna"
MERGE = "nyckeln << är inte tillåten"
DIRECTIVE = "rader som börjar med % är inte tillåtna"
SEVERAL = "filen rymmer mer än ett dokument"
TAB = "tabb används som indrag"
KEY = "en nyckel måste vara text"
MISSING = "värdet saknas"
NO_VALUE = "ett värde saknas"
EMPTY = "filen är tom"
NO_KEYS = "filen består inte av nycklar och värden"
QUOTE = "ett citattecken öppnas här men stängs aldrig"
START = "ett värde kan inte börja med det tecknet"
COLON = "ett kolon står där inget kan stå"
NO_COLON = "raden saknar kolon efter nyckeln"
HERE = "en lista eller nyckel kan inte börja här"
INDENT = "raden passar inte in: fel indrag"
AFTER = "raden fortsätter efter att värdet har tagit slut"
NOT_LISTED = "raden hör inte till listan"
ESCAPE = r"koden efter \ går inte att tolka"
DIGITS = "talet har fler än 18 siffror"
BLOCK = "efter | eller > kan ingen text stå på samma rad"
DEEP = "mer än 20 nivåer ligger inuti varandra"
UTF16 = "är sparad som UTF-16"


def twice(key: str, line: int) -> str:
    return f"nyckeln ”{key}” finns redan på rad {line}"


def hidden(name: str) -> str:
    return f"osynligt tecken ({name})"


def not_utf8(byte: int, value: str) -> str:
    return f"byte {byte} i filen (0x{value}) är inte UTF-8"


REFUSED: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    # values that name or repeat each other
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        [(1, ANCHOR), (2, ANCHOR), (2, ALIAS), (3, ANCHOR), (3, ALIAS)],
    ),
    "a list inside itself": ("a: &a [*a]\n", [(1, ANCHOR), (1, ALIAS)]),
    "an alias to nothing": ("x: y\na: *b\n", [(2, ALIAS)]),
    "an alias as key": ("a: &x b\n*x : c\n", [(1, ANCHOR), (2, ALIAS)]),
    "an anchor without value": ("a: &a\n", [(1, ANCHOR)]),
    "an anchor on a key": ("&a a: b\n", [(1, ANCHOR)]),
    "an anchor on everything": ("&a\na: b\n", [(1, ANCHOR)]),
    "an anchor without name": ("a: &\n", [(1, ANCHOR)]),
    "an alias without name": ("a: *\n", [(1, ALIAS)]),
    "a merge key": ("a: b\nd:\n  <<: {b: c}\n", [(3, MERGE)]),
    "a merge of an alias": ("a: &a {b: c}\nd:\n  <<: *a\n", [(1, ANCHOR), (3, MERGE), (3, ALIAS)]),
    "a merge of a list": ("<<: [{a: b}]\n", [(1, MERGE)]),
    # types that would run something
    "os.system": ("a: b\nc: !!python/object/apply:os.system [id]\n", [(2, TAG)]),
    "a Python name": ("a: !!python/name:os.system\n", [(1, TAG)]),
    "a Python module": ("a: !!python/module:os\n", [(1, TAG)]),
    "a Python object": ("!!python/object/new:type\nargs: [x, [], {}]\n", [(1, TAG)]),
    "a verbatim tag": ("a: !<tag:yaml.org,2002:python/name:os.system> x\n", [(1, TAG)]),
    "an include": ("a: !include /etc/passwd\n", [(1, TAG)]),
    "an environment variable": ("a: !ENV ${HOME}\n", [(1, TAG)]),
    "a tag without a name": ("a: ! b\n", [(1, TAG)]),
    "a tag through a handle": (
        "%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system x\n",
        [(1, DIRECTIVE), (3, TAG)],
    ),
    "an undefined handle": ("a: !e!x y\n", [(1, TAG)]),
    "an unfinished tag": ("a: !<x y\n", [(1, TAG)]),
    "a tag on a key": ("!!str a: b\n", [(1, TAG)]),
    "a tag without value": ("a: !!null\n", [(1, TAG)]),
    "binary": ("a: !!binary aGVq\n", [(1, TAG)]),
    "text made of a number by tag": ("a: !!str 1\n", [(1, TAG)]),
    "a set": ("!!set\n? a\n", [(1, TAG), (2, MISSING)]),
    # directives and documents
    "a version directive": ("%YAML 1.1\n---\na: b\n", [(1, DIRECTIVE)]),
    "a version that does not exist": ("%YAML 3.0\n---\na: b\n", [(1, DIRECTIVE)]),
    "an unknown directive": ("# x\n%RUN rm\n---\na: b\n", [(2, DIRECTIVE)]),
    "two documents": ("a: b\n---\nc: d\n", [(2, SEVERAL)]),
    "more after the end": ("a: b\n...\nc: d\n", [(3, SEVERAL)]),
    "two empty documents": ("---\n---\n", [(2, EMPTY), (2, SEVERAL)]),
    "nothing": ("", [(1, EMPTY)]),
    "only a mark": ("---", [(1, EMPTY)]),
    "only a question mark": ("?", [(1, KEY), (1, MISSING)]),
    "only a dash": ("x:\n-", [(2, MISSING)]),
    "only a comment": ("# a: b\n", [(1, EMPTY)]),
    "one word": ("hej\n", [(1, NO_KEYS)]),
    # keys
    "a key twice": ("a: b\nc: d\na: e\n", [(3, twice("a", 1))]),
    "a key twice, deep down": ("a:\n  b: 1\n  c: 1\n  b: 2\n", [(4, twice("b", 2))]),
    "a key twice in braces": ("a: {b: 1, b: 2}\n", [(1, twice("b", 1))]),
    "a key twice in disguise": ("a: 1\n'a': 2\n\"\\x61\": 3\n", [(2, twice("a", 1)), (3, twice("a", 1))]),
    "a number as key": ("1: a\n", [(1, KEY)]),
    "true as key": ("a:\n  true: a\n", [(2, KEY)]),
    "nothing as key": ("~: a\n", [(1, KEY)]),
    "a list as key": ("? [a]\n: b\n", [(1, KEY)]),
    "braces as key": ("{a: b}: c\n", [(1, KEY)]),
    "no key": (": a\n", [(1, INDENT)]),
    "a template as value": ("a: b\nc: {{7*7}}\n", [(2, KEY), (2, MISSING)]),
    "a key nobody can tell from another": ("a\u200b: b\n", [(1, hidden("U+200B ZERO WIDTH SPACE"))]),
    "a hard space before a key": (
        "a:\n\u00a0b: c\n",
        [(1, MISSING), (2, hidden("U+00A0 NO-BREAK SPACE"))],
    ),
    # values
    "no value": ("a: b\nc:\n", [(2, MISSING)]),
    "null": ("a: null\n", [(1, "null är inget värde")]),
    "nulls in a list": ("a: [~, NULL]\n", [(1, "~ är inget värde"), (1, "NULL är inget värde")]),
    "an empty list item": ("a:\n  - b\n  -\n", [(3, MISSING)]),
    "a comma in unquoted text": ("a: {sv: Hej, du, en: Hi}\n", [(1, MISSING)]),
    "five thousand digits": ("a: " + "9" * 5000 + "\n", [(1, DIGITS)]),
    "a number no database holds": ("a: -1234567890123456789\n", [(1, DIGITS)]),
    # characters
    "right-to-left": ("a: b\nc: x\u202ey\n", [(2, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left in a comment": ("a: b # \u202e\n", [(1, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left as an escape": ('a: b\nc: "\\u202e"\n', [(2, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "right-to-left as an escaped key": ('"\\u202e": b\n', [(1, hidden("U+202E RIGHT-TO-LEFT OVERRIDE"))]),
    "isolates": (
        "a: \u2066x\u2069\n",
        [(1, hidden("U+2066 LEFT-TO-RIGHT ISOLATE")), (1, hidden("U+2069 POP DIRECTIONAL ISOLATE"))],
    ),
    "a mark in a key": ("a\u200f: b\n", [(1, hidden("U+200F RIGHT-TO-LEFT MARK"))]),
    "NUL": ("a: b\0c\n", [(1, hidden("U+0000"))]),
    "NUL as an escape": ('a: "\\0"\n', [(1, hidden("U+0000"))]),
    "a terminal command": ("a: b\nc: \x1b[2J\n", [(2, hidden("U+001B"))]),
    "a terminal command as an escape": ('a: "\\e[2J"\n', [(1, hidden("U+001B"))]),
    "a terminal command in one byte": ("a: \x9b31m\n", [(1, hidden("U+009B"))]),
    "a bell": ("a: \x07\n", [(1, hidden("U+0007"))]),
    "delete": ("a: \x7f\n", [(1, hidden("U+007F"))]),
    "a next-line character": ("a: b\x85c: d\n", [(1, hidden("U+0085"))]),
    "a line separator": ("a: b\u2028c: d\n", [(1, hidden("U+2028 LINE SEPARATOR"))]),
    "a lone carriage return": ("a: b\rc: d\n", [(1, hidden("U+000D"))]),
    "a byte order mark inside": ("a: b\n\ufeffc: d\n", [(2, hidden("U+FEFF ZERO WIDTH NO-BREAK SPACE"))]),
    "a lone surrogate": ("a: \ud800\n", [(1, hidden("U+D800"))]),
    "a non-character": ("a: \ufffe\n", [(1, hidden("U+FFFE"))]),
    "an escape beyond Unicode": ('a: b\nc: "\\U00110000"\n', [(2, ESCAPE)]),
    "an escape far beyond Unicode": ('a: b\nc: "\\UFFFFFFFF"\n', [(2, ESCAPE)]),
    "a Windows path in quotes": ('a: "C:\\Windows"\n', [(1, ESCAPE)]),
    # bytes
    "UTF-16": ("a: b\n".encode("utf-16"), [(0, UTF16)]),
    "UTF-32": ("a: b\n".encode("utf-32"), [(0, UTF16)]),
    "Latin-1": ("a: b\nc: å\n".encode("latin-1"), [(2, not_utf8(9, "E5"))]),
    "an overlong byte sequence": (b"a: \xc0\x80\n", [(1, not_utf8(4, "C0"))]),
    "a surrogate in bytes": (b"a: \xed\xa0\x80\n", [(1, not_utf8(4, "ED"))]),
    "bad bytes after a byte order mark": (b"\xef\xbb\xbfa: b\nc: \xff\n", [(2, not_utf8(12, "FF"))]),
    "a compressed file": (gzip.compress(b"a: b"), [(1, not_utf8(2, "8B"))]),
    # tabs, brackets, quotes, indentation
    "a tab as indentation": ("a:\n\tb: c\n", [(2, TAB)]),
    "a tab first": ("\ta: b\n", [(1, TAB)]),
    "a tab before a folded text": ("a: >\n\tb\n", [(2, TAB)]),
    "a quote never closed": ("a: b\nc: 'd\ne: f\n", [(2, QUOTE)]),
    "a double quote never closed": ('a: b\nc: "d\ne: f\n', [(2, QUOTE)]),
    "a quote closed after the end": ("a: 'b\n---\nc'\n", [(1, QUOTE)]),
    "text after a quote": ("a: 'b' c\n", [(1, AFTER)]),
    "a list never closed": ("a: [b\nc: d\n", [(2, "listan [ … ] från rad 1 stängs inte eller saknar ett kommatecken")]),
    "a brace never closed": ("a: {b: c\nd: e\n", [(2, "{ … } från rad 1 stängs inte eller saknar ett kommatecken")]),
    "a bracket never opened": ("a: ]\n", [(1, NO_VALUE)]),
    "two commas": ("a: [b,, c]\n", [(1, NO_VALUE)]),
    "a backtick": ("a: `id`\n", [(1, START)]),
    "an at sign": ("a: @x\n", [(1, START)]),
    "a per cent sign": ("a: %d\n", [(1, START)]),
    "two colons": ("a: b: c\n", [(1, COLON)]),
    "no colon": ("a: b\nc\nd: e\n", [(2, NO_COLON)]),
    "no space after the colon": ("a:b\nc: d\n", [(1, NO_KEYS), (2, COLON)]),
    "a list on the line of its key": ("a: - b\n", [(1, HERE)]),
    "half an indentation": ("a:\n    b: c\n  d: e\n", [(3, INDENT)]),
    "a list where keys stand": ("a: b\n- c\n", [(2, INDENT)]),
    "a key where a list stands": ("- a\nb: c\n", [(2, NOT_LISTED)]),
    "a text less indented": ("a: |\n    b\n  c\n", [(3, INDENT)]),
    "text after a block sign": ("a: b\nc: | d\n", [(2, BLOCK)]),
    "an impossible block sign": ("a: |0\n b\n", [(1, BLOCK)]),
    "half an escape": ('a: "\\x4"\n', [(1, ESCAPE)]),
    # depth
    "21 levels": ("".join("  " * n + "a:\n" for n in range(20)) + "  " * 20 + "a: b\n", [(21, DEEP)]),
    "10 000 lists": ("a: " + "[" * 10_000, [(1, DEEP)]),
    "10 000 closed lists": ("a: " + "[" * 10_000 + "]" * 10_000, [(1, DEEP)]),
    "10 000 braces": ("{a: " * 10_000, [(1, DEEP)]),
    "10 000 dashes": ("- " * 10_000 + "a\n", [(1, DEEP)]),
    "10 000 question marks": ("? " * 10_000 + "a\n", [(1, KEY), (1, DEEP)]),
}  # fmt: skip

HARMLESS: dict[str, tuple[str | bytes, Any]] = {
    "a template in quotes": ("a: '{{7*7}}'\n", {"a": "{{7*7}}"}),
    "a template inside text": ("a: x {{7*7}} {% for i in x %}\n", {"a": "x {{7*7}} {% for i in x %}"}),
    "a shell variable": ("a: ${HOME} $(id)\n", {"a": "${HOME} $(id)"}),
    "a format string": ("a: '%s %n {0.__class__}'\n", {"a": "%s %n {0.__class__}"}),
    "a script": ("a: <script>alert(1)</script>\n", {"a": "<script>alert(1)</script>"}),
    "SQL": ('a: "\'; DROP TABLE x; --"\n', {"a": "'; DROP TABLE x; --"}),
    "a spreadsheet formula": ("a: =cmd|' /C calc'!A0\n", {"a": "=cmd|' /C calc'!A0"}),
    "line ends in an escape": ('a: "x\\nBcc: y"\n', {"a": "x\nBcc: y"}),
    "Windows line ends": ("a: b\r\nc: |\r\n  d\r\n  e\r\n", {"a": "b", "c": "d\ne\n"}),
    "a byte order mark": (b"\xef\xbb\xbfa: b\n", {"a": "b"}),
    "dunder keys": ("__class__: a\n__proto__: b\n", {"__class__": "a", "__proto__": "b"}),
    "a quoted merge key": ("'<<': a\n", {"<<": "a"}),
    "an emoji": ("a: \U0001f600\n", {"a": "\U0001f600"}),
    "a soft hyphen and Arabic": ("a: jäm\u00adställd مساواة\n", {"a": "jäm\u00adställd مساواة"}),
    "an anchor inside text": ("a: b & c * d ! e\n", {"a": "b & c * d ! e"}),
    "a path": ("a: ../../etc/passwd\n", {"a": "../../etc/passwd"}),
    "JSON": ('{"a": ["b", 1, true]}', {"a": ["b", 1, True]}),
    "20 levels": ("a: " + "[" * 19 + "]" * 19, {"a": json.loads("[" * 19 + "]" * 19)}),
}


@pytest.fixture(params=[yaml.CLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "PARSER", request.param)


def lines_and_reasons(refusal: BadFile) -> list[tuple[int, str]]:
    numbers = [int(placed.place.sv.partition(":")[2] or 0) for placed in refusal.mistakes]
    return [(line, placed.what.sv) for line, placed in zip(numbers, refusal.mistakes, strict=True)]


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_line_and_reason(parser: None, case: str) -> None:
    text, expected = REFUSED[case]
    start = time.monotonic()
    with pytest.raises(BadFile) as caught:
        loads(text, "f.yaml")
    assert time.monotonic() - start < 1
    assert lines_and_reasons(caught.value) == expected


@pytest.mark.parametrize("case", HARMLESS)
def test_is_loaded_as_harmless_text(parser: None, case: str) -> None:
    text, expected = HARMLESS[case]
    assert loads(text, "f.yaml").data == expected


def refused(path: Path) -> list[str]:
    start = time.monotonic()
    with pytest.raises(BadFile) as caught:
        load(path)
    assert time.monotonic() - start < 1
    return caught.value.lines("sv")


def test_a_file_of_a_hundred_megabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert refused(path) == ["big.yaml: är för stor: 104857600 byte, högst 262144 är tillåtet"]


def test_a_file_that_grew_after_its_size_was_asked_is_read_no_further_than_the_limit() -> None:
    path = Path("/proc/self/maps")  # the kernel gives such files the size 0 whatever they hold
    with pytest.raises(BadFile) as caught:
        load(path, limit=100)
    assert caught.value.lines("en") == ["maps: is too large: 101 bytes, at most 100 are allowed"]


def test_what_is_no_ordinary_file_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to("/dev/zero")
    assert refused(tmp_path / "pipe.yaml") == ["pipe.yaml: är ingen vanlig fil"]
    assert refused(tmp_path / "link.yaml") == ["link.yaml: är ingen vanlig fil"]
    assert refused(tmp_path) == [f"{tmp_path.name}: är ingen vanlig fil"]


def test_a_file_that_is_not_there_is_named_with_its_whole_path(tmp_path: Path) -> None:
    assert refused(tmp_path / "x.yaml") == [f"x.yaml: filen finns inte – sökt efter {tmp_path / 'x.yaml'}"]


@pytest.mark.parametrize(
    "call",
    [
        "!!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{}]]",
        "!!python/object/apply:os.mkdir [{}]",
        "!!python/object/new:os.mkdir [{}]",
        "!!python/object/apply:subprocess.run {{args: [[touch, {}]]}}",
        "'{{{{().__class__.__base__.__subclasses__()}}}} $(touch {0}) `touch {0}`'",
    ],
)
def test_nothing_a_file_asks_for_is_done(parser: None, tmp_path: Path, call: str) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("a: " + call.format(tmp_path / "done") + "\n", encoding="utf-8")
    with contextlib.suppress(BadFile):
        load(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["f.yaml"]


PIECES = (
    "[|{|- |? |: |\"|'|#|\n| |\t|a: [|&a |!a |*a ||\n|%|---\n|a: b\n|a,|[],|{a: {|{a: b,|a: !t &a *b\n|<<: *x\n|"
    'k: "\\\\x41|å|\r\n|a|1|\0|\u202e'
).split("|")


def test_a_file_of_full_size_is_settled_within_a_second_whatever_it_is_made_of() -> None:
    slowest = 0.0
    for start, piece in itertools.product(("", "a: [", 'a: "', "a: |\n  "), filter(None, PIECES)):
        text = start + piece * (LIMIT // len(piece.encode()) - len(start))
        before = time.process_time()
        with contextlib.suppress(BadFile):
            loads(text, "f.yaml")
        slowest = max(slowest, time.process_time() - before)
    assert 0 < slowest < 1


def test_hostile_files_take_less_than_a_hundred_megabytes(tmp_path: Path) -> None:
    """In a process of its own: the peak of this one holds everything the other tests did."""
    with (tmp_path / "0.yaml").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    for number, piece in enumerate(["[" * 9, "a,", "a: &a [*a]\n", "{a: b},", "? ", "\0", "a"], 1):
        (tmp_path / f"{number}.yaml").write_text("x: [" + piece * (LIMIT // len(piece) - 4), encoding="utf-8")
    program = """
import pathlib, sys
from jimflow.files.yaml import BadFile, load
def peak():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])  # KiB
before, refused = peak(), 0
for path in pathlib.Path(sys.argv[1]).iterdir():
    try:
        load(path)
    except BadFile:
        refused += 1
print(refused, peak() - before)
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    refusals, kibibytes = map(int, run.stdout.split())
    assert refusals == 8
    assert 0 < kibibytes < 100 * 1024


def test_a_file_full_of_mistakes_names_the_first_hundred() -> None:
    with pytest.raises(BadFile) as caught:
        loads("a: 1\n" * 5000, "f.yaml")
    assert lines_and_reasons(caught.value) == [(line, twice("a", 1)) for line in range(2, 102)]


VALID = """\
# A small programme
workflow: jim-plus
version: "2021-1"
title: {sv: JiM+, en: 'JiM+'}
functions:
  agency_head: {title: {sv: Myndighetschef, en: Agency head}}
  gm_coordinator:
    title: {sv: JiM-samordnare, en: "Gender\\tcoordinator"}
    coordinates: true
rules:
  management_present: {check: attendance, at_least: 1, where: {top_management: true}}
assignments:
  describe_today:
    to: [agency_head, gm_coordinator]
    due: meeting - 7 days
    text: |
      Två rader
      om läget
    help: >-
      folded
      text
states: [proposed, declined!, completed!]
steps:
- start
- name: follow_up
  on: no
"""
NASTY = [
    *"&*!|>%@`{}[],:?-#'\"\\~<=\t\n\r \0\u202e\ufeff\u2028\x85åé😀\ud800",
    "&a ", "*a", "!!x ", "<<: ", "\n  ", "\n- ", "---\n", "...\n", "%YAML 1.1\n", "\r\n",
     '"\\U', "\\x", "null", ": ", "? ",
]  # fmt: skip
edits = st.lists(
    st.tuples(
        st.integers(0, len(VALID)),
        st.integers(0, 12),
        st.sampled_from(NASTY) | st.text(max_size=3) | st.sampled_from(VALID.splitlines(keepends=True)),
    ),
    min_size=1,
    max_size=6,
)


def mutated(changes: list[tuple[int, int, str]]) -> str:
    text = VALID
    for at, dropped, added in changes:
        text = text[:at] + added + text[at + dropped :]
    return text


def only_plain(data: Any) -> bool:
    if type(data) is dict:
        return all(type(key) is str and only_plain(value) for key, value in data.items())
    if type(data) is list:
        return all(map(only_plain, data))
    return type(data) in (str, int, bool)


def test_the_text_that_is_mutated_is_valid_itself(parser: None) -> None:
    assert len(loads(VALID, "f.yaml").data) == 8


@settings(max_examples=400, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
@example([(0, 0, '"\\U00110000": x\n')])
@example([(0, 0, "%YAML 1." + "9" * 5000 + "\n---\n")])
def test_a_mutated_file_is_loaded_as_plain_data_or_refused_with_line_and_reason(
    parser: None, changes: list[tuple[int, int, str]]
) -> None:
    text = mutated(changes)
    lines = text.count("\n") + 1
    try:
        document = loads(text, "f.yaml")
    except BadFile as refusal:
        reasons = lines_and_reasons(refusal)
        assert reasons
        assert [line for line, _ in reasons] == sorted(line for line, _ in reasons)
        assert all(1 <= line <= lines for line, _ in reasons)
        assert all(placed.in_("sv") and placed.in_("en") for placed in refusal.mistakes)
    else:
        assert only_plain(document.data)
        assert 1 <= document.line(("steps", 1, "on")) <= lines


@settings(max_examples=200, deadline=1000)
@given(edits, st.integers(0, len(VALID)), st.binary(max_size=4))
def test_mutated_bytes_are_loaded_or_refused(changes: list[tuple[int, int, str]], at: int, added: bytes) -> None:
    data = mutated(changes).encode(errors="surrogatepass")
    with contextlib.suppress(BadFile):
        assert only_plain(loads(data[:at] + added + data[at:], "f.yaml").data)
