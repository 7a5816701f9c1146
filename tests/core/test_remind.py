"""What becomes of what is due: said with the facts as they are now, folded into another, or dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jimflow.core.model import Facts, Message, Policy, Reply
from jimflow.core.programme import Programme
from jimflow.core.rearm import Known
from jimflow.core.remind import Sweep, sweep
from tests.build import (
    DAY,
    START,
    appointment,
    assignment,
    at,
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

DUE = "2021-04-07"
TODAY = at("2021-03-31 08:01")
WORK = assignment("start", "describe_today", due=DUE)
PLANNED = replace(WORK, status="planned")


def due(
    rule: str, when: str = "2021-03-31 08:00", to: str = "planner", id_: int = 1, for_due: str | None = None
) -> Known:
    if for_due is None and rule.split(":", maxsplit=1)[0] in ("remind", "inform"):
        for_due = DUE
    return Known(id_, rule, at(when), to, ends(for_due) if for_due else None, "pending")


OPEN = due("open:start:describe_today")
REMIND = due("remind:start:describe_today:0", "2021-04-01 08:00", id_=2)
OVERDUE = due("remind:start:describe_today:1", "2021-04-08 08:00", id_=3)
INFORM = due("inform:start:describe_today:0", "2021-04-12 08:00", "host", id_=4)


def swept(*rows: Known, now: Any = TODAY, p: Programme | None = None, **known: Any) -> Sweep:
    given: dict[str, Any] = {"state": "preparation", "assignments": (WORK,), **known}
    return sweep(p or mini(), facts(**given), rows, now)


def spoken(answer: Sweep) -> list[tuple[str, str]]:
    """(item, address) of every message."""
    return [(m.item, m.address) for m in answer.messages]


# Openings


def test_an_opening_opens_the_assignment_and_tells_the_holder() -> None:
    answer = swept(OPEN, assignments=(PLANNED,))
    seen = {
        "organisation": ["Alfaverket", "Alfaverket"],
        "cluster": ["Klustret", "The cluster"],
        "function": "planner",
        "step": "start",
        "assignment": "describe_today",
        "due": ends(DUE).isoformat(),
        "meeting_day": "2021-04-14",
        "theme": "",
    }
    message = Message(
        "open:1:start:describe_today:planner:1",
        "digest",
        "open",
        "open:start:describe_today",
        1,
        "planner1@example.org",
        "sv",
        seen,
        ("start", "describe_today"),
    )
    assert answer == Sweep({1: "fired"}, [PLANNED.id], [message])


def test_an_assignment_is_opened_once_for_all_its_functions() -> None:
    answer = swept(OPEN, replace(OPEN, id=2, recipient="coordinator"), assignments=(PLANNED,))
    assert answer.opened == [PLANNED.id]
    assert [address for _, address in spoken(answer)] == ["planner1@example.org", "coordinator2@example.org"]


def test_what_is_open_already_is_not_opened_again() -> None:
    assert swept(OPEN).opened == []


def test_several_holders_all_get_it_each_under_a_key_of_their_own() -> None:
    roster = (*staff(), appointment(8, "planner"))
    answer = swept(OPEN, appointments=roster)
    assert [(m.address, m.key) for m in answer.messages] == [
        ("planner1@example.org", "open:1:start:describe_today:planner:1"),
        ("planner8@example.org", "open:1:start:describe_today:planner:8"),
    ]


def test_only_who_holds_the_function_today_gets_it() -> None:
    roster = (*staff(planner={"until": day("2021-03-30")}), appointment(8, "planner", since=day("2021-03-31")))
    assert spoken(swept(OPEN, appointments=roster)) == [("open:start:describe_today", "planner8@example.org")]


# Reminders


def test_a_reminder_is_said_under_its_due_time_so_that_a_moved_one_is_said_again() -> None:
    (message,) = swept(REMIND).messages
    assert (message.template, message.key) == (
        "remind",
        f"remind:start:describe_today:0:1:{ends(DUE).isoformat()}:planner:1",
    )


def test_after_the_due_time_the_same_reminder_says_overdue() -> None:
    (message,) = swept(OVERDUE, now=at("2021-04-08 08:01")).messages
    assert (message.template, message.item) == ("overdue", "overdue:start:describe_today")


@pytest.mark.parametrize("row", [OPEN, REMIND, INFORM], ids=["open", "remind", "inform"])
@pytest.mark.parametrize("status", ["submitted", "accepted", "cancelled", "closed"])
def test_whoever_has_just_submitted_is_told_nothing(row: Known, status: str) -> None:
    answer = swept(row, assignments=(replace(WORK, status=status),), now=at("2021-04-12 08:01"))
    assert answer == Sweep({row.id: "dropped"}, [], [])


def test_an_assignment_that_is_gone_is_not_spoken_of() -> None:
    assert swept(OPEN, REMIND, assignments=()) == Sweep({1: "dropped", 2: "collapsed"}, [], [])


def test_a_function_whose_part_is_done_is_not_reminded_but_the_others_are() -> None:
    half = replace(WORK, parts_done=frozenset({"planner"}))
    answer = swept(REMIND, replace(REMIND, id=9, recipient="finance"), assignments=(half,))
    assert answer.fates == {2: "dropped", 9: "fired"}
    assert spoken(answer) == [("remind:start:describe_today", "finance3@example.org")]


def test_a_reminder_of_a_due_date_that_has_moved_is_dropped() -> None:
    moved = replace(WORK, due_at=ends("2021-05-07"))
    assert swept(REMIND, assignments=(moved,)) == Sweep({2: "dropped"}, [], [])


def test_a_reminder_that_falls_on_the_same_day_for_the_moved_due_date_is_said() -> None:
    """Due on a Monday or the Tuesday after, three days before is the same Friday, and so the same row."""
    p = programme({"assignments.describe_today.remind": ["due - 3 days"]})
    moved = replace(WORK, due_at=ends("2021-04-20"))
    row = due("remind:start:describe_today:0", "2021-04-16 08:00", for_due="2021-04-19")
    (message,) = swept(row, assignments=(moved,), now=at("2021-04-16 08:01"), p=p).messages
    assert message.key == f"remind:start:describe_today:0:1:{ends('2021-04-20').isoformat()}:planner:1"


def test_a_notice_that_falls_on_the_same_day_for_the_moved_due_date_is_given() -> None:
    p = programme({"assignments.describe_today.inform": [{"at": "due + 2 days", "who": "host"}]})
    moved = replace(WORK, due_at=ends("2021-04-16"))
    for when, fate in (("2021-04-19 08:00", "fired"), ("2021-04-16 08:00", "dropped")):
        row = due("inform:start:describe_today:0", when, "host", for_due="2021-04-14")
        assert swept(row, assignments=(moved,), now=at("2021-04-19 08:01"), p=p).fates == {1: fate}


def test_a_reminder_without_a_due_date_to_remind_of_is_dropped() -> None:
    assert swept(REMIND, assignments=(replace(WORK, due_at=None),)).fates == {2: "dropped"}


def test_a_reminder_the_definition_no_longer_has_is_dropped_once_the_due_date_moves() -> None:
    p = programme({"assignments.describe_today.remind": ["due - 3 working days"]})
    moved = replace(WORK, due_at=ends("2021-05-07"))
    assert swept(OVERDUE, assignments=(moved,), now=at("2021-04-08 08:01"), p=p).fates == {3: "dropped"}


# What comes late comes once


def test_late_opening_and_reminders_say_only_the_opening() -> None:
    answer = swept(OVERDUE, REMIND, OPEN, assignments=(PLANNED,), now=at("2021-04-10 09:00"))
    assert answer.fates == {1: "fired", 2: "collapsed", 3: "collapsed"}
    assert spoken(answer) == [("open:start:describe_today", "planner1@example.org")]


def test_of_several_late_reminders_only_the_last_is_said() -> None:
    answer = swept(OVERDUE, REMIND, now=at("2021-04-10 09:00"))
    assert answer.fates == {2: "collapsed", 3: "fired"}
    assert spoken(answer) == [("overdue:start:describe_today", "planner1@example.org")]


def test_each_recipient_and_each_assignment_is_collapsed_alone() -> None:
    other = assignment("preparation", "self_assessment", due=DUE)
    rows = (
        REMIND,
        replace(REMIND, id=9, recipient="coordinator"),
        due("remind:preparation:self_assessment:0", to="coordinator", id_=10),
    )
    answer = swept(*rows, assignments=(WORK, other))
    assert answer.fates == {2: "fired", 9: "fired", 10: "fired"}


def test_late_notices_about_two_assignments_of_a_step_are_both_given() -> None:
    other = assignment("start", "name_problem", due=DUE)
    rows = (INFORM, due("inform:start:name_problem:0", "2021-04-12 08:00", "host", id_=9))
    answer = swept(*rows, assignments=(WORK, other), now=at("2021-04-12 08:01"))
    assert answer.fates == {4: "fired", 9: "fired"}


def test_of_two_late_notices_about_one_assignment_the_last_is_given() -> None:
    rows = (INFORM, replace(INFORM, id=9, rule="inform:start:describe_today:1", due_at=INFORM.due_at + DAY))
    assert swept(*rows, now=at("2021-04-13 08:01")).fates == {4: "collapsed", 9: "fired"}


def test_of_two_late_questions_of_readiness_the_last_is_asked() -> None:
    rows = (
        due("readiness:start:0", "2021-03-24 08:00", "coordinator"),
        due("readiness:start:1", to="coordinator", id_=2),
    )
    assert swept(*rows, appointments=staff(without=["planner"])).fates == {1: "collapsed", 2: "fired"}


def test_a_hold_that_was_never_sent_gives_way_to_the_invitation() -> None:
    rows = (due("hold:start", "2021-01-15 08:00", "head"), due("invite:start", "2021-03-15 08:00", "head", id_=2))
    assert swept(*rows).fates == {1: "collapsed", 2: "fired"}


@pytest.mark.parametrize("state", ["paused", "withdrawn", "completed", "invited"])
def test_while_an_agency_is_not_active_everything_is_dropped(state: str) -> None:
    answer = swept(OPEN, REMIND, INFORM, due("invite:start", id_=5), state=state)
    assert answer == Sweep(dict.fromkeys((1, 2, 4, 5), "dropped"), [], [])


# Vacancies


def test_a_vacant_function_is_told_to_the_agencys_coordinator() -> None:
    (message,) = swept(OPEN, appointments=staff(without=["planner"])).messages
    assert (message.template, message.item, message.address, message.facts["vacant"], message.key) == (
        "vacant",
        "vacant:start:describe_today",
        "coordinator2@example.org",
        "planner",
        "vacant:1:start:describe_today:planner:coordinator:2",
    )


def test_a_vacancy_has_one_key_for_opening_and_reminders_so_it_is_told_once() -> None:
    roster = staff(without=["planner"])
    keys = {m.key for row in (OPEN, REMIND, OVERDUE) for m in swept(row, appointments=roster).messages}
    assert len(keys) == 1


def test_without_a_coordinator_the_host_hears_of_it() -> None:
    answer = swept(replace(OPEN, recipient="coordinator"), appointments=staff(without=["coordinator"]))
    assert spoken(answer) == [("vacant:start:describe_today", "host6@example.org")]


def test_someone_whose_address_does_not_work_is_as_good_as_nobody() -> None:
    answer = swept(OPEN, appointments=staff(planner={"undeliverable": True}))
    assert spoken(answer) == [("vacant:start:describe_today", "coordinator2@example.org")]


# Telling the host


def test_the_host_is_informed_of_whose_parts_are_missing() -> None:
    half = replace(WORK, parts_done=frozenset({"planner"}))
    (message,) = swept(INFORM, assignments=(half,), now=at("2021-04-12 08:01")).messages
    assert (message.template, message.item, message.address) == (
        "inform",
        "inform:start:describe_today",
        "host6@example.org",
    )
    assert message.facts == {
        "organisation": ["Alfaverket", "Alfaverket"],
        "cluster": ["Klustret", "The cluster"],
        "function": "host",
        "step": "start",
        "assignment": "describe_today",
        "due": ends(DUE).isoformat(),
        "functions": ["coordinator", "finance"],
    }


def test_without_a_host_there_is_nobody_to_inform() -> None:
    answer = swept(INFORM, appointments=staff(without=["host"]), now=at("2021-04-12 08:01"))
    assert answer == Sweep({4: "fired"}, [], [])


# Calendar


@pytest.mark.parametrize("kind", ["invite", "hold"])
def test_a_calendar_entry_goes_for_each_session_of_the_meeting(kind: str) -> None:
    long = meeting("start", START, last_day=START + 5 * DAY, uid="m1@example.org", sequence=3)
    answer = swept(due(f"{kind}:start", to="head"), meetings=meetings(long))
    assert [(m.mail_class, m.template, m.facts["uid"], m.facts["starts"]) for m in answer.messages] == [
        ("calendar", kind, "m1@example.org", "2021-04-14T07:00:00+00:00"),
        ("calendar", kind, "m1-2@example.org", "2021-04-19T07:00:00+00:00"),
    ]
    assert len({m.key for m in answer.messages}) == 2


def test_what_follows_a_hold_rises_above_it() -> None:
    sequences = [swept(due(f"{kind}:start", to="head")).messages[0].facts["sequence"] for kind in ("hold", "invite")]
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize(
    ("changed", "fate"),
    [
        ({"status": "planned"}, "fired"),
        ({"status": "held"}, "dropped"),
        ({"status": "cancelled"}, "dropped"),
        ({"on": day("2021-03-31")}, "fired"),
        ({"on": day("2021-03-30")}, "dropped"),
    ],
    ids=["planned", "held", "cancelled", "today", "yesterday"],
)
@pytest.mark.parametrize("rule", ["invite:start", "hold:start", "readiness:start:0"])
def test_a_meeting_is_spoken_of_only_while_it_is_planned_and_not_past(rule: str, changed: Any, fate: str) -> None:
    roster = staff(without=["planner"])  # so that readiness has something to say
    answer = swept(due(rule, to="coordinator"), meetings=meetings(meeting("start", **changed)), appointments=roster)
    assert answer.fates == {1: fate}
    assert bool(answer.messages) == (fate == "fired")


def test_a_meeting_that_has_lost_its_date_is_not_spoken_of() -> None:
    assert swept(due("invite:start"), due("readiness:start:0", id_=2), meetings={}).fates == {
        1: "dropped",
        2: "dropped",
    }


# Readiness


READY = due("readiness:start:0", to="coordinator")


def ready(**known: Any) -> list[Message]:
    return swept(READY, **{"appointments": staff(), **known}).messages


def test_when_nothing_will_be_missing_readiness_says_nothing() -> None:
    assert swept(READY) == Sweep({1: "dropped"}, [], [])


def test_readiness_names_each_finding_with_what_it_saw() -> None:
    (message,) = ready(appointments=staff(without=["planner"]), replies=(Reply("start", 4, "no"),))
    looked = {"meeting": "start", "forecast": True, "recorded": False}
    own = ["planner", "coordinator", "finance", "head"]
    assert (message.template, message.item, message.key) == (
        "readiness",
        "readiness:start",
        f"readiness:start:0:1:{READY.due_at.isoformat()}:coordinator:2",
    )
    assert (message.facts["meeting_day"], message.facts["meeting"]) == ("2021-04-14", meeting("start").id)
    gone = [
        ("functions_present", {"function": "planner", "missing": ["planner"], "vacant": True}),
        ("head_present", {"function": "head", "missing": ["head"], "vacant": False}),
    ]
    manage = {"code": "management_present", "facts": {**looked, "present": 0, "needed": 1, "functions": own}}
    assert message.facts["findings"] == [manage, *({"code": c, "facts": {**looked, **f}} for c, f in gone)]


def test_what_is_only_information_is_no_reason_to_write() -> None:
    assert ready(appointments=staff(without=["officer"])) == []
    lowered = Policy(severity={"functions_present": "info"})
    assert ready(appointments=staff(without=["planner"]), policy=lowered) == []


def test_what_is_waived_is_no_reason_to_write() -> None:
    gone = {"appointments": staff(without=["planner"])}
    assert ready(**gone, waivers=(waiver("functions_present", "start"),)) == []
    assert len(ready(**gone, waivers=(waiver("functions_present", "start", in_force=False),))) == 1


def test_readiness_goes_to_the_coordinator_and_to_the_host_alike() -> None:
    rows = (READY, replace(READY, id=2, recipient="host"))
    answer = swept(*rows, appointments=staff(without=["planner"]))
    assert [address for _, address in spoken(answer)] == ["coordinator2@example.org", "host6@example.org"]


def test_a_rule_nobody_knows_is_dropped() -> None:
    known: Facts = facts("preparation")
    assert sweep(mini(), known, [due("something:else")], TODAY) == Sweep({1: "dropped"}, [], [])
