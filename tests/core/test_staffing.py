"""Who begins, ends and changes when those who hold a function are to be others."""

from __future__ import annotations

from typing import Any

from jimflow.core.model import Appointment
from jimflow.core.staffing import Staffing, Wanted, staffing
from tests.build import appointment, day

TODAY = day("2021-05-10")


def held(id_: int = 1, **other: Any) -> Appointment:
    """Person `id_` holds finance since 1 January."""
    return appointment(id_, "finance", **{"since": day("2021-01-01"), **other})


def wanted(person: int = 1, since: str = "2021-05-10", **other: Any) -> Wanted:
    return Wanted("finance", person, **{"address": f"finance{person}@example.org", "since": day(since), **other})


def test_someone_new_begins_and_who_was_there_ends_the_day_before() -> None:
    assert staffing([held(1)], [wanted(2)], TODAY) == Staffing(add=(wanted(2),), end=((held(1), day("2021-05-09")),))


def test_who_holds_the_function_already_is_left_as_begun() -> None:
    assert staffing([held(1)], [wanted(1)], TODAY) == Staffing(unchanged=(held(1),))


def test_what_is_said_anew_of_a_holder_changes_all_but_the_first_day() -> None:
    new = wanted(1, acting=True, until=day("2021-12-31"), address="new@example.org")
    to_be = wanted(1, "2021-01-01", acting=True, until=day("2021-12-31"), address="new@example.org")
    assert staffing([held(1)], [new], TODAY) == Staffing(change=((held(1), to_be),))


def test_who_has_not_begun_may_begin_on_another_day() -> None:
    later = held(1, since=day("2021-08-01"))
    new = wanted(1, "2021-06-01")
    assert staffing([later], [new], TODAY) == Staffing(change=((later, new),))


def test_beside_others_nobody_ends() -> None:
    assert staffing([held(1)], [wanted(2)], TODAY, replace=False) == Staffing(add=(wanted(2),))


def test_other_functions_are_not_touched() -> None:
    other = appointment(3, "planner")
    assert staffing([held(1), other], [wanted(2)], TODAY).end == ((held(1), day("2021-05-09")),)


def test_who_ended_long_ago_comes_back_as_a_new_appointment() -> None:
    gone = held(1, until=day("2021-03-31"))
    assert staffing([gone], [wanted(1)], TODAY) == Staffing(add=(wanted(1),))


def test_who_ended_keeps_the_last_day_that_was_set() -> None:
    gone = held(1, until=day("2021-03-31"))
    assert staffing([gone], [wanted(2)], TODAY) == Staffing(add=(wanted(2),))


def test_a_holder_to_come_stays_unless_the_whole_is_given() -> None:
    to_come = held(3, since=day("2021-09-01"))
    one = staffing([held(1), to_come], [wanted(2)], TODAY)
    whole = staffing([held(1), to_come], [wanted(2)], TODAY, whole=True)
    assert [a.id for a, _ in one.end] == [1]
    assert [a.id for a, _ in whole.end] == [1, 3]


def test_a_holder_to_come_who_was_called_off_is_not_ended_again() -> None:
    off = held(3, since=day("2021-09-01"), until=day("2021-08-01"))
    assert staffing([off], [wanted(2)], TODAY, whole=True).end == ()


def test_who_is_not_named_beside_a_holder_who_stays_ends_yesterday() -> None:
    found = staffing([held(1), held(2)], [wanted(1, "2021-07-01")], TODAY)
    assert found == Staffing(unchanged=(held(1),), end=((held(2), day("2021-05-09")),))


def test_of_several_new_ones_the_first_to_begin_decides_when_the_old_one_ends() -> None:
    found = staffing([held(1)], [wanted(2, "2021-08-01"), wanted(3, "2021-06-01")], TODAY)
    assert found.end == ((held(1), day("2021-05-31")),)


def test_an_address_that_refused_mail_is_tried_again_only_when_it_is_set_anew() -> None:
    deaf = held(1, undeliverable=True)
    to_be = wanted(1, "2021-01-01")
    assert staffing([deaf], [wanted(1)], TODAY) == Staffing(unchanged=(deaf,))
    assert staffing([deaf], [wanted(1)], TODAY, anew=True) == Staffing(change=((deaf, to_be),))
