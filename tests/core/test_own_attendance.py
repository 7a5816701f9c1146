"""Rules of attendance that one meeting has besides those of every meeting."""

from __future__ import annotations

from jimflow.core.rearm import Known
from jimflow.core.remind import sweep
from tests.build import at, facts, programme, staff
from tests.build_workflow import mini_definition

RULE = {**mini_definition()["rules"]["functions_present"], "functions": ["finance"]}
LATE = {"functions.finance.attends": "every meeting", "rules.finance_present": RULE}
THERE = programme({**LATE, "steps.start.attendance": ["finance_present"]})
ELSEWHERE = programme({**LATE, "steps.follow_up.attendance": ["finance_present"]})


def test_they_are_looked_at_before_it_and_before_no_other() -> None:
    asked = Known(1, "readiness:start:0", at("2021-03-31 08:00"), "coordinator", None, "pending")
    known = facts("preparation", appointments=staff(without=["finance"]))
    for p, fate in ((THERE, "fired"), (ELSEWHERE, "dropped")):
        assert sweep(p, known, [asked], at("2021-03-31 08:01")).fates == {1: fate}


def test_they_stand_after_those_of_every_meeting_and_take_the_place_of_none() -> None:
    every = ELSEWHERE.workflow.steps["start"].attendance
    assert THERE.workflow.steps["start"].attendance == (*every, "finance_present")
