"""The shipped round, on the day three of five meetings had been held, moved to another version and back."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Engine, select

from jimflow.actions.errors import NotAllowed
from jimflow.actions.heartbeat import tick
from jimflow.actions.meetings import set_theme
from jimflow.actions.migration import Run, migrate, preview_migration, preview_revert
from jimflow.config import Settings
from jimflow.core.definition import read_definition
from jimflow.core.model import Actor
from jimflow.core.workflow import Workflow
from jimflow.files.yaml import load
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.outbox import Keeper
from jimflow.rehearsal.stage import Stage, begins, source, stage_of
from jimflow.store import tables as t
from jimflow.store.installation import create_installation
from jimflow.store.tables.columns import table
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read, write
from tests.actions.migrating import KEPT, OWN
from tests.story.playing import ROUND, WORKFLOW, of_clusters
from tests.story.playing import write as write_yaml

EVA = Actor("eva", "coordinator")
CODE = "jim-plus-2021-2022"
PAIR = "describe_theme=describe_exchange"


@pytest.fixture
def midway(engine: Engine, tmp_path: Path) -> tuple[Stage, Keeper]:
    """One cluster, whose members are late, at noon of 27 October 2021."""
    data = plain(of_clusters(load(ROUND).data, ["rattsvardande"]))
    settings, round_file = Settings(), write_yaml(tmp_path / ROUND.name, data)
    found, who = source(settings, round_file, "late")
    clock = VirtualClock(begins(found))
    with write(engine) as tx:
        create_installation(tx, "story", clock())
    keeper = Keeper(clock)
    stage = stage_of(settings, engine, clock, keeper, round_file, found, who)
    stage.play.run(found.calendar.at(date(2021, 10, 27), time(12)))
    return stage, keeper


def plain(data: Any) -> Any:
    """Plain data that may be changed."""
    return yaml.safe_load(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def called(before: str, after: str) -> Workflow:
    """The programme with another name for something, wherever it stands."""
    text = yaml.safe_dump(load(WORKFLOW).data | {"version": "2021-2"}, allow_unicode=True, sort_keys=False)
    return read_definition(yaml.safe_load(re.sub(rf"\b{before}\b", after, text)))


def next_version(**changes: Any) -> Workflow:
    """A due date is a week later, a reminder comes earlier, a rule asks for one more answer, an assignment has
    another name."""
    data = plain(load(WORKFLOW).data | {"version": "2021-2"})
    work = data["assignments"]
    work["adjust_resources"]["due"] = "next_meeting - 28 days else meeting + 30 working days"
    work["develop_follow_up"]["remind"] = ["due - 10 working days", "due - 3 working days", "due + 1 working day"]
    data["assignments"] = {"describe_exchange" if n == "describe_theme" else n: w for n, w in work.items()}
    data["steps"]["deepening"]["before"] = ["describe_exchange"]
    text = {
        "sv": "{organisation} har inte skrivit vad det leder till.",
        "en": "{organisation} has not said what follows.",
    }
    noted = data["rules"]["resource_question_noted"]
    data["rules"]["consequence_noted"] = {**noted, "field": "consequence", "text": text}
    data["steps"]["budgeting"]["exit"].append("consequence_noted")
    return read_definition(data | changes)


def everything(stage: Stage) -> dict[str, Any]:
    """Every row but the audit's, the outbox's and the counters'."""
    found: dict[str, Any] = {}
    with read(stage.runtime.engine) as tx:
        for kind in (*KEPT, t.Participation, t.Material):
            row = table(kind)
            columns = (
                OWN if kind is t.Participation else [c.name for c in row.c if (kind, c.name) != (t.Material, "id")]
            )
            found[kind.__name__] = sorted(
                map(tuple, tx.connection.execute(select(*(row.c[n] for n in columns)))), key=repr
            )
    return found


def go(stage: Stage, to: Workflow | None, *pairs: str) -> Run:
    if to is None:
        seen = preview_revert(stage.runtime, CODE).code
    else:
        seen = preview_migration(stage.runtime, CODE, to, pairs=pairs).code
    return migrate(stage.runtime, CODE, to, EVA, "Beslut", pairs=pairs, seen=seen)


def said(stage: Stage, start: str) -> Counter[tuple[str, str, int]]:
    """How many mails have said each thing that begins so, by function and case."""
    i = table(t.Intent).c
    with read(stage.runtime.engine) as tx:
        rows = tx.connection.execute(
            select(i.item, i.function, i.participation).where(i.item.startswith(start), i.status == "composed")
        )
        return Counter((item, function, of) for item, function, of in rows)


def test_a_round_in_mid_flight_is_moved_and_comes_back_where_history_stays_true(midway: tuple[Stage, Keeper]) -> None:
    stage, _ = midway
    before = everything(stage)
    a_held_step_of_another_name(stage)
    a_passed_state_of_another_name(stage)
    assert everything(stage) == before
    what_is_seen_first(stage)
    assert everything(stage) == before
    run = go(stage, next_version(), PAIR)
    assert (run.settled, {r.what for r in run.results}) == (True, {"moved"})
    assert go(stage, None).settled
    assert everything(stage) == before
    go(stage, next_version(), PAIR)
    what_follows_is_said_once(stage)


def a_held_step_of_another_name(stage: Stage) -> None:
    looked = preview_migration(stage.runtime, CODE, called("budgeting", "costing"))
    assert ({f.code for f in looked.findings}, looked.nothing) == ({"meeting_step"}, True)
    with pytest.raises(NotAllowed):
        go(stage, called("budgeting", "costing"))


def a_passed_state_of_another_name(stage: Stage) -> None:
    """It does not vanish, but it may be called otherwise, and back."""
    other = called("preparation", "groundwork")
    run = go(stage, other)
    assert {r.what for r in run.results} == {"refused"}
    assert {f.code for r in run.results for f in r.findings if f.stops} == {"passed_state", "work_step"}
    assert {r.what for r in go(stage, other, "preparation=groundwork").results} == {"moved"}
    assert {r.what for r in go(stage, None).results} == {"moved"}


def what_is_seen_first(stage: Stage) -> None:
    looked = preview_migration(stage.runtime, CODE, next_version(), pairs=[PAIR])
    impacts = {c.moving.case.facts.organisation: c.impact for c in looked.cases if c.impact is not None}
    assert {w.name for i in impacts.values() for w in i.due_moved} == {"adjust_resources"}
    assert {rule for i in impacts.values() for rule, _, _ in i.added} == {"remind:follow_up:develop_follow_up:0"}
    states = {c.moving.case.facts.organisation: c.moving.case.facts.state for c in looked.cases}
    assert set(states.values()) == {"budgeting"}
    assert {o: [b.code for b in i.stops] for o, i in impacts.items()} == {o: ["consequence_noted"] for o in states}


def what_follows_is_said_once(stage: Stage) -> None:
    """To the end of January, with nobody answering anything."""
    set_theme(stage.runtime, next(iter(stage.loaded.clusters.values())), "deepening", "knowledge", EVA)
    for n in range(1, 97):
        stage.clock.jump(stage.read.calendar.at(date(2021, 10, 27) + timedelta(days=n), time(8, 5)))
        tick(stage.runtime)
    opened = said(stage, "open:")
    assert ("open:deepening:describe_exchange", "gm_coordinator") in {(item, f) for item, f, _ in opened}
    assert set(opened.values()) == {1}
    assert set(said(stage, "remind:budgeting:adjust_resources").values()) == {1}
    with read(stage.runtime.engine) as tx:
        assert verify_trail(tx).ok
        assert tx.connection.execute(select(table(t.Unwritten).c.intent)).all() == []
