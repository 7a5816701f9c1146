"""What people will do next, from the facts as they are and their habits."""

from __future__ import annotations

from typing import Any

from jimflow.core.model import Facts, Reply
from jimflow.rehearsal.acts import Accept, Act, Answer, Choose, Enter, Hold, Record, Submit
from jimflow.rehearsal.agenda import Member, Scene, of_cluster, of_member
from jimflow.rehearsal.looking import look, look_again
from jimflow.rehearsal.people import People
from tests.build import appointment, assignment, at, came, day, facts, meeting, meetings, mini, staff
from tests.rehearsal.minis import Mini

JOINED = day("2021-01-15")


def scene(people: People) -> Scene:
    return Scene(mini(), people, day("2021-01-11"), {1: "north"})


def member(known: Facts, entered: str = "2021-01-15", **other: Any) -> Member:
    given = {"joined_on": JOINED, **other}
    return Member(known, day(entered), **given)


def acts(people: People, known: Facts, now: str, **other: Any) -> list[Act]:
    return sorted(of_member(scene(people), member(known, **other), at(now)), key=lambda act: (act.at, act.rank))


def submits(found: list[Act]) -> list[tuple[Any, str, str]]:
    return [(act.at, act.assignment, act.function) for act in found if isinstance(act, Submit)]


def test_the_host_invites_and_the_agency_joins_by_the_transitions_that_lead_on(small: Mini) -> None:
    people = small.people("")
    assert acts(people, facts("proposed"), "2021-01-11 06:00", joined_on=None) == [
        Enter(at("2021-01-11 07:00"), 1, "invite", by_host=True)
    ]
    assert acts(people, facts("invited"), "2021-01-11 07:00", joined_on=None, entered="2021-01-11") == [
        Enter(at("2021-01-14 10:00"), 1, "accept", by_host=False)
    ]


def test_nobody_acts_for_who_has_left_or_pauses(small: Mini) -> None:
    open_work = (assignment("start", "describe_today", due="2021-04-07"),)
    for state in ("withdrawn", "declined", "completed", "paused"):
        assert acts(small.people(""), facts(state, assignments=open_work), "2021-03-17 08:00") == []


def test_every_function_submits_its_part_five_working_days_before_it_is_due(small: Mini) -> None:
    known = facts(assignments=(assignment("start", "describe_today", opens="2021-03-17", due="2021-04-07"),))
    when = at("2021-03-29 10:00")  # Easter lies between
    assert submits(acts(small.people(""), known, "2021-03-17 08:00")) == [
        (when, "describe_today", f) for f in ("planner", "coordinator", "finance")
    ]


def test_a_part_that_is_done_a_planned_assignment_and_a_vacant_function_are_left_alone(small: Mini) -> None:
    made = (
        assignment("start", "describe_today", due="2021-04-07", parts_done=frozenset({"planner"})),
        assignment("start", "name_problem", "planned", due="2021-08-11"),
    )
    known = facts(assignments=made, appointments=staff(without=["finance"]))
    assert [f for _, _, f in submits(acts(small.people(""), known, "2021-03-17 08:00"))] == ["coordinator"]


def test_who_opened_late_or_is_behind_submits_at_the_hour_of_the_next_working_day(small: Mini) -> None:
    known = facts(assignments=(assignment("preparation", "self_assessment", due="2021-03-29"),))
    (late,) = submits(acts(small.people(""), known, "2021-04-01 10:30"))
    assert late == (at("2021-04-06 10:00"), "self_assessment", "coordinator")


def test_exceptions_reach_organisation_function_step_and_assignment(small: Mini) -> None:
    people = small.people(
        "except:\n"
        "  - {organisation: alfa, function: finance, submits: never}\n"
        "  - {step: start, assignment: describe_today, function: planner, submits: due at 12:00}\n"
        "  - {cluster: south_and_east, submits: never}\n"
    )
    known = facts(assignments=(assignment("start", "describe_today", due="2021-04-07"),))
    assert submits(acts(people, known, "2021-03-17 08:00")) == [
        (at("2021-03-29 10:00"), "describe_today", "coordinator"),
        (at("2021-04-07 12:00"), "describe_today", "planner"),
    ]


def test_what_waits_for_acceptance_is_accepted(small: Mini) -> None:
    made = (assignment("start", "read_notes", "submitted", submitted_at=at("2021-04-30 11:00")),)
    found = acts(small.people(""), facts(assignments=made), "2021-04-30 11:00", recorded=frozenset({"start"}))
    assert Accept(at("2021-05-04 09:00"), 1, "start", "read_notes") in found


