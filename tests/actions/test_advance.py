"""One participation moved, refused or too late: what is written, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from jimflow.actions.advance import advance
from jimflow.actions.assignments import submit
from jimflow.actions.errors import NotFound
from jimflow.actions.meetings import hold_meeting, move_meeting
from jimflow.actions.waivers import countersign, waive
from jimflow.core.model import Refusal
from jimflow.store import tables as t
from tests.actions.going import PER, SELF_ASSESSMENT, WARNINGS, Going, changed_tables, grown, join, sitting
from tests.actions.loaded import EVA
from tests.build import day


def codes(result: Any) -> list[str]:
    assert isinstance(result, Refusal)
    return sorted({b.code for b in result.blockers if b.stops(frozenset())})


def state(going: Going, agency: str) -> str:
    return going.facts(agency).state


def test_a_move_writes_the_state_a_higher_version_and_one_entry(joined: Going) -> None:
    version = joined.facts("alfa").version
    with grown(joined, alfa=1):
        outcome = joined.do("alfa", "advance", seen=version, acknowledged=["self_assessed"])
    assert outcome.ok
    found = joined.facts("alfa")
    assert (found.state, found.version) == ("start", version + 1)
    entry = joined.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "trigger", "from", "to", "acknowledged", "actor", "automatic")} == {
        "kind": "move",
        "trigger": "advance",
        "from": "preparation",
        "to": "start",
        "acknowledged": ["self_assessed"],
        "actor": {"name": "eva", "role": "coordinator"},
        "automatic": False,
    }
    assert [v["rule"] for v in entry["verdicts"]] == ["roles_filled", "self_assessed", "cluster_large_enough"]
    assert (entry["when"], entry["local"]) == ("2021-01-18T08:00:00+00:00", "2021-01-18T09:00:00+01:00")
    assert (entry["definition"], entry["policy"]) == (found.definition, found.policy_digest)


def test_whoever_was_slower_is_told_and_nothing_at_all_is_written(joined: Going) -> None:
    seen = joined.facts("alfa").version
    assert joined.do("alfa", "advance", seen=seen, acknowledged=["self_assessed"]).ok
    before = joined.everything()
    again = joined.do("alfa", "advance", seen=seen, acknowledged=["self_assessed"])
    assert (again.result, again.ok) == ("stale", False)
    assert joined.everything() == before


def test_a_version_from_the_future_is_as_stale_as_an_old_one(joined: Going) -> None:
    before = joined.everything()
    assert joined.do("alfa", "withdraw", seen=99, reason="no").result == "stale"
    assert joined.everything() == before


def test_a_refused_attempt_leaves_exactly_one_entry_and_changes_nothing_else(joined: Going) -> None:
    before, version = joined.everything(), joined.facts("alfa").version
    with grown(joined, alfa=1):
        outcome = joined.do("alfa", "advance", reason="trying")
    assert codes(outcome.result) == ["self_assessed"]
    assert changed_tables(before, joined.everything()) == {"Participation", "AuditEntry", "AuditPayload"}
    assert (state(joined, "alfa"), joined.facts("alfa").version) == ("preparation", version)
    entry = joined.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "trigger", "from", "to", "reason", "stopped_by")} == {
        "kind": "refused",
        "trigger": "advance",
        "from": "preparation",
        "to": "start",
        "reason": "trying",
        "stopped_by": ["self_assessed"],
    }


def test_a_refused_attempt_does_not_make_what_the_next_person_saw_stale(joined: Going) -> None:
    seen = joined.facts("alfa").version
    assert not joined.do("alfa", "advance", seen=seen).ok
    assert joined.do("alfa", "advance", seen=seen, acknowledged=["self_assessed"]).ok


def test_a_step_cannot_be_skipped_and_the_refusal_names_the_next_one(joined: Going) -> None:
    with grown(joined, alfa=1):
        outcome = joined.do("alfa", "advance", to="deepening", acknowledged=WARNINGS)
    assert isinstance(outcome.result, Refusal)
    (blocker,) = outcome.result.blockers
    assert (blocker.code, blocker.severity, blocker.facts["next"]) == ("order", "block", "start")
    assert joined.trail("alfa")[-1]["to"] == "deepening"


def test_a_trigger_that_no_definition_knows_is_refused_and_kept(joined: Going) -> None:
    with grown(joined, alfa=1):
        outcome = joined.do("alfa", "explode")
    assert codes(outcome.result) == ["order"]


def test_a_participation_that_does_not_exist_is_said_in_words(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(NotFound, match=r"no participation no\. 999"):
        advance(joined.runtime, 999, None, "advance", EVA)
    assert joined.everything() == before


@pytest.mark.parametrize("trigger", ["withdraw", "pause"])
def test_leaving_needs_a_reason_in_words(joined: Going, trigger: str) -> None:
    with grown(joined, alfa=1):
        outcome = joined.do("alfa", trigger, reason="   ")
    assert codes(outcome.result) == ["reason_needed"]
    assert joined.do("alfa", trigger, reason="Omorganisation").ok
    assert joined.trail("alfa")[-1]["reason"] == "Omorganisation"


def test_accepting_makes_the_work_the_dates_and_the_opening_in_one_commit(loaded: Going) -> None:
    assert loaded.do("alfa", "invite").ok
    assert loaded.intents("alfa") == [("letter:invitation", "coordinator")]
    with grown(loaded, alfa=1):
        assert loaded.do("alfa", "accept").ok
    assert loaded.work("alfa") == {
        ("preparation", "self_assessment"): ("open", "2021-03-29"),
        ("start", "describe_today"): ("planned", "2021-04-09"),  # five working days after its latest opening
        ("start", "name_problem"): ("planned", "2021-08-11"),
        ("deepening", "prepare_theme"): ("planned", "2021-09-08"),
        ("follow_up", "evaluate"): ("planned", "2021-12-23"),
    }
    assert loaded.intents("alfa") == [
        ("letter:invitation", "coordinator"),
        ("open:preparation:self_assessment", "coordinator"),
    ]


def test_an_invitation_that_was_not_accepted_asks_for_no_work(loaded: Going) -> None:
    assert loaded.do("alfa", "invite").ok
    assert loaded.do("alfa", "decline", reason="Inte i år").ok
    assert (loaded.work("alfa"), loaded.waiting("alfa")) == ({}, [])
    assert state(loaded, "alfa") == "declined"


# --- pause and resume ---------------------------------------------------------------------------


def test_a_pause_silences_everything_that_waits_and_keeps_the_work(joined: Going) -> None:
    work = joined.work("alfa")
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    assert (joined.waiting("alfa"), joined.intents("alfa"), joined.work("alfa")) == ([], [], work)
    assert joined.intents("beta") != []
    assert joined.tick("2021-03-15 08:00") and not [m for m in joined.box.mails if "alfa" in m.recipient]


def test_a_resume_goes_back_to_where_it_was_and_plans_what_is_still_to_come(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    planned = joined.waiting("alfa")
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    joined.clock.set("2021-02-15 10:00")
    assert joined.do("alfa", "resume").ok
    assert state(joined, "alfa") == "preparation"
    assert joined.waiting("alfa") == planned
    assert joined.intents("alfa") == []


def test_a_resume_after_months_gives_one_mail_not_a_burst(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    joined.clock.set("2021-04-12 10:00")  # two days before the meeting; self-assessment and description are overdue
    assert joined.do("alfa", "resume").ok
    joined.tick("2021-04-12 10:01")
    letters = [m for m in joined.tick("2021-04-13 08:00") if m.to == "planner.alfa@example.org"]
    assert sorted(item for m in letters for item in m.items) == [
        ("invite:start", "planner"),
        ("open:start:describe_today", "planner"),
    ]
    assert joined.tick("2021-04-13 08:01") == []


def test_an_opening_that_a_pause_kept_back_is_said_after_the_resume(joined: Going) -> None:
    assert ("open:preparation:self_assessment", "coordinator") in joined.intents("alfa")
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    joined.clock.set("2021-02-01 10:00")
    assert joined.do("alfa", "resume").ok
    letters = [m for m in joined.tick("2021-02-02 08:00") if m.to == "coordinator.alfa@example.org"]
    assert [m.items for m in letters] == [(("open:preparation:self_assessment", "coordinator"),)]


def test_an_opening_that_went_out_before_the_pause_is_not_said_again(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    joined.clock.set("2021-02-01 10:00")
    assert joined.do("alfa", "resume").ok
    assert joined.tick("2021-02-02 08:00") == []


def test_a_date_that_moved_during_the_pause_is_told_after_the_resume(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")  # the head has the hold for 14 April in the diary
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    move_meeting(joined.runtime, joined.clusters["north"], "start", [sitting("2021-04-21")], EVA)
    joined.clock.set("2021-02-01 10:00")
    assert joined.do("alfa", "resume").ok
    letters = [m for m in joined.tick("2021-02-02 08:00") if "alfa" in m.to or "hedda" in m.to]
    assert [(m.to, m.items) for m in letters] == [
        ("hedda@example.org", (("moved:start", "head"),)),
        ("officer.alfa@example.org", (("moved:start", "officer"),)),
    ]
    assert "SEQUENCE:3" in letters[0].calendar and "20210421T070000Z" in letters[0].calendar


def test_a_paused_agency_can_leave_and_never_comes_back(joined: Going) -> None:
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    assert codes(joined.do("alfa", "resume").result) == ["order"]
    assert set(joined.work("alfa").values()) == {("cancelled", due) for _, due in joined.work("alfa").values()}


def test_pausing_twice_is_refused_the_second_time(joined: Going) -> None:
    assert joined.do("alfa", "pause", reason="Omorganisation").ok
    assert codes(joined.do("alfa", "pause", reason="Omorganisation").result) == ["order"]
    assert joined.facts("alfa").came_from == "preparation"


# --- withdrawal ---------------------------------------------------------------------------------


def test_a_withdrawal_cancels_open_work_stops_mails_and_leaves_the_history(joined: Going) -> None:
    submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    size = joined.facts("beta").cluster_size
    beta = joined.work("beta"), joined.waiting("beta"), joined.intents("beta")
    with grown(joined, alfa=1):
        assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    statuses = {name: status for (_, name), (status, _) in joined.work("alfa").items()}
    assert statuses == {
        "self_assessment": "submitted",
        "describe_today": "cancelled",
        "name_problem": "cancelled",
        "prepare_theme": "cancelled",
        "evaluate": "cancelled",
    }
    assert (joined.waiting("alfa"), joined.intents("alfa")) == ([], [])
    assert [e["kind"] for e in joined.trail("alfa")] == ["proposed", "move", "move", "submitted", "move"]
    assert joined.facts("beta").cluster_size == size - 1
    assert (joined.work("beta"), joined.waiting("beta"), joined.intents("beta")) == beta
    for moment in ("2021-01-19 08:00", "2021-03-15 08:00", "2021-04-13 08:00"):
        assert [m for m in joined.tick(moment) if "alfa" in m.to or m.to == "hedda@example.org"] == []


def test_nothing_can_be_done_with_an_agency_that_has_left(joined: Going) -> None:
    assert joined.do("alfa", "withdraw", reason="Hinner inte").ok
    for trigger in ("advance", "accept", "pause", "resume", "reopen", "withdraw"):
        assert codes(joined.do("alfa", trigger, to="start" if trigger == "reopen" else None).result) == ["order"]


# --- back and on --------------------------------------------------------------------------------


def test_reopening_a_step_lets_its_waivers_fall_and_those_after_it(joined: Going) -> None:
    alfa = joined.agencies["alfa"]
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    joined.clock.set("2021-04-14 17:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    waive(joined.runtime, alfa, "head_present", "Chefen är sjuk", day("2021-12-31"), EVA, step="start")
    waive(joined.runtime, alfa, "head_present", "Ny chef", day("2021-12-31"), EVA, step="follow_up")
    assert joined.do("alfa", "reopen", to="preparation", reason="Görs om").ok
    assert [row[0] is not None for row in joined.rows(t.Waiver, "fallen_at")] == [True, True]
    assert not any(w.in_force for w in joined.facts("alfa").waivers)


def test_reopening_needs_to_be_told_which_step_and_why(joined: Going) -> None:
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    assert codes(joined.do("alfa", "reopen", reason="Görs om").result) == ["order"]
    assert codes(joined.do("alfa", "reopen", to="deepening", reason="Görs om").result) == ["order"]
    assert codes(joined.do("alfa", "reopen", to="preparation").result) == ["reason_needed"]


def test_who_joins_after_the_first_meeting_gets_its_catch_up_in_its_stead(loaded: Going) -> None:
    join(loaded, "beta")
    loaded.clock.set("2021-04-15 09:00")
    hold_meeting(loaded.runtime, loaded.clusters["north"], "start", EVA)
    join(loaded, "alfa")
    assert (loaded.facts("alfa").late_joiner, loaded.facts("beta").late_joiner) == (True, False)
    assert loaded.work("alfa") == {
        ("preparation", "self_assessment"): ("open", loaded.work("alfa")["preparation", "self_assessment"][1]),
        ("start", "read_notes"): ("open", "2021-04-29"),
        ("deepening", "prepare_theme"): ("planned", "2021-09-08"),
        ("follow_up", "evaluate"): ("planned", "2021-12-23"),
    }
    (letter,) = [m for m in loaded.tick("2021-04-16 08:00") if m.to == "coordinator.alfa@example.org"]
    assert letter.items == (
        ("open:preparation:self_assessment", "coordinator"),
        ("open:start:read_notes", "coordinator"),
    )


def test_work_left_open_when_its_warning_is_acknowledged_stays_open_and_late(joined: Going) -> None:
    joined.tick("2021-01-19 08:00")
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    assert joined.work("alfa")["preparation", "self_assessment"][0] == "open"
    joined.clock.set("2021-04-12 10:00")
    done = submit(joined.runtime, joined.agencies["alfa"], "self_assessment", SELF_ASSESSMENT, EVA)
    assert done.late


def test_the_last_step_ends_in_the_goal_closes_what_is_open_and_sends_no_more(joined: Going) -> None:
    whole_way(joined)
    assert state(joined, "alfa") == "completed"
    assert joined.waiting("alfa") == []
    assert {status for status, _ in joined.work("alfa").values()} <= {"submitted", "closed", "accepted"}
    assert codes(joined.do("alfa", "reopen", to="start", reason="Ångrar oss").result) == ["order"]


def whole_way(going: Going) -> None:
    """Alfa goes all the way with every warning acknowledged."""
    north, alfa = going.clusters["north"], going.agencies["alfa"]
    assert going.do("alfa", "advance", acknowledged=WARNINGS).ok
    for step, when in (("start", "2021-04-15"), ("deepening", "2021-09-16"), ("follow_up", "2021-11-26")):
        going.clock.set(f"{when} 09:00")
        hold_meeting(going.runtime, north, step, EVA)
        if step == "start":
            given = {"problem": "Väntetider", "goals": ["power"]}
            submit(going.runtime, alfa, "name_problem", given, EVA)
        number = waive(going.runtime, alfa, "management_present", "Sjuk", day("2021-12-31"), EVA)[0]
        countersign(going.runtime, number, PER)
        moved = going.do("alfa", "advance", acknowledged=(*WARNINGS, "functions_present"))
        assert moved.ok, moved.result
    assert state(going, "alfa") == "closing"
    assert going.do("alfa", "advance", acknowledged=WARNINGS).ok
