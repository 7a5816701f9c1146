"""Who reads whose answers: every home against every way of sharing and every status of the answer."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Mistakes, spelled
from jimflow.core.model import AssignmentStatus
from jimflow.core.seats import How, Seat
from jimflow.core.sharing import Given, readable
from jimflow.core.workflow import Workflow
from tests.build_workflow import GONE, changed

NORTH, SOUTH, ROUND = 1, 2, 1
OWN, OTHER = 11, 12
STATUSES = get_args(AssignmentStatus)
HOMES = {
    "planner": ("agency", OWN, NORTH),
    "officer": ("ministry", OWN, NORTH),
    "auditor": ("outside", OWN, NORTH),
    "expert": ("guests", None, NORTH),
    "host": ("host", None, None),
}
"""A function of each home, the word that shares with it, and where its holder sits."""


def shared_with(*words: str) -> Workflow:
    return read_definition(with_auditor(list(words)))


def with_auditor(share_with: Any) -> dict[str, Any]:
    outside = {
        "title": {"sv": "Granskare", "en": "Auditor"},
        "duty": {"sv": "granskar", "en": "audit"},
        "attends": "every meeting",
        "belongs_to": "outside",
    }
    return changed({"assignments.describe_today.share_with": share_with, "functions.auditor": outside})


def seat(function: str = "planner", how: How = "holds") -> Seat:
    _, participation, cluster = HOMES[function]
    return Seat(how, 1, 1, 1, function, ROUND, participation, cluster, "alfa")


def given(status: AssignmentStatus = "submitted") -> Given:
    return Given("describe_today", status, OTHER, NORTH, ROUND)


WORDS = ("cluster", "ministry", "outside", "guests")
LISTS = [[w for w, on in zip(WORDS, chosen, strict=True) if on] for chosen in product((True, False), repeat=4)]


@pytest.mark.parametrize("words", [w for w in LISTS if w], ids="-".join)
def test_those_whom_the_definition_names_read_what_is_submitted_and_nobody_else_reads_anything(
    words: list[str],
) -> None:
    workflow = shared_with(*words)
    found = {(f, s) for f, s in product(HOMES, STATUSES) if readable(workflow, seat(f), given(s))}
    named = {f for f, (home, _, _) in HOMES.items() if home in words or (home == "agency" and "cluster" in words)}
    assert found == set(product(named, ("submitted", "accepted")))


@pytest.mark.parametrize("said", ["cluster", "host", None])
def test_the_one_word_means_the_agencies_of_the_cluster_or_nobody(said: str | None) -> None:
    workflow = read_definition(with_auditor(said if said is not None else GONE))
    found = {f for f, s in product(HOMES, STATUSES) if readable(workflow, seat(f), given(s))}
    assert found == ({"planner"} if said == "cluster" else set())


def test_nobody_reads_of_another_cluster_or_another_round() -> None:
    workflow = shared_with(*WORDS)
    elsewhere = [replace(given(), cluster=SOUTH), replace(given(), round=2)]
    assert [(f, g) for f, g in product(HOMES, elsewhere) if readable(workflow, seat(f), g)] == []


def test_a_guest_of_the_whole_round_reads_of_each_cluster_and_of_no_other_round() -> None:
    workflow, everywhere = shared_with(*WORDS), replace(seat("expert"), cluster=None)
    asked = [given(), replace(given(), cluster=SOUTH), replace(given(), round=2)]
    assert [readable(workflow, everywhere, g) for g in asked] == [True, True, False]


def test_a_seat_at_no_cluster_that_is_no_guests_reads_nothing() -> None:
    assert not readable(shared_with(*WORDS), replace(seat("planner"), cluster=None), given())


def test_substitutes_read_as_the_holder_and_whoever_was_sent_one_task_does_not() -> None:
    workflow = shared_with("cluster")
    found = {how: readable(workflow, seat(how=how), given()) for how in get_args(How)}
    assert found == {"holds": True, "signature": True, "meeting": True, "forward": False}


def test_whoever_has_left_reads_no_more() -> None:
    assert not readable(shared_with("cluster"), seat(), given(), left=True)


def test_a_function_or_an_assignment_that_the_definition_does_not_have_opens_nothing() -> None:
    workflow = shared_with("cluster")
    assert not readable(workflow, replace(seat(), function="nobody"), given())
    assert not readable(workflow, seat(), replace(given(), name="nothing"))


WRONG: dict[str, tuple[object, list[str]]] = {
    "an unknown word": ("everyone", ["assignments.describe_today.share_with: unknown word “everyone”"]),
    "an unknown word in the list": (
        ["cluster", "ministy"],
        ["assignments.describe_today.share_with[1]: unknown word “ministy”"],
    ),
    "the host in the list": (["host"], ["assignments.describe_today.share_with[0]: unknown word “host”"]),
    "nobody in the list": ([], ["assignments.describe_today.share_with: the list is empty"]),
    "the same twice": (
        ["cluster", "cluster"],
        ["assignments.describe_today.share_with[1]: “cluster” stands here twice"],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_way_of_sharing_that_means_nothing_is_told_at_its_place(what: str) -> None:
    value, expected = WRONG[what]
    with pytest.raises(Mistakes) as told:
        read_definition(with_auditor(value))
    assert [f"{spelled(m.path)}: {m.what.en}" for m in told.value.items] == expected


def test_sharing_with_a_ministry_or_someone_outside_that_no_function_comes_from_is_told() -> None:
    with pytest.raises(Mistakes) as told:
        read_definition(changed({"assignments.describe_today.share_with": ["cluster", "outside"]}))
    assert [f"{spelled(m.path)}: {m.what.en}" for m in told.value.items] == [
        "assignments.describe_today.share_with: no function has belongs_to: outside"
    ]