def test_invitations_are_answered_by_those_who_come_and_those_who_do_not(small: Mini) -> None:
    people = small.people(
        "everyone: {replies: meeting - 20 days at 09:00}\nexcept:\n  - {function: head, attends: no, deputy: planner}\n"
    )
    known = facts(replies=(Reply("start", 2, "yes"),), meetings=meetings(without=["deepening", "follow_up"]))
    found = [a for a in acts(people, known, "2021-03-17 08:00") if isinstance(a, Answer)]
    when = at("2021-03-25 09:00")
    assert found == [
        Answer(when, 1, "start", 1, "yes", None),
        Answer(when, 1, "start", 4, "no", 1),
        Answer(when, 1, "start", 5, "yes", None),
    ]


def test_a_meeting_is_recorded_once_for_everyone_who_had_joined_by_then(small: Mini) -> None:
    held = facts(meetings=meetings(held=["start"], without=["deepening", "follow_up"]))
    when = at("2021-04-15 09:00")

    def recorded(**other: Any) -> list[Act]:
        return [a for a in acts(small.people(""), held, "2021-04-15 09:00", **other) if isinstance(a, Record)]

    assert recorded() == [Record(when, 1, "start")]
    assert recorded(recorded=frozenset({"start"})) == recorded(joined_on=day("2021-04-20")) == []


def test_the_coordinator_holds_meetings_and_chooses_themes_for_a_cluster(small: Mini) -> None:
    known = facts(meetings=meetings(meeting("start", last_day=day("2021-04-16")), without=["follow_up"]))
    people = small.people("except:\n  - {cluster: north, theme: follow_up}\n")
    assert list(of_cluster(scene(people), [member(known)], at("2021-03-17 08:00"))) == [
        Hold(at("2021-04-19 09:00"), 1, "start"),
        Hold(at("2021-09-30 09:00"), 1, "deepening"),
        Choose(at("2021-07-26 09:00"), 1, "deepening", "follow_up"),
    ]


def test_warnings_are_passed_only_from_the_day_they_are_acknowledged(small: Mini) -> None:
    people = small.people("coordinator: {acknowledges: meeting + 2 working days}\n")
    done = tuple(assignment("start", n, "submitted") for n in ("describe_today", "name_problem"))
    known = facts(
        meetings=meetings(meeting("deepening", theme="case_handling"), held=["start"]),
        assignments=done,
        presences=came("start", "planner", "head"),
        answers={("start", "name_problem", "problem"): "1"},
    )
    here = member(known)
    before = look(scene(people), here, at("2021-04-15 09:00"))
    assert (before.free, before.acknowledge, [b.code for b in before.stops]) == (
        False,
        frozenset(),
        ["functions_present"],
    )
    assert look_again(scene(people), here, at("2021-04-15 09:00")) == at("2021-04-16 09:00")
    after = look(scene(people), here, at("2021-04-16 09:00"))
    assert (after.free, after.acknowledge, after.to) == (True, frozenset({"functions_present"}), "deepening")


def test_she_looks_again_when_work_falls_late_or_a_function_changes_hands(small: Mini) -> None:
    known = facts(
        assignments=(assignment("start", "name_problem", due="2021-08-11"),),
        appointments=(*staff(without=["finance"]), appointment(9, "finance", since=day("2021-06-07"))),
    )
    people, here = small.people(""), member(known)
    assert look_again(scene(people), here, at("2021-05-03 09:00")) == at("2021-06-07 09:00")
    assert look_again(scene(people), here, at("2021-06-07 09:00")) == at("2021-08-12 09:00")
    assert look_again(scene(people), here, at("2021-08-12 09:00")) is None


def test_while_work_may_still_come_what_the_next_step_asks_for_stops_nobody(small: Mini) -> None:
    waiting = facts(
        meetings=meetings(held=["start"]),
        assignments=(
            assignment("start", "describe_today", "submitted"),
            assignment("start", "name_problem", due="2021-08-11"),
        ),
        presences=came("start", "planner", "coordinator", "head", "officer"),
    )
    people = small.people("")
    assert look(scene(people), member(waiting), at("2021-05-03 09:00")).stops == ()
    late = look(scene(people), member(waiting), at("2021-08-12 09:00"))
    assert sorted(b.code for b in late.stops) == ["after_submitted", "problem_named", "theme_chosen"]
