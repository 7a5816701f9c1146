"""Every page of every shipped programme: it answers, and calls those who take part by the programme's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jimflow.actions.accounts import add_account
from jimflow.actions.rounds import LoadedRound, load_round
from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.core.model import Actor
from jimflow.core.workflow import Workflow
from jimflow.files.rounds import read_round
from jimflow.files.shipped import shipped
from jimflow.mail.templates import Templates
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.outbox import Keeper
from jimflow.runtime import Programmes, Runtime
from jimflow.store.engine import open_engine
from jimflow.store.queries.rounds import ParticipationRow, participations
from jimflow.store.transaction import read
from jimflow.web.app import create_app, routes
from jimflow.web.routing import PARTAKING
from tests.demo_site import PASSWORD, Installation
from tests.web.page_reader import read_page
from tests.web.person import Person

ROUNDS = sorted((shipped("config") / "rounds").glob("*.yaml"))
SHOWN = sorted(
    {r.path for r in routes() if r.method == "GET" and r.right not in {"anyone", *PARTAKING} and "{file}" not in r.path}
)
OF_OTHERS = ("/workflows", "/rounds/new")
"""Pages that name all programmes."""

_programmes = Programmes()


@contextmanager
def loaded(file: Path, folder: Path) -> Iterator[tuple[Installation, LoadedRound, ParticipationRow, Workflow]]:
    """The round just loaded, the first that takes part in it, and its definition."""
    began = read_round(file, None, shipped("config") / "calendars").round.invite_on
    clock = VirtualClock(datetime.combine(began, time(9), ZoneInfo("Europe/Stockholm")))
    engine = open_engine(f"sqlite:///{folder / 'jimflow.db'}")
    set_up(engine, "prov", clock)
    runtime = Runtime(Settings(), engine, clock, Keeper(clock), Templates(shipped("notifications")), _programmes)
    done = load_round(runtime, file, Actor("drift"))
    add_account(runtime, "anna", "Anna", "coordinator", PASSWORD, Actor("drift"))
    with read(engine) as tx:
        yield (
            Installation(create_app(runtime), runtime, clock),
            done,
            participations(tx)[0],
            runtime.programmes.workflow(tx, done.definition),
        )
    engine.dispose()


def addresses(done: LoadedRound, row: ParticipationRow, workflow: Workflow) -> list[str]:
    """Every page's address, about the first of everything there is."""
    meeting = next((s.name for s in workflow.steps.values() if s.has_meeting), next(iter(workflow.steps)))
    asks = next(s for s in workflow.steps.values() if s.assignments)
    values = {
        "code": done.code,
        "agency": row.organisation,
        "cluster": row.cluster_code,
        "step": meeting,
        "trigger": next(iter(workflow.transitions)),
        "rule": next(iter(workflow.rules)),
        "name": workflow.name,
        "function": next(iter(workflow.functions)),
        "start": next(iter(workflow.starts), "none"),
    }
    work = {"step": asks.name, "name": asks.assignments[0][0]}
    return [
        re.sub(r"{(\w+)}", lambda m: {**values, **(work if "/assignments/" in path else {})}.get(m[1], "1"), path)  # noqa: B023
        for path in SHOWN
    ]


@pytest.mark.parametrize("file", ROUNDS, ids=lambda f: f.stem)
def test_no_page_of_the_round_meets_a_fault(file: Path, tmp_path: Path) -> None:
    with loaded(file, tmp_path) as (made, done, row, workflow):
        anna = Person(made, "anna")
        found = {path: anna.client.get(path).status_code for path in addresses(done, row, workflow)}
        assert {path: status for path, status in found.items() if status not in (200, 404, 422)} == {}
        assert sum(status == 200 for status in found.values()) > 25


def test_no_page_of_a_round_among_municipalities_speaks_of_agencies(tmp_path: Path) -> None:
    file = next(f for f in ROUNDS if f.stem == "modellkommuner-exempel")
    with loaded(file, tmp_path) as (made, done, row, workflow):
        pages = [p for p in addresses(done, row, workflow) if not p.startswith(OF_OTHERS)]
        for lang in ("sv", "en"):
            anna = Person(made, "anna", lang)
            words = {path: read_page(anna.client.get(path).text).words for path in pages}
            named = {p: re.findall(r".{30}(?:myndighet|agenc).{30}", w, re.IGNORECASE) for p, w in words.items()}
            assert {path: found for path, found in named.items() if found} == {}
