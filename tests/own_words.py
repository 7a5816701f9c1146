"""The mini programme and its round where those who take part are called something else than agencies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from jimflow.config import Settings
from jimflow.core.definition import read_definition
from jimflow.core.workflow import OWN_WORDS, Workflow
from jimflow.files.rounds import ReadRound, read_round
from jimflow.files.shipped import shipped
from jimflow.mail.sections import APART, TOGETHER
from jimflow.mail.templates import Templates
from tests.build_round import ROUND
from tests.build_workflow import both, mini_definition

Nouns = dict[str, Any]

TEMPLATES = sorted(Templates(shipped("notifications")).names())
OWN = {
    "sv": "Till {organisation} i {cluster}, senast {answer_by}",
    "en": "To {organisation} in {cluster}, by {answer_by}",
}
LETTERS = [template for template in TEMPLATES if template not in {*TOGETHER, *APART}]

KOMMUN: Nouns = {
    "one": both("kommun", "municipality"),
    "the": both("kommunen", "the municipality"),
    "many": both("kommuner", "municipalities"),
    "cluster": {
        "one": both("grupp", "group"),
        "the": both("gruppen", "the group"),
        "many": both("grupper", "groups"),
    },
}
AREA: Nouns = {
    "one": both("område", "area"),
    "the": both("området", "the area"),
    "many": both("områden", "areas"),
}


def definition(nouns: Nouns) -> dict[str, Any]:
    """The mini programme with its texts about that noun, and with every letter there is."""
    data = mini_definition() | {"nouns": nouns}
    for template in LETTERS:
        state = {"invitation": "invited", "completion": "completed"}.get(template, "preparation")
        said = {"subject": OWN, "text": OWN} if template == OWN_WORDS else {"template": template}
        data["letters"][template] = {"when": f"enters {state}", "to": ["coordinator"], **said}
    for function in data["functions"].values():
        if function.get("belongs_to", "agency") == "agency":
            function["belongs_to"] = "own"
    return _said(data, nouns)


def in_swedish(data: Any, *, alone: bool = True) -> Any:
    """A definition without its English: every text `alone`, or under `sv`."""
    found = _without_english(data, alone=alone)
    return found | {"languages": ["sv"]}


def _without_english(value: Any, *, alone: bool) -> Any:
    if isinstance(value, list):
        return [_without_english(inner, alone=alone) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"sv", "en"}:
        return value["sv"] if alone else {"sv": value["sv"]}
    return {key: _without_english(inner, alone=alone) for key, inner in value.items() if key != "en"}


def _said(value: Any, nouns: Nouns) -> Any:
    if isinstance(value, dict):
        return {key: _said(inner, nouns) for key, inner in value.items()}
    if isinstance(value, list):
        return [_said(inner, nouns) for inner in value]
    for old, new in _texts(nouns).items():
        value = value.replace(old, new) if isinstance(value, str) and value != "own agency" else value
    return value


def _texts(nouns: Nouns) -> dict[str, str]:
    return {
        "Myndighetschefen": "Direktören",
        "Myndighetschef": "Direktör",
        "Myndighetshandläggare": "Handläggare",
        "myndigheten": nouns["the"]["sv"],
        "Agency head": "Director",
        "agency head": "director",
        "the agency": nouns["the"]["en"],
        **({"Klustret": "Gruppen", "klustret": "gruppen", "the cluster": "the group"} if "cluster" in nouns else {}),
    }


def round_text(*, language: str = "sv") -> str:
    """The mini round of such a programme; everyone the pattern names reads `language`."""
    text = ROUND.replace("Alfaverket", "Alfaviken").replace("Alfa Agency", "Alfa Bay")
    text = text.replace("model_agency:", "model:").replace("Expertverket", "Experterna")
    text = text.replace("top_management: [head]", "top_management: [head, planner]")
    return text.replace("roster:\n", f"roster:\n  language: {language}\n")


def on_disk(folder: Path, data: dict[str, Any], text: str) -> Path:
    """Writes the programme, the round and the settings that find them; the round's file."""
    (folder / "workflows").mkdir(parents=True)
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "workflows" / "mini.yaml").write_text(written, encoding="utf-8")
    (folder / "jimflow.toml").write_text('workflows = "workflows"\n', encoding="utf-8")
    (folder / "round.yaml").write_text(text, encoding="utf-8")
    return folder / "round.yaml"


def read_from(round_file: Path) -> tuple[Settings, ReadRound]:
    """The settings and the round of a folder made by `on_disk`."""
    workflows = round_file.parent / "workflows"
    return Settings(workflows=workflows), read_round(round_file, workflows, shipped("config") / "calendars")


def workflow(nouns: Nouns) -> Workflow:
    """The programme, read."""
    return read_definition(definition(nouns))
