"""Heads by sex are kept for a meeting as numbers, never for a person, and the audit tells every count."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.erasure_plan import the_plan
from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.head_counts import record_head_count
from jimflow.actions.meetings import cancel_meeting
from jimflow.core.figures.facts import Heads
from jimflow.core.model import Actor
from jimflow.store import tables as t
from jimflow.store.queries.figures import heads
from jimflow.store.transaction import read
from tests.actions.going import PER, Going, changed_tables, going, grown, join
from tests.actions.loaded import EVA
from tests.build import at


@pytest.fixture
def met(joined: Going) -> Going:
    """On the day of the kick-off."""
    joined.clock.set("2021-04-14 16:30")
    return joined


def count(going: Going, women: int, men: int, not_stated: int, step: str = "start", cluster: str = "north") -> Heads:
    numbers = {"women": women, "men": men, "not_stated": not_stated}
    return record_head_count(going.runtime, going.clusters[cluster], step, **numbers, actor=EVA)


def kept(going: Going) -> list[tuple[object, ...]]:
    return going.rows(t.HeadCount, "women", "men", "not_stated", "noted_by", "noted_at")


def test_a_count_is_kept_and_stands_in_the_audit_of_everyone_in_the_cluster(met: Going) -> None:
    with grown(met, alfa=1, beta=1):
        counted = count(met, 9, 6, 1)
    assert kept(met) == [(9, 6, 1, "eva", at("2021-04-14 16:30"))]
    entry = met.trail("beta")[-1]
    assert {key: entry[key] for key in ("kind", "step", "women", "men", "not_stated")} == {
        "kind": "head_count",
        "step": "start",
        "women": 9,
        "men": 6,
        "not_stated": 1,
    }
    with read(met.runtime.engine) as tx:
        assert heads(tx, list(met.clusters.values())) == (counted,)


def test_a_new_count_takes_the_place_of_the_one_before_and_the_audit_has_both(met: Going) -> None:
    count(met, 9, 6, 1)
    met.clock.set("2021-04-15 08:00")
    record_head_count(met.runtime, met.clusters["north"], "start", women=8, men=8, not_stated=0, actor=PER)
    assert kept(met) == [(8, 8, 0, "per", at("2021-04-15 08:00"))]
    told = [(e["women"], e["men"]) for e in met.trail("alfa") if e["kind"] == "head_count"]
    assert told == [(9, 6), (8, 8)]


def test_a_count_decides_nothing_so_nobody_has_seen_something_old(met: Going) -> None:
    before, seen = met.everything(), met.facts("alfa").version
    count(met, 9, 6, 1)
    assert met.facts("alfa").version == seen
    assert changed_tables(before, met.everything()) == {
        *("HeadCount", "AuditEntry", "AuditPayload", "Participation")  # the chains' ends stand in the participations
    }


@pytest.mark.parametrize("numbers", [(-1, 6, 1), (0, 0, 0), (10_000, 0, 0)])
def test_numbers_that_cannot_be_are_refused(met: Going, numbers: tuple[int, int, int]) -> None:
    before = met.everything()
    with pytest.raises(BadInput):
        count(met, *numbers)
    assert met.everything() == before


def test_a_meeting_to_come_called_off_or_unknown_has_no_heads(met: Going) -> None:
    before = met.everything()
    with pytest.raises(BadInput, match="not until 2021-09-15"):
        count(met, 9, 6, 1, step="deepening")
    with pytest.raises(BadInput, match="preparation has no meeting"):
        count(met, 9, 6, 1, step="preparation")
    with pytest.raises(NotFound, match="no date yet"):
        count(met, 9, 6, 1, cluster="south_and_east")
    assert met.everything() == before
    met.clock.set("2021-04-13 09:00")
    cancel_meeting(met.runtime, met.clusters["north"], "start", EVA, "Snöstorm")
    met.clock.set("2021-04-14 16:30")
    with pytest.raises(NotAllowed, match="called off"):
        count(met, 9, 6, 1)


def test_whoever_noted_the_heads_is_told_of_it_before_being_erased(engine: Engine, tmp_path: Path) -> None:
    met = join(going(engine, tmp_path))
    met.clock.set("2021-04-14 16:30")
    numbers = {"women": 9, "men": 6, "not_stated": 1}
    record_head_count(met.runtime, met.clusters["north"], "start", **numbers, actor=Actor("Hugo"))
    with read(engine) as tx:
        plan = the_plan(met.runtime, tx, "hugo@example.org", [], met.clock())
    assert [k.count for k in plan.kept if k.code == "answers"] == [1]
