"""A round to fill in after an earlier one: its form and texts, never people, answers or dates."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from jimflow.actions.errors import BadInput, NotAllowed, NotFound
from jimflow.actions.round_files import clone_round, export_round
from jimflow.actions.rounds import load_round
from jimflow.files.sheets import sheets_in
from jimflow.store import tables as t
from tests.actions.going import Going
from tests.actions.loaded import EVA
from tests.build_workbook import edited, opened, read_book, wrong


def cells(data: bytes) -> dict[str, list[str]]:
    return {s.title: [cell for _, row in s.rows[1:] for cell in row if cell] for s in sheets_in(data, "round.xlsx")}


def test_a_clone_has_no_person_no_date_and_no_answer(joined: Going) -> None:
    said = cells(clone_round(joined.runtime, "mini-2021", "mini-2022"))
    everything = [cell for several in said.values() for cell in several]
    people = {word for row in joined.rows(t.Person, "name", "mail") for word in row}
    members = {"alfa", "beta", "gamma", "alfa@example.org", "Alfaverket"}
    assert not (people | members) & set(everything)
    assert [cell for cell in everything if re.search(r"\d{4}-\d{2}-\d{2}", cell)] == []
    assert (said["Deltagare"], said["Funktioner"]) == ([], [])
    assert said["Omgång"][:6] == ["Omgångens id", "mini-2022", "Program", "mini", "Rubrik", "Mini 2021"]
    assert "M 2021/1" not in everything


def test_a_clone_keeps_the_form_and_the_texts(joined: Going) -> None:
    said = cells(clone_round(joined.runtime, "mini-2021", "mini-2022"))
    assert {
        title: several for title, several in said.items() if title not in ("Omgång", "Deltagare", "Funktioner")
    } == {
        "Kluster": ["north", "Norr", "North", "south_and_east", "South"],
        "Organisationer": [
            *("centre", "Centrum", "Centre", "centre@example.org"),
            *("expertverket", "Expertverket", "expert@example.org"),
        ],
        "Medverkande": ["Expertverket", "Sakkunnig"],
        "Träffar": [
            *("Norr", "Uppstart", "09:00", "16:00", "digitalt", "förra gången en onsdag i omgångens vecka 14"),
            *("Norr", "Fördjupning", "09:00", "12:00", "på plats", "förra gången en onsdag i omgångens vecka 36"),
            *("Norr", "Uppföljning", "13:00", "16:00", "på plats", "förra gången en onsdag i omgångens vecka 46"),
            *("Norr", "Uppföljning", "09:00", "12:00", "på plats och digitalt"),
            "förra gången en torsdag i omgångens vecka 46",
        ],
        "Material": ["Uppstart", "Att läsa", "To read", "https://example.org/read"],
        "Regler": ["management_present", "stopp"],
        "Arbetstid": ["preparation", "2 days"],
    }


def test_what_is_left_to_fill_in_is_told_and_then_it_loads(joined: Going, tmp_path: Path) -> None:
    data = clone_round(joined.runtime, "mini-2021", "mini-2022")
    assert wrong(data) == [f"Omgång, rad {row}, kolumn Värde: värdet saknas" for row in (5, 6, 7)]
    filled = edited(
        {
            "Omgång": {"B5": date(2022, 1, 10), "B6": date(2022, 1, 10), "B7": date(2023, 1, 31)},
            "Deltagare": {"A2": "delta", "B2": "Delta", "E2": "delta@example.org", "F2": "Norr", "H2": "Ny"},
            "Träffar": {"C2": date(2022, 4, 6)},
        },
        data,
    )
    found = read_book(filled)
    assert ([c.members for c in found.clusters], found.motive("delta")) == ([("delta",), ()], "Ny")
    file = tmp_path / "round.xlsx"
    file.write_bytes(filled)
    assert load_round(joined.runtime, file, EVA).code == "mini-2022"


def test_a_clone_may_be_in_english(joined: Going) -> None:
    assert (
        "last time a Wednesday in week 14 of the round"
        in cells(clone_round(joined.runtime, "mini-2021", "mini-2022", "en"))["Meetings"]
    )


def test_a_name_that_is_taken_or_will_not_do_is_refused(joined: Going) -> None:
    with pytest.raises(NotAllowed, match="exists already"):
        clone_round(joined.runtime, "mini-2021", "mini-2021")
    with pytest.raises(BadInput, match="cannot be the name"):
        clone_round(joined.runtime, "mini-2021", "mini 2022")
    with pytest.raises(NotFound):
        clone_round(joined.runtime, "mini-2020", "mini-2022")


def test_a_round_is_written_out_in_either_language(joined: Going) -> None:
    titles = [opened(export_round(joined.runtime, "mini-2021", lang)).sheetnames[2] for lang in ("sv", "en")]
    assert titles == ["Deltagare", "Members"]
