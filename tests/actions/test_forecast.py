"""Weeks ahead: what each meeting to come will lack as it looks now."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions import forecast as module
from jimflow.actions.advance import advance_cluster
from jimflow.actions.attendance import record_rsvp
from jimflow.actions.forecast import Ahead, forecast
from jimflow.actions.functions import end_function
from jimflow.actions.meetings import cancel_meeting, hold_meeting
from jimflow.actions.waivers import waive
from tests.actions.going import Going, going
from tests.actions.loaded import EVA
from tests.actions.test_cluster_advance import crowd
from tests.build import day
from tests.store.statements import read_by


def ahead(round_: Going, cluster: str | None = "north") -> list[Ahead]:
    return forecast(round_.runtime, round_.facts("alfa").round, round_.clusters[cluster] if cluster else None)


def lacking(found: Ahead) -> dict[str, list[tuple[str, str]]]:
    """What somebody should see to, by organisation: the rule, and the function it is about."""
    return {
        m.facts.organisation: [(b.code, str(b.facts.get("function", ""))) for b in m.lacks]
        for m in found.members
        if m.lacks
    }


def test_every_meeting_to_come_is_told_nearest_first_with_the_days_left(joined: Going) -> None:
    found = ahead(joined)
    assert [(a.meeting.step, a.days, [m.facts.organisation for m in a.members]) for a in found] == [
        ("start", 86, ["alfa", "beta"]),
        ("deepening", 240, ["alfa", "beta"]),
        ("follow_up", 310, ["alfa", "beta"]),
    ]
    assert ahead(joined, None) == found
    assert ahead(joined, "south_and_east") == []


def test_who_says_no_and_who_is_not_there_that_day_is_missing_at_that_meeting_only(joined: Going) -> None:
    before = joined.everything()
    assert lacking(ahead(joined)[1]) == {}
    assert joined.everything() == before
    planner = joined.appointment("alfa", "planner")
    record_rsvp(joined.runtime, joined.agencies["alfa"], "deepening", planner, "no", EVA)
    end_function(joined.runtime, joined.appointment("beta", "coordinator"), day("2021-09-01"), EVA)
    start, deepening, follow_up = ahead(joined)
    assert lacking(deepening) == {
        "alfa": [("functions_present", "planner")],
        "beta": [("functions_present", "coordinator")],
    }
    assert {code for code, _ in lacking(follow_up)["beta"]} == {"functions_present"}
    assert "functions_present" not in {code for found in lacking(start).values() for code, _ in found}
    assert [m.facts.organisation for m in deepening.lacking] == ["alfa", "beta"]


def test_a_waiver_counts_only_as_long_as_it_lasts(joined: Going) -> None:
    planner = joined.appointment("alfa", "planner")
    record_rsvp(joined.runtime, joined.agencies["alfa"], "deepening", planner, "no", EVA)
    for until, missing in (("2021-09-14", True), ("2021-09-15", False)):
        waive(joined.runtime, joined.agencies["alfa"], "functions_present", "Sjuk", day(until), EVA, step="deepening")
        assert ("alfa" in lacking(ahead(joined)[1])) is missing


def test_what_has_been_and_what_is_called_off_is_not_to_come(joined: Going) -> None:
    cancel_meeting(joined.runtime, joined.clusters["north"], "deepening", EVA, "Sjukdom")
    joined.clock.set("2021-04-14 17:00")
    assert [(a.meeting.step, a.days) for a in ahead(joined)] == [("start", 0), ("follow_up", 224)]
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    assert [a.meeting.step for a in ahead(joined)] == ["follow_up"]


def test_only_those_who_take_part_at_the_moment_are_looked_at(joined: Going) -> None:
    joined.do("beta", "withdraw", reason="Hinner inte")
    assert [m.facts.organisation for m in ahead(joined)[0].members] == ["alfa"]


def test_a_round_that_nobody_has_joined_has_no_forecast(loaded: Going) -> None:
    assert forecast(loaded.runtime, loaded.facts("alfa").round) == []


def test_twenty_members_take_as_many_statements_as_two(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = []
    loaded = going(engine, tmp_path, text=crowd(18))
    names = [n for n in loaded.agencies if n != "gamma"]
    for some in (names[:2], names[2:]):
        for trigger in ("invite", "accept"):
            advance_cluster(loaded.runtime, [loaded.agencies[n] for n in some], {}, trigger, EVA)
        with read_by(module, engine, monkeypatch) as sent:
            found = ahead(loaded)
        numbers.append((len(found[0].members), len(sent)))
    assert [members for members, _ in numbers] == [2, 20]
    assert numbers[0][1] == numbers[1][1] <= 14
