"""Scenarios 2, 3, 11, 12, 13, 17 and 19: openings, moved meetings, late work, the theme and free days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from jimflow.core.advance import advance
from jimflow.core.model import Change, Facts, Message
from jimflow.core.plan import timings
from jimflow.core.rearm import Known, Rearming, rearm
from jimflow.core.remind import Sweep, sweep
from jimflow.core.rules import View, evaluate
from jimflow.core.status import step_status
from jimflow.core.timetable import of_cluster, of_participation
from tests.build import DAY, SWEDEN, at, day, ends, meeting
from tests.scenarios.agency import JOINED, RECOMMENDED, agency, attended, cluster_meetings, jim_plus, planned, work

READY = tuple(work("preparation", n, "submitted") for n in ("self_assessment", "name_functions"))


class Agency:
    """One agency from day to day: the plan is laid, what is due is swept, and what was said is kept."""

    def __init__(self, known: Facts, now: datetime = JOINED) -> None:
        self.known, rows = planned(known, now)
        self.rows = {k.id: k for k in rows}
        self.said: list[Message] = []

    def sweep(self, text: str) -> list[str]:
        """The items said now, with the function: "open:start:describe_start → finance"."""
        now = at(text)
        due = [k for k in self.rows.values() if k.status == "pending" and k.due_at <= now]
        answer: Sweep = sweep(jim_plus(), self.known, due, now)
        for i, fate in answer.fates.items():
            self.rows[i] = replace(self.rows[i], status=fate)
        opened = set(answer.opened)
        made = tuple(replace(a, status="open") if a.id in opened else a for a in self.known.assignments)
        self.known = replace(self.known, assignments=made)
        self.said += answer.messages
        return [f"{m.item} → {m.facts['function']}" for m in answer.messages]

    def lay(self, text: str) -> Rearming:
        """Lays the plan again."""
        now = at(text)
        laid = timings(jim_plus(), self.known, now)
        wanted = of_participation(jim_plus(), self.known, laid, now).occurrences
        change = rearm(list(self.rows.values()), wanted, now)
        for i in (*change.supersede, *change.revive):
            self.rows[i] = replace(self.rows[i], status="superseded" if i in change.supersede else "pending")
        for o in change.insert:
            i = len(self.rows)
            self.rows[i] = Known(i, o.rule, o.due_at, o.recipient, o.for_due, "pending")
        moved = {t.existing.key: t.new(jim_plus(), now) for t in laid if t.existing is not None}
        made = tuple(replace(a, due_at=moved[a.key].due_at) if a.key in moved else a for a in self.known.assignments)
        self.known = replace(self.known, assignments=made)
        return change

    def submits(self, step: str, name: str) -> None:
        made = [replace(a, status="submitted") if a.key == (step, name) else a for a in self.known.assignments]
        self.known = replace(self.known, assignments=tuple(made))

    def due(self, step: str, name: str) -> datetime | None:
        made = self.known.assignment(step, name)
        assert made is not None
        return made.due_at


def about(items: Sequence[str], name: str) -> list[str]:
    return [i for i in items if name in i]


def settled(*, theme: str = "", **other: object) -> Agency:
    """In the step budgeting, with everything earlier said and done."""
    meetings = cluster_meetings(held=["start", "problem_formulation"])
    meetings["deepening"] = replace(meetings["deepening"], theme=theme)
    one = Agency(agency("budgeting", meetings=meetings, assignments=READY, **other))
    one.sweep("2021-08-30 07:00")
    one.said.clear()
    return one


OPENED = [f"open:budgeting:describe_resources → {f}" for f in ("finance", "core_business_manager", "planning_followup")]


def test_scenario_2_on_the_opening_day_each_function_is_told_once_and_never_again() -> None:
    one = settled()
    assert about(one.sweep("2021-09-01 07:59"), "describe_resources") == []
    assert about(one.sweep("2021-09-01 08:00"), "describe_resources") == OPENED
    assert one.sweep("2021-09-01 08:00") == []
    assert one.lay("2021-09-01 09:00").insert == ()
    assert about(one.sweep("2021-09-01 17:00"), "describe_resources") == []
    assert len({m.key for m in one.said}) == len(one.said)


@pytest.mark.parametrize(("size", "seen"), [(4, []), (5, [("info", 5, 4)])])
def test_scenario_3_a_cluster_of_five_is_information_and_no_error(size: int, seen: list[object]) -> None:
    p = jim_plus()
    view = View(p.workflow, agency("preparation", cluster_size=size), p.workflow.steps["start"], day("2021-04-12"))
    (verdict,) = evaluate(view, ["cluster_size"])
    assert [(b.severity, b.facts["count"], b.facts["max"]) for b in verdict.blockers] == seen


def test_scenario_3_each_of_the_five_gets_a_whole_set_of_its_own() -> None:
    sets = [timings(jim_plus(), replace(agency("preparation"), id=n), JOINED) for n in range(1, 6)]
    assert {len(found) for found in sets} == {17}


def test_scenario_11_when_the_meeting_moves_the_unsent_moves_along_and_the_submitted_stays() -> None:
    one = settled()
    one.sweep("2021-09-01 08:00")
    one.submits("budgeting", "evaluate_meeting")
    before = len(one.said)
    later = meeting("budgeting", day("2021-10-27"), id=3, sequence=1)
    one.known = replace(one.known, meetings=one.known.meetings | {"budgeting": later})
    change = one.lay("2021-09-10 10:00")
    assert one.due("budgeting", "describe_resources") == ends("2021-10-20")
    pending = [k for k in one.rows.values() if k.status == "pending" and "describe_resources" in k.rule]
    assert {(k.rule, k.due_at, k.for_due) for k in pending} == {
        ("remind:budgeting:describe_resources:0", at("2021-10-15 08:00"), ends("2021-10-20")),
        ("remind:budgeting:describe_resources:1", at("2021-10-21 08:00"), ends("2021-10-20")),
        ("inform:budgeting:describe_resources:0", at("2021-10-25 08:00"), ends("2021-10-20")),
    }
    assert not [o for o in change.insert if o.rule.startswith("open:budgeting:describe_resources")]
    assert len(one.said) == before
    made = one.known.assignment("budgeting", "evaluate_meeting")
    assert made is not None
    assert made.status == "submitted"
    assert about(one.sweep("2021-10-15 08:00"), "remind:budgeting:describe_resources") != []


def test_scenario_12_a_moved_meeting_changes_nothing_for_a_cluster_that_keeps_its_own() -> None:
    one, other = settled(), settled()
    moved = meeting("budgeting", day("2021-10-27"), id=3, sequence=1)
    one.known = replace(one.known, meetings=one.known.meetings | {"budgeting": moved})
    assert one.lay("2021-09-10 10:00") != Rearming((), (), ())
    assert other.lay("2021-09-10 10:00") == Rearming((), (), ())


def test_scenario_13_a_late_assignment_is_reminded_of_told_overdue_and_informed_of_once_each() -> None:
    one = settled()
    days = [day("2021-09-01") + n * DAY for n in range(45)]
    said = [(f"{d:%m-%d}", i) for d in days for i in about(one.sweep(f"{d} 08:00"), "describe_resources")]
    functions = ("finance", "core_business_manager", "planning_followup")
    assert said == [
        *(("09-01", f"open:budgeting:describe_resources → {f}") for f in functions),
        *(("09-17", f"remind:budgeting:describe_resources → {f}") for f in functions),
        *(("09-23", f"overdue:budgeting:describe_resources → {f}") for f in functions),
        ("09-27", "inform:budgeting:describe_resources → programme_coordinator"),
    ]


def test_scenario_13_the_late_agency_is_flagged_and_the_meeting_may_be_held_all_the_same() -> None:
    one = settled()
    one.sweep("2021-09-01 08:00")
    assert step_status(jim_plus(), one.known, at("2021-09-22 12:00")) == "before_open"
    assert step_status(jim_plus(), one.known, at("2021-09-23 08:00")) == "late"
    known = replace(
        one.known,
        meetings=cluster_meetings(held=["start", "problem_formulation", "budgeting"])
        | {"deepening": meeting("deepening", day("2022-02-02"), theme="knowledge")},
        presences=attended("budgeting", *RECOMMENDED),
        answers={("budgeting", "adjust_resources", "resource_question"): '"x"'},
    )
    warned = ["before_done", "after_done"]
    moved = advance(jim_plus(), known, "advance", at("2021-10-04 10:00"), acknowledged=warned)
    assert isinstance(moved, Change)
    assert (moved.acknowledged, moved.close) == (("after_done", "before_done"), ())


def test_scenario_13_submitting_stops_the_reminders() -> None:
    one = settled()
    one.sweep("2021-09-23 08:00")
    one.submits("budgeting", "describe_resources")
    assert about(one.sweep("2021-10-30 08:00"), "describe_resources") == []


def test_scenario_17_while_the_theme_is_not_chosen_the_work_is_held_back_and_the_host_is_reminded() -> None:
    one = settled()
    assert about(one.sweep("2022-02-20 08:00"), "describe_theme") == []
    asked = of_cluster(jim_plus(), 1, dict(one.known.meetings), at("2021-08-30 07:00"))
    assert [(o.due_at, o.recipient) for o in asked if o.rule.startswith("theme:deepening")] == [
        (at("2021-12-03 08:00"), "programme_coordinator"),
        (at("2022-01-05 08:00"), "programme_coordinator"),
    ]


def test_scenario_17_choosing_the_theme_releases_the_work() -> None:
    one = settled()
    one.sweep("2022-01-10 08:00")
    chosen = replace(one.known.meetings["deepening"], theme="knowledge")
    one.known = replace(one.known, meetings=one.known.meetings | {"deepening": chosen})
    one.lay("2022-01-10 10:00")
    assert about(one.sweep("2022-01-10 10:01"), "open:deepening:describe_theme") == [
        f"open:deepening:describe_theme → {f}" for f in ("core_business_manager", "gm_coordinator")
    ]
    assert [o for o in of_cluster(jim_plus(), 1, dict(one.known.meetings), JOINED) if "theme" in o.rule] == []


@pytest.mark.parametrize("week", range(0, 60, 5))
def test_scenario_19_nothing_is_due_or_sent_on_a_free_day_or_in_the_quiet_weeks(week: int) -> None:
    moved = {s: meeting(s, m.day + 7 * week * DAY, theme="knowledge") for s, m in cluster_meetings().items()}
    _, rows = planned(agency("preparation", meetings=moved))
    days = {SWEDEN.local_date(k.due_at) for k in rows} | {SWEDEN.local_date(k.for_due) for k in rows if k.for_due}
    assert [d for d in sorted(days) if not SWEDEN.takes_mail(d)] == []
    assert len(rows) > 40


@pytest.mark.parametrize(
    ("meets", "due"),
    [("2021-07-02", "2021-06-24"), ("2021-05-21", "2021-05-14")],
    ids=["midsummer eve", "a bridge day is worked unless it is set free"],
)
def test_scenario_19_a_deadline_goes_to_the_nearest_earlier_allowed_day(meets: str, due: str) -> None:
    on = cluster_meetings(meeting("problem_formulation", day(meets)))
    known, _ = planned(agency("preparation", meetings=on))
    made = known.assignment("problem_formulation", "describe_problems")
    assert made is not None
    assert made.due_at == ends(due)


def test_scenario_19_a_deadline_in_weeks_28_to_31_goes_to_the_friday_before_them() -> None:
    on = cluster_meetings(meeting("budgeting", day("2021-09-03")))
    known, rows = planned(agency("preparation", meetings=on))
    made = known.assignment("problem_formulation", "sharpen_problem")
    assert made is not None
    assert made.due_at == ends("2021-07-09")
    reminded = {k.due_at for k in rows if k.rule.startswith("remind:problem_formulation:sharpen_problem")}
    assert reminded == {at("2021-07-06 08:00"), at("2021-08-09 08:00")}


def test_scenario_19_a_bridge_day_that_is_set_free_is_no_day_for_a_deadline() -> None:
    bridge = replace(SWEDEN, free_days=SWEDEN.free_days | {day("2021-05-14")})
    known = agency("preparation", meetings=cluster_meetings(meeting("problem_formulation", day("2021-05-21"))))
    found = {t.assignment.name: t.due for t in timings(replace(jim_plus(), calendar=bridge), known, JOINED)}
    assert found["describe_problems"] == day("2021-05-12")
