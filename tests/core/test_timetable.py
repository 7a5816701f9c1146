"""What falls due when, for whom: openings, reminders, invitations and notices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from jimflow.core.model import Facts, Occurrence
from jimflow.core.plan import Remark, timings
from jimflow.core.programme import Programme
from jimflow.core.timetable import Timetable, of_assignment, of_cluster, of_participation
from tests.build import (
    DAY,
    FOLLOW_UP,
    STOCKHOLM,
    SWEDEN,
    assignment,
    at,
    day,
    ends,
    facts,
    meeting,
    meetings,
    mini,
    programme,
)
from tests.build_workflow import GONE

JOINED = at("2021-01-14 10:00")
DONE = assignment("preparation", "self_assessment", "submitted")


def table(known: Facts, now: datetime = JOINED, p: Programme | None = None) -> Timetable:
    p = p or mini()
    return of_participation(p, known, timings(p, known, now), now)


def told(occurrences: Iterable[Occurrence]) -> dict[str, tuple[str, str]]:
    """By rule: local time and recipients, which all share it."""
    found: dict[str, tuple[str, str]] = {}
    for o in occurrences:
        when = o.due_at.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
        before = found.setdefault(o.rule, (when, ""))
        assert before[0] == when
        found[o.rule] = (when, f"{before[1]} {o.recipient}".strip())
    return found


def about(prefix: str, known: Facts, now: datetime = JOINED, p: Programme | None = None) -> dict[str, tuple[str, str]]:
    """What falls due under rules that begin so."""
    return {r: v for r, v in told(table(known, now, p).occurrences).items() if r.startswith(prefix)}


# Everything


def test_on_joining_everything_that_will_fall_due_is_laid() -> None:
    assert told(table(facts("preparation")).occurrences) == {
        "remind:preparation:self_assessment:0": ("2021-03-22 08:00", "coordinator"),
        "open:start:describe_today": ("2021-03-31 08:00", "planner coordinator finance"),
        "remind:start:describe_today:0": ("2021-04-06 08:00", "planner coordinator finance"),
        "remind:start:describe_today:1": ("2021-04-12 08:00", "planner coordinator finance"),
        "inform:start:describe_today:0": ("2021-04-14 08:00", "host"),
        "open:start:name_problem": ("2021-04-14 08:00", "planner coordinator"),
        "remind:start:name_problem:0": ("2021-08-20 08:00", "planner coordinator"),
        "remind:start:name_problem:1": ("2021-08-26 08:00", "planner coordinator"),
        "inform:start:name_problem:0": ("2021-08-30 08:00", "host"),
        "open:follow_up:evaluate": ("2022-02-03 08:00", "planner coordinator"),
        "hold:start": ("2021-01-15 08:00", "head officer"),
        "invite:start": ("2021-03-15 08:00", "planner coordinator head officer"),
        "readiness:start:0": ("2021-03-24 08:00", "coordinator host"),
        "readiness:start:1": ("2021-04-07 08:00", "coordinator host"),
        "invite:deepening": ("2021-08-30 08:00", "planner coordinator expert"),
        "readiness:deepening:0": ("2021-09-08 08:00", "coordinator host"),
        "readiness:deepening:1": ("2021-09-22 08:00", "coordinator host"),
        "hold:follow_up": ("2021-01-15 08:00", "head officer"),
        "invite:follow_up": ("2022-01-03 08:00", "planner coordinator head officer"),
        "readiness:follow_up:0": ("2022-01-12 08:00", "coordinator host"),
        "readiness:follow_up:1": ("2022-01-26 08:00", "coordinator host"),
    }


# One assignment


def laid(known: Facts, name: str = "name_problem", now: datetime = JOINED, p: Programme | None = None) -> Any:
    p = p or mini()
    timing = next(t for t in timings(p, known, now) if t.assignment.name == name)
    return of_assignment(p, known.id, timing, now)


def test_an_assignment_has_an_opening_reminders_and_a_notice_reckoned_from_its_due_time() -> None:
    p = programme({"assignments.name_problem.to": ["planner"]})
    due, mine = ends("2021-08-25"), ("participation", 1)
    code = "start:name_problem"
    assert laid(facts(), p=p) == (
        [
            Occurrence(mine, f"open:{code}", at("2021-04-14 08:00"), "planner"),
            Occurrence(mine, f"remind:{code}:0", at("2021-08-20 08:00"), "planner", due),
            Occurrence(mine, f"remind:{code}:1", at("2021-08-26 08:00"), "planner", due),
            Occurrence(mine, f"inform:{code}:0", at("2021-08-30 08:00"), "host", due),
        ],
        [],
    )


def test_a_function_whose_part_is_done_is_left_alone() -> None:
    half = assignment("start", "name_problem", due="2021-08-25", parts_done=frozenset({"planner"}))
    assert {who for rule, (_, who) in about("remind:start:name_problem", facts(assignments=(half,))).items()} == {
        "coordinator"
    }


def test_what_is_open_does_not_open_again() -> None:
    known = facts(assignments=(assignment("start", "name_problem", due="2021-08-25"),))
    assert list(about("open:start:name", known)) == []


def test_what_opens_at_once_has_no_opening_to_wait_for() -> None:
    assert list(about("open:prep", facts("preparation"))) == []


def test_what_should_have_opened_already_still_opens() -> None:
    now = at("2021-05-03 10:00")
    known = facts(meetings=meetings(held=["start"]), assignments=(assignment("start", "name_problem", "planned"),))
    assert about("open:start:name", known, now) == {
        "open:start:name_problem": ("2021-04-14 08:00", "planner coordinator")
    }


@pytest.mark.parametrize(
    ("now", "ahead"),
    [
        ("2021-08-20 07:59", ["remind:0", "remind:1", "inform:0"]),
        ("2021-08-20 08:00", ["remind:1", "inform:0"]),
        ("2021-08-26 08:00", ["inform:0"]),
        ("2021-08-30 08:00", []),
    ],
)
def test_reminders_and_notices_that_are_past_are_left_out(now: str, ahead: list[str]) -> None:
    known = facts(assignments=(assignment("start", "name_problem", due="2021-08-25"),))
    found = [f"{o.rule.split(':')[0]}:{o.rule[-1]}" for o in laid(known, now=at(now))[0] if o.recipient != "planner"]
    assert found == ahead


def test_nobody_is_reminded_on_the_day_it_opens_or_before() -> None:
    """Joining ten days before the kick-off: the reminder five working days before the due date would come first."""
    known = facts("preparation", meetings=meetings(meeting("start", day("2021-01-29"))))
    assert about("remind:prep", known, at("2021-01-14 07:00")) == {}
    known = facts("preparation", meetings=meetings(meeting("start", day("2021-02-08"))))
    assert about("remind:prep", known, at("2021-01-14 07:00")) == {
        "remind:preparation:self_assessment:0": ("2021-01-18 08:00", "coordinator")
    }


def test_nothing_is_said_about_work_that_still_waits_for_its_theme() -> None:
    assert [r for r in about("", facts("start")) if "prepare_theme" in r] == []
    chosen = facts("start", meetings=meetings(meeting("deepening", theme="follow_up")))
    assert [r for r in about("", chosen) if "prepare_theme" in r] == [
        "open:deepening:prepare_theme",
        "remind:deepening:prepare_theme:0",
        "remind:deepening:prepare_theme:1",
        "inform:deepening:prepare_theme:0",
    ]


def test_an_assignment_without_a_due_date_only_opens() -> None:
    p = programme({"assignments.name_problem.due": "next_meeting"})
    known = facts(meetings=meetings(without=["deepening"]))
    assert [r for r in about("", known, p=p) if "name_problem" in r] == ["open:start:name_problem"]


# Reminders and the calendar


def due_on(text: str, remind: str) -> Any:
    """The after-assignment due on a day, with one reminder."""
    p = programme(
        {
            "assignments.name_problem.due": "next_meeting",
            "assignments.name_problem.remind": [remind],
            "assignments.name_problem.inform": GONE,
        }
    )
    known = facts(meetings=meetings(meeting("deepening", day(text))))
    occurrences, remarks = laid(known, p=p)
    return [o.due_at.astimezone(STOCKHOLM).date() for o in occurrences if o.rule.startswith("remind")][:1], remarks


@pytest.mark.parametrize(
    ("due", "remind", "goes"),
    [
        ("2021-06-28", "due - 3 days", "2021-06-24"),  # midsummer eve
        ("2021-05-17", "due - 3 days", "2021-05-14"),  # the bridge day is worked
        ("2021-05-14", "due + 1 day", "2021-05-17"),
        ("2021-07-09", "due + 1 working day", "2021-08-09"),  # after the quiet weeks
        ("2021-08-13", "due - 3 working days", "2021-08-10"),
    ],
)
def test_before_the_deadline_reminders_move_earlier_and_after_it_later(due: str, remind: str, goes: str) -> None:
    assert due_on(due, remind) == ([day(goes)], [])


def test_a_deadline_moved_by_the_calendar_takes_its_reminder_along() -> None:
    """Due on midsummer eve becomes due the Thursday; three working days before that is the Monday."""
    days, _ = due_on("2021-06-25", "due - 3 working days")
    assert days == [day("2021-06-21")]


def test_a_reminder_that_would_move_more_than_five_working_days_is_dropped_and_listed() -> None:
    days, remarks = due_on("2021-08-10", "due - 4 working days")
    assert (days, remarks) == ([], [Remark("reminder dropped", "start", "name_problem", day("2021-08-04"), None)] * 1)


def test_a_notice_before_the_deadline_that_would_move_too_far_is_dropped() -> None:
    early = [{"at": "due - 4 working days", "who": "host"}]
    p = programme({"assignments.name_problem.due": "next_meeting", "assignments.name_problem.inform": early})
    for due, told in (("2021-08-10", 0), ("2021-08-20", 1)):
        known = facts(meetings=meetings(meeting("deepening", day(due))))
        assert sum(o.rule.startswith("inform") for o in laid(known, p=p)[0]) == told


def test_a_reminder_that_moves_exactly_five_working_days_is_kept() -> None:
    week = replace(SWEDEN, quiet_periods=((day("2021-10-25"), day("2021-10-29")),))
    p = programme({"assignments.name_problem.due": "next_meeting"}, week)
    known = facts(meetings=meetings(meeting("deepening", day("2021-11-03"))))
    reminded = [o.due_at for o in laid(known, p=p)[0] if o.rule.startswith("remind") and o.rule.endswith(":0")]
    assert set(reminded) == {at("2021-10-22 08:00")}


def test_what_the_calendar_did_to_the_deadline_is_passed_on() -> None:
    known = facts("preparation", meetings=meetings(meeting("start", day("2021-07-02"))), assignments=(DONE,))
    moved = Remark("deadline moved", "start", "describe_today", day("2021-06-25"), day("2021-06-24"))
    assert moved in table(known).remarks


# Meetings


def test_an_invitation_whose_day_is_past_goes_at_once() -> None:
    found = about("invite:start", facts("preparation"), at("2021-04-01 10:00"))
    assert found == {"invite:start": ("2021-03-15 08:00", "planner coordinator head officer")}


def test_holds_go_only_while_the_invitation_is_still_ahead() -> None:
    assert about("hold:start", facts("preparation"), at("2021-03-15 07:59")) == {
        "hold:start": ("2021-03-15 08:00", "head officer")
    }
    assert about("hold:start", facts("preparation"), at("2021-03-15 08:00")) == {}


def test_holds_can_be_left_out() -> None:
    p = programme({"every_meeting.holds": False})
    assert about("hold", facts("preparation"), p=p) == {}


def test_holds_go_also_where_no_invitation_is_planned() -> None:
    p = programme({"every_meeting.invite": GONE})
    assert about("hold", facts("preparation"), p=p) == {
        "hold:start": ("2021-01-15 08:00", "head officer"),
        "hold:follow_up": ("2021-01-15 08:00", "head officer"),
    }
    assert about("invite", facts("preparation"), p=p) == {}


def test_readiness_is_asked_for_only_ahead() -> None:
    assert list(about("readiness:start", facts("preparation"), at("2021-03-24 08:00"))) == ["readiness:start:1"]


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_a_meeting_that_is_held_or_cancelled_invites_nobody(status: Any) -> None:
    known = facts("preparation", meetings=meetings(meeting("start", status=status)))
    assert [r for r in about("", known) if r.split(":")[0] in ("invite", "hold", "readiness") and "start" in r] == []


def test_on_the_day_of_the_meeting_it_still_invites_and_the_day_after_no_more() -> None:
    assert list(about("invite:start", facts("preparation"), at("2021-04-14 07:00"))) == ["invite:start"]
    assert list(about("invite:start", facts("preparation"), at("2021-04-15 07:00"))) == []


def test_guests_are_invited_to_their_meeting_alone() -> None:
    found = about("invite", facts("preparation"))
    assert [rule for rule, (_, who) in found.items() if "expert" in who] == ["invite:deepening"]


# The host's


def cluster(now: datetime = JOINED, p: Programme | None = None, **changes: Any) -> dict[str, tuple[str, str]]:
    found = of_cluster(p or mini(), 3, meetings(**changes), now)
    assert {o.subject for o in found} <= {("cluster", 3)}
    return told(found)


def test_the_host_is_asked_to_record_each_meeting_and_to_choose_a_missing_theme() -> None:
    assert cluster() == {
        "record:start": ("2021-04-15 08:00", "host"),
        "record:deepening": ("2021-09-30 08:00", "host"),
        "theme:deepening:0": ("2021-07-09 08:00", "host"),  # sixty days before is in the quiet weeks
        "theme:deepening:1": ("2021-09-01 08:00", "host"),
        "record:follow_up": ("2022-02-03 08:00", "host"),
    }


def test_a_meeting_of_several_days_is_recorded_after_its_last() -> None:
    long = meetings(meeting("follow_up", last_day=FOLLOW_UP + 2 * DAY))
    assert told(of_cluster(mini(), 3, long, JOINED))["record:follow_up"] == ("2022-02-07 08:00", "host")


def test_a_chosen_theme_is_not_asked_for() -> None:
    chosen = meetings(meeting("deepening", theme="follow_up"))
    assert [r for r in told(of_cluster(mini(), 3, chosen, JOINED)) if r.startswith("theme")] == []


def test_only_work_that_waits_for_the_theme_asks_for_it_again() -> None:
    p = programme({"steps.deepening.before": ["prepare_theme", "describe_today"]})
    assert [rule for rule in cluster(p=p) if rule.startswith("theme")] == ["theme:deepening:0", "theme:deepening:1"]


def test_the_host_is_asked_only_for_what_the_programme_says() -> None:
    p = programme({"every_meeting.record": GONE, "every_meeting.theme_missing": GONE})
    assert cluster(p=p) == {"theme:deepening:0": ("2021-09-01 08:00", "host")}


def test_a_cancelled_meeting_asks_the_host_for_nothing() -> None:
    off = meetings(meeting("deepening", status="cancelled"))
    assert [r for r in told(of_cluster(mini(), 3, off, JOINED)) if "deepening" in r] == []


def test_what_is_past_is_not_asked_of_the_host() -> None:
    assert list(cluster(at("2021-09-01 08:00"))) == ["record:deepening", "record:follow_up"]


def test_meetings_without_dates_ask_for_nothing() -> None:
    assert cluster(without=["start", "deepening", "follow_up"]) == {}


# Every mail on an allowed day


@pytest.mark.parametrize("weeks", range(0, 52, 3))
def test_nothing_falls_due_on_a_free_day_or_in_the_quiet_weeks(weeks: int) -> None:
    """Scenario 19, over a year of dates."""
    shift = weeks * 7 * DAY
    on: dict[str, date] = {s: m.day + shift for s, m in meetings().items()}
    known = facts("preparation", meetings={s: meeting(s, d, theme="follow_up") for s, d in on.items()})
    found = [*table(known).occurrences, *of_cluster(mini(), 1, dict(known.meetings), JOINED)]
    local = {SWEDEN.local(o.due_at) for o in found}
    assert [d for d in local if not SWEDEN.takes_mail(d.date()) or d.time() != time(8)] == []
    assert [o for o in found if o.for_due and not SWEDEN.takes_mail(SWEDEN.local_date(o.for_due))] == []
    assert len(found) > 20
