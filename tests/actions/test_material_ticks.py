"""Material that somebody has taken in: by whom it may be said, for which functions, and to whom it is told."""

from __future__ import annotations

import pytest

from jimflow.actions.errors import NotFound
from jimflow.actions.forwards import forward
from jimflow.actions.material_ticks import tick_at_meeting, tick_at_task
from jimflow.store import tables as t
from jimflow.store.queries.materials import materials_of_step, ticks
from jimflow.store.transaction import read
from tests.actions.going import Going
from tests.actions.someone import someone, task_of

URL = "https://example.org/read"


@pytest.fixture
def opened(joined: Going) -> Going:
    """The work before the start is open at alfa and beta."""
    joined.tick("2021-03-31 09:00")
    return joined


def material(round_: Going, agency: str = "alfa") -> int:
    with read(round_.runtime.engine) as tx:
        return next(m.id for m in materials_of_step(tx, round_.agencies[agency], "start") if m.url == URL)


def taken(round_: Going, agency: str = "alfa") -> list[tuple[str, str]]:
    """(function, name) of those who have taken it in."""
    with read(round_.runtime.engine) as tx:
        return [(row.function, row.name) for row in ticks(tx, round_.agencies[agency], [URL])]


def say(round_: Going, address: str, *, yes: bool = True, agency: str = "alfa") -> None:
    task = task_of(round_, agency, "describe_today")
    tick_at_task(round_.runtime, someone(round_, address), task, material(round_), taken=yes)


def test_it_is_said_for_the_function_and_by_whom(opened: Going) -> None:
    say(opened, "planner.alfa@example.org")
    name = someone(opened, "planner.alfa@example.org").name
    assert (taken(opened), taken(opened, "beta")) == ([("planner", name)], [])


def test_said_twice_it_stands_once_and_may_be_taken_back(opened: Going) -> None:
    for _ in range(2):
        say(opened, "planner.alfa@example.org")
    say(opened, "finance.alfa@example.org")
    assert [f for f, _ in taken(opened)] == ["planner", "finance"]
    say(opened, "planner.alfa@example.org", yes=False)
    assert [f for f, _ in taken(opened)] == ["finance"]


def test_it_stands_in_no_audit_and_nobody_is_told_that_facts_changed(opened: Going) -> None:
    before = opened.everything()
    say(opened, "planner.alfa@example.org")
    after = opened.everything()
    assert {name for name in before if before[name] != after[name]} == {"MaterialTick"}


def test_whom_the_task_was_sent_on_to_says_it_for_the_holders_function(opened: Going) -> None:
    task, finance = task_of(opened, "alfa", "describe_today"), someone(opened, "finance.alfa@example.org")
    forward(opened.runtime, finance, task, "Nora", "nora@example.org", may_hand_in=False)
    say(opened, "nora@example.org")
    assert taken(opened) == [("finance", "Nora")]


def test_at_a_meeting_it_is_said_by_whoever_attends_it(opened: Going) -> None:
    ((number,),) = opened.rows(t.Meeting, "id", cluster=opened.clusters["north"], step="start")
    tick_at_meeting(opened.runtime, someone(opened, "hedda@example.org"), number, material(opened), taken=True)
    assert taken(opened) == [("head", "Hedda")]
    with pytest.raises(NotFound):  # the finance function is not asked to meetings
        tick_at_meeting(
            *(opened.runtime, someone(opened, "finance.alfa@example.org"), number, material(opened)), taken=True
        )


def test_another_agencys_task_another_steps_material_and_none_are_refused_in_the_same_words(opened: Going) -> None:
    guest, own = someone(opened, "planner.alfa@example.org"), task_of(opened, "alfa", "describe_today")
    of_another = task_of(opened, "beta", "describe_today")
    before, said = opened.everything(), set()
    for task, piece in ((of_another, material(opened)), (own, 999_999), (999_999, material(opened))):
        with pytest.raises(NotFound) as refused:
            tick_at_task(opened.runtime, guest, task, piece, taken=True)
        said.add(refused.value.said)
    assert (len(said), opened.everything()) == (1, before)
