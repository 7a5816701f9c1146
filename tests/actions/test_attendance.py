"""Answers to invitations and who came: kept once, corrected freely, and what was missed gets its catch-up."""

from __future__ import annotations

import pytest

from jimflow.actions.assignments import accept, submit
from jimflow.actions.attendance import Came, record_attendance, record_rsvp
from jimflow.actions.errors import BadInput, NotFound
from jimflow.actions.functions import end_function
from jimflow.actions.meetings import cancel_meeting, hold_meeting
from jimflow.actions.waivers import countersign, waive
from jimflow.core.model import Change, Refusal
from jimflow.store import tables as t
from tests.actions.going import PER, WARNINGS, Going, grown
from tests.actions.loaded import EVA
from tests.build import day

STAFF = ("planner", "coordinator", "finance", "head", "officer")


def came(going: Going, *functions: str, absent: tuple[str, ...] = (), agency: str = "alfa") -> list[Came]:
    """One line for each of these functions' holders."""
    return [Came(going.appointment(agency, f), present=f in functions) for f in (*functions, *absent)]


def record(going: Going, lines: list[Came], step: str = "start", agency: str = "alfa") -> list[str]:
    return record_attendance(going.runtime, going.agencies[agency], step, lines, EVA)


@pytest.fixture
def held(joined: Going) -> Going:
    """The kick-off has been held; everybody still stands in preparation but alfa, which is in it."""
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    return joined


def stopped(going: Going, agency: str = "alfa") -> set[str]:
    result = going.do(agency, "advance").result
    assert isinstance(result, Refusal)
    return {b.code for b in result.blockers if b.stops(frozenset())}


# --- who came -----------------------------------------------------------------------------------


def test_everybody_there_calls_for_nothing_more(held: Going) -> None:
    with grown(held, alfa=1):
        assert record(held, came(held, *STAFF)) == []
    assert ("start", "read_notes") not in held.work("alfa")
    entry = held.trail("alfa")[-1]
    assert (entry["kind"], entry["present"], entry["absent"]) == ("attendance", sorted(STAFF), [])
    assert stopped(held) == {"before_submitted", "after_submitted", "problem_named"}


def test_who_is_recorded_makes_what_others_saw_stale(held: Going) -> None:
    seen = held.facts("alfa").version
    record(held, came(held, *STAFF))
    assert held.do("alfa", "advance", seen=seen).result == "stale"


def test_absence_gives_a_catch_up_that_counts_only_when_it_is_accepted(held: Going) -> None:
    assert record(held, came(held, "coordinator", "finance", "officer", absent=("planner", "head"))) == ["read_notes"]
    assert held.work("alfa")["start", "read_notes"] == ("open", "2021-04-29")
    assert ("open:start:read_notes", "coordinator") in held.intents("alfa")
    missing = {"management_present", "functions_present", "head_present"}
    assert stopped(held) >= missing
    submit(held.runtime, held.agencies["alfa"], "read_notes", {"learned": "Allt"}, EVA)
    assert stopped(held) >= missing
    accept(held.runtime, held.agencies["alfa"], "read_notes", EVA)
    assert stopped(held) & missing == {"head_present"}  # the head's presence cannot be made up for


def test_attendance_may_be_recorded_in_any_active_state(held: Going) -> None:
    assert held.facts("beta").state == "preparation"
    assert record(held, came(held, *STAFF, agency="beta"), agency="beta") == []
    record(held, came(held, *STAFF))
    assert held.facts("beta").state == "preparation"


def test_recording_the_same_twice_changes_the_list_not_at_all(held: Going) -> None:
    record(held, came(held, *STAFF))
    rows = held.rows(t.Attendance, "appointment", "present")
    with grown(held, alfa=1):  # that it was done again is evidence too
        record(held, came(held, *STAFF))
    assert held.rows(t.Attendance, "appointment", "present") == rows


def test_a_list_that_names_someone_twice_is_refused(held: Going) -> None:
    before = held.everything()
    with pytest.raises(BadInput, match="twice"):
        record(held, [*came(held, "planner"), *came(held, absent=("planner",))])
    assert held.everything() == before


def test_a_correction_takes_back_the_catch_up_that_a_slip_called_for(held: Going) -> None:
    assert record(held, came(held, *STAFF[1:], absent=("planner",))) == ["read_notes"]
    assert record(held, came(held, "planner")) == []
    assert held.work("alfa")["start", "read_notes"][0] == "cancelled"
    letters = [m for m in held.tick("2021-04-16 08:00") if m.to == "coordinator.alfa@example.org"]
    assert [i for m in letters for i, _ in m.items if "read_notes" in i] == []


def test_a_catch_up_that_was_taken_back_comes_again_when_someone_was_away_after_all(held: Going) -> None:
    record(held, came(held, *STAFF[1:], absent=("planner",)))
    record(held, came(held, "planner"))
    held.clock.set("2021-04-16 09:00")
    assert record(held, came(held, absent=("planner",))) == ["read_notes"]
    assert held.work("alfa")["start", "read_notes"] == ("open", "2021-04-30")
    letters = [m for m in held.tick("2021-04-19 08:00") if m.to == "coordinator.alfa@example.org"]
    assert ("open:start:read_notes", "coordinator") in [i for m in letters for i in m.items]


def test_a_catch_up_that_was_answered_stays_answered_whatever_is_corrected(held: Going) -> None:
    record(held, came(held, *STAFF[1:], absent=("planner",)))
    submit(held.runtime, held.agencies["alfa"], "read_notes", {"learned": "Allt"}, EVA)
    record(held, came(held, "planner"))
    assert held.work("alfa")["start", "read_notes"][0] == "submitted"


