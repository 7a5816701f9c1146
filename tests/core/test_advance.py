"""The one decision: what is allowed, why not, and what follows from a move."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.advance import advance, needs
from jimflow.core.model import Blocker, Change, Facts, NewAssignment, Occurrence, Policy, Presence, Refusal
from jimflow.core.programme import Programme
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
    mini,
    programme,
    staff,
    waiver,
)
from tests.build_workflow import GONE

NOW = at("2021-05-03 10:00")
DONE = (
    assignment("start", "describe_today", "submitted"),
    assignment("start", "name_problem", "submitted"),
    assignment("deepening", "prepare_theme", "planned"),
)
THEME = meetings(meeting("deepening", theme="case_handling"), held=["start"])


def clear(**changes: Any) -> Facts:
    """In the step start, with everything in place for the next."""
    given: dict[str, Any] = {
        "meetings": THEME,
        "presences": came("start", "planner", "coordinator", "head", "officer"),
        "assignments": (*DONE, assignment("preparation", "self_assessment", "submitted")),
        "answered": frozenset({("name_problem", "problem")}),
        **changes,
    }
    return facts("start", **given)


def move(known: Facts, trigger: str = "advance", p: Programme | None = None, **how: Any) -> Change:
    result = advance(p or mini(), known, trigger, how.pop("now", NOW), **how)
    assert isinstance(result, Change), [(b.code, b.severity) for b in result.blockers]
    return result


def refuse(known: Facts, trigger: str = "advance", p: Programme | None = None, **how: Any) -> Refusal:
    result = advance(p or mini(), known, trigger, how.pop("now", NOW), **how)
    assert isinstance(result, Refusal), result.destination
    return result


def codes(result: Change | Refusal) -> list[str]:
    """What stood in the way or was passed, in the order it was found."""
    return [b.code for v in result.verdicts for b in v.blockers]


# Allowed


def test_with_everything_in_place_the_agency_moves_and_every_verdict_is_kept() -> None:
    change = move(clear())
    assert change == Change("advance", "start", "deepening", change.verdicts)
    assert [(v.rule, v.step, v.met) for v in change.verdicts] == [
        ("meeting_held", "start", True),
        ("before_submitted", "start", True),
        ("after_submitted", "start", True),
        ("problem_named", "start", True),
        ("management_present", "start", True),
        ("functions_present", "start", True),
        ("head_present", "start", True),
        ("officer_present", "start", True),
        ("theme_chosen", "deepening", True),
    ]


def test_the_wanted_state_may_be_named_when_it_is_the_next() -> None:
    assert move(clear(), to="deepening").destination == "deepening"


def test_information_never_stops() -> None:
    change = move(clear(presences=came("start", "planner", "coordinator", "head")))
    assert codes(change) == ["officer_present"]
    assert change.acknowledged == ()


# Refused by rules


def test_every_finding_is_reported_at_once() -> None:
    result = refuse(facts("start", meetings=meetings()))
    assert (result.trigger, result.source, result.wanted) == ("advance", "start", "deepening")
    assert codes(result) == [b.code for b in result.blockers]
    assert codes(result) == [
        "meeting_held",
        "before_submitted",
        "after_submitted",
        "problem_named",
        "theme_chosen",
    ]


def test_an_acknowledged_warning_is_passed_and_kept_in_the_change() -> None:
    known = clear(presences=came("start", "planner", "head"))
    assert codes(refuse(known)) == ["functions_present", "officer_present"]
    assert move(known, acknowledged=["functions_present"]).acknowledged == ("functions_present",)


def test_each_warning_must_be_acknowledged_by_itself() -> None:
    known = clear(presences=came("start", "planner"), assignments=DONE[:1])
    passed = ("after_submitted", "functions_present", "head_present", "management_present")
    result = refuse(known, acknowledged=passed[1:])
    assert sorted(codes(result)) == [*passed, "officer_present"]
    assert [b.code for b in result.blockers if b.stops(frozenset(passed[1:]))] == ["after_submitted"]
    assert move(known, acknowledged=reversed(passed)).acknowledged == passed


def test_only_what_was_in_the_way_is_kept_as_acknowledged() -> None:
    known = clear(presences=came("start", "planner", "head"), waivers=(waiver("functions_present", "start"),))
    all_codes = ["functions_present", "officer_present", "management_present", "nonsense"]
    assert move(known, acknowledged=all_codes).acknowledged == ()


@pytest.mark.parametrize("code", ["meeting_held", "problem_named", "theme_chosen"])
def test_a_stop_cannot_be_acknowledged(code: str) -> None:
    known = clear(
        meetings={**THEME, "start": meeting("start")} if code == "meeting_held" else THEME,
        answered=frozenset() if code == "problem_named" else frozenset({("name_problem", "problem")}),
    )
    if code == "theme_chosen":
        known = replace(known, meetings=meetings(held=["start"]))
    result = refuse(known, acknowledged=[code])
    assert [b.code for b in result.blockers if b.severity == "block"] == [code]


def test_a_severity_raised_by_the_round_stops_what_was_a_warning() -> None:
    known = clear(presences=came("start", "coordinator", "officer"), policy=Policy({"management_present": "block"}))
    passed = ["management_present", "functions_present", "head_present"]
    assert [b.severity for b in refuse(known, acknowledged=passed).blockers] == ["block", "warn", "warn"]
    assert move(replace(known, policy=Policy()), acknowledged=passed).destination == "deepening"


def test_a_severity_lowered_by_the_round_lets_pass_what_stopped() -> None:
    known = clear(answered=frozenset())
    assert codes(refuse(known)) == ["problem_named"]
    assert move(replace(known, policy=Policy({"problem_named": "info"}))).destination == "deepening"


def test_a_waiver_passes_a_stop_that_may_be_waived() -> None:
    known = clear(presences=came("start", "coordinator", "head"), policy=Policy({"management_present": "block"}))
    roster = staff(head={"top_management": False})
    waived = replace(known, appointments=roster, waivers=(waiver("management_present", "start"),))
    assert codes(refuse(replace(waived, waivers=()), acknowledged=["functions_present"])) == [
        "management_present",
        "functions_present",
        "officer_present",
    ]
    assert move(waived, acknowledged=["functions_present"]).acknowledged == ("functions_present",)


def test_before_the_meeting_is_held_attendance_is_a_forecast_and_only_information() -> None:
    known = clear(meetings=meetings(), presences=(), appointments=staff(without=["planner"]))
    seen = [b for b in refuse(known).blockers if b.code == "functions_present"]
    assert [(b.severity, b.facts["forecast"], b.facts["vacant"]) for b in seen] == [("info", True, True)]


def test_an_accepted_catch_up_lets_the_absent_agency_move_on() -> None:
    absent = tuple(Presence("start", n, present=False) for n in range(1, 6))
    known = clear(presences=absent, policy=Policy({"management_present": "block"}))
    assert "management_present" in codes(refuse(known, acknowledged=["head_present"]))
    cured = replace(known, assignments=(*known.assignments, assignment("start", "read_notes", "accepted")))
    assert move(cured, acknowledged=["head_present"]).acknowledged == ("head_present",)


# Refused by order


def test_a_step_cannot_be_skipped_and_the_next_one_is_named() -> None:
    result = refuse(clear(), to="follow_up")
    seen = {
        "trigger": "advance",
        "state": "start",
        "wanted": "follow_up",
        "next": "deepening",
        "possible": ["advance", "pause", "reopen", "withdraw"],
        "ways": ["deepening"],
    }
    blocker = Blocker("order", "block", waivable=False, step="start", facts=seen)
    assert result == Refusal("advance", "start", "follow_up", (blocker,))


@pytest.mark.parametrize(
    ("state", "trigger", "to", "possible"),
    [
        ("start", "accept", None, ["advance", "pause", "reopen", "withdraw"]),
        ("invited", "advance", None, ["accept", "decline"]),
        ("completed", "advance", None, []),
        ("withdrawn", "resume", None, []),
        ("start", "no_such", None, ["advance", "pause", "reopen", "withdraw"]),
        ("preparation", "reopen", "preparation", ["advance", "pause", "withdraw"]),
        ("start", "reopen", "deepening", ["advance", "pause", "reopen", "withdraw"]),
        ("start", "reopen", None, ["advance", "pause", "reopen", "withdraw"]),
        ("paused", "resume", None, ["resume", "withdraw"]),
        ("start", "advance", "start", ["advance", "pause", "reopen", "withdraw"]),
    ],
)
def test_what_has_no_way_from_here_is_refused_with_the_ways_there_are(
    state: str, trigger: str, to: str | None, possible: list[str]
) -> None:
    result = refuse(facts(state), trigger, to=to, reason="r")
    assert [(b.code, b.severity, b.facts["possible"]) for b in result.blockers] == [("order", "block", possible)]
    assert (result.verdicts, result.wanted) == ((), to)


def test_an_impossible_reopening_names_the_steps_one_may_go_back_to() -> None:
    (blocker,) = refuse(facts("deepening"), "reopen", to="closing", reason="r").blockers
    assert blocker.facts["ways"] == ["preparation", "start"]


# Which rules are asked


@pytest.mark.parametrize(
    ("state", "trigger", "to"),
    [
        ("start", "withdraw", None),
        ("start", "pause", None),
        ("start", "reopen", "preparation"),
        ("paused", "resume", None),
        ("paused", "withdraw", None),
        ("proposed", "invite", None),
    ],
)
def test_only_moving_along_asks_the_rules_of_the_steps(state: str, trigger: str, to: str | None) -> None:
    known = facts(state, came_from="start" if state == "paused" else None)
    assert move(known, trigger, to=to, reason="för att").verdicts == ()


def test_joining_asks_the_entry_rules_of_the_first_step_alone() -> None:
    p = programme({"steps.preparation.entry": ["cluster_large_enough"]})
    verdicts = move(facts("invited"), "accept", p).verdicts
    assert [(v.rule, v.step) for v in verdicts] == [("cluster_large_enough", "preparation")]


def test_a_transition_may_have_rules_of_its_own() -> None:
    p = programme({"transitions.withdraw.rules": ["roles_filled"], "rules.roles_filled.severity": "block"})
    known = facts("start", appointments=staff(without=["planner"]))
    assert codes(refuse(known, "withdraw", p, reason="r")) == ["roles_filled"]
    assert move(facts("start"), "withdraw", p, reason="r").destination == "withdrawn"


# Reasons


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_required_reason_must_say_something(reason: str) -> None:
    result = refuse(facts("start"), "withdraw", reason=reason)
    seen = {"trigger": "withdraw"}
    assert result.blockers == (Blocker("reason_needed", "block", waivable=False, step="start", facts=seen),)


def test_a_missing_reason_does_not_hide_what_the_rules_say() -> None:
    p = programme({"transitions.withdraw.rules": ["roles_filled"], "rules.roles_filled.severity": "block"})
    result = refuse(facts("start", appointments=staff(without=["planner"])), "withdraw", p)
    assert [b.code for b in result.blockers] == ["roles_filled", "reason_needed"]


def test_the_reason_is_kept_without_the_spaces_around_it() -> None:
    assert move(facts("start"), "withdraw", reason="  omorganisation ").reason == "omorganisation"


def test_a_reason_that_is_only_asked_for_may_be_left_out() -> None:
    assert move(facts("invited"), "decline").destination == "declined"


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
        drop_pending=True,  # type: ignore[arg-type]
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
        "organisation": "Alfaverket",
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


# What a decision reads


@pytest.mark.parametrize(
    ("trigger", "state", "more"),
    [
        ("advance", "start", {"presences", "replies", "answers"}),
        ("advance", "closing", {"results"}),
        ("advance", "preparation", {"size"}),
        ("withdraw", "start", set()),
        ("no_such", "start", set()),
    ],
)
def test_a_decision_asks_for_no_more_facts_than_its_rules_need(trigger: str, state: str, more: set[str]) -> None:
    assert needs(mini().workflow, trigger, state) == {"meetings", "appointments", "assignments", "waivers"} | more


def test_the_rules_of_the_transition_itself_are_among_the_needs() -> None:
    p = programme({"transitions.withdraw.rules": ["results_far"]})
    assert "results" in needs(p.workflow, "withdraw", "start")


def test_the_definition_without_a_reopen_has_no_such_trigger() -> None:
    p = programme({"transitions.reopen": GONE})
    assert refuse(facts("deepening"), "reopen", p, to="start", reason="r").blockers[0].code == "order"
