"""An act on what somebody has looked at is done only while it is so, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from jimflow.actions.as_seen import Overtaken, as_seen
from jimflow.actions.errors import BadInput
from jimflow.actions.notes import add_note
from jimflow.runtime import Runtime
from jimflow.store.queries.notes import notes
from jimflow.store.transaction import read
from tests.actions.going import Going, going
from tests.actions.loaded import EVA


@pytest.fixture
def mini(engine: Engine, tmp_path: Path) -> Iterator[Going]:
    found = going(engine, tmp_path)
    yield found
    assert found.here.verified().ok


def texts(mini: Going) -> list[str]:
    with read(mini.runtime.engine) as tx:
        return [n.text for n in notes(tx, [mini.agencies["alfa"]])]


def test_it_is_done_while_nobody_has_changed_what_was_seen(mini: Going) -> None:
    alfa, seen = mini.agencies["alfa"], mini.facts("alfa").version
    as_seen(mini.runtime, alfa, seen, lambda inner: add_note(inner, alfa, "Ringde.", EVA))
    assert texts(mini) == ["Ringde."]


def test_nothing_is_done_once_somebody_has(mini: Going) -> None:
    alfa, seen = mini.agencies["alfa"], mini.facts("alfa").version
    mini.do("alfa", "invite")
    with pytest.raises(Overtaken):
        as_seen(mini.runtime, alfa, seen, lambda inner: add_note(inner, alfa, "Ringde.", EVA))
    assert texts(mini) == []


def test_several_acts_are_one_and_what_one_refuses_undoes_the_others(mini: Going) -> None:
    alfa, seen = mini.agencies["alfa"], mini.facts("alfa").version

    def both(inner: Runtime) -> None:
        add_note(inner, alfa, "Ringde.", EVA)
        add_note(inner, alfa, "", EVA)

    with pytest.raises(BadInput):
        as_seen(mini.runtime, alfa, seen, both)
    assert texts(mini) == []
