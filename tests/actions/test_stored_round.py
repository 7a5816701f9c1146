"""A stored round told as a round file: written out and read back it is the round that was loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.errors import NotFound
from jimflow.actions.functions import end_function
from jimflow.actions.meetings import cancel_meeting
from jimflow.actions.rounds import load_round
from jimflow.actions.stored_round import StoredRound, stored_round
from jimflow.files.round_shape import AppointmentFile, RoundFile
from jimflow.files.round_workbook import round_book, workbook
from jimflow.files.round_written import tables_of
from jimflow.files.rounds import parse_tables, read_round
from jimflow.files.shipped import shipped
from jimflow.store.transaction import read
from tests.actions.going import Going
from tests.actions.loaded import EVA, Place, place
from tests.build import day
from tests.build_round import read as read_mini

SHIPPED = sorted((shipped("config") / "rounds").glob("*.yaml"))


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Place]:
    found = place(engine, tmp_path)
    yield found
    assert found.verified().ok


def stored(of: Place, code: str) -> StoredRound:
    with read(of.runtime.engine) as tx:
        return stored_round(of.runtime, tx, code)


def content(found: RoundFile) -> RoundFile:
    """A round without what tells of its file, and without the organisations that nobody in it uses."""
    return replace(found, digest="", warnings=(), organisations=dict(sorted(found.organisations.items())))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_round_stored_written_out_and_read_back_is_the_same(here: Place, path: Path, tmp_path: Path) -> None:
    source = read_round(path, shipped("workflows"), shipped("config") / "calendars")
    runtime = replace(here.runtime, clock=lambda: source.calendar.at(source.round.invite_on, source.calendar.digest_at))
    load_round(runtime, path, EVA, read=source)
    with read(runtime.engine) as tx:
        found = stored_round(runtime, tx, source.round.code)
    used = {code: one for code, one in source.round.organisations.items() if code in found.round.organisations}
    assert content(found.round) == content(replace(source.round, organisations=used))
    data = workbook(tables_of(found.round, found.workflow, found.calendar), found.workflow)
    again = parse_tables(round_book(data, "round.xlsx").written(found.workflow), found.workflow, found.calendar)
    assert content(again) == content(found.round)


def test_the_mini_round_is_told_as_it_was_loaded(here: Place) -> None:
    here.load()
    found = stored(here, "mini-2021")
    assert content(found.round) == content(read_mini())
    assert {code: c.name_sv for code, c in found.clusters.items()} == {"north": "Norr", "south_and_east": "South"}
    assert sorted(found.meetings) == [("north", "deepening"), ("north", "follow_up"), ("north", "start")]


def test_who_has_left_and_what_is_called_off_do_not_stand_in_it(joined: Going) -> None:
    joined.clock.set("2021-03-01 09:00")
    end_function(joined.runtime, joined.appointment("alfa", "finance"), day("2021-02-28"), EVA)
    cancel_meeting(joined.runtime, joined.clusters["north"], "start", EVA, "Sjukdom")
    with read(joined.runtime.engine) as tx:
        found = stored_round(joined.runtime, tx, "mini-2021").round

    def alfas(of: RoundFile) -> list[AppointmentFile]:
        return [a for a in of.appointments if (a.organisation, a.function) == ("alfa", "finance")]

    assert alfas(found) == []
    assert [m.step for m in found.clusters[0].meetings] == ["deepening", "follow_up"]
    before = content(read_mini())
    rest = tuple(a for a in before.appointments if a not in alfas(before))
    north = replace(before.clusters[0], meetings=before.clusters[0].meetings[1:])
    assert content(found) == replace(before, appointments=rest, clusters=(north, *before.clusters[1:]))


def test_a_round_that_is_not_there_is_told_with_those_that_are(here: Place) -> None:
    here.load()
    with pytest.raises(NotFound, match=r"There is no round mini-2022\. There are: mini-2021\."):
        stored(here, "mini-2022")
