"""What follows from a move: work made and closed, letters, what falls and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.model import Change, NewAssignment, Occurrence, Refusal
from tests.build import (
    MEETINGS,
    appointment,
    assignment,
    at,
    came,
    day,
    ends,
    facts,
    meeting,
    meetings,
    programme,
    staff,
    waiver,
)
from tests.core.moving import DONE, THEME, clear, move, refuse


def codes(result: Change | Refusal) -> list[str]:
    """What stood in the way or was passed, in the order it was found."""
    return [b.code for v in result.verdicts for b in v.blockers]


# Pausing and going back


@pytest.mark.parametrize("state", ["preparation", "start", "deepening", "follow_up", "closing"])
def test_a_paused_agency_resumes_where_it_was(state: str) -> None:
    paused = move(facts(state, assignments=(assignment("start", "name_problem"),)), "pause", reason="valår")
    assert paused == Change("pause", state, "paused", (), reason="valår", came_from=state, drop_pending=True)
    resumed = move(facts("paused", came_from=state), "resume")
    assert resumed == Change("resume", "paused", state, (), replan=True)


def test_resuming_to_another_step_is_refused() -> None:
    (blocker,) = refuse(facts("paused", came_from="start"), "resume", to="deepening").blockers
    assert (blocker.code, blocker.facts["next"]) == ("order", "start")
    assert move(facts("paused", came_from="start"), "resume", to="start").destination == "start"


def test_reopening_drops_the_waivers_of_that_step_and_of_those_after_it() -> None:
    given = tuple(
        waiver("functions_present", step, id_=n)
        for n, step in enumerate(("preparation", "start", "deepening", "follow_up"), start=1)
    )
    known = facts("follow_up", waivers=given, assignments=(assignment("start", "name_problem"),), late_joiner=True)
    assert move(known, "reopen", to="start", reason="fel problem") == Change(
        "reopen", "follow_up", "start", (), reason="fel problem", late_joiner=True, fall=(2, 3, 4)
    )


# The ends


OPEN = (
    assignment("start", "name_problem", "open"),
    assignment("deepening", "prepare_theme", "planned"),
    assignment("start", "describe_today", "submitted"),
    assignment("start", "read_notes", "accepted"),
)


@pytest.mark.parametrize(("state", "came_from"), [("start", None), ("paused", "start")])
def test_a_withdrawal_cancels_open_work_and_what_waits_to_be_said(state: str, came_from: str | None) -> None:
    known = facts(state, came_from=came_from, assignments=OPEN)
    change = move(known, "withdraw", reason="r")
    cancelled = tuple((a.id, "cancelled") for a in OPEN[:2])
    assert change == Change(
        "withdraw",
        state,
        "withdrawn",
        (),
        reason="r",
        close=cancelled,
        drop_pending=True,
    )


def test_completing_closes_what_is_still_open() -> None:
    known = facts("closing", assignments=OPEN, results=frozenset({"outcome"}))
    change = move(known)
    assert (change.destination, change.drop_pending) == ("completed", True)
    assert change.close == tuple((a.id, "closed") for a in OPEN[:2])


def test_results_that_do_not_reach_far_are_a_notice_at_the_end() -> None:
    change = move(facts("closing", results=frozenset({"products"})))
    assert (codes(change), change.destination) == (["results_far"], "completed")


def test_who_declines_hears_no_more_of_the_invitation() -> None:
    assert move(facts("invited"), "decline") == Change("decline", "invited", "declined", (), drop_pending=True)


# Joining


def test_joining_lays_the_whole_plan() -> None:
    joined = move(facts("invited"), "accept", now=at("2021-01-14 10:00"))
    assert joined == Change("accept", "invited", "preparation", (), replan=True)


@pytest.mark.parametrize(
    ("now", "held", "late"),
    [
        ("2021-04-14 18:00", [], False),
        ("2021-04-14 18:00", ["start"], True),
        ("2021-04-15 08:00", [], True),
    ],
    ids=["on the day", "held that day", "the day after"],
)
def test_whoever_joins_after_a_meeting_is_a_late_joiner(now: str, held: list[str], late: bool) -> None:
    assert move(facts("invited", meetings=meetings(held=held)), "accept", now=at(now)).late_joiner == late


def test_a_cancelled_meeting_makes_nobody_late() -> None:
    off = meetings(meeting("start", status="cancelled"))
    assert not move(facts("invited", meetings=off), "accept").late_joiner


def test_resuming_after_a_meeting_makes_nobody_a_late_joiner() -> None:
    assert not move(facts("paused", came_from="start", meetings=THEME), "resume").late_joiner


def test_a_late_joiner_stays_one() -> None:
    assert move(clear(late_joiner=True)).late_joiner
    assert move(facts("paused", came_from="start", late_joiner=True), "resume").late_joiner
    assert move(facts("start", late_joiner=True), "pause", reason="r").late_joiner


# Letters


def test_a_letter_goes_to_every_holder_on_entering_the_state() -> None:
    roster = (*staff(), appointment(8, "coordinator", since=day("2021-05-04")), appointment(9, "coordinator"))
    letters = move(facts("proposed", appointments=roster, version=3), "invite").messages
    assert [(m.address, m.template, m.item, m.mail_class, m.key) for m in letters] == [
        (
            "coordinator2@example.org",
            "invitation",
            "letter:invitation",
            "digest",
            "letter:1:invitation:3:coordinator:2",
        ),
        (
            "coordinator9@example.org",
            "invitation",
            "letter:invitation",
            "digest",
            "letter:1:invitation:3:coordinator:9",
        ),
    ]


@pytest.mark.parametrize(
    ("state", "trigger", "known"),
    [
        ("invited", "accept", {}),
        ("closing", "advance", {}),
        ("start", "pause", {}),
        ("paused", "resume", {"came_from": "start"}),
    ],
)
def test_letters_go_wherever_a_state_is_entered_from(state: str, trigger: str, known: dict[str, Any]) -> None:
    destination = {"accept": "preparation", "advance": "completed", "pause": "paused", "resume": "start"}[trigger]
    entered = {"when": f"enters {destination}", "to": ["coordinator"], "template": "welcome"}
    p = programme({"letters.welcome": entered})
    assert [m.template for m in move(facts(state, **known), trigger, p, reason="r").messages] == ["welcome"]


# Work of the step that is entered


CLOSING = facts(
    "follow_up",
    meetings=meetings(held=list(MEETINGS)),
    presences=came("follow_up", "planner", "coordinator", "head"),
    assignments=(assignment("follow_up", "evaluate", "submitted"),),
)
AT = at("2022-02-05 10:00")  # a Saturday
REPORT = {"step": "closing", "assignment": "final_report", "due": ends("2022-03-04").isoformat()}


def test_work_that_opens_on_entering_is_made_open_and_told_once_to_each_holder() -> None:
    roster = (*staff(), appointment(8, "planner"))
    change = move(replace(CLOSING, appointments=roster), now=AT)
    report = NewAssignment("closing", "final_report", "step", day("2022-02-05"), AT, ends("2022-03-04"), open_now=True)
    assert (change.make, change.occurrences, change.replan) == ((report,), (), False)
    assert [(m.template, m.address, m.key, m.assignment) for m in change.messages] == [
        ("open", f"{who}@example.org", f"open:1:closing:final_report:{f}:{n}", ("closing", "final_report"))
        for who, f, n in (("planner1", "planner", 1), ("planner8", "planner", 8), ("coordinator2", "coordinator", 2))
    ]
    first = change.messages[0].facts
    assert first == {
        "organisation": ["Alfaverket", "Alfaverket"],
        "cluster": ["Klustret", "The cluster"],
        "function": "planner",
        **REPORT,
        "meeting_day": "",
        "theme": "",
    }


def test_a_vacant_function_is_told_to_the_coordinator_also_when_work_opens_at_once() -> None:
    change = move(replace(CLOSING, appointments=staff(without=["planner"], coordinator={"top_management": True})),
                  now=AT, acknowledged=["functions_present"])  # fmt: skip
    assert [(m.template, m.address) for m in change.messages] == [
        ("vacant", "coordinator2@example.org"),
        ("open", "coordinator2@example.org"),
    ]
    assert change.messages[0].facts["vacant"] == "planner"


def test_what_falls_due_later_in_the_step_is_laid_with_the_move() -> None:
    p = programme({"assignments.final_report.remind": ["due - 3 working days"]})
    assert move(CLOSING, p=p, now=AT).occurrences == tuple(
        Occurrence(
            ("participation", 1),
            "remind:closing:final_report:0",
            at("2022-03-01 08:00"),
            who,
            ends("2022-03-04"),
        )
        for who in ("planner", "coordinator")
    )


def test_work_that_is_there_already_is_not_made_again() -> None:
    assert move(clear()).make == ()
    assert [m.name for m in move(clear(assignments=DONE[:2])).make] == ["prepare_theme"]


def test_unfinished_work_stays_open_when_its_step_is_left() -> None:
    known = clear(assignments=(*DONE[:1], assignment("start", "name_problem", "open"), DONE[2]))
    assert move(known, acknowledged=["after_submitted"]).close == ()


@pytest.mark.parametrize(("status", "closed"), [("open", True), ("planned", True), ("submitted", False)])
def test_work_that_closes_when_left_is_closed(status: str, closed: bool) -> None:
    p = programme({"assignments.name_problem.closes": "when left"})
    work = assignment("start", "name_problem", status)
    change = move(clear(assignments=(DONE[0], work, DONE[2])), p=p, acknowledged=["after_submitted"])
    assert change.close == (((work.id, "closed"),) if closed else ())


def test_leaving_a_step_closes_only_its_own_work() -> None:
    p = programme({f"assignments.{name}.closes": "when left" for name in ("self_assessment", "prepare_theme")})
    known = clear(assignments=(*DONE, assignment("preparation", "self_assessment", "open")))
    assert move(known, p=p).close == ()


def test_what_was_closed_undone_is_open_again_when_its_step_is_reopened() -> None:
    made = (
        assignment("start", "name_problem", "closed", id=7),
        assignment("start", "describe_today", "submitted", id=8),
    )
    known = facts("deepening", assignments=made)
    done = move(known, "reopen", to="start", reason="fel")
    assert done.close == ((7, "open"),)
