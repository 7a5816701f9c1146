"""The rights of those who take part: every way to stand in a round against every task and meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.seats import How, Seat, attends, coordinates, hands_in, of_agency, opens
from tests.build_workflow import changed

WORKFLOW = read_definition(changed({}))
OWN, OTHER, NORTH, SOUTH = 11, 12, 1, 2


@dataclass(frozen=True)
class Task:
    id: int = 7
    participation: int = OWN
    name: str = "describe_today"


@dataclass(frozen=True)
class Gathering:
    cluster: int = NORTH
    step: str = "start"


def seat(function: str, how: How = "holds", task: int | None = None, *, may_hand_in: bool = True) -> Seat:
    participation, cluster = (None, None) if function == "host" else (OWN, NORTH)
    holder = 1 if how == "holds" else 2
    return Seat(how, 1, holder, 5, function, 1, participation, cluster, "alfa", task, may_hand_in)


@pytest.mark.parametrize("how", get_args(How))
def test_a_task_opens_to_those_it_is_for_to_the_own_coordinator_and_to_who_signs_for_them(how: How) -> None:
    opened = {f for f in WORKFLOW.functions if opens(WORKFLOW, seat(f, how), Task())}
    asked = {*WORKFLOW.assignments["describe_today"].to, "coordinator"}
    assert opened == (asked if how in ("holds", "signature") else set())


def test_a_forward_opens_its_one_task_whoever_sent_it() -> None:
    sent = seat("planner", "forward", task=7)
    assert [opens(WORKFLOW, sent, t) for t in (Task(), Task(8))] == [True, False]


@pytest.mark.parametrize("how", get_args(How))
def test_another_agencys_task_and_one_that_the_definition_has_no_more_open_to_nobody(how: How) -> None:
    mine = seat("coordinator", how, task=7)
    assert not opens(WORKFLOW, mine, Task(8, OTHER))
    assert not opens(WORKFLOW, mine, Task(name="gone"))


def test_whoever_was_sent_a_task_to_write_in_does_not_hand_it_in() -> None:
    sent = [seat("planner", "forward", 7, may_hand_in=yes) for yes in (True, False)]
    assert [hands_in(WORKFLOW, one, Task()) for one in sent] == [True, False]
    assert not hands_in(WORKFLOW, sent[0], Task(8))


def test_the_agencys_coordinator_and_who_signs_for_her_coordinate() -> None:
    found = {(f, how) for f in WORKFLOW.functions for how in get_args(How) if coordinates(WORKFLOW, seat(f, how))}
    assert found == {("coordinator", "holds"), ("coordinator", "signature")}


def test_at_a_meeting_is_whoever_is_invited_in_that_cluster_or_comes_for_one_who_is() -> None:
    def there(how: How, cluster: int = NORTH) -> set[str]:
        return {f for f in WORKFLOW.functions if attends(WORKFLOW, seat(f, how), Gathering(cluster))}

    invited = {"planner", "coordinator", "head", "officer"}
    assert (there("holds"), there("meeting")) == (invited, invited)
    assert (there("signature"), there("forward"), there("holds", SOUTH)) == (set(), set(), set())


def test_the_agencys_own_room_is_its_own_peoples() -> None:
    found = {f.name for f in WORKFLOW.functions.values() if of_agency(WORKFLOW, seat(f.name))}
    assert found == {f.name for f in WORKFLOW.functions.values() if f.belongs_to == "agency"}
    assert not {"officer", "expert", "host"} & found
