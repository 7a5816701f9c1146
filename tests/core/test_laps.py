"""Steps that are entered again: each lap has its own meeting, work and answers."""

from copy import deepcopy
from dataclasses import replace

import pytest

from jimflow.core.advance import advance, report
from jimflow.core.laps import occasion, place, plain, split
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Change, Facts, Refusal
from jimflow.core.occasions import following, occasions
from jimflow.core.plan import timings
from jimflow.core.programme import Programme
from jimflow.core.ways import best_way
from tests.build import assignment, at, came, day, facts, meeting, meetings, programme
from tests.mini_people import both

AGAIN = {
    "steps.deepening.title": both("Fördjupning {lap}", "In-depth session {lap}"),
    "transitions.once_more": {
        "title": both("Träffas igen", "Meet again"),
        "from": "deepening",
        "to": "deepening",
        "completes": True,
    },
}
BACK = {
    "transitions.start_over": {"title": both("Börja om", "Start over"), "from": "closing", "to": "start"},
}
NOW = at("2021-10-04 10:00")


def recurring() -> Programme:
    return programme(AGAIN)


def in_second_lap(**other: object) -> Facts:
    days = meetings(
        meeting("deepening.2", day("2021-11-17"), theme="follow_up"),
        meeting("deepening", theme="follow_up"),
        held=["start"],
    )
    return facts("deepening", **{"meetings": days, "laps": {"deepening": 2}, **other})


@pytest.mark.parametrize(("name", "found"), [("meeting", ("meeting", 1)), ("meeting.2", ("meeting", 2))])
def test_an_occasion_is_the_step_and_its_lap(name: str, found: tuple[str, int]) -> None:
    assert (split(name), occasion(*found), plain(name)) == (found, name, "meeting")


@pytest.mark.parametrize("name", ["meeting.1", "meeting.0", "meeting.02", "meeting.", "meeting.100", "a.2.3"])
def test_what_is_no_occasion_stays_a_name(name: str) -> None:
    assert split(name) == (name, 1)


def test_steps_on_a_cycle_repeat_and_no_others() -> None:
    assert programme().workflow.steps.repeating == frozenset()
    assert recurring().workflow.steps.repeating == {"deepening"}
    assert programme(BACK).workflow.steps.repeating == {"start", "deepening", "follow_up", "closing"}


def test_going_back_by_reopen_or_resume_makes_no_cycle() -> None:
    assert {"resume", "reopen"} <= set(programme().workflow.transitions)
    assert "closing.2" not in programme().workflow.steps


def test_an_occasion_is_the_step_with_its_own_name_and_number() -> None:
    steps = recurring().workflow.steps
    assert [steps[name].title.sv for name in ("deepening", "deepening.2", "deepening.12")] == [
        "Fördjupning 1",
        "Fördjupning 2",
        "Fördjupning 12",
    ]
    assert steps["deepening.3"] == replace(
        steps["deepening"], name="deepening.3", lap=3, title=steps["deepening.3"].title
    )
    assert [steps.title(name).sv for name in ("deepening", "deepening.2")] == ["Fördjupning", "Fördjupning 2"]
    assert "start.2" not in steps
    assert place(steps, "deepening.4") == (2, 4)


@pytest.mark.parametrize(
    ("title", "bare"),
    [("Träff {lap}", "Träff"), ("Uppdraget, år {lap}", "Uppdraget"), ("{lap} år av två", "år av två")],
)
def test_the_step_as_such_has_no_number(title: str, bare: str) -> None:
    steps = programme({**deepcopy(AGAIN), "steps.deepening.title": both(title, title)}).workflow.steps
    assert steps.title("deepening").sv == bare


def test_without_a_place_for_it_the_number_follows_from_the_second_lap_on() -> None:
    steps = programme(BACK).workflow.steps
    assert [steps[name].title.sv for name in ("closing", "closing.2")] == ["Avslutning", "Avslutning (2)"]


