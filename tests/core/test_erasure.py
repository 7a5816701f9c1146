"""Which audit entries name someone, and whether what they say is a record or a trace."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core import audit
from jimflow.core.canonical import canonical
from jimflow.core.erasure import TRACES, Named, Words, named

ANNA = Words(("Anna Ek", "anna.ek@example.org"))


def content(kind: str = "move", actor: str = "eva", **more: Any) -> bytes:
    return canonical({"kind": kind, "actor": {"name": actor, "role": "operator"}, **more})


def found(payload: bytes, words: Words = ANNA) -> str | None:
    entry = named(7, 3, payload, words)
    return entry.fate if entry else None


def test_an_entry_tells_its_place_and_its_kind() -> None:
    assert named(7, 3, content("undeliverable", reply="anna.ek@example.org"), ANNA) == Named(
        7, 3, "undeliverable", "trace"
    )


@pytest.mark.parametrize("kind", sorted(TRACES))
def test_a_trace_of_mail_and_holders_may_go(kind: str) -> None:
    assert found(content(kind, reply="<anna.ek@example.org> is full")) == "trace"


@pytest.mark.parametrize(
    "kind", ["move", "refused", "waiver", "submitted", "result", "attendance", "round_loaded", "new"]
)
def test_what_was_decided_answered_or_done_is_a_record_and_so_is_what_nobody_has_thought_of(kind: str) -> None:
    assert found(content(kind, reason="Anna Ek är sjuk")) == "record"


def test_who_acted_is_named_as_that_in_every_kind() -> None:
    assert found(content("released", actor="anna ek")) == "actor"
    assert found(content("move", actor="anna.ek@example.org")) == "actor"


@pytest.mark.parametrize(
    "reason",
    ["Anna Eklund slutar", "Johanna Ek slutar", "till johanna.ek@example.org", "xanna.ek@example.org", "anna", "Ek"],
)
def test_part_of_a_word_is_somebody_else(reason: str) -> None:
    assert found(content(reason=reason)) is None


@pytest.mark.parametrize(
    "reason", ["ANNA EK slutar", "för Anna Ek.", "<Anna.Ek@Example.org>", "Anna Ek", "(anna ek)", "x\nAnna Ek"]
)
def test_case_and_what_stands_around_do_not_matter(reason: str) -> None:
    assert found(content(reason=reason)) == "record"


def test_a_name_is_found_as_json_writes_it() -> None:
    assert found(content(reason='säger O"Neil \\ Å'), Words(('O"Neil \\ Å',))) == "record"


def test_nobody_is_named_where_there_is_nothing_to_look_for() -> None:
    assert found(content(reason="Anna Ek"), Words(("", "  "))) is None


def test_every_kind_of_trace_is_one_that_the_program_writes() -> None:
    assert audit.ERASURE not in TRACES


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Anna Eks grupp", True),
        ("anna eks", True),
        ("Anna Eksten", False),
        ("Joanna Ek", False),
        ("Anna Ek-Lind", False),
    ],
)
def test_a_genitive_is_the_name_and_a_longer_name_is_another(text: str, stands: bool) -> None:
    assert ANNA.stand_in(text) is stands
