"""Hostile and broken YAML: refused with line and reason, quickly and in little memory, or loaded as harmless text."""

import contextlib
import itertools
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
from tests.files.hostile_texts import HARMLESS, REFUSED, twice


@pytest.fixture(params=[yaml.CLoader, yaml.SafeLoader], ids=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "PARSER", request.param)


def lines_and_reasons(refusal: BadFile) -> list[tuple[int, str]]:
    numbers = [int(placed.place.sv.partition(":")[2] or 0) for placed in refusal.mistakes]
    return [(line, placed.what.sv) for line, placed in zip(numbers, refusal.mistakes, strict=True)]


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_with_line_and_reason(parser: None, case: str) -> None:
    text, expected = REFUSED[case]
    start = time.process_time()
    with pytest.raises(BadFile) as caught:
        loads(text, "f.yaml")
    assert time.process_time() - start < 1
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
@example([(VALID.index("  gm_coordinator"), 0, "*a")])
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
        assert 1 <= document.place(("steps", 1, "on"))[0] <= lines


@settings(max_examples=200, deadline=1000)
@given(edits, st.integers(0, len(VALID)), st.binary(max_size=4))
def test_mutated_bytes_are_loaded_or_refused(changes: list[tuple[int, int, str]], at: int, added: bytes) -> None:
    data = mutated(changes).encode(errors="surrogatepass")
    with contextlib.suppress(BadFile):
        assert only_plain(loads(data[:at] + added + data[at:], "f.yaml").data)