def test_moving_round_enters_the_next_lap_and_makes_its_work() -> None:
    known = facts(
        "deepening",
        meetings=meetings(meeting("deepening", theme="follow_up", status="held"), held=["start"]),
        presences=came("deepening", "planner", "coordinator", "finance"),
        laps={"deepening": 1},
    )
    done = advance(recurring(), known, "once_more", NOW, acknowledged={"work_done", "functions_present"})
    assert isinstance(done, Refusal)  # the second meeting has no theme yet: entering looks at the lap to come
    assert [(b.code, b.step) for b in done.blockers if b.severity == "block"] == [("theme_chosen", "deepening.2")]
    days = {**known.meetings, "deepening.2": meeting("deepening.2", day("2021-11-17"), theme="follow_up")}
    moved = advance(
        recurring(),
        replace(known, meetings=days),
        "once_more",
        NOW,
        acknowledged={b.code for b in done.blockers if b.severity == "warn"},
    )
    assert isinstance(moved, Change)
    assert (moved.destination, moved.laps) == ("deepening", {"deepening": 2})
    assert {new.step for new in moved.make} == {"deepening.2"}


def test_a_way_that_completes_asks_for_what_moving_on_asks_for_and_another_does_not() -> None:
    known = facts("deepening", laps={"deepening": 1})
    codes = {
        b.code
        for v in report(recurring(), known, recurring().workflow.transitions["once_more"], "deepening", NOW)
        for b in v.blockers
    }
    assert "meeting_held" in codes
    loose = programme(deepcopy(AGAIN) | {"transitions.once_more.completes": False})
    codes = {
        b.code
        for v in report(loose, known, loose.workflow.transitions["once_more"], "deepening", NOW)
        for b in v.blockers
    }
    assert "meeting_held" not in codes


def test_rules_look_at_the_lap_one_is_in() -> None:
    held = in_second_lap().meetings | {"deepening": meeting("deepening", theme="follow_up", status="held")}
    known = in_second_lap(meetings=held)
    on = recurring().workflow.transitions["advance"]
    found = [
        b for v in report(recurring(), known, on, "follow_up", NOW) for b in v.blockers if b.code == "meeting_held"
    ]
    assert [(b.step, b.facts["date"]) for b in found] == [("deepening.2", "2021-11-17")]


def test_every_lap_with_a_meeting_is_planned_whatever_the_state() -> None:
    known = in_second_lap(laps={"deepening": 1})
    assert [s.name for s in occasions(recurring().workflow, known)] == [
        *("preparation", "start", "deepening", "deepening.2", "follow_up", "closing"),
    ]
    found = {(t.step.name, t.assignment.name) for t in timings(recurring(), known, at("2021-09-01 10:00"))}
    assert {("deepening", "prepare_theme"), ("deepening.2", "prepare_theme")} <= found


def test_the_next_meeting_is_the_next_in_time_where_meetings_recur() -> None:
    known = in_second_lap()
    flow = recurring().workflow
    assert [
        m and m.step for m in (following(flow, known, s) for s in ("start", "deepening", "deepening.2", "follow_up"))
    ] == [
        *("deepening", "deepening.2", "follow_up", None),
    ]


def test_before_the_first_meeting_the_next_is_the_first_that_is_not_held() -> None:
    flow, known = recurring().workflow, in_second_lap()
    first = following(flow, replace(known, meetings=meetings()), "preparation")
    assert first is not None
    assert first.step == "start"
    assert following(flow, known, "preparation") is None  # the only meeting of the next step has been held


def test_one_goes_round_while_a_meeting_is_planned_and_then_on() -> None:
    one = facts("deepening", laps={"deepening": 1}, meetings=in_second_lap().meetings)
    found = [best_way(recurring(), known, NOW) for known in (one, in_second_lap())]
    assert [(way[0].name, way[1]) for way in found if way] == [("once_more", "deepening"), ("advance", "follow_up")]


def test_coming_back_by_reopen_or_resume_stays_in_the_lap_that_was_left() -> None:
    paused = in_second_lap(came_from="deepening")
    back = advance(recurring(), replace(paused, state="paused"), "resume", NOW)
    assert isinstance(back, Change)
    assert back.laps == {"deepening": 2}
    known = facts("follow_up", laps={"deepening": 2}, meetings=in_second_lap().meetings)
    again = advance(recurring(), known, "reopen", NOW, to="deepening", reason="fel")
    assert isinstance(again, Change)
    assert again.laps == {"deepening": 2}


