"""The mini round on disk, with people to play it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jimflow.config import Settings
from jimflow.files.rounds import ReadRound, read_round
from jimflow.files.shipped import shipped
from jimflow.files.yaml import loads
from jimflow.rehearsal.people import People
from jimflow.rehearsal.people_file import parse_people
from tests.build_round import ROUND as TEXT
from tests.build_round import programme_folder, with_line

ROUND = with_line("top_management: [head]", "top_management: [head, planner]", TEXT)
"""One from top management comes to every meeting."""

HEAD = "people: tried\ntitle: {sv: Prövade, en: Tried}\n"


@dataclass(frozen=True)
class Mini:
    """A round file, the settings that find its programme, and both read."""

    settings: Settings
    path: Path
    read: ReadRound

    def people(self, text: str) -> People:
        """The people of a file whose head is written already."""
        return parse_people(loads(HEAD + text, "people.yaml"), self.read)


def mini(folder: Path, text: str = ROUND) -> Mini:
    """Writes the mini programme and the round into `folder`."""
    settings = Settings(workflows=programme_folder(folder / "workflows"))
    path = folder / "round.yaml"
    path.write_text(text, encoding="utf-8")
    assert settings.workflows is not None
    return Mini(settings, path, read_round(path, settings.workflows, shipped("config") / "calendars"))
