"""The reference pages of rounds and rosters: their examples are read, and no word of the language is left out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from jimflow.core.definition import read_definition
from jimflow.core.mistakes import Said
from jimflow.files import rounds
from jimflow.files.roster_table import COLUMNS
from jimflow.files.rosters import Grounds, read_roster
from jimflow.files.rounds import parse_round
from jimflow.files.shipped import shipped
from jimflow.files.yaml import load, loads
from tests.build_round import SWEDEN

PAGES = shipped("config").parent / "docs" / "reference"
ROUND, ROSTER = ((PAGES / name).read_text(encoding="utf-8") for name in ("round.md", "roster.md"))
JIM_PLUS = read_definition(load(shipped("workflows") / "jim-plus.yaml").data)
GROUNDS = Grounds(
    JIM_PLUS,
    {"kriminalvarden": Said("Kriminalvården", "Swedish Prison and Probation Service")},
    ("kriminalvarden",),
    "",
    date(2021, 9, 1),
)


def block(page: str, language: str) -> str:
    """The first example of the page in that language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_round_on_the_page_is_right_and_warns_of_nothing_but_its_invented_february() -> None:
    found = parse_round(loads(block(ROUND, "yaml"), "round.md"), JIM_PLUS, SWEDEN)
    assert [(c.members, len(c.meetings)) for c in found.clusters] == [(("north_agency", "south_agency"), 3)]
    assert len(found.appointments) == 2 * 6 + 1
    assert [w.what.en for w in found.warnings] == [
        "the meeting deepening is held when finance is busy: closing of accounts and annual report"
    ]


def test_the_page_names_every_key_of_a_round() -> None:
    missing = [key for key in (*rounds.REQUIRED, *rounds.OPTIONAL) if f"`{key}`" not in ROUND]
    assert missing == []


def test_the_rosters_on_the_page_can_be_read(tmp_path: Path) -> None:
    table, listed = tmp_path / "roster.csv", tmp_path / "roster.yaml"
    table.write_text(block(ROSTER, "csv"), encoding="utf-8")
    listed.write_text(block(ROSTER, "yaml"), encoding="utf-8")
    holders = [(a.function, a.mail, a.acting, a.top_management) for a in read_roster(table, GROUNDS)]
    assert holders == [
        ("finance", "ekonomi@example.org", False, False),
        ("agency_head", "chef@example.org", True, True),
    ]
    assert [(a.function, a.mail, a.acting, a.top_management) for a in read_roster(listed, GROUNDS)] == [
        ("agency_head", "chef@example.org", True, True),
        ("finance", "finance.kriminalvarden@example.org", False, False),
    ]


def test_the_page_names_every_column_of_a_roster() -> None:
    missing = [c.sv for c in COLUMNS.values() if f"| `{c.sv}` | `{c.en}` |" not in ROSTER]
    assert missing == []