def test_an_answer_counts_in_the_lap_it_was_given_in() -> None:
    over = programme({**BACK, "rules.problem_named.severity": "block"})
    on = over.workflow.transitions["advance"]
    first = {("start", "name_problem", "problem"): '"x"'}
    known = facts("start", laps={"start": 2}, answers=first)
    found = {b.code for v in report(over, known, on, "deepening", NOW) for b in v.blockers}
    assert "problem_named" in found
    known = facts("start", laps={"start": 2}, answers={("start.2", "name_problem", "problem"): '"x"'})
    assert "problem_named" not in {b.code for v in report(over, known, on, "deepening", NOW) for b in v.blockers}


def test_work_of_an_earlier_lap_is_closed_when_its_lap_is_left_and_no_other() -> None:
    over = programme({**AGAIN, "assignments.prepare_theme.closes": "when left"})
    made = (
        assignment("deepening", "prepare_theme", id=1),
        replace(assignment("deepening", "prepare_theme", id=2), step="deepening.2"),
    )
    known = in_second_lap(
        meetings={
            **in_second_lap().meetings,
            "deepening.2": meeting("deepening.2", day("2021-09-30"), theme="x", status="held"),
        },
        presences=tuple(
            replace(p, step="deepening.2") for p in came("deepening", "planner", "coordinator", "finance", "head")
        ),
        assignments=made,
    )
    known = replace(known, policy=replace(known.policy, severity=dict.fromkeys(over.workflow.rules, "info")))
    moved = advance(over, known, "advance", NOW)
    assert isinstance(moved, Change)
    assert moved.close == ((2, "closed"),)


@pytest.mark.parametrize("name", ["pause", "resume", "reopen"])
def test_the_verbs_that_leave_a_step_unfinished_cannot_complete_it(name: str) -> None:
    with pytest.raises(Mistakes, match="completes"):
        programme({f"transitions.{name}.completes": True})


def test_a_number_in_the_title_of_a_step_that_cannot_recur_is_a_mistake() -> None:
    with pytest.raises(Mistakes, match="kan inte återkomma"):
        programme({"steps.start.title": both("Uppstart {lap}", "Kick-off {lap}")})


def test_an_answer_chooses_the_way_and_without_it_one_goes_on() -> None:
    chosen = programme(
        {
            **deepcopy(BACK),
            "transitions.start_over.rules": ["wants_more"],
            "rules.wants_more": {
                "check": "form_has",
                "assignment": "name_problem",
                "field": "goals",
                "is": ["power"],
                "severity": "block",
                "text": both("Nej.", "No."),
                "fix": both("Svara.", "Answer."),
            },
        }
    )
    known = facts("closing", answers={("start", "name_problem", "goals"): '["power"]'})
    found = [best_way(chosen, one, NOW) for one in (known, replace(known, answers={}))]
    assert [(way[0].name, way[1]) for way in found if way] == [("start_over", "start"), ("advance", "completed")]


def test_work_of_a_later_lap_waits_for_what_it_waits_for_in_its_own_lap() -> None:
    over = programme({**deepcopy(BACK), "assignments.describe_today.waits_for": {"assignment": "self_assessment"}})
    again = programme(
        {
            "transitions.start_over": {"title": both("Om", "Over"), "from": "closing", "to": "preparation"},
            "assignments.describe_today.waits_for": {"assignment": "self_assessment"},
        }
    )
    done = (assignment("preparation", "self_assessment", "submitted"),)
    days = meetings(meeting("start.2", day("2021-12-01")), held=["start"])
    for p, opened in ((over, True), (again, False)):
        known = facts("start", laps={"start": 2, "preparation": 2}, meetings=days, assignments=done)
        timing = next(
            t for t in timings(p, known, NOW) if (t.step.name, t.assignment.name) == ("start.2", "describe_today")
        )
        assert (timing.opens is not None) is opened
