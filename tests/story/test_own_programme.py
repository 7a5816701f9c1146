"""The guide to a programme of one's own: what stands there is checked, played and drawn, as its reader would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.console import Console

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "own-programme.md"


@pytest.fixture
def reader(tmp_path: Path) -> Console:
    """A folder with the two files of the guide where the guide puts them."""
    programme, round_ = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows" / "book-circle.yaml").write_text(programme, encoding="utf-8")
    (tmp_path / "book-circle-2027.yaml").write_text(round_, encoding="utf-8")
    return Console(tmp_path)


def test_the_programme_of_the_guide_has_nothing_to_remark_on(reader: Console) -> None:
    assert "Inget fel" in reader("workflow", "check", "book-circle").out
    assert "Märk väl" not in reader("workflow", "check", "book-circle").out


def test_it_is_listed_with_those_that_come_with_the_program_until_a_setting_names_a_folder(reader: Console) -> None:
    listed = [one["id"] for one in reader("workflow", "list", "--json").json["workflows"]]
    assert {"book-circle", "jim-plus"} <= set(listed)
    (reader.folder / "jimflow.toml").write_text('workflows = "workflows"\n', encoding="utf-8")
    assert [one["id"] for one in reader("workflow", "list", "--json").json["workflows"]] == ["book-circle"]


def test_its_round_goes_as_many_times_round_as_it_has_meetings_and_then_ends(reader: Console) -> None:
    played = reader("rehearse", "book-circle-2027.yaml", "--json").json
    invited = sorted({m["items"][0] for m in played["mails"] if m["items"] and m["items"][0].startswith("invite")})
    assert invited == ["invite:session", "invite:session.2"]
    assert [d["step"] for d in played["deadlines"] if d["organisation"] == "north"] == ["session", "session.2"]
    assert played["blocked"] == []


def test_every_lap_has_a_row_of_its_own_in_the_picture_of_the_round(reader: Console) -> None:
    drawn = reader("rehearse", "book-circle-2027.yaml").out
    assert [line[:7] for line in drawn.splitlines() if line.startswith("Träff ")] == ["Träff 1", "Träff 2"]
    assert "Genomförde hela omgången              2/2" in drawn
