"""The pages on PostgreSQL: the board, a change with its impact, the same form twice, somebody who was faster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import URL

from jimflow.actions.accounts import add_account
from jimflow.actions.rounds import load_round
from jimflow.actions.upkeep import set_up
from jimflow.config import Settings
from jimflow.core.model import Actor
from jimflow.files.shipped import shipped
from jimflow.mail.templates import Templates
from jimflow.rehearsal.clock import VirtualClock
from jimflow.rehearsal.outbox import Keeper
from jimflow.runtime import Runtime
from jimflow.store.engine import open_engine
from jimflow.store.migrate import migrate
from jimflow.web.app import create_app
from tests.demo_site import PASSWORD, PEOPLE, Installation
from tests.web.conftest import ROUND
from tests.web.person import Person

BEGINS = datetime(2021, 1, 11, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
MOVE = f"{ROUND}/agencies/csn/move/invite"


@pytest.fixture
def begun(pg_database: Callable[..., URL]) -> Iterator[Installation]:
    """The round just loaded, nobody invited yet."""
    engine = open_engine(pg_database().render_as_string(hide_password=False))
    migrate(engine)
    clock = VirtualClock(BEGINS)
    set_up(engine, "prov", clock)
    runtime = Runtime(Settings(), engine, clock, Keeper(clock), Templates(shipped("notifications")))
    load_round(runtime, shipped("config") / "rounds" / "jim-plus-2021-2022.yaml", Actor("drift"))
    for login, (name, role) in PEOPLE.items():
        add_account(runtime, login, name, role, PASSWORD, Actor("drift"))
    yield Installation(create_app(runtime), runtime, clock)
    engine.dispose()


def test_an_agency_is_invited_once_and_the_board_shows_it(begun: Installation) -> None:
    anna, bo = Person(begun, "anna"), Person(begun, "bo")
    assert "13 myndigheter" in anna.see(ROUND).words
    anna.see(MOVE)
    bo.see(MOVE)
    asked = anna.press(MOVE)
    assert "Skickar 2 mejl" in asked.words
    sent = anna.page
    done = anna.confirm()
    assert "CSN" in done.words
    anna.page = sent
    again = anna.confirm()
    assert again.words == done.words
    late = bo.press(MOVE, status=409)
    assert "Någon annan hann före" in late.words
    assert "Inbjuden" in anna.see(f"{ROUND}?name=csn").words
