"""Plays a round from its files and tells what came of it, to be compared with another."""

import email
import gc
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from jimflow.config import Settings
from jimflow.core.audit import Verification
from jimflow.files.rounds import ReadRound
from jimflow.rehearsal.document import document
from jimflow.rehearsal.rehearse import LAST
from jimflow.rehearsal.stage import Stage, rehearsal, source
from jimflow.rehearsal.telling import told
from jimflow.store.queries.trail import entries
from jimflow.store.trail import verify_trail
from jimflow.store.transaction import read

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOW = ROOT / "workflows" / "jim-plus.yaml"
ROUND = ROOT / "config" / "rounds" / "jim-plus-2021-2022.yaml"
PEOPLE = ROOT / "tests" / "story" / "people_2021_2022.yaml"


@dataclass(frozen=True)
class Played:
    """What came of a rehearsal: its document, its mails as they went, the moves in the audit, the audit verified."""

    document: dict[str, Any]
    raw: tuple[bytes, ...]
    moves: dict[str, list[str]]
    """By organisation, the states it entered, in order."""
    audit: Verification
    source: ReadRound


def played(round_file: Path, people: Path, workflows: Path | None = None) -> Played:
    """Plays the round to its end. `workflows` is the folder of its definition, the shipped one when left out."""
    gc.disable()  # as `rehearse` does: what is made is kept to the end
    try:
        settings = Settings(workflows=workflows)
        with rehearsal(settings, round_file, *source(settings, round_file, str(people))) as (stage, keeper):
            stage.play.run(stage.read.calendar.at(stage.read.round.ends_on, LAST))
            found = told(stage, keeper.mails)
            with read(stage.runtime.engine) as tx:
                audit = verify_trail(tx)
            return Played(document(found), found.texts, moves(stage), audit, stage.read)
    finally:
        gc.enable()


def moves(stage: Stage) -> dict[str, list[str]]:
    found = {}
    for number, member in stage.play.members.items():
        with read(stage.runtime.engine) as tx:
            payloads = [json.loads(row.payload or b"{}") for row in entries(tx, [number], limit=10_000)]
        found[member.facts.organisation] = [said["to"] for said in payloads if said.get("to")]
    return found


def words(raw: bytes) -> str:
    """What a reader or a calendar meets in a mail, with the lines of its calendar entry whole."""
    mail = email.message_from_bytes(raw)
    said = [f"{name}: {mail[name]}" for name in ("From", "To", "Reply-To", "Subject", "Date")]
    for part in mail.walk():
        if not part.is_multipart():
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            text = content.decode()
            said.append(text.replace("\r\n ", "") if part.get_content_type() == "text/calendar" else text)
    return "\n".join(said)


def write(path: Path, data: dict[str, Any]) -> Path:
    """Plain data as a YAML file; the folder is made when it is not there."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def of_clusters(data: dict[str, Any], codes: Iterable[str]) -> dict[str, Any]:
    """The round with some of its clusters only, which is quicker to play."""
    kept = {code: data["clusters"][code] for code in codes}
    guests = [c for c in data.get("contributors", []) if c.get("cluster", "") in ("", *kept)]
    return data | {"clusters": kept, "contributors": guests}
