"""Answers given: one for the participation, in parts by function, with every mistake named and nothing half kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from jimflow.actions.assignments import accept, send_back, submit
from jimflow.actions.attendance import Came, record_attendance
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.handing_in import Submitted
from jimflow.actions.meetings import hold_meeting
from jimflow.core.mistakes import Mistakes
from jimflow.core.model import Actor
from jimflow.store import tables as t
from tests.actions.going import SELF_ASSESSMENT, WARNINGS, Going, going, grown, join, local
from tests.actions.loaded import EVA

ANNA = Actor("anna", "participant")
PROBLEM = {"problem": "Väntetider", "goals": ["power"]}


def give(going: Going, name: str, answers: dict[str, Any], agency: str = "alfa", **rest: Any) -> Submitted:
    return submit(going.runtime, going.agencies[agency], name, answers, ANNA, **rest)


def answers(going: Going, name: str) -> dict[str, Any]:
    (number,) = going.rows(t.Assignment, "id", name=name, participation=going.agencies["alfa"])[0]
    return {field: json.loads(value) for field, value in going.rows(t.Answer, "field", "value", assignment=number)}


def mistakes(caught: pytest.ExceptionInfo[Mistakes]) -> list[str]:
    return [m.path[0] if isinstance(m.path[0], str) else str(m.path) for m in caught.value.items]


@pytest.fixture
def opened(joined: Going) -> Going:
    """The first before-assignment is open for its three functions."""
    joined.tick("2021-04-01 08:00")
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-04-09")
    return joined


# --- submitting ---------------------------------------------------------------------------------


def test_a_submission_keeps_the_answers_marks_the_work_and_is_in_the_trail(joined: Going) -> None:
    with grown(joined, alfa=1):
        done = give(joined, "self_assessment", SELF_ASSESSMENT)
    assert done == Submitted("preparation", "self_assessment", ("coordinator",), complete=True, late=False)
    assert joined.work("alfa")["preparation", "self_assessment"][0] == "submitted"
    assert answers(joined, "self_assessment") == SELF_ASSESSMENT
    (row,) = joined.rows(t.Assignment, "submitted_at", "late", name="self_assessment", status="submitted")
    assert (local(row[0]), row[1]) == ("2021-01-18 09:00", False)
    entry = joined.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "assignment", "step", "function", "parts", "complete", "late", "actor")} == {
        "kind": "submitted",
        "assignment": "self_assessment",
        "step": "preparation",
        "function": "coordinator",
        "parts": ["coordinator"],
        "complete": True,
        "late": False,
        "actor": {"name": "anna", "role": "participant"},
    }


def test_what_people_wrote_is_not_in_the_audit(joined: Going) -> None:
    joined.clock.set("2021-04-15 09:00")
    give(joined, "name_problem", {"problem": "Kvinnor väntar längre", "goals": ["power"]})
    assert "Kvinnor väntar" not in json.dumps(joined.trail("alfa"), ensure_ascii=False)


def test_a_submission_releases_what_waited_for_it(joined: Going) -> None:
    joined.clock.set("2021-03-18 09:00")  # four weeks before the meeting have begun; it waits for the self-assessment
    give(joined, "self_assessment", SELF_ASSESSMENT)
    (letter,) = [m for m in joined.tick("2021-03-19 08:00") if m.to == "finance.alfa@example.org"]
    assert letter.items == (("open:start:describe_today", "finance"),)
    assert joined.work("alfa")["start", "describe_today"] == ("open", "2021-04-07")


def test_clicking_submit_twice_submits_once(joined: Going) -> None:
    give(joined, "self_assessment", SELF_ASSESSMENT)
    before = joined.everything()
    with pytest.raises(NotAllowed, match="takes no more answers"):
        give(joined, "self_assessment", SELF_ASSESSMENT)
    assert joined.everything() == before


def test_all_mistakes_are_named_at_once_and_nothing_is_kept(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(Mistakes) as caught:
        give(joined, "name_problem", {"problem": "  ", "goals": ["power", "fame"], "why": "x", "since": 3})
    assert sorted(mistakes(caught)) == ["goals", "problem", "since", "why"]
    with pytest.raises(Mistakes) as caught:
        give(joined, "self_assessment", {})
    assert mistakes(caught) == ["in_plan", "trained"]
    assert joined.everything() == before


def test_a_value_of_the_wrong_kind_is_refused(joined: Going) -> None:
    for given in ({"in_plan": 3}, {"in_plan": ["missing"]}, {"trained": "yes"}, {"trained": 1}):
        with pytest.raises(Mistakes) as caught:
            give(joined, "self_assessment", {**SELF_ASSESSMENT, **given})
        assert mistakes(caught) == list(given)


def test_an_assignment_may_be_answered_before_it_is_opened_and_then_opens_for_nobody(joined: Going) -> None:
    give(joined, "describe_today", {"found_how": "Genom klagomål", "cost": 3})
    assert joined.work("alfa")["start", "describe_today"][0] == "submitted"
    assert [row for row in joined.waiting("alfa") if "describe_today" in row[1]] == []
    said = [i for m in joined.tick("2021-04-01 08:00") for i, _ in m.items if "alfa" in m.to]
    assert [i for i in said if "describe_today" in i] == []


def test_after_the_due_date_it_is_kept_and_marked_late_and_reminders_stop(joined: Going) -> None:
    joined.tick("2021-03-29 08:00")
    joined.clock.set("2021-03-29 23:59:59")
    assert not give(joined, "self_assessment", SELF_ASSESSMENT).late
    joined.clock.set("2021-03-30 00:00:00")
    assert give(joined, "self_assessment", SELF_ASSESSMENT, agency="beta").late
    rows = joined.rows(t.Assignment, "participation", "late", name="self_assessment", status="submitted")
    assert rows == [(joined.agencies["alfa"], False), (joined.agencies["beta"], True)]


def test_an_assignment_that_is_not_there_is_said_with_those_that_are(joined: Going) -> None:
    with pytest.raises(NotFound) as caught:
        give(joined, "self_asessment", {})
    assert "has no assignment self_asessment" in caught.value.said.en
    assert "self_assessment" in caught.value.said.en
    with pytest.raises(NotFound):
        give(joined, "self_assessment", SELF_ASSESSMENT, step="closing")


def test_an_agency_that_has_left_answers_no_more_and_a_paused_one_may(joined: Going) -> None:
    assert joined.do("alfa", "pause", reason="Val").ok
    assert give(joined, "self_assessment", SELF_ASSESSMENT).complete
    assert joined.waiting("alfa") == []
    assert joined.do("beta", "withdraw", reason="Hinner inte").ok
    with pytest.raises(NotAllowed):
        give(joined, "self_assessment", SELF_ASSESSMENT, agency="beta")


def test_of_two_steps_with_the_same_assignment_the_open_one_is_meant(joined: Going) -> None:
    """A catch-up stands in every step that was missed."""
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    away = [Came(joined.appointment("alfa", f), present=False) for f in ("planner", "coordinator")]
    record_attendance(joined.runtime, joined.agencies["alfa"], "start", away, EVA)
    give(joined, "read_notes", {"learned": "Allt"})
    joined.clock.set("2021-09-16 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "deepening", EVA)
    record_attendance(joined.runtime, joined.agencies["alfa"], "deepening", away, EVA)
    assert give(joined, "read_notes", {"learned": "Mer"}).step == "deepening"
    accept(joined.runtime, joined.agencies["alfa"], "read_notes", EVA, step="start")
    assert joined.work("alfa")["start", "read_notes"][0] == "accepted"


# --- parts --------------------------------------------------------------------------------------


def test_a_shared_question_answered_by_one_is_answered_for_all_who_are_asked_no_more(opened: Going) -> None:
    done = give(opened, "describe_today", {"found_how": "Genom klagomål"}, function="planner")
    assert (set(done.parts), done.complete) == ({"planner", "coordinator", "finance"}, True)


def test_an_optional_question_of_ones_own_keeps_no_part_open_but_may_be_answered_with_the_rest(opened: Going) -> None:
    done = give(opened, "describe_today", {"found_how": "Genom klagomål", "cost": 12}, function="finance")
    assert done.complete
    assert answers(opened, "describe_today") == {"found_how": "Genom klagomål", "cost": 12}


def test_nobody_answers_what_is_asked_of_another_function(opened: Going) -> None:
    with pytest.raises(Mistakes) as caught:
        give(opened, "describe_today", {"found_how": "x", "cost": 12}, function="planner")
    assert mistakes(caught) == ["cost"]


def test_whoever_coordinates_may_answer_everything(opened: Going) -> None:
    done = give(opened, "describe_today", {"found_how": "x", "cost": 12})
    assert done.complete
    assert opened.trail("alfa")[-1]["function"] == "coordinator"


def test_someone_the_assignment_is_not_for_is_refused(opened: Going) -> None:
    before = opened.everything()
    with pytest.raises(BadInput, match="is for coordinator, not planner"):
        give(opened, "self_assessment", SELF_ASSESSMENT, function="planner")
    with pytest.raises(NotFound, match="no function plonner"):
        give(opened, "describe_today", {"found_how": "x"}, function="plonner")
    assert opened.everything() == before


def test_only_those_whose_part_is_open_are_reminded(parts: Going) -> None:
    done = give(parts, "describe_today", {"found_how": "Genom klagomål"}, function="planner")
    assert (done.parts, done.complete) == (("planner", "coordinator"), False)
    letters = parts.tick("2021-04-07 08:00")
    reminded = [m.to for m in letters if any(i.startswith("remind:start") for i, _ in m.items) and "alfa" in m.to]
    assert reminded == ["finance.alfa@example.org"]
    assert parts.work("alfa")["start", "describe_today"][0] == "open"


def test_the_last_part_submits_the_whole(parts: Going) -> None:
    give(parts, "describe_today", {"found_how": "Genom klagomål"}, function="planner")
    done = give(parts, "describe_today", {"cost": 3}, function="finance")
    assert (done.complete, parts.work("alfa")["start", "describe_today"][0]) == (True, "submitted")
    assert [e["complete"] for e in parts.trail("alfa")[-2:]] == [False, True]


def test_the_one_who_coordinates_finishes_what_a_silent_colleague_left(parts: Going) -> None:
    give(parts, "describe_today", {"found_how": "Genom klagomål"}, function="planner")
    assert give(parts, "describe_today", {"cost": 3}).complete


def test_a_part_submitted_twice_is_kept_once_with_the_later_words(parts: Going) -> None:
    give(parts, "describe_today", {"found_how": "Så"}, function="planner")
    give(parts, "describe_today", {"found_how": "Så här"}, function="planner")
    assert answers(parts, "describe_today") == {"found_how": "Så här"}
    assert sorted(row[0] for row in parts.rows(t.Part, "function")) == ["coordinator", "planner"]


@pytest.fixture
def parts(engine: Engine, tmp_path: Path) -> Going:
    """The same, with a form in which finance has a question of its own that must be answered."""
    own = {"forms.describe_today.questions.1.required": True}
    found = join(going(engine, tmp_path, changes=own))
    found.tick("2021-04-01 08:00")
    return found


# --- accepted and sent back ---------------------------------------------------------------------


def test_accepting_is_kept_once(joined: Going) -> None:
    give(joined, "self_assessment", SELF_ASSESSMENT)
    with grown(joined, alfa=1):
        accept(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA)
    assert joined.work("alfa")["preparation", "self_assessment"][0] == "accepted"
    before = joined.everything()
    for again in (
        lambda: accept(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA),
        lambda: send_back(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA, "Fel"),
    ):
        with pytest.raises(NotAllowed, match="not submitted"):
            again()
    assert joined.everything() == before


def test_what_nobody_has_submitted_cannot_be_accepted(joined: Going) -> None:
    with pytest.raises(NotAllowed, match="not submitted"):
        accept(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA)


def test_what_is_sent_back_is_open_again_with_its_answers_and_reminds_again(joined: Going) -> None:
    give(joined, "self_assessment", SELF_ASSESSMENT)
    with grown(joined, alfa=1):
        send_back(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA, "Två frågor är tomma")
    assert joined.work("alfa")["preparation", "self_assessment"] == ("open", "2021-03-29")
    assert answers(joined, "self_assessment") == SELF_ASSESSMENT
    assert joined.rows(t.Part, "function") == []
    assert (joined.trail("alfa")[-1]["kind"], joined.trail("alfa")[-1]["reason"]) == (
        "sent_back",
        "Två frågor är tomma",
    )
    assert ("2021-03-22 08:00", "remind:preparation:self_assessment:0", "coordinator") in joined.waiting("alfa")
    assert give(joined, "self_assessment", {}).complete  # the answers are there


def test_sending_back_asks_for_a_reason(joined: Going) -> None:
    give(joined, "self_assessment", SELF_ASSESSMENT)
    before = joined.everything()
    with pytest.raises(BadInput, match="reason"):
        send_back(joined.runtime, joined.agencies["alfa"], "self_assessment", EVA, " ")
    assert joined.everything() == before


# --- the problem follows on ---------------------------------------------------------------------


def test_what_a_rule_asks_for_is_there_once_it_is_answered(joined: Going) -> None:
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    joined.clock.set("2021-04-15 09:00")
    assert ("name_problem", "problem") not in joined.facts("alfa").answered
    give(joined, "name_problem", PROBLEM)
    assert ("name_problem", "problem") in joined.facts("alfa").answered
