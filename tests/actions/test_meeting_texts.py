"""A meeting's programme, notes and evaluation: saved over what was seen, never over what somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.meeting_texts import MOST, seal, set_evaluation, set_notes, set_programme
from jimflow.actions.meetings import hold_meeting
from jimflow.store import tables as t
from tests.actions.going import PER, Going, grown
from tests.actions.loaded import EVA

Setter = Callable[..., None]
AFTER = "2021-04-15 09:00"


def save(round_: Going, setter: Setter, text: str, step: str = "start", *, seen: str | None = None) -> None:
    setter(round_.runtime, round_.clusters["north"], step, text, PER, seen=seen)


def kept(round_: Going) -> tuple[str | None, ...]:
    """Programme, notes and evaluation of the first meeting."""
    ((programme, notes, evaluation),) = round_.rows(t.Meeting, "programme", "notes", "evaluation", step="start")
    return programme, notes, evaluation


@pytest.fixture
def held(joined: Going) -> Going:
    joined.clock.set(AFTER)
    hold_meeting(joined.runtime, joined.clusters["north"], "start", EVA)
    return joined


def test_each_text_is_kept_by_itself_and_is_in_every_members_trail_without_its_words(held: Going) -> None:
    with grown(held, alfa=3, beta=3):
        save(held, set_programme, " 9.00 Inledning\n10.00 Paus ")
        save(held, set_notes, "Bra samtal")
        save(held, set_evaluation, "Dagen var för lång")
    assert kept(held) == ("9.00 Inledning\n10.00 Paus", "Bra samtal", "Dagen var för lång")
    entries = held.trail("beta")[-3:]
    assert [(e["kind"], e["step"], e["characters"]) for e in entries] == [
        ("meeting_programme", "start", 25),
        ("meeting_notes", "start", 10),
        ("meeting_evaluation", "start", 18),
    ]
    assert "samtal" not in str(entries)


@pytest.mark.parametrize("setter", [set_programme, set_notes, set_evaluation])
def test_nobody_writes_over_what_they_have_not_seen(held: Going, setter: Setter) -> None:
    save(held, setter, "Evas", seen=seal(""))
    before = held.everything()
    with pytest.raises(NotAllowed, match="Somebody else"):
        save(held, setter, "Pers", seen=seal(""))
    assert held.everything() == before
    save(held, setter, "Bådas", seen=seal("Evas"))
    assert "Bådas" in kept(held)


def test_a_text_decides_nothing_so_nobody_is_told_to_look_again(held: Going) -> None:
    version = held.facts("alfa").version
    save(held, set_notes, "Bra samtal")
    assert held.facts("alfa").version == version


def test_the_same_words_again_change_nothing(held: Going) -> None:
    save(held, set_notes, "Bra samtal")
    before = held.everything()
    save(held, set_notes, " Bra samtal\n", seen=seal("Bra samtal"))
    assert held.everything() == before


def test_a_text_can_be_taken_away_again(held: Going) -> None:
    save(held, set_evaluation, "Dagen var för lång")
    save(held, set_evaluation, "", seen=seal("Dagen var för lång"))
    assert kept(held) == ("", "", "")


def test_what_cannot_be_changes_nothing(joined: Going) -> None:
    before = joined.everything()
    with pytest.raises(NotAllowed, match="not been held"):
        save(joined, set_evaluation, "Bra")
    with pytest.raises(BadInput, match="50001 characters"):
        save(joined, set_notes, "x" * (MOST + 1))
    with pytest.raises(BadInput, match="has no meeting"):
        save(joined, set_notes, "Bra", "preparation")
    with pytest.raises(NotFound):
        set_notes(joined.runtime, joined.clusters["south_and_east"], "start", "Bra", EVA, seen=None)
    assert joined.everything() == before