def test_a_waived_absence_calls_for_no_catch_up(held: Going) -> None:
    alfa = held.agencies["alfa"]
    for rule in ("management_present", "functions_present"):
        number, needs = waive(held.runtime, alfa, rule, "Pandemi", day("2021-12-31"), EVA, step="start")
        if needs:
            countersign(held.runtime, number, PER)
    assert record(held, came(held, "coordinator", absent=("planner", "head"))) == []


def test_a_deputy_counts_for_the_head_where_the_round_says_so(held: Going) -> None:
    head, finance = held.appointment("alfa", "head"), held.appointment("alfa", "finance")
    lines = [*came(held, "planner", "coordinator"), Came(head, present=False), Came(finance, True, "digital", head)]
    record(held, lines)
    assert "head_present" not in stopped(held)
    assert held.rows(t.Attendance, "mode", "deputised_for", appointment=finance) == [("digital", head)]


def test_someone_of_another_agency_or_nobody_cannot_be_recorded(held: Going) -> None:
    before = held.everything()
    for number in (held.appointment("beta", "planner"), 999):
        with pytest.raises(NotFound, match=f"Nobody with number {number}"):
            record(held, [Came(number, present=True)])
        with pytest.raises(NotFound, match=f"Nobody with number {number}"):
            record(held, [Came(held.appointment("alfa", "planner"), present=True, deputised_for=number)])
    assert held.everything() == before


def test_nobody_can_have_been_at_a_meeting_to_come(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match="not until 2021-04-14"):
        record(joined, came(joined, "planner"))
    assert joined.everything() == before


def test_nobody_can_have_been_at_a_meeting_that_was_called_off(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjuk")
    joined.clock.set("2021-04-15 09:00")
    before = joined.everything()
    with pytest.raises(BadInput, match="called off"):
        record(joined, came(joined, "planner"))
    assert joined.everything() == before


def test_an_agency_that_has_left_has_no_more_attendance(held: Going) -> None:
    assert held.do("alfa", "withdraw", reason="Hinner inte").ok
    before = held.everything()
    with pytest.raises(BadInput, match="not taking part"):
        record(held, came(held, "planner"))
    with pytest.raises(BadInput, match="not taking part"):
        rsvp(held, "planner", "yes", step="deepening")
    assert held.everything() == before


def test_who_left_before_the_meeting_was_not_there_for_the_function(held: Going) -> None:
    planner = held.appointment("alfa", "planner")
    end_function(held.runtime, planner, day("2021-04-01"), EVA)
    record(held, [Came(planner, present=True), *came(held, "coordinator", "head")])
    assert "functions_present" in stopped(held)


def test_a_guest_is_recorded_once_for_the_whole_cluster(joined: Going) -> None:
    joined.clock.set("2021-09-16 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "deepening", EVA)
    expert = joined.appointment("alfa", "expert")
    record(joined, [Came(expert, present=True)], step="deepening")
    record(joined, [Came(expert, present=True)], step="deepening", agency="beta")
    assert joined.rows(t.Attendance, "participation", "appointment") == [(None, expert)]
    assert [p.appointment for p in joined.facts("beta").presences] == [expert]


# --- who will come ------------------------------------------------------------------------------


def rsvp(going: Going, function: str, answer: str, *, step: str = "start", deputy: str | None = None) -> None:
    who = going.appointment("alfa", function)
    stands_in = going.appointment("alfa", deputy) if deputy else None
    record_rsvp(going.runtime, going.agencies["alfa"], step, who, answer, EVA, deputy=stands_in)


def test_the_latest_answer_stands_and_each_is_in_the_trail(joined: Going) -> None:
    with grown(joined, alfa=3):
        rsvp(joined, "head", "yes")
        rsvp(joined, "head", "maybe")
        rsvp(joined, "head", "no", deputy="finance")
    head, finance = joined.appointment("alfa", "head"), joined.appointment("alfa", "finance")
    assert joined.rows(t.Rsvp, "appointment", "answer", "deputy") == [(head, "no", finance)]
    entry = joined.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "step", "function", "answer", "deputy")} == {
        "kind": "rsvp",
        "step": "start",
        "function": "head",
        "answer": "no",
        "deputy": True,
    }


def test_a_guests_answer_holds_for_every_member_of_the_cluster(joined: Going) -> None:
    joined.clock.set("2021-08-20 09:00")
    rsvp(joined, "expert", "no", step="deepening")
    assert [r.answer for r in joined.facts("beta").replies] == ["no"]


@pytest.mark.parametrize(
    ("answer", "deputy", "words"), [("perhaps", None, "yes, no or maybe"), ("no", "head", "own deputy")]
)
def test_an_answer_that_makes_no_sense_is_refused(joined: Going, answer: str, deputy: str | None, words: str) -> None:
    before = joined.everything()
    with pytest.raises(BadInput, match=words):
        rsvp(joined, "head", answer, deputy=deputy)
    assert joined.everything() == before


def test_an_answer_to_a_meeting_nobody_has_planned_or_that_is_over_is_refused(held: Going) -> None:
    before = held.everything()
    with pytest.raises(NotFound, match="No meeting closing"):
        rsvp(held, "head", "yes", step="closing")
    with pytest.raises(BadInput, match="has been held"):
        rsvp(held, "head", "yes")
    assert held.everything() == before


def test_an_answer_does_not_stop_a_move_that_is_allowed(joined: Going) -> None:
    rsvp(joined, "head", "no")
    assert isinstance(joined.do("alfa", "advance", acknowledged=["self_assessed"]).result, Change)
