"""The pages on PostgreSQL: the board, a change with its impact, the same form twice, somebody who was faster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
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
from jimflow.store.transaction import read
from jimflow.web.app import create_app
from jimflow.web.forms import proof
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


def test_the_same_form_eight_times_at_once_is_done_once(begun: Installation) -> None:
    place, client, start = f"{ROUND}/agencies/csn/notes", Person(begun).client, Barrier(8)
    sent = {"_csrf": proof(begun.session("anna")), "_form": "a-form", "kind": "call", "text": "Sagt en gång."}

    def send(_: int) -> tuple[int, str]:
        start.wait(10)
        answer = client.post(place, data=sent, follow_redirects=False)
        return answer.status_code, re.split("[?#]", answer.headers["location"])[0]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(8))) == [(303, f"{ROUND}/agencies/csn")] * 8
    with read(begun.runtime.engine) as tx:
        assert tx.raw.execute("select text from note").fetchall() == [("Sagt en gång.",)]


@pytest.mark.parametrize("odd", ["%00", "9999999999", "9" * 5000, "²"])
def test_what_this_database_cannot_compare_is_no_fault(begun: Installation, odd: str) -> None:
    anna = Person(begun)
    for address in (
        *(f"{ROUND}?done={odd}&page={odd}&name={odd}", f"{ROUND}/people?q={odd}&page={odd}", f"/audit?before={odd}"),
        *(f"/audit/{odd}/{odd}", f"{ROUND}/outbox/{odd}", f"{ROUND}/outbox/waiting/{odd}", f"{ROUND}/agencies/{odd}"),
        *(f"{ROUND}/people/{odd}/hand-over", f"{ROUND}/agencies/csn/start/{odd}", f"{ROUND}/figures?cluster={odd}"),
    ):
        assert anna.client.get(address).status_code in (200, 404), address
