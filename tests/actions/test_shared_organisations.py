"""Organisations that several rounds share: what a later round says of them, and what it leaves as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.store import tables as t
from tests.actions.loaded import Place, place
from tests.build_round import ROUND, with_line


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Place:
    return place(engine, tmp_path)


def test_what_a_later_round_does_not_say_of_an_organisation_stays(here: Place) -> None:
    here.load()
    before = here.rows(t.Organisation, "name_sv", "name_en", "short", code="alfa")
    said = "alfa: {name: {sv: Alfaverket, en: Alfa Agency}, short: AV, mailbox: alfa@example.org}"
    bare = with_line(said, "alfa: {name: Alfaverket, mailbox: ny@example.org}")
    assert bare != ROUND
    here.load(bare.replace("round: mini-2021", "round: mini-2022"))
    assert here.rows(t.Organisation, "name_sv", "name_en", "short", code="alfa") == before
    assert here.rows(t.Organisation, "mailbox", code="alfa") == [("ny@example.org",)]
