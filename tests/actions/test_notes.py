"""Notes of calls: written once, put right by another, withdrawn; never in the audit's words."""

from __future__ import annotations

import pytest

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.notes import MOST, add_note, withdraw_note
from jimflow.store.queries.notes import NoteRow, notes
from jimflow.store.transaction import read
from tests.actions.going import Going, grown
from tests.actions.loaded import EVA
from tests.build import at


def noted(round_: Going, text: str = "Ringde, chefen kommer", **more: object) -> int:
    return add_note(round_.runtime, round_.agencies["alfa"], text, EVA, **more)  # type: ignore[arg-type]


def all_notes(round_: Going) -> list[NoteRow]:
    with read(round_.runtime.engine) as tx:
        return notes(tx, [round_.agencies["alfa"], round_.agencies["beta"]])


def test_a_note_is_kept_with_who_wrote_it_and_when(joined: Going) -> None:
    version = joined.facts("alfa").version
    with grown(joined, alfa=1):
        number = noted(joined, "  Ringde, chefen kommer \n")
    alfa = joined.agencies["alfa"]
    assert all_notes(joined) == [
        NoteRow(number, alfa, "call", "Ringde, chefen kommer", at("2021-01-18 09:00"), "eva", *[None] * 4)
    ]
    assert joined.facts("alfa").version == version
    entry = joined.trail("alfa")[-1]
    assert {k: entry[k] for k in ("kind", "note", "of")} == {"kind": "note", "note": number, "of": "call"}
    assert "chefen" not in str(entry)


def test_a_correction_stands_in_the_place_of_the_first_which_stays(joined: Going) -> None:
    first = noted(joined)
    joined.clock.set("2021-01-18 10:00")
    second = noted(joined, "Ringde, chefen kommer inte", kind="meeting", corrects=first)
    assert [(n.id, n.kind, n.stands, n.corrects, n.corrected_by) for n in all_notes(joined)] == [
        (second, "meeting", True, first, None),
        (first, "call", False, None, second),
    ]
    assert joined.trail("alfa")[-1]["corrects"] == first
    before = joined.everything()
    with pytest.raises(NotAllowed):
        noted(joined, "En gång till", corrects=first)
    assert joined.everything() == before


def test_a_withdrawn_note_can_still_be_read_and_says_by_whom(joined: Going) -> None:
    number = noted(joined)
    with grown(joined, alfa=1):
        withdraw_note(joined.runtime, number, EVA, "Fel organisation")
    (found,) = all_notes(joined)
    assert (found.text, found.withdrawn_by, found.stands) == ("Ringde, chefen kommer", "eva", False)
    assert (joined.trail("alfa")[-1]["kind"], joined.trail("alfa")[-1]["reason"]) == (
        "note_withdrawn",
        "Fel organisation",
    )
    before = joined.everything()
    for refused in (
        lambda: withdraw_note(joined.runtime, number, EVA, "Igen"),
        lambda: noted(joined, "Rättelse", corrects=number),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert joined.everything() == before


def test_what_cannot_be_a_note_changes_nothing(joined: Going) -> None:
    number = noted(joined)
    before = joined.everything()
    for error, refused in (
        (BadInput, lambda: noted(joined, " \n")),
        (BadInput, lambda: noted(joined, "x" * (MOST + 1))),
        (BadInput, lambda: noted(joined, kind="letter")),
        (BadInput, lambda: withdraw_note(joined.runtime, number, EVA, " ")),
        (NotFound, lambda: withdraw_note(joined.runtime, 99, EVA, "Skäl")),
        (NotFound, lambda: noted(joined, corrects=99)),
        (NotFound, lambda: add_note(joined.runtime, joined.agencies["beta"], "Rätt", EVA, corrects=number)),
        (NotFound, lambda: add_note(joined.runtime, 99, "Text", EVA)),
    ):
        with pytest.raises(error):
            refused()
    assert joined.everything() == before
