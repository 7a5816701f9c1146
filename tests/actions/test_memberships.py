"""The history of a cluster: who stood in it, from when, until when, and why it ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from jimflow.actions.advance import advance
from jimflow.store import tables as t
from tests.actions.loaded import EVA, place


def test_an_agency_that_leaves_stays_in_the_clusters_history_with_its_reason(engine: Engine, tmp_path: Path) -> None:
    at = place(engine, tmp_path, "2021-01-18 09:00")
    alfa = at.load().participations["alfa"]
    for trigger in ("invite", "accept"):
        assert advance(at.runtime, alfa, None, trigger, EVA).ok
    at.clock.set("2021-02-01 09:00")
    assert advance(at.runtime, alfa, None, "withdraw", EVA, reason="omorganisation").ok
    assert at.rows(t.Membership, "since", "until", "why", participation=alfa) == [
        (date(2021, 1, 12), date(2021, 2, 1), "omorganisation")
    ]


def test_an_agency_that_moves_on_stays_a_member(engine: Engine, tmp_path: Path) -> None:
    at = place(engine, tmp_path, "2021-01-18 09:00")
    alfa = at.load().participations["alfa"]
    for trigger in ("invite", "accept"):
        assert advance(at.runtime, alfa, None, trigger, EVA).ok
    assert at.rows(t.Membership, "until", participation=alfa) == [(None,)]
