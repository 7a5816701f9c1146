"""What a new holder gets, whom a vacancy is told, and when: decided from the facts alone."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.core.handover import changes_to_come, left_vacant, takes_over
from jimflow.core.model import Facts, Occurrence
from jimflow.core.timetable import of_participation
from jimflow.core.uid import meeting_uid
from tests.build import appointment, assignment, at, day, facts, meeting, meetings, mini, staff

NOW = at("2021-03-20 09:00")
OPEN = assignment("start", "describe_today", opens="2021-03-17", due="2021-04-07")


def known(state: str = "start", **other: Any) -> Facts:
    """Alfaverket at the kick-off, with one assignment open; person 50 has come to the planning function."""
    given: dict[str, Any] = {
        "assignments": (OPEN,),
        "appointments": (*staff(), appointment(50, "planner", since=day("2021-03-20"))),
    }
    return facts(state, **{**given, **other})


def items(found: Facts, id_: int = 50, now: Any = NOW) -> list[str]:
    to = found.appointment(id_)
    assert to is not None
    return [m.item for m in takes_over(mini(), found, to, now)]


def test_open_work_and_the_announced_meeting_go_to_a_new_holder() -> None:
    messages = takes_over(mini(), known(), known().appointments[-1], NOW)
    assert [(m.key, m.mail_class, m.appointment, m.assignment) for m in messages] == [
        ("handover:1:start:describe_today:planner:50", "digest", 50, ("start", "describe_today")),
        ("invite:1:start:0:1:planner:50", "calendar", 50, None),
    ]


@pytest.mark.parametrize("status", ["planned", "submitted", "accepted", "cancelled", "closed"])
def test_only_open_work_is_handed_over(status: str) -> None:
    found = known(assignments=(assignment("start", "describe_today", status),))
    assert items(found) == ["invite:start"]


def test_a_part_that_is_done_and_work_of_other_functions_are_not() -> None:
    done = assignment("start", "describe_today", parts_done=frozenset({"planner"}))
    others = assignment("preparation", "self_assessment")
    assert items(known(assignments=(done, others))) == ["invite:start"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [("2021-03-15 07:59", []), ("2021-03-15 08:00", ["invite:start"]), ("2021-04-15 08:00", [])],
)
def test_a_meeting_is_handed_over_from_its_invitation_until_its_day(now: str, expected: list[str]) -> None:
    early = appointment(50, "planner", since=day("2021-03-01"))
    assert items(known(assignments=(), appointments=(early,)), now=at(now)) == expected


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_a_meeting_that_is_not_to_come_is_not_handed_over(status: str) -> None:
    found = known(meetings=meetings(meeting("start", status=status)))
    assert items(found) == ["handover:start:describe_today"]


def test_who_attends_first_and_last_has_the_last_meeting_held_and_the_first_invited() -> None:
    found = known(appointments=(appointment(50, "head", since=day("2021-03-20")),))
    assert items(found) == ["invite:start", "hold:follow_up"]


@pytest.mark.parametrize(
    "other",
    [
        {"undeliverable": True},
        {"since": day("2021-03-21")},
        {"until": day("2021-03-19"), "since": day("2021-03-01")},
    ],
)
def test_who_cannot_be_reached_or_does_not_hold_the_function_today_gets_nothing(other: dict[str, Any]) -> None:
    to = appointment(50, "planner", **{"since": day("2021-03-20"), **other})
    assert items(known(appointments=(to,))) == []


def test_before_the_answer_the_letter_goes_to_the_new_holder_and_after_the_end_nothing() -> None:
    new = appointment(50, "coordinator", since=day("2021-03-20"))
    assert items(known("invited", appointments=(new,))) == ["letter:invitation"]
    assert items(known("invited")) == []
    for state in ("withdrawn", "declined", "completed", "paused"):
        assert items(known(state, appointments=(new,))) == []


def vacancies(found: Facts, function: str = "planner") -> list[tuple[str, int]]:
    left = appointment(1, function, until=day("2021-03-19"))
    return [(m.item, m.appointment) for m in left_vacant(mini(), found, left, NOW)]


def test_a_vacancy_is_told_to_the_coordinator_for_each_open_part() -> None:
    assert vacancies(known(appointments=staff(without=["planner"]))) == [("vacant:start:describe_today", 2)]


def test_a_vacancy_without_open_work_is_told_once() -> None:
    assert vacancies(known(appointments=staff(without=["planner"]), assignments=())) == [("vacant:planner", 2)]


def test_the_host_is_told_when_nobody_coordinates() -> None:
    found = known(appointments=staff(without=["planner", "coordinator"]), assignments=())
    assert vacancies(found, "coordinator") == [("vacant:coordinator", 6)]


def test_a_function_that_someone_holds_or_of_an_agency_that_has_ended_is_no_vacancy() -> None:
    assert vacancies(known()) == []
    assert vacancies(known("withdrawn", appointments=staff(without=["planner"]))) == []


def test_a_holder_whose_address_refuses_mail_leaves_the_function_vacant() -> None:
    deaf = staff(planner={"undeliverable": True})
    assert vacancies(known(appointments=deaf, assignments=())) == [("vacant:planner", 2)]


def test_who_begins_or_ends_later_is_due_at_the_digest_of_an_allowed_day() -> None:
    people = (
        appointment(1, "planner", until=day("2021-04-01")),  # the day after is Good Friday
        appointment(2, "planner", since=day("2021-04-02")),
        appointment(3, "finance", since=day("2021-07-13")),  # in a quiet week
        appointment(4, "head", since=day("2021-03-20"), until=day("2021-03-19")),
        appointment(5, "host", since=day("2021-06-01")),
        appointment(6, "head", since=day("2021-08-01"), until=day("2021-06-30")),  # called off
        appointment(7, "head", since=day("2036-01-01")),  # further away than the calendar reaches
    )
    subject = ("participation", 1)
    assert list(changes_to_come(mini(), known(appointments=people), NOW)) == [
        Occurrence(subject, "vacated:1", at("2021-04-06 08:00"), "planner"),
        Occurrence(subject, "handover:2", at("2021-04-06 08:00"), "planner"),
        Occurrence(subject, "handover:3", at("2021-08-09 08:00"), "finance"),
    ]


def test_the_plan_of_a_participation_waits_for_them_too() -> None:
    found = known(appointments=(appointment(2, "planner", since=day("2021-04-12")),), meetings={}, assignments=())
    waiting = of_participation(mini(), found, [], NOW).occurrences
    assert waiting == (Occurrence(("participation", 1), "handover:2", at("2021-04-12 08:00"), "planner"),)


def test_a_meetings_name_in_calendars_is_ascii_and_its_own() -> None:
    assert meeting_uid("r-1", "north", "start", "example.org") == "r-1.north.start@example.org"
    swedish = {meeting_uid("r", "väst", step, "example.org") for step in ("uppföljning", "uppföljnïng", "uppfljning")}
    assert len(swedish) == 3
    assert all(uid.isascii() and uid.isprintable() and " " not in uid for uid in swedish)
