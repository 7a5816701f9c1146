"""Waivers: decided with a reason until a day, by two persons where a rule stops, and gone when they have fallen."""

from __future__ import annotations

from datetime import date

import pytest

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.meetings import hold_meeting
from jimflow.actions.waivers import countersign, waive
from jimflow.core.model import Actor, Refusal
from jimflow.store import tables as t
from tests.actions.going import PER, WARNINGS, Going, grown
from tests.actions.loaded import EVA
from tests.build import day

UNTIL = day("2021-06-30")


def decide(going: Going, rule: str, *, until: date = UNTIL, step: str | None = "start") -> tuple[int, bool]:
    return waive(going.runtime, going.agencies["alfa"], rule, " Sjukdom ", until, EVA, step=step)


def stopped(going: Going) -> set[str]:
    result = going.do("alfa", "advance").result
    assert isinstance(result, Refusal)
    return {b.code for b in result.blockers if b.stops(frozenset())}


@pytest.fixture
def held(joined: Going) -> Going:
    """Alfa stands in the kick-off, which has been held with nobody there."""
    assert joined.do("alfa", "advance", acknowledged=WARNINGS).ok
    joined.clock.set("2021-04-15 09:00")
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    return joined


def test_a_waiver_of_a_warning_is_in_force_at_once_and_in_the_trail(held: Going) -> None:
    assert "head_present" in stopped(held)
    with grown(held, alfa=1):
        number, needs = decide(held, "head_present")
    assert not needs
    assert "head_present" not in stopped(held)
    entry = next(e for e in held.trail("alfa") if e["kind"] == "waiver")
    assert {k: entry[k] for k in ("reason", "waiver", "rule", "step", "until", "needs_countersign")} == {
        "reason": "Sjukdom",
        "waiver": number,
        "rule": "head_present",
        "step": "start",
        "until": "2021-06-30",
        "needs_countersign": False,
    }


def test_under_a_stop_it_counts_only_when_a_second_person_has_signed(held: Going) -> None:
    number, needs = decide(held, "management_present")
    assert needs and "management_present" in stopped(held)
    with pytest.raises(NotAllowed, match="cannot countersign it"):
        countersign(held.runtime, number, EVA)
    assert "management_present" in stopped(held)
    with grown(held, alfa=1):
        countersign(held.runtime, number, PER)
    assert "management_present" not in stopped(held)
    entry = next(e for e in held.trail("alfa") if e["kind"] == "countersigned")
    assert (entry["waiver"], entry["rule"], entry["step"], entry["actor"]["name"]) == (
        *(number, "management_present", "start"),
        "per",
    )


def test_it_is_in_force_to_the_end_of_its_last_local_day(held: Going) -> None:
    decide(held, "head_present")
    held.clock.set("2021-06-30 23:59")
    assert "head_present" not in stopped(held)
    held.clock.set("2021-07-01 00:00")
    assert "head_present" in stopped(held)


def test_it_covers_its_own_step_alone(held: Going) -> None:
    decide(held, "head_present", step="follow_up")
    assert "head_present" in stopped(held)


def test_without_a_step_the_present_one_is_meant(held: Going) -> None:
    decide(held, "head_present", step=None)
    assert held.rows(t.Waiver, "step") == [("start",)]


def test_a_waiver_makes_what_others_saw_stale(held: Going) -> None:
    seen = held.facts("alfa").version
    decide(held, "head_present")
    assert held.do("alfa", "advance", seen=seen).result == "stale"


def test_the_same_waiver_twice_is_one_waiver(held: Going) -> None:
    decide(held, "head_present")
    before = held.everything()
    with pytest.raises(BadInput, match=r"has been decided already: waiver no\. \d+"):
        decide(held, "head_present")
    assert held.everything() == before
    decide(held, "head_present", until=day("2021-12-31"))  # longer: a decision of its own


def test_after_it_has_fallen_it_may_be_decided_anew(held: Going) -> None:
    decide(held, "head_present")
    assert held.do("alfa", "reopen", to="preparation", reason="Görs om").ok
    decide(held, "head_present")
    assert [row[0] is None for row in held.rows(t.Waiver, "fallen_at")] == [False, True]


@pytest.mark.parametrize(
    ("rule", "step", "words"),
    [
        ("head_absent", "start", "There is no rule head_absent. Did you mean head_present?"),
        ("head_present", "closing_time", "There is no step closing_time"),
        ("head_present", "invited", "There is no step invited"),
    ],
)
def test_what_does_not_exist_is_said_in_words(held: Going, rule: str, step: str, words: str) -> None:
    before = held.everything()
    with pytest.raises(BadInput) as caught:
        decide(held, rule, step=step)
    assert words in caught.value.said.en
    assert held.everything() == before


def test_a_rule_that_nobody_may_waive_stays(held: Going) -> None:
    with pytest.raises(NotAllowed, match="meeting_held cannot be waived"):
        decide(held, "meeting_held")


def test_a_reason_and_a_day_to_come_are_asked_for(held: Going) -> None:
    before = held.everything()
    with pytest.raises(BadInput, match="has passed already"):
        decide(held, "head_present", until=day("2021-04-14"))
    with pytest.raises(BadInput, match="reason"):
        waive(held.runtime, held.agencies["alfa"], "head_present", "  ", UNTIL, EVA)
    assert held.everything() == before
    decide(held, "head_present", until=day("2021-04-15"))  # today will do


def test_nothing_is_waived_for_an_agency_that_has_left(held: Going) -> None:
    assert held.do("alfa", "withdraw", reason="Hinner inte").ok
    before = held.everything()
    with pytest.raises(BadInput, match="has ended"):
        decide(held, "head_present")
    assert held.everything() == before


def test_what_waits_for_no_signature_gets_none(held: Going) -> None:
    warned, _ = decide(held, "head_present")
    stopping, _ = decide(held, "management_present")
    countersign(held.runtime, stopping, PER)
    fallen, _ = decide(held, "management_present", until=day("2021-12-31"))
    assert held.do("alfa", "reopen", to="preparation", reason="Görs om").ok
    before = held.everything()
    for number in (warned, stopping, fallen):
        with pytest.raises(BadInput, match="not waiting for a signature"):
            countersign(held.runtime, number, PER)
    with pytest.raises(NotFound, match=r"no waiver no\. 999"):
        countersign(held.runtime, 999, PER)
    assert held.everything() == before


def test_a_waiver_whose_last_day_has_passed_is_signed_by_nobody(held: Going) -> None:
    number, _ = decide(held, "management_present")
    held.clock.set("2021-07-01 09:00")
    before = held.everything()
    with pytest.raises(BadInput, match="passed"):
        countersign(held.runtime, number, PER)
    assert held.everything() == before


@pytest.mark.parametrize("name", [" EVA", "E va", "ｅｖａ"])
@pytest.mark.parametrize("role", ["coordinator", "operator"])
def test_the_one_who_decided_is_the_same_person_however_the_name_is_written(held: Going, name: str, role: str) -> None:
    number, _ = decide(held, "management_present")
    with pytest.raises(NotAllowed):
        countersign(held.runtime, number, Actor(name, role))
