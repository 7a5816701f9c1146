"""What a message freezes, whom it goes to, and what keeps it from being said twice."""

from __future__ import annotations

import pytest

from jimflow.core.messages import calendar_entries, due_of, letter, openings
from jimflow.core.people import attending_functions, coordinating_functions, coordinators, hosts
from jimflow.core.plan import timings
from tests.build import assignment, at, day, ends, facts, meeting, meetings, mini, staff

NOW = at("2021-01-14 10:00")
ALFA = facts("preparation")
HEAD = ALFA.appointments[3]
TODAY = day("2021-01-14")


def opened(*without: str, dated: bool = True) -> list[tuple[str, str, object]]:
    """(template, address, due) of the self-assessment's opening."""
    known = facts(
        "preparation",
        meetings=meetings(without=[] if dated else ["start", "deepening"]),
        appointments=staff(without=without),
    )
    (timing, *_) = timings(mini(), known, NOW, {"preparation"})
    return [(m.template, m.address, m.facts["due"]) for m in openings(mini(), known, timing, NOW)]


def test_an_opening_carries_its_due_time_or_none() -> None:
    assert opened() == [("open", "coordinator2@example.org", ends("2021-03-29").isoformat())]
    assert opened(dated=False) == [("open", "coordinator2@example.org", "")]


def test_so_does_the_notice_that_nobody_can_be_asked() -> None:
    assert opened("coordinator") == [("vacant", "host6@example.org", ends("2021-03-29").isoformat())]
    assert opened("coordinator", dated=False) == [("vacant", "host6@example.org", "")]


def test_a_letter_carries_the_days_of_the_meetings_that_stand() -> None:
    on = meetings(meeting("deepening", status="cancelled"), held=["start"])
    said = letter(facts("invited", meetings=on), mini().workflow.letters[0], "head", HEAD)
    assert said.facts == {
        "organisation": list(ALFA.organisation_names),
        "cluster": ["Klustret", "The cluster"],
        "function": "head",
        "state": "invited",
        "meetings": {"start": "2021-04-14", "follow_up": "2022-02-02"},
    }


def test_a_calendar_entry_carries_everything_its_event_needs() -> None:
    sitting = meeting("start", sequence=2, theme="", example_date=True)
    (entry,) = calendar_entries("moved", ALFA, sitting, "head", HEAD, "moved:1:start", more={"was": "2021-04-07"})
    assert (entry.key, entry.mail_class, entry.template, entry.item) == (
        "moved:1:start:2:1:head:4",
        "calendar",
        "moved",
        "moved:start",
    )
    assert {k: v for k, v in entry.facts.items() if k not in ("organisation", "cluster", "function")} == {
        "step": "start",
        "meeting": 1,
        "uid": "m1@example.org",
        "sequence": 5,
        "session": 1,
        "of_sessions": 1,
        "starts": "2021-04-14T07:00:00+00:00",
        "ends": "2021-04-14T14:00:00+00:00",
        "mode": "on_site",
        "place": "",
        "example_date": True,
        "meeting_day": "2021-04-14",
        "theme": "",
        "was": "2021-04-07",
    }


def test_a_change_so_near_that_no_digest_may_be_waited_for_goes_at_once() -> None:
    (entry,) = calendar_entries("moved", ALFA, meeting("start"), "head", HEAD, "k", at_once=True)
    assert entry.mail_class == "immediate"


def test_sequences_rise_from_the_hold_over_the_invitation_to_every_move() -> None:
    course = [("hold", 0), ("invite", 0), ("hold", 1), ("moved", 1), ("moved", 2)]
    found = [
        calendar_entries(kind, ALFA, meeting("start", sequence=n), "head", HEAD, "k")[0].facts["sequence"]
        for kind, n in course
    ]
    assert found == [0, 1, 2, 3, 5]


def test_an_assignment_without_a_due_time_is_frozen_without_one() -> None:
    assert due_of(assignment("start", "describe_today", due="2021-04-07")) == ends("2021-04-07").isoformat()
    assert due_of(assignment("start", "describe_today")) == ""


# Whom


@pytest.mark.parametrize(
    ("step", "functions"),
    [
        ("start", ("planner", "coordinator", "head", "officer")),
        ("deepening", ("planner", "coordinator", "expert")),
        ("follow_up", ("planner", "coordinator", "head", "officer")),
    ],
)
def test_each_meeting_has_its_own_functions(step: str, functions: tuple[str, ...]) -> None:
    assert attending_functions(mini().workflow, step) == functions


def test_the_coordinators_are_the_agencys_own_or_else_the_hosts() -> None:
    p = mini()
    assert coordinating_functions(p.workflow) == ("coordinator",)
    assert [a.function for a in coordinators(p.workflow, ALFA, TODAY)] == ["coordinator"]
    alone = facts("preparation", appointments=staff(without=["coordinator"]))
    assert [a.function for a in coordinators(p.workflow, alone, TODAY)] == ["host"]
    assert [a.function for a in hosts(p.workflow, alone, TODAY)] == ["host"]
