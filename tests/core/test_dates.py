"""What a proposed day for a meeting runs into, the deadlines it gives, and which days are better."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jimflow.core.dates.dues import Due, dues
from jimflow.core.dates.good_days import good_days
from jimflow.core.dates.hits import Elsewhere, Hit, Proposal, hits
from jimflow.core.mistakes import Said
from jimflow.core.model import AssignmentFacts, Facts
from tests.build import DAY, appointment, assignment, at, day, facts, meeting, meetings, mini, programme, staff

NOW = at("2021-08-02 09:00")
FINANCE_IS_ASKED = programme({"assignments.prepare_theme.to": ["finance"]})
NORTH, KICK_OFF = Said("Norr", "North"), Said("Uppstart", "Kick-off")


def proposed(*days: str, step: str = "deepening", **other: Any) -> Proposal:
    """Days for the second of three meetings; the first is 14 April 2021, the third 2 February 2022."""
    given: dict[str, Any] = {"programme": mini(), "members": [facts()], "now": NOW, **other}
    return Proposal(step=step, days=tuple(day(d) for d in days), **given)


def kinds(*days: str, **other: Any) -> list[tuple[str, str]]:
    return [(h.kind, h.day.isoformat()) for h in hits(proposed(*days, **other))]


def test_an_ordinary_wednesday_runs_into_nothing() -> None:
    assert hits(proposed("2021-09-29")) == []


def test_each_session_is_looked_at() -> None:
    assert kinds("2021-09-29", "2021-10-02") == [("free", "2021-10-02")]


def test_free_days_and_days_the_calendar_does_not_know_cannot_be_chosen() -> None:
    calendar = mini().calendar
    assert kinds("2021-12-24") == [("free", "2021-12-24")]
    outside = Proposal(mini(), [], "deepening", (calendar.last,), NOW)
    assert hits(outside) == [Hit("outside", calendar.last)]
    assert [h.stops for h in (*hits(outside), Hit("quiet", NOW.date()))] == [True, False]


def test_a_bridge_day_and_the_day_before_a_holiday_are_told() -> None:
    after_ascension = day("2022-05-27")  # Friday between Thursday's holiday and the weekend
    assert hits(proposed("2022-05-27", step="follow_up")) == [
        Hit("awkward", after_ascension, what=Said("klämdag", "bridge day"))
    ]


def test_quiet_weeks_and_days_that_have_been_are_told() -> None:
    assert kinds("2021-07-14") == [("past", "2021-07-14"), ("quiet", "2021-07-14")]


def test_a_day_after_the_last_day_of_the_round_is_told_and_may_be_chosen_all_the_same() -> None:
    late = hits(proposed("2021-09-29", "2021-09-30", ends=day("2021-09-29")))
    assert late == [Hit("after", day("2021-09-30"), other=day("2021-09-29"))]
    assert not late[0].stops


def test_the_busy_time_of_a_function_that_attends_is_told_and_of_no_other() -> None:
    assert kinds("2022-01-19") == []
    attending = programme({"functions.finance.attends": "every meeting"})
    (found,) = hits(proposed("2022-01-19", programme=attending))
    assert (found.kind, found.function, found.what) == ("busy", "finance", Said("bokslut", "annual accounts"))


def test_a_meeting_too_near_for_its_invitations_says_when_they_would_have_gone() -> None:
    assert hits(proposed("2021-08-31")) == [Hit("notice", day("2021-08-31"), other=day("2021-08-01"))]
    assert hits(proposed("2021-09-01")) == []


def test_the_order_of_the_programme_holds_in_time_too() -> None:
    assert hits(proposed("2022-02-02")) == [Hit("order", day("2022-02-02"), step="follow_up", other=day("2022-02-02"))]
    assert kinds("2021-04-14", now=at("2021-02-01 09:00")) == [("order", "2021-04-14")]
    gone = [facts(meetings=meetings(meeting("follow_up", status="cancelled")))]
    assert hits(proposed("2022-02-02", members=gone)) == []


def test_another_clusters_meeting_is_told_and_who_would_be_in_two_places() -> None:
    elsewhere = [Elsewhere(NORTH, KICK_OFF, (day("2021-09-29"),), frozenset({2, 6, 77}))]
    assert hits(proposed("2021-09-29", elsewhere=elsewhere)) == [
        Hit("person", day("2021-09-29"), what=KICK_OFF, where=NORTH, people=frozenset({2}))  # the host attends nothing
    ]
    without = [facts(appointments=staff(without=["coordinator"]))]
    assert hits(proposed("2021-09-29", elsewhere=elsewhere, members=without)) == [
        Hit("cluster", day("2021-09-29"), what=KICK_OFF, where=NORTH)
    ]
    assert hits(proposed("2021-09-30", elsewhere=elsewhere)) == []


def test_who_has_left_by_then_is_not_in_two_places() -> None:
    left = [facts(appointments=(appointment(2, "coordinator", until=day("2021-09-28")),))]
    elsewhere = [Elsewhere(NORTH, KICK_OFF, (day("2021-09-29"),), frozenset({2}))]
    assert [h.kind for h in hits(proposed("2021-09-29", elsewhere=elsewhere, members=left))] == ["cluster"]


OPEN = assignment("start", "name_problem", opens="2021-04-14", due="2021-08-25")
DONE = assignment("start", "name_problem", "submitted")


def member(number: int = 1, work: AssignmentFacts = DONE, **other: Any) -> Facts:
    """One whose first meeting has been held; what follows from it is done or `work`."""
    known = {"meetings": meetings(held=["start"]), "assignments": (work,), **other}
    return replace(facts(**known), id=number)


def told(due: Due) -> tuple[str, str, str | None, str | None]:
    was, then = (d.isoformat() if d else None for d in (due.was, due.due))
    return due.step, due.assignment, was, then


def test_a_later_day_takes_the_deadlines_before_it_along_and_says_how_they_stood() -> None:
    found = dues(proposed("2021-10-13", members=[member(1, OPEN), member(2, OPEN), member(3)]))
    assert [(told(d), d.members) for d in found] == [
        (("start", "name_problem", "2021-08-25", "2021-09-08"), (1, 2)),
        (("deepening", "prepare_theme", "2021-09-22", "2021-10-06"), (1, 2, 3)),
    ]


def test_the_meetings_own_work_is_told_even_where_it_does_not_move() -> None:
    assert [told(d) for d in dues(proposed("2021-09-29", members=[member()]))] == [
        ("deepening", "prepare_theme", "2021-09-22", "2021-09-22")
    ]


def test_a_meeting_without_a_date_gives_its_deadlines_their_first() -> None:
    undated = [member(1, OPEN, meetings=meetings(held=["start"], without=["deepening"]))]
    assert [told(d) for d in dues(proposed("2021-10-13", members=undated))] == [
        ("start", "name_problem", "2021-08-25", "2021-09-08"),
        ("deepening", "prepare_theme", None, "2021-10-06"),
    ]


def test_what_would_be_due_too_soon_is_left_for_a_person_to_decide() -> None:
    assert [d.undecided for d in dues(proposed("2021-08-05", members=[member()]))] == [True]
    assert [d.undecided for d in dues(proposed("2021-08-18", members=[member()]))] == [False]


def test_a_deadline_on_a_bad_day_says_why() -> None:
    (found,) = dues(proposed("2022-01-26", members=[member()], programme=FINANCE_IS_ASKED))
    assert (found.due, [h.kind for h in found.hits]) == (day("2022-01-19"), ["busy"])


def test_a_deadline_that_the_calendar_moves_says_where_it_would_have_been() -> None:
    (found,) = dues(proposed("2021-12-31", members=[member()]))  # a week before is Christmas Eve
    assert (found.wanted, found.due) == (day("2021-12-24"), day("2021-12-23"))


def test_those_who_have_left_have_no_deadlines() -> None:
    assert dues(proposed("2021-10-13", members=[member(state="withdrawn")])) == []


def days_near(*days: str, count: int = 3) -> list[list[str]]:
    return [[d.isoformat() for d in found] for found in good_days(proposed(*days, members=[member()]), count)]


def test_the_nearest_days_without_anything_are_proposed_in_order() -> None:
    assert days_near("2021-10-06") == [["2021-10-04"], ["2021-10-05"], ["2021-10-07"]]
    assert days_near("2021-10-06", count=1) == [["2021-10-05"]]


def test_sessions_stay_as_many_working_days_apart() -> None:
    assert days_near("2021-10-06", "2021-10-08") == [
        ["2021-10-04", "2021-10-06"],
        ["2021-10-05", "2021-10-07"],
        ["2021-10-07", "2021-10-11"],
    ]


def test_no_day_is_proposed_that_gives_a_bad_deadline() -> None:
    later = [member(meetings=meetings(held=["start"], without=["follow_up"]))]
    found = good_days(proposed("2022-01-26", programme=FINANCE_IS_ASKED, members=later))
    assert [days[0].isoformat() for days in found] == ["2022-01-19", "2022-01-20", "2022-01-21"]
    assert dues(proposed("2022-01-24", programme=FINANCE_IS_ASKED, members=later))[0].hits != ()


def test_far_from_any_good_day_none_is_proposed() -> None:
    elsewhere = [Elsewhere(NORTH, KICK_OFF, tuple(day("2021-01-01") + n * DAY for n in range(700)), frozenset())]
    assert good_days(proposed("2021-10-06", elsewhere=elsewhere)) == []
