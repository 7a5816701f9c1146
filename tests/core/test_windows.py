"""Whether an assignment can be done between its opening and its deadline, seen on real dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Said
from jimflow.core.windows import LastDue, Shut, last_due, shut_windows
from tests.build_round import SWEDEN
from tests.build_workflow import mini_definition

START = date(2021, 1, 12)


def shut(days: dict[str, tuple[date, date]], definition: dict[str, Any] | None = None) -> list[Shut]:
    return shut_windows(read_definition(definition or mini_definition()), SWEDEN, days)


def one_day(day: date) -> tuple[date, date]:
    return day, day


def test_meetings_five_weeks_and_a_day_apart_leave_one_day_for_what_is_due_five_weeks_before() -> None:
    start = date(2021, 4, 14)
    for following, expected in ((date(2021, 5, 19), 0), (date(2021, 5, 18), 1)):
        assert len(shut({"start": one_day(start), "deepening": one_day(following)})) == expected


def test_what_comes_after_a_meeting_in_two_sessions_counts_from_the_last() -> None:
    days = {"start": (date(2021, 4, 13), date(2021, 4, 20)), "deepening": one_day(date(2021, 5, 19))}
    assert shut(days) == [
        Shut(
            "start",
            "name_problem",
            Said(
                "name_problem ska vara klar 2021-04-14 men öppnas först 2021-04-20",
                "name_problem is due 2021-04-14 but opens only 2021-04-20",
            ),
        )
    ]


def test_quiet_weeks_that_push_the_opening_after_the_deadline_are_seen() -> None:
    definition = mini_definition()
    definition["assignments"]["evaluate"]["opens"] = "meeting + 10 days"
    definition["assignments"]["evaluate"]["due"] = "meeting + 15 working days"
    found = shut({"follow_up": one_day(date(2021, 7, 5))}, definition)
    assert [f.what.en for f in found] == ["evaluate is due 2021-07-09 but opens only 2021-08-09"]


@pytest.mark.parametrize("days", [{}, {"deepening": (date(2021, 9, 15), date(2021, 9, 15))}])
def test_what_has_no_date_yet_is_not_judged(days: dict[str, tuple[date, date]]) -> None:
    assert shut(days) == []


def test_a_date_outside_the_calendar_is_named_with_the_assignment() -> None:
    (found,) = shut({"follow_up": one_day(date(2035, 12, 20))})
    assert (found.step, found.assignment) == ("follow_up", "evaluate")
    assert found.what.en == (
        "evaluate: calendar sweden covers 2020–2035; 2035-12-20 +20 working days is outside: "
        "extend its years in the calendar file"
    )


def last(days: dict[str, tuple[date, date]], definition: dict[str, Any] | None = None) -> LastDue | None:
    return last_due(read_definition(definition or mini_definition()), SWEDEN, days, START)


MEETINGS = {
    "start": one_day(date(2021, 4, 14)),
    "deepening": one_day(date(2021, 9, 15)),
    "follow_up": (date(2021, 11, 24), date(2021, 11, 25)),
}


def test_what_is_due_last_follows_from_the_last_day_of_the_work_before_it() -> None:
    """The last after-assignment is due twenty working days after 25 November, and the report twenty after that."""
    assert last(MEETINGS) == LastDue(date(2022, 1, 25), "closing", "final_report")


def test_a_deadline_that_quiet_weeks_move_counts_as_moved() -> None:
    assert last({**MEETINGS, "follow_up": one_day(date(2022, 5, 19))}) == LastDue(
        date(2022, 7, 8), "closing", "final_report"
    )


def test_what_hangs_on_a_meeting_without_a_date_is_left_out_and_so_is_the_step_after_it() -> None:
    early = {step: MEETINGS[step] for step in ("start", "deepening")}
    assert last(early) == LastDue(date(2021, 9, 8), "deepening", "prepare_theme")
    assert last({step: MEETINGS[step] for step in ("deepening", "follow_up")}) == last(MEETINGS)


def test_without_dates_or_beyond_the_calendar_nothing_is_due_last() -> None:
    assert last({}) is None
    beyond = last({**MEETINGS, "follow_up": one_day(date(2035, 12, 28))})
    assert beyond == LastDue(date(2021, 9, 8), "deepening", "prepare_theme")


def again() -> dict[str, Any]:
    """The mini programme where one follows up as many times as is wanted."""
    definition = mini_definition()
    definition["transitions"]["once_more"] = {
        "title": {"sv": "Igen", "en": "Again"},
        "from": "follow_up",
        "to": "follow_up",
        "completes": True,
    }
    return definition


def test_every_planned_lap_counts_and_so_does_the_work_that_comes_after_the_last_of_them() -> None:
    assert last(MEETINGS, again()) == last(MEETINGS)
    third = {"follow_up.3": one_day(date(2022, 3, 9)), **MEETINGS, "follow_up.2": one_day(date(2022, 1, 19))}
    assert last(third, again()) == last({**MEETINGS, "follow_up": one_day(date(2022, 3, 9))})
    assert last(third, again()) == LastDue(date(2022, 5, 6), "closing", "final_report")


def test_what_is_last_in_a_lap_bears_the_name_of_that_lap() -> None:
    definition = again()
    definition["assignments"]["evaluate"]["due"] = "meeting + 200 working days"
    found = last({**MEETINGS, "follow_up.2": one_day(date(2022, 1, 19))}, definition)
    assert found is not None
    assert (found.step, found.assignment) == ("closing", "final_report")
    definition["assignments"]["final_report"]["due"] = "entered"
    assert last({**MEETINGS, "follow_up.2": one_day(date(2022, 1, 19))}, definition) == LastDue(
        date(2022, 11, 2), "follow_up.2", "evaluate"
    )


def test_a_lap_without_time_for_its_work_is_seen() -> None:
    definition = again()
    definition["assignments"]["evaluate"]["opens"] = "meeting + 10 days"
    definition["assignments"]["evaluate"]["due"] = "meeting + 15 working days"
    days = {"follow_up": one_day(date(2021, 5, 5)), "follow_up.2": one_day(date(2021, 7, 5))}
    assert [f.step for f in shut(days, definition)] == ["follow_up.2"]
