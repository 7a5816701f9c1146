"""A round rehearsed from the database goes as it does from its file, and what has come of it so far changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from jimflow.actions.functions import end_function
from jimflow.actions.meetings import cancel_meeting
from jimflow.rehearsal.document import document
from jimflow.rehearsal.people_file import find_people, read_people
from jimflow.rehearsal.rehearse import play_through, rehearse
from jimflow.rehearsal.stored import stored_source
from jimflow.store.tables import Appointment
from jimflow.store.tables.columns import table
from jimflow.store.transaction import write
from tests.actions.going import Going, going, join
from tests.actions.loaded import EVA


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    yield join(going(engine, tmp_path))


def test_it_goes_as_from_its_file_with_the_same_mails_however_far_the_real_one_has_come(here: Going) -> None:
    here.clock.set("2021-05-03 09:00")
    read = stored_source(here.runtime, "mini-2021").read
    settings, path = here.runtime.settings, here.here.file("", "never-read.yaml")
    found = play_through(settings, path, read, read_people(find_people("silent"), read))
    beside = rehearse(settings, here.here.folder / "round.yaml", "silent")
    assert document(found) == document(beside)
    assert [len(raw) for raw in found.texts] == [len(raw) for raw in beside.texts]
    assert found.mails


def test_who_has_left_holds_the_function_up_to_that_day(here: Going) -> None:
    here.clock.set("2021-03-01 09:00")
    before = stored_source(here.runtime, "mini-2021").read.round.appointments
    end_function(here.runtime, here.appointment("alfa", "finance"), date(2021, 2, 28), EVA)
    after = stored_source(here.runtime, "mini-2021").read.round.appointments
    (gone,) = (a for a in before if (a.organisation, a.function) == ("alfa", "finance"))
    assert [a for a in after if a not in before] == [replace(gone, until=date(2021, 2, 28))]
    assert len(after) == len(before)


def test_whose_address_has_been_erased_is_given_one_that_nobody_has(here: Going) -> None:
    with write(here.runtime.engine) as tx:
        a = table(Appointment)
        tx.connection.execute(update(a).where(a.c.id == here.appointment("alfa", "finance")).values(address=""))
    found = stored_source(here.runtime, "mini-2021").read.round.appointments
    addresses = [a.mail for a in found if (a.organisation, a.function) == ("alfa", "finance")]
    assert [mail.partition("@")[2] for mail in addresses] == ["example.invalid"]
    assert all(a.mail for a in found)


def test_its_mark_changes_with_the_plan_and_not_with_time_or_with_what_is_done(here: Going) -> None:
    first = stored_source(here.runtime, "mini-2021").mark
    here.tick("2021-04-01 08:00")
    assert stored_source(here.runtime, "mini-2021").mark == first
    cancel_meeting(here.runtime, here.clusters["north"], "start", EVA, "Sjukdom")
    assert stored_source(here.runtime, "mini-2021").mark != first
